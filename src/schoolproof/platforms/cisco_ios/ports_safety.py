"""What keeps a switched port safe: loops, DHCP and ARP trust, source guard, RA guard, LLDP, PoE."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

from schoolproof.model import Facts, Interface
from schoolproof.model.interface import (
    InterfaceLldp,
    InterfaceLoop,
    Poe,
    PortSecurity,
    Qos,
    RaGuard,
    SourceGuard,
    Trust,
)
from schoolproof.parse import Node, vlan_set
from schoolproof.platforms.base import Default
from schoolproof.platforms.cisco_ios.draft import PORT, Draft, fixed, takes, toggle
from schoolproof.platforms.cisco_ios.kind import Kind
from schoolproof.platforms.cisco_ios.ports_switching import carried_vlans
from schoolproof.platforms.cisco_ios.top import Reading

CATALYST = "Catalyst 2960-X, 3850 and 9300 command references"
DEFAULTS = (
    Default("interface.loop.loop_detection", "False", f"{CATALYST}, `loopdetect`", verified=False),
    Default("interface.loop.udld", "False", f"{CATALYST}, `udld`"),
    Default("interface.dhcp_snooping.trusted", "False", f"{CATALYST}, `ip dhcp snooping trust`"),
    Default("interface.arp_inspection.trusted", "False", f"{CATALYST}, `ip arp inspection trust`"),
    Default("interface.source_guard.enabled", "False", f"{CATALYST}, `ip verify source`"),
    Default("interface.port_security", "off; 1 address where on",
            f"{CATALYST}, `switchport port-security`"),
    Default("interface.ra_guard.enabled", "False; a policy without `device-role` is for hosts",
            "IPv6 First-Hop Security guide, `ipv6 nd raguard policy`"),
    Default("interface.lldp.enabled", "off until `lldp run`, then on with LLDP-MED on every port",
            "Catalyst 2960-X and 2960-XR configuration guides, Default LLDP Configuration"),
    Default("interface.poe.enabled", "True (`auto`)", f"{CATALYST}, `power inline`"),
    Default("interface.qos.prioritised", "IOS-XE: True, markings are trusted until a policy says "
            "otherwise; IOS: False, untrusted until `mls qos trust`; not said where the text does "
            "not show which of the two",
            "Catalyst 3850 QoS technote 118629; Catalyst 2950 command reference, `mls qos trust`"),
)  # fmt: skip

toggle("loopdetect", r"loopdetect(?: .*)?")
fixed("udld", True, "udld port(?: aggressive)?", "udld (?:enable|aggressive)")
fixed("udld", False, "udld (?:port )?disable", "no udld port.*", "no udld (?:enable|aggressive)")
toggle("dhcp trust", "ip dhcp snooping trust")
toggle("arp trust", "ip arp inspection trust")
takes("source guard", r"ip verify source(?: ?(.*))")
toggle("port-security", "switchport port-security")
takes("port-security maximum", r"switchport port-security maximum (\d+)", convert=int)
takes("port-security vlan", r"switchport port-security maximum (\d+) vlan.*", convert=int)
fixed("lldp off", True, "no lldp (?:transmit|receive)")
fixed("lldp on", True, "lldp (?:transmit|receive)")
fixed("med off", True, "no lldp med-tlv-select network-policy")
fixed("poe", False, "power inline never")
fixed("poe", True, r"power inline (?!never).*", "no power inline never")
fixed("qos", True, r"mls qos trust.*", r"auto qos .*", r"trust device .*", r"qos trust .*")
fixed("qos", False, "no mls qos trust.*", "mls qos cos override")
takes("policy", r"service-policy (?:input|output) (\S+)")


P = TypeVar("P", bound=Facts)


class RaGuardUse(NamedTuple):
    """A policy attached; `vlans` None: on all VLANs of the port."""

    policy: str | None
    vlans: frozenset[int] | None
    line: int


@PORT.line(r"ipv6 nd raguard(?: attach-policy (\S+))?(?: vlan (?:add )?(all|[\d,-]+))?")
def _raguard(draft: Draft, node: Node, policy: str | None, vlans: str | None) -> None:
    listed = vlan_set(vlans) if vlans and vlans != "all" else None
    draft.add("raguard", RaGuardUse(policy, listed, node.line), node.line)


def loop(_port: Interface, draft: Draft, reading: Reading) -> InterfaceLoop:
    """Loop detection, and one-way links."""
    part = InterfaceLoop()
    found, line = draft.ask("loopdetect", False)
    part.put(line, loop_detection=found)
    udld, line = draft.ask("udld")
    if udld is None:  # the global command reaches fibre ports, and copper finds one-way by itself
        line = reading.notes.get("udld")
        udld = line is not None
    part.put(line, udld=udld)
    return part


def dhcp_trust(_port: Interface, draft: Draft, _reading: Reading) -> Trust:
    """Trust for DHCP snooping."""
    value, line = draft.ask("dhcp trust", False)
    return _made(Trust(), line, trusted=value)


def arp_trust(_port: Interface, draft: Draft, _reading: Reading) -> Trust:
    """Trust for ARP inspection."""
    value, line = draft.ask("arp trust", False)
    return _made(Trust(), line, trusted=value)


def _made(part: P, line: int | None, **facts: Any) -> P:
    part.put(line, **facts)
    return part


def source_guard(port: Interface, draft: Draft, reading: Reading) -> SourceGuard:
    """A trusted port is not filtered, nor one in whose VLAN nobody learns addresses."""
    options, line = draft.ask("source guard")
    if options is None:
        return _made(SourceGuard(), None, enabled=False)
    trusted, where = draft.ask("dhcp trust", False)
    if trusted:
        return _made(SourceGuard(), where, enabled=False)
    return _made(SourceGuard(), line, enabled="tracking" in options or _snooped(port, reading))


def _snooped(port: Interface, reading: Reading) -> bool:
    """Whether snooping learns the addresses in the port's own VLAN."""
    notes, known = reading.notes, port.switched_vlan.lines
    vlans = notes.get("snooping vlans", (frozenset(), None))[0]
    on = bool(notes.get("snooping")) and "access_vlan" in known
    return on and port.switched_vlan.access_vlan in vlans


def port_security(_port: Interface, draft: Draft, _reading: Reading) -> PortSecurity:
    """A maximum without the bare first line limits nothing."""
    part = PortSecurity()
    on, line = draft.ask("port-security", False)
    part.put(line, enabled=on)
    if on:
        maximum, where = draft.ask("port-security maximum", 1)
        part.put(where if where is not None else line, max_addresses=maximum)
    return part


def ra_guard(port: Interface, draft: Draft, reading: Reading) -> RaGuard:
    """A policy for routers protects nothing; one on a VLAN protects the ports in it."""
    uses: tuple[RaGuardUse, ...] = draft.ask("raguard", ())[0]
    carried = carried_vlans(port)
    for use in uses:
        if not _protects(use.policy, reading):
            return _made(RaGuard(), use.line, enabled=False)
        if use.vlans is None or (carried and carried <= use.vlans):
            return _made(RaGuard(), use.line, enabled=True)
    by_vlan: dict[int, RaGuardUse] = reading.notes.get("vlan raguard", {})
    if by_vlan and carried and all(vlan in by_vlan for vlan in carried):
        on = all(_protects(by_vlan[vlan].policy, reading) for vlan in carried)
        return _made(RaGuard(), by_vlan[min(carried)].line, enabled=on)
    return _made(RaGuard(), None, enabled=False)


def _protects(policy: str | None, reading: Reading) -> bool:
    if policy is None or policy == "default":
        return True
    roles: dict[str, str] = reading.notes.get("raguard policies", {})
    return roles.get(policy) == "host"


def lldp(_port: Interface, draft: Draft, reading: Reading) -> InterfaceLldp:
    """On everywhere by `lldp run`, but for ports that leave a half of it out."""
    part = InterfaceLldp()
    run = reading.notes.get("lldp")
    off, line = draft.ask("lldp off", False)
    on = bool(run) and not off
    part.put(line if off else run, enabled=on)
    less, line = draft.ask("med off", False)
    part.put(line if less else part.lines["enabled"], med=on and not less)
    return part


def poe(_port: Interface, draft: Draft, _reading: Reading) -> Poe:
    """Power, where the port has any."""
    power, line = draft.ask("poe", True)
    return _made(Poe(), line, enabled=power)


def qos(_port: Interface, draft: Draft, reading: Reading) -> Qos:
    """Trust written on a port does nothing on IOS while `mls qos` is missing."""
    kind: Kind = reading.notes["kind"]
    policy, line = draft.ask("policy")
    trust, where = draft.ask("qos")
    active = kind.xe or bool(reading.notes.get("mls qos"))
    if policy is not None:
        return _made(Qos(), line, prioritised=True)
    if trust is not None:
        return _made(Qos(), where, prioritised=trust and active)
    if active or kind.fixed:
        return _made(Qos(), None, prioritised=kind.xe)
    return Qos()
