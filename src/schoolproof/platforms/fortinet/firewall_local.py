"""Rules for traffic to the firewall itself, and protection against floods."""

from __future__ import annotations

from schoolproof.model.policies import DosPolicy, LocalInPolicy
from schoolproof.platforms.fortinet.firewall import firewall_of, key6
from schoolproof.platforms.fortinet.objects import address_keys
from schoolproof.platforms.fortinet.reading import Reading, config, ignore_keys
from schoolproof.platforms.fortinet.settings import Settings

SOURCE_LISTS = ("name", "group", "custom", "custom-group", "fortiguard", "negate")
for _path in ("firewall local-in-policy", "firewall local-in-policy6"):
    ignore_keys(
        _path,
        "labels, and further protection of what is let in",
        "uuid",
        "comments",
        "name",
        "virtual-patch",
        "logtraffic",
        "custom-tags",
        *(f"internet-service-src-{kind}" for kind in SOURCE_LISTS),
    )
for _path in ("firewall DoS-policy", "firewall DoS-policy6"):
    ignore_keys(
        _path,
        "labels, and which traffic is counted",
        "comments",
        "name",
        "srcaddr",
        "dstaddr",
        "service",
    )
    ignore_keys(
        f"{_path}/anomaly",
        "how many, and what is kept of it",
        "log",
        "threshold",
        "threshold(default)",
        "quarantine",
        "quarantine-expiry",
        "quarantine-log",
        "synproxy-ttl",
        "synproxy-tos",
        "synproxy-tcp-mss",
        "synproxy-tcp-sack",
        "synproxy-tcp-timestamp",
        "synproxy-tcp-window",
        "synproxy-tcp-windowscale",
    )


@config("firewall local-in-policy", "firewall local-in-policy6")
def local_in_policies(reading: Reading, block: Settings) -> None:
    """Local-in policies, in the order of the text; several interfaces stand with blanks between."""
    six = block.path.endswith("6")
    for entry in block.edits():
        row = LocalInPolicy(entry.at, number=entry.name)
        row.put(entry.line("status"), enabled=_acts(entry))
        row.put(entry.line("intf"), interface=" ".join(entry.list("intf")))
        action = entry.text("action", "deny")
        if action in {"accept", "deny"}:
            row.put(entry.line("action"), action=action)
        listed = entry.flag("internet-service-src", default=False)
        for key, fact in (("srcaddr", "sources"), ("dstaddr", "destinations")):
            if fact == "destinations" or not listed:  # a vendor's list: the model has no addresses
                row.put(entry.line(key), **{fact: address_keys(entry, entry.list(key), six=six)})
        services = tuple(entry.key(name) for name in entry.list("service"))
        # A negated list of services or destinations is not in the model, so services stay unset.
        negated = [entry.flag(f"{k}-negate", default=False) for k in ("service", "dstaddr")]
        if not any(negated):
            row.put(entry.line("service"), services=services)
        negate = entry.flag("srcaddr-negate", default=False)
        row.put(entry.line("srcaddr-negate"), source_negate=negate)
        row.put(entry.line("schedule"), schedule=entry.key(entry.text("schedule", "always")))
        row.put(entry.at, family="ipv6" if six else "ipv4", vdom=entry.vdom)
        key = key6(entry, entry.name) if six else entry.key()
        firewall_of(reading.device).local_in_policies.add(key, row)


def _acts(entry: Settings) -> bool:
    """A policy of the HA port only, or on a schedule that never comes, protects nothing."""
    on = entry.flag("status", default=True)
    management = entry.flag("ha-mgmt-intf-only", default=False)
    return on and not management and entry.text("schedule", "always") != "none"


@config("firewall DoS-policy", "firewall DoS-policy6")
def dos_policies(reading: Reading, block: Settings) -> None:
    """Flood and scan protection; what is not written of an anomaly is off or only watched."""
    for entry in block.edits():
        row = DosPolicy(entry.at, number=entry.name)
        row.put(entry.line("status"), enabled=entry.flag("status", default=True))
        row.put(entry.line("interface"), interface=entry.text("interface"))
        part = entry.section("anomaly")
        row.put(part.at, anomalies={item.name: _anomaly(item) for item in part.edits()})
        key = key6(entry, entry.name) if block.path.endswith("6") else entry.key()
        firewall_of(reading.device).dos_policies.add(key, row)


def _anomaly(item: Settings) -> str:
    stops = item.text("action", "pass") in {"block", "proxy"}
    if not item.flag("status", default=False):
        return "off"
    return "block" if stops else "monitor"
