"""Static routes, policy routes, routing protocols, and links between VDOMs.

What a missing line means (FortiOS CLI reference, router static, router policy): `dst` is
0.0.0.0/0 or ::/0, `status` is enable, `blackhole` disable, the action of a policy route permit.
"""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.model import Interface
from schoolproof.model.routing import PolicyRoute, Route, VdomLink
from schoolproof.parse import Node
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.objects import prefix
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config, ignore_words
from schoolproof.platforms.fortinet.settings import Settings, Words

SDWAN_ZONE = "virtual-wan-link"
# by these a route is chosen that is no prefix
OTHERWISE = ("dstaddr", "internet-service", "internet-service-custom", "vrf")
NOTHING = frozenset({"0", "unspecified"})
# protocol → the nested blocks of which one entry brings neighbours, and so routes
PROTOCOLS = {
    "bgp": ("neighbor", "neighbor-group", "neighbor-range"),
    "ospf": ("network", "ospf-interface"),
    "ospf6": ("ospf6-interface",),
    "rip": ("network", "neighbor"),
    "ripng": ("interface", "neighbor"),
    "isis": ("isis-interface",),
}
IGNORED = {
    ("router static", "which of equal routes is taken, and labels"): """
        gateway distance priority weight comment dynamic-gateway link-monitor-exempt bfd tag
        preferred-source src""",
    ("router static6", "which of equal routes is taken, and labels"): """
        gateway distance priority weight comment dynamic-gateway link-monitor-exempt bfd
        devindex""",
    ("router policy", "what the route asks for: any packet may be one"): """
        input-device input-device-negate src srcaddr src-negate dst dstaddr dst-negate protocol
        start-port end-port start-source-port end-source-port gateway tos tos-mask comments
        internet-service-id internet-service-custom internet-service-fortiguard users groups""",
    ("router policy6", "what the route asks for: any packet may be one"): """
        input-device input-device-negate src srcaddr src-negate dst dstaddr dst-negate protocol
        start-port end-port start-source-port end-source-port gateway tos tos-mask comments
        internet-service-id internet-service-custom internet-service-fortiguard users groups""",
    ("system vdom-link", "the kind of the link"): "type vcluster",
}
for (_path, _reason), _text in IGNORED.items():
    ignore_words(_path, _reason, _text)


@config("router static", "router static6")
def static_routes(reading: Reading, block: Settings) -> None:
    """Routes as they are written; which interfaces an SD-WAN zone has, the zones say."""
    six = block.path.endswith("6")
    table = firewall_of(reading.device).routes
    for entry in block.edits():
        key = f"{'ipv6:' if six else ''}{entry.name}"
        row = Route(entry.at, name=key, vdom=entry.vdom)
        row.put(entry.line("status"), enabled=entry.flag("status", default=True))
        found = _prefix(entry, six=six)
        if found is not None:
            row.put(entry.line("dst") or entry.at, prefix=found)
        outlets = _outlets(entry)
        if outlets or entry.flag("blackhole", default=False):
            row.put(entry.line("device", "sdwan-zone", "blackhole"), interfaces=outlets)
        table.add(entry.key(key), row)


def _prefix(entry: Settings, *, six: bool) -> str | None:
    """Where the route leads; None where it is named by an object or a vendor's list."""
    every = ("::/0",) if six else ("0.0.0.0", "0.0.0.0")  # noqa: S104  as FortiOS writes it
    written = entry.list("dst", every)
    named = [word for key in OTHERWISE for word in entry.list(key) if word not in NOTHING]
    return None if named else prefix(" ".join(written))


def _outlets(entry: Settings) -> Words:
    """Interfaces and SD-WAN zones; none for a route that throws packets away."""
    device, zones = entry.list("device"), entry.list("sdwan-zone")
    old = [entry.flag(key, default=False) for key in ("sdwan", "virtual-wan-link")]
    if entry.flag("blackhole", default=False):
        return ()
    return (*device, *(zones or ((SDWAN_ZONE,) if any(old) else ())))


@config("router policy", "router policy6")
def policy_routes(reading: Reading, block: Settings) -> None:
    """Routes that ask for more than the destination. One that only stops the search sends none."""
    six = block.path.endswith("6")
    for entry in block.edits():
        key = f"{'ipv6:' if six else ''}{entry.name}"
        row = PolicyRoute(entry.at, name=key, vdom=entry.vdom)
        row.put(entry.line("output-device"), interface=entry.text("output-device"))
        sends = entry.text("action", "permit") != "deny"
        row.put(entry.line("status"), enabled=sends and entry.flag("status", default=True))
        firewall_of(reading.device).policy_routes.add(entry.key(key), row)


@afterwards()
def protocols(reading: Reading) -> None:
    """Which routing protocols have neighbours: a full backup writes the blocks of all."""
    found = []
    for name, blocks in PROTOCOLS.items():
        for scope, nodes in reading.peek(f"router {name}"):
            if any(_has_entries(node, blocks) for node in nodes):
                found.append(f"{scope}/{name}" if scope else name)
    firewall_of(reading.device).put(None, routing_protocols=tuple(found))


def _has_entries(block: Node, names: Words) -> bool:
    for node in block.walk():
        if node.text.strip().removeprefix("config ") in names and any(node.commands()):
            return True
    return False


@config("system vdom-link")
def named_links(reading: Reading, block: Settings) -> None:
    """A link `x` has the ends `x0` and `x1` (administration guide, Inter-VDOM routing)."""
    for entry in block.edits():
        _add(reading, entry.at, entry.name, (f"{entry.name}0", f"{entry.name}1"))


@afterwards(turn=2)
def built_in_links(reading: Reading) -> None:
    """Pairs that no block names: those of the network processor, and VLANs of equal number on both.

    Source: Technical Tip 212709, Difference and understanding between NPU Vdom link and Vdom link.
    """
    firewall, device = firewall_of(reading.device), reading.device
    if "interfaces" not in device.lines:
        return
    for port in device.interfaces:
        stem = port.name.removesuffix("0")
        other = device.interfaces.get(f"{stem}1")
        linked = "vlink" in port.name or stem in firewall.vdom_links
        if port.name.endswith("0") and other is not None and linked:
            if stem not in firewall.vdom_links:
                _add(reading, port.line, stem, (port.name, other.name))
            for one, two in _tagged(reading, port.name, other.name):
                _add(reading, one.line, f"{stem}.{one.vlan_id}", (one.name, two.name))


def _tagged(reading: Reading, first: str, second: str) -> Iterator[tuple[Interface, Interface]]:
    """VLANs over the two ends of a link, by number."""
    ports = reading.device.interfaces
    far = {p.vlan_id: p for p in ports if p.parent == second and p.vlan_id}
    for port in ports:
        if port.parent == first and port.vlan_id in far:
            yield port, far[port.vlan_id]


def _add(reading: Reading, line: int | None, name: str, ends: tuple[str, str]) -> None:
    row = VdomLink(line, name=name, interfaces=ends)
    firewall_of(reading.device).vdom_links.add(name, row)
