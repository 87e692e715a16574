"""Ways between virtual systems: external zones, and gateways that they share.

A packet from one virtual system to another meets the rules of both, each with its external zone
on the other's side; it passes no third one, and a shared gateway has no security rules. Systems
must be told to see each other (`visible-vsys`); a shared gateway is seen by all. Sources: PAN-OS
Administrator's Guide 11.1, Virtual Systems: Communication Between Virtual Systems, Shared Gateway.
"""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.model import Table
from schoolproof.model.objects import Zone
from schoolproof.model.routing import VdomLink
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.reading import Reading, Scope, reader

KINDS = ("layer3", "layer2", "virtual-wire", "tap")


@reader(turn=1)
def external_zones(reading: Reading) -> None:
    """External zones hold an end for each system that they lead to, and a gateway's interfaces."""
    gateways = {g.name: _ports(g) for g in reading.root.each("network", "shared-gateway")}
    ends: dict[tuple[str, str], list[Item]] = {}
    for scope in reading.scopes:
        for item in scope.own.each("zone"):
            names = item.words("network", "external")
            if not names:
                continue
            held: list[str] = []
            for name in names:
                held += gateways.get(name, [_end(scope.own.name, name)])
                ends.setdefault((scope.own.name, name), []).append(item)
            row = _zone(reading, scope, item)
            if row is not None:
                row.put(item.at_line("network", "external"), interfaces=tuple(held))
    if gateways:
        ports = tuple(dict.fromkeys(port for held in gateways.values() for port in held))
        reading.firewall.put(None, shared_ports=ports)
        reading.firewall.put(None, shared_publishers=tuple(_publishers(reading)))
    if len(reading.scopes) > 1:
        reading.firewall.put(None, vdom_links=_links(reading, ends))
        hiding = (s.own.name for s in reading.scopes if _hides(s.own))
        reading.firewall.put(None, source_nat=tuple(hiding))


def _hides(place: Item) -> bool:
    """Whether a rule of NAT translates sources."""
    rules = place.each("rulebase", "nat", "rules")
    return any(r.has("source-translation") and not r.flag("disabled") for r in rules)


def _publishers(reading: Reading) -> Iterator[str]:
    """Shared gateways with a rule that translates destinations."""
    words = ("destination-translation", "dynamic-destination-translation")
    for gateway in reading.root.each("network", "shared-gateway"):
        for rule in gateway.each("rulebase", "nat", "rules"):
            two_way = rule.flag("source-translation", "static-ip", "bi-directional")
            if (two_way or any(map(rule.has, words))) and not rule.flag("disabled"):
                yield gateway.name
                break


def _end(near: str, far: str) -> str:
    """What an end is called: no interface of the device has such a name."""
    return f"{near} to {far}"


def _zone(reading: Reading, scope: Scope, item: Item) -> Zone | None:
    key = f"{scope.name}/{item.name}" if scope.name else item.name
    return reading.firewall.zones.get(key)


def _ports(gateway: Item) -> list[str]:
    """Interfaces in the zones of a shared gateway."""
    zones = gateway.each("zone")
    return [name for zone in zones for kind in KINDS for name in zone.words("network", kind)]


def _links(reading: Reading, ends: dict[tuple[str, str], list[Item]]) -> Table[VdomLink]:
    """Pairs of systems with an external zone each. Two zones to the same system are no link."""
    seen = {s.own.name: s.own.words("import", "visible-vsys") for s in reading.scopes}
    links = Table[VdomLink]()
    for (near, far), zones in ends.items():
        back = ends.get((far, near), [])
        if near < far and len(zones) == len(back) == 1:
            name = f"{near}/{far}"
            row = VdomLink(zones[0].line, name=name, single=True)
            row.put(zones[0].line, interfaces=(_end(near, far), _end(far, near)))
            row.put(None, visible=far in seen[near] and near in seen[far])
            links.add(name, row)
    return links
