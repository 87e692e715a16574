"""Switched ports: VLANs, trunks, spanning tree, storm control."""

from __future__ import annotations

import re

from schoolproof.model import ALL_VLANS, Interface
from schoolproof.model.interface import InterfaceStp, StormControl, SwitchedVlan
from schoolproof.parse import Node, vlan_set
from schoolproof.platforms.base import Default
from schoolproof.platforms.cisco_ios.draft import PORT, Draft, Said, fixed, takes, toggle
from schoolproof.platforms.cisco_ios.top import Reading

CATALYST = "Catalyst 2960-X, 3850 and 9300 command references"
DEFAULTS = (
    Default("interface.switched_vlan.interface_mode", "dynamic", f"{CATALYST}, `switchport mode`"),
    Default("interface.switched_vlan.negotiation", "True on dynamic ports and on trunks without "
            "`switchport nonegotiate`", f"{CATALYST}, `switchport nonegotiate`"),
    Default("interface.switched_vlan.access_vlan", "1", f"{CATALYST}, `switchport access vlan`"),
    Default("interface.switched_vlan.native_vlan", "1", f"{CATALYST}, `switchport trunk`"),
    Default("interface.switched_vlan.trunk_vlans", "all", f"{CATALYST}, `switchport trunk`"),
    Default("interface.switched_vlan.voice_vlan", "None", f"{CATALYST}, `switchport voice vlan`"),
    Default("interface.stp.edge_port", "False", f"{CATALYST}, `spanning-tree portfast`"),
    Default("interface.stp.bpdu_guard", "False", f"{CATALYST}, `spanning-tree bpduguard`"),
    Default("interface.stp.root_guard", "False", f"{CATALYST}, `spanning-tree guard`"),
    Default("interface.stp.loop_guard", "False", f"{CATALYST}, `spanning-tree loopguard default`"),
    Default("interface.storm_control.broadcast", "False", f"{CATALYST}, `storm-control`"),
)  # fmt: skip

VLAN_WORDS = ("access", "native", "voice", "allowed")

toggle("switchport nonegotiate", "switchport nonn?egotiate")
fixed("switchport mode", "access", "switchport mode access")
fixed("switchport mode", "trunk", "switchport mode trunk")
fixed("switchport mode", "dynamic", "switchport mode dynamic (?:auto|desirable)")
# Private VLANs and tunnels have no place in the model: what they carry stays unread, so unknown.
fixed("switchport mode", None, r"switchport mode (?:dot1q-tunnel|private-vlan .*)")
takes("switchport access", r"switchport access vlan (\d+)", convert=int)
takes("switchport access", r"switchport access vlan name (.+)")
fixed("switchport access", None, "switchport access vlan dynamic")
takes("switchport native", r"switchport trunk native vlan (\d+)", convert=int)
takes("switchport voice", r"switchport voice vlan (\d+)", convert=int)
takes("switchport voice", r"switchport voice vlan name (.+)")
fixed(
    "switchport voice",
    None,
    "switchport voice vlan (?:dot1p|untagged|none)",
    "no switchport voice vlan",
)

fixed("stp portfast", "edge", "spanning-tree portfast(?: edge)?")
fixed("stp portfast", "trunk", "spanning-tree portfast(?: edge)? trunk")
fixed(
    "stp portfast",
    "off",
    "spanning-tree portfast (?:disable|network)",
    "no spanning-tree portfast.*",
)
toggle("stp guard", "spanning-tree bpduguard enable")
fixed("stp guard", False, "spanning-tree bpduguard disable")
toggle("stp filter", "spanning-tree bpdufilter enable")
fixed("stp filter", False, "spanning-tree bpdufilter disable")
takes("stp root", r"spanning-tree guard (root|loop|none)")
fixed("stp root", "root", "spanning-tree rootguard")


@PORT.line(r"switchport trunk allowed vlan (add |except |remove )?(\S+)")
def _allowed(draft: Draft, node: Node, how: str | None, text: str) -> None:
    """`add` lines continue the first one; long lists are printed over several lines."""
    vlans = {"all": ALL_VLANS, "none": frozenset[int]()}.get(text)
    if vlans is None:
        vlans = vlan_set(text)
    before, line = draft.ask("switchport allowed", ALL_VLANS)
    if how == "add ":
        vlans = vlans if line is None else before | vlans
    elif how == "except ":
        vlans = ALL_VLANS - vlans
    elif how == "remove ":
        vlans = before - vlans
    draft.said["switchport allowed"] = (vlans, node.line if line is None else line)


NO_LIMIT = 100.0  # percent of the link
PERCENT = re.compile(r"[\d.]+")


@PORT.line(r"storm-control (broadcast)(?: include multicast)? level (?:(bps|pps) )?([\d.]+)\S*.*")
def _storm(draft: Draft, node: Node, _what: str, unit: str | None, level: str) -> None:
    """A level in percent; 100 percent is no limit (Catalyst command reference)."""
    if unit:
        draft.say("storm", None, node.line)
    elif PERCENT.fullmatch(level) and level.count(".") <= 1 and level != ".":
        draft.say("storm", float(level), node.line)


def switched_vlan(_port: Interface, draft: Draft, reading: Reading) -> SwitchedVlan:
    """The VLANs of a port. Other parts look at its mode, so it is made first."""
    vlans = SwitchedVlan()
    _mode(vlans, draft)
    _vlans(vlans, draft, reading)
    return vlans


def _mode(vlans: SwitchedVlan, draft: Draft) -> None:
    mode, line = draft.ask("switchport mode", "dynamic")
    if mode is None:
        vlans.put(line, negotiation=False)
        return
    vlans.put(line, interface_mode=mode)
    silent, where = draft.ask("switchport nonegotiate", False)
    if mode == "access":
        vlans.put(line, negotiation=False)
    else:
        vlans.put(where, negotiation=not (silent and mode == "trunk"))


def _vlans(vlans: SwitchedVlan, draft: Draft, reading: Reading) -> None:
    access, line = _numbered(draft.ask("switchport access", 1), reading)
    if access is not None:
        vlans.put(line, access_vlan=access)
    native, line = draft.ask("switchport native", 1)
    tagged = reading.notes.get("native_tagged")
    vlans.put(tagged or line, native_vlan=None if tagged else native)
    voice, line = draft.ask("switchport voice")
    number, _ = _numbered((voice, line), reading)
    if number is not None or voice is None:
        vlans.put(line, voice_vlan=number)
    if draft.ask("switchport mode")[0] == "access":
        vlans.put(draft.ask("switchport mode")[1], trunk_vlans=frozenset())
    else:
        allowed, line = draft.ask("switchport allowed", ALL_VLANS)
        vlans.put(line, trunk_vlans=allowed)


def _numbered(said: Said, reading: Reading) -> Said:
    """A VLAN by name is looked up; one that does not exist here is not known."""
    value, line = said
    if isinstance(value, str):
        named = (
            n for n, v in reading.notes.get("vlans", {}).items() if v.label == f"VLAN {n} ({value})"
        )
        value = next(named, None)
    return value, line


def stp(port: Interface, draft: Draft, reading: Reading) -> InterfaceStp:
    """Spanning tree: the port's own lines, then the global defaults that reach it."""
    tree = InterfaceStp()
    off = _stp_off(port, reading)
    if off is not None:
        tree.put(off, edge_port=False, bpdu_guard=False, root_guard=False, loop_guard=False)
        tree.put(draft.ask("stp filter")[1], bpdu_filter=bool(draft.ask("stp filter")[0]))
        return tree
    edge, edge_line = _edge(port, draft, reading)
    tree.put(edge_line, edge_port=edge)
    filtered, line = draft.ask("stp filter", False)
    tree.put(line, bpdu_filter=bool(filtered))
    guard, guard_line = draft.ask("stp guard")
    everywhere = reading.notes.get("stp bpduguard default")
    if filtered:  # BPDUs are dropped before the guard sees them
        guard, guard_line = False, line
    elif guard is None:
        guard, guard_line = (True, everywhere) if edge and everywhere else (False, None)
    tree.put(guard_line, bpdu_guard=guard)
    _guards(tree, draft, reading, edge=edge)
    return tree


def _guards(stp: InterfaceStp, draft: Draft, reading: Reading, *, edge: bool) -> None:
    """Root guard and loop guard exclude each other; loop guard does nothing on edge ports."""
    guard, line = draft.ask("stp root")
    stp.put(line, root_guard=guard == "root")
    everywhere = reading.notes.get("stp loopguard default")
    if guard is None and everywhere:
        guard, line = "loop", everywhere
    stp.put(line, loop_guard=guard == "loop" and not edge)


def _edge(port: Interface, draft: Draft, reading: Reading) -> Said:
    """Portfast without `trunk` and the global default reach only ports that do not trunk."""
    fast, line = draft.ask("stp portfast")
    trunk = draft.ask("switchport mode")[0] == "trunk"
    if fast == "trunk":
        return True, line
    if fast == "edge":
        return not trunk, line
    everywhere = reading.notes.get("stp portfast default")
    if fast is None and everywhere and not trunk and port.kind == "ethernet":
        return True, everywhere
    return False, line


def carried_vlans(port: Interface) -> frozenset[int]:
    """VLANs of a trunk, or the one of an access port; empty where the text does not say."""
    vlans = port.switched_vlan
    carried: frozenset[int] = vlans.trunk_vlans if "trunk_vlans" in vlans.lines else frozenset()
    if not carried and "access_vlan" in vlans.lines:
        carried = frozenset({vlans.access_vlan})
    return carried


def _stp_off(port: Interface, reading: Reading) -> int | None:
    """The line that takes spanning tree away from every VLAN of the port, or None."""
    off: dict[int, int] = reading.notes.get("stp off", {})
    if not off:
        return None
    carried = carried_vlans(port)
    if carried and all(vlan in off for vlan in carried):
        return off[min(carried)]
    return None


def storm_control(_port: Interface, draft: Draft, _reading: Reading) -> StormControl:
    """The broadcast limit; 100 percent is none."""
    storm = StormControl()
    if "storm" not in draft.said:
        storm.put(None, broadcast=False)
        return storm
    percent, line = draft.said["storm"]
    limited = percent is None or percent < NO_LIMIT
    storm.put(line, broadcast=limited, broadcast_percent=percent)
    return storm
