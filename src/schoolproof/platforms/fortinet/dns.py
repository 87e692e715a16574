"""The firewall's own resolver: a pupil who asks it meets no policy, only its own DNS filter."""

from __future__ import annotations

from schoolproof.model.firewall import DnsServer
from schoolproof.platforms.base import Default
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.policies import PROFILES, profile_key
from schoolproof.platforms.fortinet.reading import Reading, config, ignore_words
from schoolproof.platforms.fortinet.settings import Settings

SERVER = "FortiOS Administration Guide, FortiGate DNS server; CLI Reference, system dns-server"
DEFAULTS = (
    Default("dns_server.forwards", "recursive: what it does not hold is asked elsewhere", SERVER),
    Default("dns_server.dns_filter", "none", SERVER),
)

ignore_words("system dns-server", "by which protocols it answers too", "doh doh3 doq")
ignore_words(
    "system dns-database",
    "names that the firewall holds itself",
    """
    status domain allow-transfer type view ip-primary ip-master primary-name contact ttl
    authoritative source-ip source-ip6 source-ip-interface rr-max interface
    interface-select-method vrf-select "config dns-entry" """,
)


@config("system dns-server")
def dns_servers(reading: Reading, block: Settings) -> None:
    """One entry for each interface where it answers.

    `non-recursive` gives only names that the firewall holds. Whether it forwards those of a zone
    with a forwarder of its own is not documented: unset.
    """
    zones = reading.block("system dns-database", block.vdom)
    forwarders = [e for e in zones.edits() if e.list("forwarder") or e.list("forwarder6")]
    for entry in block.edits():
        row = DnsServer(entry.at, name=entry.name, vdom=entry.vdom)
        own_names = entry.text("mode", "recursive") == "non-recursive"
        row.put(entry.line("mode"), forwards=not own_names)
        if own_names and forwarders:
            zone = forwarders[0].name
            says = f"whether the {row.label} asks on for the zone {zone} is not documented"
            row.forget(says, "forwards")
        name = entry.text("dnsfilter-profile")
        profile = profile_key(reading, entry, PROFILES["dns_filter"][1], name) if name else None
        row.put(entry.line("dnsfilter-profile"), dns_filter=profile)
        firewall_of(reading.device).dns_servers.add(entry.key(), row)
