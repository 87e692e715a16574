"""The guard against a plan that cuts the collector's own way to the device.

It compares facts before and after. What was known before and is unknown afterwards counts as cut:
unknown is never a pass. What was unknown before (FRR's SSH is Linux's) is not this plan's doing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from schoolproof.errors import UnknownFact
from schoolproof.inventory import Host
from schoolproof.model import Device, Facts, Interface, read
from schoolproof.parse import ConfigTree

FALLBACK = frozenset({"local", "enable", "line", "none"})
DEFAULT_ROUTE = re.compile(
    r"ip default-gateway \S+|ip default-network \S+"
    r"|ip route 0\.0\.0\.0(?:/0| 0\.0\.0\.0) .+|ipv6 route ::/0 .+"
)
MANAGEMENT_VLAN = re.compile(r"management-vlan \S+")
WHOLE = re.compile(r"set dst 0\.0\.0\.0(?:/0| 0\.0\.0\.0)")


@dataclass(frozen=True, slots=True)
class Way:
    """How the collector comes in. `source`: its address as the device sees it, or empty."""

    host: Host
    account: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A device before and after, and its texts."""

    before: Device
    after: Device
    was: ConfigTree
    becomes: ConfigTree
    way: Way


def lockouts(change: Change) -> tuple[str, ...]:
    """Why the plan would lock the collector out; empty when nothing says so."""
    return tuple(sentence for guard in GUARDS for sentence in guard(change))


def _value(device: Facts, path: str) -> Any:
    try:
        return read(device, path)
    except UnknownFact:
        return None


def _ssh(change: Change) -> Iterator[str]:
    if _value(change.before, "ssh_server.enabled") and not _value(
        change.after, "ssh_server.enabled"
    ):
        yield "SSH would be off"


def _terminals(change: Change) -> Iterator[str]:
    if _shells(change.before) and not _shells(change.after):
        yield "no line would let SSH in any more"


def _shells(device: Device) -> bool:
    rows = _value(device, "terminals") or ()
    return any(_value(t, "reachable") and "ssh" in (_value(t, "transports") or ()) for t in rows)


def _sources(change: Change) -> Iterator[str]:
    before, after = (_access(device) for device in (change.before, change.after))
    if before is not None and after is None:
        yield "who may log in would be unknown"
    if before is None or after is None:
        return
    own = change.way.source
    if own and _lets_in(before, own):
        if not _lets_in(after, own):
            yield f"the collector's address {own} would not be let in any more"
        return
    declared = _declared(change.before)
    if any(_meets(before, net) for net in declared) and not any(
        _meets(after, net) for net in declared
    ):
        yield "no declared management network would be let in any more"


def _access(device: Device) -> Any:
    """Sources of SSH: a tuple, or `anybody`; None when they were not read."""
    table = _value(device, "management_access")
    row = table.get("ssh") if table is not None else None
    if row is None:
        return None
    try:
        return "anybody" if row.sources is None else row.sources
    except UnknownFact:
        return None


def _lets_in(sources: Any, address: str) -> bool:
    return sources == "anybody" or any(ip_address(address) in net for net in sources)


def _meets(sources: Any, net: Any) -> bool:
    return sources == "anybody" or any(
        s.version == net.version and s.overlaps(net) for s in sources
    )


def _declared(device: Device) -> tuple[Any, ...]:
    try:
        return device.site.sources_allowed("login")
    except UnknownFact:
        return ()


def _account(change: Change) -> Iterator[str]:
    users = [_value(device, "users") for device in (change.before, change.after)]
    if users[0] is None or not len(users[0]):
        return
    name = change.way.account
    old, new = users[0].get(name), users[1].get(name) if users[1] is not None else None
    if old is not None and new is None:
        yield f"the account {name} would be gone"
    elif old is not None and new is not None and _value(old, "secret") != _value(new, "secret"):
        yield f"the password of the account {name} would change under the session"
    if users[1] is None or not len(users[1]):
        yield "no local account would be left"


def _aaa(change: Change) -> Iterator[str]:
    before = _value(change.before, "aaa.login_methods")
    after = _value(change.after, "aaa.login_methods")
    if before and FALLBACK & set(before) and not FALLBACK & set(after or ()):
        yield "logins would depend on servers alone, without a local fallback"


def _address(change: Change) -> Iterator[str]:
    address = change.way.host.address
    before = _holder(change.before, address)
    if before is None:
        return
    after = _holder(change.after, address)
    if after is None:
        yield f"no enabled interface would have the management address {address} any more"
        return
    vlan = _value(after, "vlan_id")
    if vlan and _carriers(change.before, vlan) and not _carriers(change.after, vlan):
        yield f"no uplink would carry the management VLAN {vlan} any more"


def _holder(device: Device, address: str) -> Interface | None:
    for port in _value(device, "interfaces") or ():
        if _value(port, "enabled") and any(
            str(a.ip) == address for a in _value(port, "addresses") or ()
        ):
            return port  # type: ignore[no-any-return]  # a table of interfaces
    return None


def _carriers(device: Device, vlan: int) -> list[str]:
    try:
        return [p.name for p in device.uplinks if vlan in p.switched_vlan.trunk_vlans]
    except UnknownFact:
        return []


def _routes(change: Change) -> Iterator[str]:
    old, new = (_defaults(tree) for tree in (change.was, change.becomes))
    if old and not old & new:
        yield "the default route would be gone or lead elsewhere"


def _defaults(tree: ConfigTree) -> frozenset[str]:
    found = {node.text for node in tree.root.commands() if DEFAULT_ROUTE.fullmatch(node.text)}
    for table in tree.root.commands():
        if table.text != "config router static":
            continue
        for entry in table.commands():
            said = [node.text for node in entry.commands()]
            if all(not s.startswith("set dst ") or WHOLE.fullmatch(s) for s in said):
                found.add(" ".join(sorted(s for s in said if not s.startswith("set comment"))))
    return frozenset(found)


def _management_vlan(change: Change) -> Iterator[str]:
    old, new = (
        {n.text for n in tree.root.commands() if MANAGEMENT_VLAN.fullmatch(n.text)}
        for tree in (change.was, change.becomes)
    )
    if new - old:
        yield "the switch would answer in another management VLAN only"


Guard = Callable[[Change], Iterator[str]]
GUARDS: tuple[Guard, ...] = (
    _ssh,
    _terminals,
    _sources,
    _account,
    _aaa,
    _address,
    _routes,
    _management_vlan,
)
