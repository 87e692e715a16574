"""The SNMP agent: communities, users, where traps go."""

from __future__ import annotations

from schoolproof.model import Table
from schoolproof.model.management import Snmp, SnmpCommunity, SnmpUser
from schoolproof.platforms.fortinet.reading import Reading, config
from schoolproof.platforms.fortinet.settings import Settings
from schoolproof.platforms.fortinet.values import prefix, secret

LEVELS = {"no-auth-no-priv": "noauth", "auth-no-priv": "auth", "auth-priv": "priv"}
PRIVACY = {"aes": "aes128", "aes256": "aes256", "aes256cisco": "aes256", "des": "des"}


@config("system snmp sysinfo", always=True)
def read_agent(reading: Reading, block: Settings) -> None:
    """The agent is off unless `status enable` is written."""
    snmp = Snmp(block.at)
    snmp.put(block.line("status"), enabled=block.flag("status", default=False))
    snmp.put(None, groups=Table[SnmpUser]())
    communities, users = (reading.block(f"system snmp {what}") for what in ("community", "user"))
    snmp.put(communities.at, communities=Table[SnmpCommunity]())
    snmp.put(users.at, users=Table[SnmpUser]())
    targets = [host for e in communities.edits() for host in _community(snmp, e)]
    targets += [host for e in users.edits() for host in _user(snmp, e)]
    snmp.put(communities.at or users.at, trap_targets=tuple(dict.fromkeys(targets)))
    reading.device.put(block.at, snmp=snmp)


def _community(snmp: Snmp, entry: Settings) -> tuple[str, ...]:
    """A community only reads. Hosts limit it; a host 0.0.0.0/0 does not."""
    sections = [entry.section(name) for name in ("hosts", "hosts6")]
    lists = [
        prefix(e.get(key) or ()) for s in sections for e in s.edits() for key in ("ip", "ipv6")
    ]
    hosts = [p for p in lists if p is not None]
    name, token = entry.text("name"), secret(entry.get("name"))
    if not entry.flag("status", default=True):
        return ()
    row = SnmpCommunity(entry.at, writable=False)
    row.put(entry.line("name"), name=name)
    if token is not None:
        row.put(entry.line("name"), secret=token)
    limited = bool(hosts) and all(p.prefixlen for p in hosts)
    row.put(sections[0].at, acl=", ".join(str(p) for p in hosts) if limited else None)
    snmp.communities.add(entry.name, row)
    return tuple(str(p.network_address) for p in hosts if p.prefixlen == p.max_prefixlen)


def _user(snmp: Snmp, entry: Settings) -> tuple[str, ...]:
    for key in ("auth-pwd", "priv-pwd"):
        entry.get(key)
    level = LEVELS.get(entry.text("security-level", "no-auth-no-priv"), "noauth")
    signs, hides = entry.text("auth-proto", "sha"), entry.text("priv-proto", "aes")
    targets = entry.list("notify-hosts") + entry.list("notify-hosts6")
    if not entry.flag("status", default=True):
        return ()
    row = SnmpUser(entry.at, name=entry.name)
    row.put(entry.line("security-level"), level=level)
    row.put(entry.line("auth-proto"), auth_protocol=signs if level != "noauth" else None)
    private = PRIVACY.get(hides, hides) if level == "priv" else None
    row.put(entry.line("priv-proto"), priv_protocol=private)
    snmp.users.add(entry.name, row)
    return tuple(t for t in targets if t not in {"0.0.0.0", "::"})  # noqa: S104  an empty slot
