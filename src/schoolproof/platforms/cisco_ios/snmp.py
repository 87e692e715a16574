"""SNMP: communities, groups of version 3, users where they are printed, trap receivers."""

from __future__ import annotations

import re

from schoolproof.model import Table, secret_in
from schoolproof.model.management import Snmp, SnmpCommunity, SnmpUser
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.top import TOP, Reading

LEVELS = ("noauth", "auth", "priv")
PRIVACY = {"aes 128": "aes128", "aes 192": "aes192", "aes 256": "aes256"}


def _agent(reading: Reading, line: int | None) -> Snmp:
    """The agent runs as soon as one community, group, user or receiver is there."""
    if "snmp" not in reading.device.lines:
        agent = Snmp(line, communities=Table(), users=Table(), groups=Table(), trap_targets=())
        agent.put(line, enabled=line is not None)
        reading.device.put(line, snmp=agent)
    return reading.device.snmp


@TOP.line(
    r"snmp-server community \S+((?: view \S+)?(?: (?i:ro|rw))?)"
    r"(?: ipv6 (\S+))?(?: (\S+))?"
)
def _community(
    reading: Reading, node: Node, options: str, acl6: str | None, acl: str | None
) -> None:
    """A raw community is a password: only its token becomes a fact."""
    secret = secret_in(node.text)
    shown = str(secret) if secret else f"of line {node.line}"
    table = _agent(reading, node.line).communities
    key = shown if shown not in table else f"{shown} line {node.line}"
    writable = options.lower().endswith(" rw")
    community = SnmpCommunity(node.line, name=shown, writable=writable, acl=acl)
    if secret:
        community.put(node.line, secret=secret)
    table.add(key, community)
    _accesses(reading).append((acl, acl6, node.line))


@TOP.line(r"snmp-server group (\S+) (v1|v2c|v3(?: (?:noauth|auth|priv))?)(?: (.+))?")
def _group(reading: Reading, node: Node, name: str, version: str, rest: str | None) -> None:
    level = version.rpartition(" ")[2]
    group = SnmpUser(node.line, name=name, level=level if level in LEVELS else "noauth")
    agent = _agent(reading, node.line)
    agent.groups.add(name if name not in agent.groups else f"{name} {version}", group)
    found = re.search(r"access (?:ipv6 (\S+) ?)?(\S+)?$", rest or "")
    acl6, acl = found.groups() if found else (None, None)
    _accesses(reading).append((acl, acl6, node.line))


def _accesses(reading: Reading) -> list[tuple[str | None, str | None, int]]:
    """Access lists of both families, and the line, of each community and group."""
    found: list[tuple[str | None, str | None, int]] = reading.notes.setdefault("snmp lists", [])
    return found


@TOP.line(r"snmp-server user (\S+) (\S+)(?: remote \S+(?: udp-port \d+)?)? (v1|v2c|v3.*)")
def _user(reading: Reading, node: Node, name: str, _group: str, rest: str) -> None:
    auth = re.search(r" auth (\S+)", rest)
    priv = re.search(r" priv (des|3des|aes(?: \d+)?)", rest)
    level = LEVELS[bool(auth) + bool(auth and priv)]
    protocol = priv.group(1) if priv else None
    user = SnmpUser(
        node.line,
        name=name,
        level=level,
        auth_protocol=auth.group(1) if auth else None,
        priv_protocol=PRIVACY.get(protocol or "", protocol),
    )
    _agent(reading, node.line).users.add(name, user)


@TOP.line(r"snmp-server host (\S+)(?: .+)?")
def _host(reading: Reading, node: Node, address: str) -> None:
    agent = _agent(reading, node.line)
    if address not in agent.trap_targets:
        agent.put(
            agent.lines["trap_targets"] if agent.trap_targets else node.line,
            trap_targets=(*agent.trap_targets, address),
        )


TOP.ignore("SNMP is off when nothing else turns it on", r"no snmp-server")
TOP.ignore(
    "texts and names that the agent answers with",
    r"(?:no )?snmp-server (?:location|contact|chassis-id|packetsize|queue-length)\b.*",
    r"(?:no )?snmp-server (?:ifindex|engineID)\b.*",
    r"snmp ifmib ifindex persist",
    r"snmp mib .+",
)
TOP.ignore(
    "which events are sent, from which address",
    r"(?:no )?snmp-server (?:enable|trap|trap-source|source-interface|trap-timeout|inform)\b.*",
    r"(?:no )?snmp-server (?:trap-authentication|queue-limit|manager|cache|ip|file-transfer)\b.*",
    r"trapflags .+",
)
TOP.ignore(
    "what a community or group may see; levels and lists decide the controls",
    r"snmp-server (?:view|context|drop|password-policy|tftp-server-list|system-shutdown)\b.*",
)


def lists_of(reading: Reading, *, ipv6: bool = False) -> list[tuple[str | None, int | None]]:
    """The access list, or None, of each way in: communities and groups."""
    return [(acl6 if ipv6 else acl, line) for acl, acl6, line in _accesses(reading)]


def settle(reading: Reading) -> None:
    """Users are kept outside the text, whatever the text shows."""
    _agent(reading, None).put(None, users_known=False)
