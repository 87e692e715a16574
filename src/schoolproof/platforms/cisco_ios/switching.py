"""What a switch is told for all its ports: spanning tree, VLANs, VTP, snooping, LLDP, 802.1X."""

from __future__ import annotations

from schoolproof.model import ALL_VLANS, Table
from schoolproof.model.switching import (
    ArpInspection,
    DhcpSnooping,
    Dot1x,
    Lldp,
    Stp,
    Vlan,
    VlanPropagation,
)
from schoolproof.parse import Node, vlan_set
from schoolproof.platforms.base import Default
from schoolproof.platforms.cisco_ios.kind import kind_of_device
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.lines import Lines

DEFAULT_PRIORITY = 32768  # IEEE 802.1D
MODES = {"pvst": "pvst", "rapid-pvst": "rapid-pvst", "mst": "mstp"}
CATALYST = "Catalyst 2960-X, 3850 and 9300 command references"
DEFAULTS = (
    Default("stp.enabled", "True on switches, in every VLAN", f"{CATALYST}, `spanning-tree vlan`"),
    Default("stp.mode", "not said: devices print their mode, and the default differs by release",
            f"{CATALYST}, `spanning-tree mode`"),
    Default("stp.priority", "32768", f"{CATALYST}, `spanning-tree vlan priority`"),
    Default("dhcp_snooping.enabled", "False", f"{CATALYST}, `ip dhcp snooping`"),
    Default("arp_inspection.enabled", "False", f"{CATALYST}, `ip arp inspection vlan`"),
    Default("dot1x.enabled", "False", f"{CATALYST}, `dot1x system-auth-control`"),
    Default("lldp.enabled", "False", "Catalyst 2960-X guide, Default LLDP Configuration"),
    Default("vlan_propagation.enabled", "True (server) on a switch whose text has no VLANs either: "
            "transparent and off are printed; otherwise not said",
            "Catalyst configuration guides, Default VTP Configuration"),
    Default("vlans", "not said where no VLAN is printed: a VTP server or client keeps them in "
            "vlan.dat", "Catalyst configuration guides, VLANs"),
    Default("ip_routing", "False on fixed and stackable Catalysts; not said for others, some of "
            "which print only `no ip routing`", "Catalyst IE 3000 and 3750 guides, IP Unicast "
            "Routing: routing is off by default"),
)  # fmt: skip

VLAN = Lines()


@TOP.line(r"spanning-tree mode (pvst|rapid-pvst|mst)")
def _mode(reading: Reading, node: Node, mode: str) -> None:
    reading.notes["stp mode"] = (MODES[mode], node.line)
    reading.notes["switch"] = True


@TOP.line(
    r"(no )?spanning-tree (portfast|loopguard)(?: edge)?(?: (bpduguard))? default",
    r"(no )?spanning-tree portfast (bpduguard)()(?: default)?",
)
def _stp_default(
    reading: Reading, node: Node, no: str | None, what: str, guard: str | None
) -> None:
    word = f"stp {guard or what} default"
    reading.notes[word] = None if no else node.line


@TOP.line(r"no spanning-tree vlan ([\d,-]+)")
def _stp_off(reading: Reading, node: Node, vlans: str) -> None:
    off: dict[int, int] = reading.notes.setdefault("stp off", {})
    for vlan in vlan_set(vlans):
        off[vlan] = node.line


@TOP.line(r"spanning-tree (vlan|mst) ([\d,-]+) priority (\d{1,9})")
def _stp_priority(reading: Reading, node: Node, kind: str, numbers: str, priority: str) -> None:
    seen = reading.notes.setdefault("stp priorities", {})
    listed = vlan_set(numbers) | ({0} if numbers.startswith("0") else frozenset())
    seen.setdefault(kind, []).append((int(priority), node.line, listed))


@TOP.line(r"spanning-tree (vlan|mst) ([\d,-]+) root (primary|secondary)(?: .*)?")
def _stp_root(reading: Reading, node: Node, kind: str, numbers: str, place: str) -> None:
    """A macro; the device itself prints the priority that it chose."""
    priority = "24576" if place == "primary" else "28672"
    _stp_priority(reading, node, kind, numbers, priority)


@TOP.line(r"(no )?ip dhcp snooping")
def _snooping(reading: Reading, node: Node, no: str | None) -> None:
    reading.notes["snooping"] = None if no else node.line


@TOP.line(r"ip (dhcp snooping|arp inspection) vlan ([\d,-]+)(?: smartlog)?")
def _protected(reading: Reading, node: Node, what: str, vlans: str) -> None:
    word = "snooping vlans" if what.startswith("dhcp") else "inspection vlans"
    before, line = reading.notes.get(word, (frozenset(), node.line))
    reading.notes[word] = (before | vlan_set(vlans), line)


@TOP.line(r"(no )?lldp run", r"(no )?dot1x system-auth-control", r"(no )?mls qos")
def _switches(reading: Reading, node: Node, no: str | None) -> None:
    word = node.text.removeprefix("no ").removesuffix(" run").removesuffix(" system-auth-control")
    reading.notes[word] = None if no else node.line


@TOP.line(r"udld (?:enable|aggressive)")
def _udld(reading: Reading, node: Node) -> None:
    reading.notes["udld"] = node.line


@TOP.line(r"vlan dot1q tag native")
def _tag_native(reading: Reading, node: Node) -> None:
    reading.notes["native_tagged"] = node.line


@TOP.line(r"vtp mode (server|client|transparent|off)(?: (?:vlan|mst|unknown))?")
def _vtp_mode(reading: Reading, node: Node, mode: str) -> None:
    if not node.text.endswith(("mst", "unknown")):
        reading.notes["vtp"] = (mode, node.line)
    reading.notes["switch"] = True


@TOP.line(r"(no )?ip routing")
def _ip_routing(reading: Reading, node: Node, no: str | None) -> None:
    reading.device.put(node.line, ip_routing=no is None)


@TOP.section(r"vlan (\d[\d,-]*)")
def _vlan(reading: Reading, node: Node, numbers: str) -> None:
    vlans: dict[int, Vlan] = reading.notes.setdefault("vlans", {})
    for number in sorted(vlan_set(numbers)):
        vlan = vlans.setdefault(number, Vlan(node.line, vlan_id=number))
        VLAN.read(node.children, vlan, reading.unread)


@VLAN.line(r"name (.+)")
def _vlan_name(vlan: Vlan, node: Node, name: str) -> None:
    vlan.put(node.line, name=name.strip('"'))


VLAN.ignore(
    "no control asks for these",
    r"mtu \d+", r"(?:no )?shutdown", r"state (?:active|suspend)", r"remote-span",
    r"private-vlan .*", r"media ethernet", r"said \d+", r"(?:no )?ip igmp .*", r"tb-vlan\d .*",
)  # fmt: skip


@TOP.line(r"vlan filter (\S+) vlan-list ([\d,-]+|all)")
def _vlan_filter(reading: Reading, _node: Node, _name: str, vlans: str) -> None:
    """What a VLAN map lets pass is not read, so the fact of these VLANs stays unset."""
    listed = vlan_set("1-4094" if vlans == "all" else vlans)
    reading.notes["filtered"] = reading.notes.get("filtered", frozenset()) | listed


def settle(reading: Reading) -> None:
    """Facts of the whole device, and the names of VLANs that ports look up."""
    notes, device = reading.notes, reading.device
    kind = kind_of_device(reading, notes.get("ports", {}))
    _settle_stp(reading, switch=kind.switch)
    line = notes.get("snooping")
    vlans, where = notes.get("snooping vlans", (frozenset(), None))
    device.put(line, dhcp_snooping=DhcpSnooping(line))
    device.dhcp_snooping.put(line, enabled=line is not None)
    device.dhcp_snooping.put(where, vlans=vlans)
    vlans, where = notes.get("inspection vlans", (frozenset(), None))
    device.put(where, arp_inspection=ArpInspection(where))
    device.arp_inspection.put(where, enabled=bool(vlans), vlans=vlans)
    line = notes.get("lldp")
    device.put(line, lldp=Lldp(line, enabled=line is not None))
    line = notes.get("dot1x")
    device.put(line, dot1x=Dot1x(line, enabled=line is not None))
    _settle_vlans(reading)
    _settle_vtp(reading, switch=kind.switch)
    if kind.fixed:
        device.default(ip_routing=False)


def _settle_stp(reading: Reading, *, switch: bool) -> None:
    notes = reading.notes
    off: dict[int, int] = notes.get("stp off", {})
    if not switch and not off:
        return
    stp = Stp()
    reading.device.put(None, stp=stp)
    known = {1, *notes["vlans"]} if notes.get("vlans") else ALL_VLANS
    everywhere = bool(off) and known <= set(off)
    stp.put(min(off.values()) if off else None, disabled_vlans=frozenset(off))
    stp.put(min(off.values()) if everywhere else None, enabled=not everywhere)
    mode, line = notes.get("stp mode", (None, None))
    if mode:
        stp.put(line, mode=mode)
    seen = notes.get("stp priorities", {}).get("mst" if mode == "mstp" else "vlan", [])
    priority, line = min(((p, n) for p, n, _ in seen), default=(DEFAULT_PRIORITY, None))
    stp.put(line, priority=priority)
    _highest(stp, seen, {0} if mode == "mstp" else set(known) - set(off), notes.get("vlans"))


def _highest(
    stp: Stp, seen: list[tuple[int, int, frozenset[int]]], left: set[int], vlans: object
) -> None:
    """The worst place of all VLANs or instances; later lines replace earlier ones."""
    mst = left == {0}
    if mst:
        left = left.union(*(numbers for _, _, numbers in seen))
    highest: tuple[int, int | None] = (0, None)
    for priority, line, numbers in reversed(seen):
        if left & numbers:
            highest = (priority, line) if priority > highest[0] else highest
            left -= numbers
    if left and seen and not mst and not vlans:
        return  # a VTP server or client: which VLANs there are the text does not say
    if left:
        highest = (max(highest[0], DEFAULT_PRIORITY), seen[0][1] if seen else None)
    stp.put(highest[1], highest_priority=highest[0])


def _settle_vlans(reading: Reading) -> None:
    """VLAN 1 always exists; the others only where the text prints them."""
    vlans: dict[int, Vlan] = reading.notes.get("vlans", {})
    mode = reading.notes.get("vtp", ("", None))[0]
    if not vlans and mode not in {"transparent", "off"}:
        return
    filtered = reading.notes.get("filtered", frozenset())
    table: Table[Vlan] = Table()
    vlans.setdefault(1, Vlan(None, vlan_id=1, name="default"))
    for number in sorted(vlans):
        vlan = table.add(str(number), vlans[number])
        if number not in filtered:
            vlan.put(None, acl_in=None)
    reading.device.put(None, vlans=table)


def _settle_vtp(reading: Reading, *, switch: bool) -> None:
    if "vtp" in reading.notes:
        mode, line = reading.notes["vtp"]
        spreads = mode in {"server", "client"}
    elif switch and not reading.notes.get("vlans"):
        mode, line, spreads = "server or client", None, True
    else:
        return
    vtp = VlanPropagation(line)
    reading.device.put(line, vlan_propagation=vtp)
    vtp.put(line, enabled=spreads, mode=mode)
