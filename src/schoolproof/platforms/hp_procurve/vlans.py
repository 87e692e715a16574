"""VLAN blocks, LAGs and what a port is a member of."""

from __future__ import annotations

from ipaddress import IPv4Interface, IPv6Interface, ip_interface

from schoolproof.model import Interface, Table
from schoolproof.model.interface import SwitchedVlan
from schoolproof.model.switching import Vlan
from schoolproof.parse import Node, vlan_set
from schoolproof.platforms.hp_procurve.ports import ALL, LIST, canonical
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, Said, VlanDraft, unquoted
from schoolproof.platforms.lines import Lines

BLOCK = Lines()
DEFAULT_VLAN = 1
NO_LISTS: dict[str, None] = dict.fromkeys(("acl_in", "acl_out", "acl6_in", "acl6_out"))
Context = tuple[Reading, VlanDraft]


@TOP.section(r"vlan (\d{1,4})")
def _vlan(ctx: Reading, node: Node, number: str) -> None:
    if not 1 <= int(number) <= 4094:  # noqa: PLR2004  IEEE 802.1Q
        ctx.unread.append(node)
        return
    draft = ctx.vlan(int(number))
    draft.line = draft.line or node.line
    BLOCK.read(node.commands(), (ctx, draft), ctx.unread)


@TOP.line(r"vlan (\d{1,4}) (?:name (\S+)|(tagged|untagged) " + LIST + ")")
def _one_line(ctx: Reading, node: Node, number: str, *groups: str | None) -> None:
    name, kind, ports = groups
    draft = ctx.vlan(int(number))
    draft.line = draft.line or node.line
    if name:
        draft.name = Said(unquoted(name), node.line)
    if kind and ports:
        join(ctx, draft.number, kind, ports, node.line)


@TOP.line(r"trunk (\S+) (?i:(trk\d+))(?: (lacp|trunk|dt-lacp|dt-trunk))?")
def _trunk(ctx: Reading, node: Node, members: str, lag: str, _mode: str | None) -> None:
    name = canonical(lag)
    ctx.see(name)
    ctx.said.setdefault("lag", {})[name] = Said(name, node.line)
    for port in ctx.see(members):
        ctx.lags[port] = Said(name, node.line)


@BLOCK.line(r"name (.+)")
def _name(ctx: Context, node: Node, name: str) -> None:
    ctx[1].name = Said(unquoted(name), node.line)


@BLOCK.line(rf"(untagged|tagged) {LIST}")
def _member(ctx: Context, node: Node, kind: str, ports: str) -> None:
    join(ctx[0], ctx[1].number, kind, ports, node.line)


def join(ctx: Reading, vlan: int, kind: str, text: str, line: int) -> None:
    """Ports become members. A port has one untagged VLAN: the last line wins."""
    if vlan == DEFAULT_VLAN:
        ctx.unlisted = False
    for port in ctx.see(text):
        tagged = ctx.tagged.setdefault(port, {})
        if kind == "untagged":
            ctx.untagged[port] = Said(vlan, line)
            tagged.pop(vlan, None)
            continue
        tagged[vlan] = line
        if vlan == DEFAULT_VLAN:
            ctx.not_default.setdefault(port, line)
        said = ctx.untagged.get(port)
        if said and said.value == vlan:
            del ctx.untagged[port]


@BLOCK.line(rf"no untagged {LIST}")
def _not_untagged(ctx: Context, node: Node, ports: str) -> None:
    leave(ctx[0], ctx[1].number, ports, node.line)


def leave(ctx: Reading, vlan: int, text: str, line: int) -> None:
    """Ports lose this untagged VLAN."""
    if vlan == DEFAULT_VLAN:
        ctx.unlisted = False
    for port in ctx.see(text):
        if vlan == DEFAULT_VLAN:
            ctx.not_default.setdefault(port, line)
        said = ctx.untagged.get(port)
        if said and said.value == vlan:
            del ctx.untagged[port]


@BLOCK.line(r"voice")
def _voice(ctx: Context, node: Node) -> None:
    del node
    ctx[1].voice = True


@BLOCK.line(r"qos (?:priority|dscp) (\S+)")
def _qos(ctx: Context, node: Node, _value: str) -> None:
    ctx[1].prioritised = node.line


@BLOCK.line(r"(no )?dhcp-snooping")
def _snooping(ctx: Context, node: Node, no: str | None) -> None:
    if no is None:
        ctx[0].add("dhcp_snooping.vlans", frozenset({ctx[1].number}), node.line)


@BLOCK.line(r"(no )?arp-protect")
def _arp(ctx: Context, node: Node, no: str | None) -> None:
    if no is None:
        ctx[0].add("arp_inspection.vlans", frozenset({ctx[1].number}), node.line)


def address(text: str) -> IPv4Interface | IPv6Interface | None:
    """`10.0.0.1 255.255.255.0`, `10.0.0.1/24`, `2001:db8::1/64`; None when it is none of them."""
    try:
        return ip_interface(text.strip().replace(" ", "/"))
    except ValueError:
        return None


@BLOCK.line(
    r"ip address (\d\S*(?: \d\S*)?)", r"ipv6 address (\S+)(?: link-local| eui-64| anycast)?"
)
def _address(ctx: Context, node: Node, text: str) -> None:
    found = address(text)
    ctx[1].routed = True
    if found is not None:
        ctx[1].addresses.append(Said(found, node.line))


@BLOCK.line(r"ip address dhcp-bootp")
def _dhcp(ctx: Context, node: Node) -> None:
    ctx[1].dhcp = node.line
    ctx[1].routed = True


@BLOCK.line(r"(ip|ipv6) access-group (\S+) (in|out|vlan-in|vlan-out|vlan)")
def _access_group(ctx: Context, node: Node, family: str, name: str, way: str) -> None:
    draft = ctx[1]
    of_ports, _, direction = way.rpartition("-") if "-" in way else ("", "", way)
    if way == "vlan":
        of_ports, direction = "vlan", "in"
    fact = f"acl{'6' if family == 'ipv6' else ''}_{direction}"
    (draft.vlan_acls if of_ports else draft.acls)[fact] = Said(unquoted(name), node.line)
    draft.routed = True


@BLOCK.line(r"(?:monitor|ip helper-address|ip local-proxy-arp|ip proxy-arp|ip rip|ip ospf)(?: .+)?")
def _router(ctx: Context, node: Node) -> None:
    del node
    ctx[1].routed = True


BLOCK.ignore("the VLAN has no address, which is the default", r"no ip address")
BLOCK.ignore(
    "IPv6 by advertisement or DHCP: the address is not in the text",
    r"(no )?ipv6 enable",
    r"ipv6 address (?:dhcp full|autoconfig)",
    r"ipv6 nd ra \S+(?: .+)?",
)
BLOCK.ignore(
    "multicast, routing protocols and DHCP helpers of the VLAN are no demand",
    r"(no )?ip (?:igmp|forward-protocol|pim-\S+|pim|bootp-gateway|dhcp-relay|mroute|icmp)(?: .+)?",
    r"(no )?ipv6 (?:mld|helper-address|ospf3|ripng|nd)(?: .+)?",
    r"(no )?igmp(?: .+)?",
    r"(no )?jumbo",
    r"vrrp(?: .+)?",
    r"dhcp-server",
    r"(no )?(?:auto|forbid) \S+",
    r"(no )?connection-rate-filter(?: .+)?",
    r"private-vlan \S+(?: .+)?",
    r"protocol \S+(?: .+)?",
    r"mdns(?: .+)?",
    r"service-policy \S+ \S+",
    r"isolate-list(?: .+)?",
    r"(no )?ip source-interface(?: .+)?",
    r"(no )?disable layer3",
)


def settle(ctx: Reading) -> None:
    """VLANs and their interfaces."""
    vlans = Table[Vlan]()
    ctx.vlan(DEFAULT_VLAN)
    for number in sorted(ctx.vlans):
        draft = ctx.vlans[number]
        vlan = vlans.add(str(number), Vlan(draft.line, vlan_id=number, acl_in=None))
        if draft.name:
            vlan.put(draft.name.line, name=draft.name.value)
        for fact, said in draft.vlan_acls.items():
            vlan.put(said.line, **{fact: said.value})
        if draft.routed:
            _interface(ctx, draft)
    ctx.device.put(None, vlans=vlans)


def _interface(ctx: Reading, draft: VlanDraft) -> None:
    name = f"vlan {draft.number}"
    port = Interface(draft.line, name=name, kind="vlan", vlan_id=draft.number, enabled=True)
    port.put(None, routed=True, lag=None, vrf=None, **NO_LISTS)
    first = draft.addresses[0].line if draft.addresses else None
    port.put(first, addresses=tuple(a.value for a in draft.addresses))
    port.put(draft.dhcp, dhcp_client=draft.dhcp is not None)
    for fact, said in draft.acls.items():
        port.put(said.line, **{fact: said.value})
    if draft.name:
        port.put(draft.name.line, description=draft.name.value)
    ctx.device.interfaces.add(name, port)


def _native(ctx: Reading, port: str) -> tuple[int | None, int | None]:
    """The untagged VLAN of a port and its line. What nothing took out of VLAN 1 is in it."""
    said = ctx.untagged.get(port) or ctx.untagged.get(ALL)
    if said:
        return said.value, said.line
    taken_out = ctx.not_default.get(port) or ctx.not_default.get(ALL)
    return (None, taken_out) if taken_out else (DEFAULT_VLAN, None)


def membership(ctx: Reading, port: str) -> SwitchedVlan:
    """Facts of a port: access when it has one untagged VLAN and none tagged."""
    if port not in ctx.members:
        ctx.members[port] = _membership(ctx, port)
    return ctx.members[port]


def _membership(ctx: Reading, port: str) -> SwitchedVlan:
    tagged = {**ctx.tagged.get(ALL, {}), **ctx.tagged.get(port, {})}
    native, line = _native(ctx, port)
    tagged.pop(native or 0, None)
    facts = SwitchedVlan()
    first = min(tagged.values(), default=None)
    facts.put(first or line, interface_mode="trunk" if tagged else "access")
    facts.put(None, negotiation=False)
    facts.put(line, native_vlan=native)
    if native is not None:
        facts.put(line, access_vlan=native)
    facts.put(first, trunk_vlans=frozenset(tagged))
    voice = next((v for v in sorted(tagged) if v in ctx.vlans and ctx.vlans[v].voice), None)
    facts.put(tagged.get(voice or 0), voice_vlan=voice)
    return facts


def vlan_numbers(text: str) -> frozenset[int]:
    """VLANs of a list with commas and ranges."""
    return vlan_set(text)


def vlans_of(ctx: Reading, port: str) -> frozenset[int]:
    """Every VLAN that a port carries, untagged and tagged."""
    facts = membership(ctx, port)
    native = facts.native_vlan
    return facts.trunk_vlans | (frozenset({native}) if native else frozenset())
