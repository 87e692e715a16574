"""Interfaces: the lines of their sections, and the plain facts that follow from them."""

from __future__ import annotations

from ipaddress import IPv4Interface, IPv6Interface
from typing import Any

from schoolproof.model import Interface, Table
from schoolproof.parse import Node
from schoolproof.platforms.base import Default
from schoolproof.platforms.cisco_ios.draft import PORT, Draft, fixed, takes, toggle
from schoolproof.platforms.cisco_ios.kind import Kind, kind_of_device
from schoolproof.platforms.cisco_ios.names import PortName, key_of, port_name
from schoolproof.platforms.cisco_ios.ports_parts import parts_of
from schoolproof.platforms.cisco_ios.templates import templates_of
from schoolproof.platforms.cisco_ios.top import TOP, Reading

DEFAULTS = (
    Default("interface.enabled", "True", "IOS Interface command reference, `shutdown`"),
    Default(
        "interface.routed",
        "False on Catalyst switches, where ports are layer 2 until `no switchport`; not said "
        "where the text does not show that it is a switch's",
        "Catalyst 9300 command reference, `switchport`",
    ),
    Default("interface.duplex", "auto", "Catalyst command references, `duplex`"),
    Default("interface.speed_mbps", "None, negotiated", "Catalyst command references, `speed`"),
)

toggle("shutdown", "shutdown")
toggle("switchport", "switchport")
takes("description", r"description ?(.*)")
takes("vrf", r"(?:ip )?vrf forwarding (\S+)")
takes("speed", r"speed (\d+)", convert=int)
fixed(
    "speed", None, r"speed (?:auto.*|nonegotiate)", r"no speed(?: .*)?", r"(?:no )?negotiation auto"
)
takes("duplex", r"duplex (auto|full|half)")
fixed("duplex", "full", "full-duplex")
fixed("duplex", "half", "half-duplex")
takes("lag", r"channel-group (\d+)(?: mode \S+)?", convert=int)
takes("acl_in", r"ip access-group (\S+) in")
takes("acl_out", r"ip access-group (\S+) out")
takes("acl6_in", r"ipv6 traffic-filter (\S+) in")
takes("acl6_out", r"ipv6 traffic-filter (\S+) out")
takes("encapsulation", r"encapsulation dot1[qQ] (\d+)(?: native| second-dot1q \S+)?", convert=int)
takes("template", r"source template (\S+)")
fixed(
    "dhcp",
    True,
    r"ip address dhcp(?: .*)?",
    r"ipv6 address dhcp(?: .*)?",
    r"ipv6 address autoconf.*",
)
fixed("no_ip", True, "no ip address")


@PORT.line(
    r"ip address (\d\S+) (\d\S+)(?: secondary)?", r"ip address ([\d.]+/\d+)()(?: secondary)?"
)
def _ipv4(draft: Draft, node: Node, address: str, mask: str) -> None:
    try:
        value = IPv4Interface(f"{address}/{mask}" if mask else address)
    except ValueError:
        draft.unread.append(node)
    else:
        draft.add("addresses", value, node.line)


@PORT.line(r"ipv6 address ([0-9A-Fa-f:.]+(?:/\d+)?)(?: (?:link-local|eui-64|anycast))*")
def _ipv6(draft: Draft, node: Node, address: str) -> None:
    try:
        value = IPv6Interface(address)
    except ValueError:
        draft.unread.append(node)
    else:
        draft.add("addresses", value, node.line)


@TOP.section(r"interface ([A-Za-z-]+ ?\d[\d/.:]*)(?: (?:point-to-point|multipoint|l2transport))?")
def _interface(reading: Reading, node: Node, name: str) -> None:
    drafts: dict[str, Draft] = reading.notes.setdefault("ports", {})
    draft = drafts.get(key_of(name))
    if draft is None:
        draft = drafts[key_of(name)] = Draft(name, node.line, reading.unread)
    PORT.read(node.children, draft, reading.unread)


def settle(reading: Reading) -> None:
    """Make the interfaces of the device out of what their sections said."""
    drafts: dict[str, Draft] = reading.notes.get("ports", {})
    if not drafts:
        return
    templates = templates_of(reading)
    foreign: set[str] = set()  # their template is not in the text: what it says is not known
    for draft in drafts.values():
        template = templates.get(draft.ask("template")[0] or "")
        if template is None and "template" in draft.said:
            foreign.add(draft.name)
        elif template is not None:
            draft.said = {**template.said, **draft.said}
    kind = kind_of_device(reading, drafts)
    interfaces: Table[Interface] = Table()
    for draft in drafts.values():
        port = interfaces.add(draft.name, Interface(draft.line))
        name = port_name(draft.name)
        _plain(port, draft, name, drafts)
        _family(port, draft, name, kind)
        if "routed" in port.lines and not port.routed and draft.name not in foreign:
            port.put(draft.line, **parts_of(port, draft, reading))
    reading.device.put(None, interfaces=interfaces)


# Word of a section → fact, and what the fact is where the section does not have the word.
PLAIN: dict[str, tuple[str, Any]] = {
    "description": ("description", ""),
    "speed": ("speed_mbps", None),
    "duplex": ("duplex", "auto"),
    "encapsulation": ("vlan_id", None),
    "addresses": ("addresses", ()),
    "dhcp": ("dhcp_client", False),
    "vrf": ("vrf", None),
    "acl_in": ("acl_in", None),
    "acl_out": ("acl_out", None),
    "acl6_in": ("acl6_in", None),
    "acl6_out": ("acl6_out", None),
}
UNSAID = dict(PLAIN.values())


def _plain(port: Interface, draft: Draft, name: PortName, drafts: dict[str, Draft]) -> None:
    said = draft.said
    port.put(draft.line, name=draft.name, kind=name.kind)
    port.put(
        None,
        port_speed_mbps=name.speed_mbps,
        parent=name.parent,
        enabled=True,
        lag=None,
        **UNSAID,
    )
    for word in said:
        if word in PLAIN:
            value, line = said[word]
            port.put(line, **{PLAIN[word][0]: value})
    if "shutdown" in said:
        shut, line = said["shutdown"]
        port.put(line, enabled=not shut)
    if "lag" in said:
        group, line = said["lag"]
        port.put(line, lag=_lag_name(group, drafts))
    if name.kind == "vlan" and name.number.isdecimal() and len(name.number) < LONG:
        port.put(draft.line, vlan_id=int(name.number))


def _lag_name(group: int, drafts: dict[str, Draft]) -> str:
    draft = drafts.get(f"port-channel{group}")
    return draft.name if draft else f"Port-channel{group}"


LONG = 10  # digits; no interface has such a number
ROUTED_WORDS = ("no_ip", "addresses", "dhcp", "vrf")


def _family(port: Interface, draft: Draft, name: PortName, kind: Kind) -> None:
    """Switched or routed. Routed ports print `no ip address` where they have none."""
    if name.kind not in {"ethernet", "lag"} or name.parent is not None:
        port.put(draft.line, routed=True)
        return
    said = draft.said
    if "switchport" in said:
        value, line = said["switchport"]
        port.put(line, routed=not value)
    elif any(word.startswith("switchport ") for word in said):
        line = next(said[word][1] for word in said if word.startswith("switchport "))
        port.put(line, routed=False)
    elif any(word in said for word in ROUTED_WORDS):
        line = next(said[word][1] for word in ROUTED_WORDS if word in said)
        port.put(line, routed=True)
    elif kind.switch:
        port.put(None, routed=False)
    if "routed" in port.lines and port.routed and _is_management(draft, name, kind):
        port.put(draft.line, kind="management")


def _is_management(draft: Draft, name: PortName, kind: Kind) -> bool:
    vrf: Any = draft.ask("vrf", "")[0]
    return vrf.lower().startswith("mgmt") or (kind.switch and name.number == "0")
