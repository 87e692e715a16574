"""Which clients get to an explicit proxy of the firewall.

It receives what comes in by an interface where it is on (FortiOS Administration Guide, Explicit
web proxy). An address of a loopback is reached through a firewall policy (Loopback interface).
That the address of another interface answers too, where a policy lets packets there, nobody
documents: a condition.
"""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.local import ANYWHERE, local_rules
from schoolproof.flows.firewalls.objects import SURE
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Budget, Piece, RuleBase, whole
from schoolproof.flows.sets.conditions import UNREAD, Conditions, Guard, Literals
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import Faces
from schoolproof.flows.sets.packets import EVERY_PORT, IPV4, IPV6, address, network, services
from schoolproof.flows.sets.rule import Term
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Device, Interface
from schoolproof.model.firewall import ExplicitProxy

BOTH = IPV4 + IPV6


def asking(
    device: Device, row: ExplicitProxy, faces: Faces, conditions: Conditions, direct: RuleBase
) -> list[Term]:
    """Packets of clients that get to a proxy, and what that depends on."""
    found: list[Term] = []
    local = RuleBase(local_rules(device, row.vdom, faces, conditions), conditions)
    for name in row.interfaces:
        port = device.interfaces.get(name) if "interfaces" in device.lines else None
        here = faces.mask([name])
        asked = [whole(cube) for cube in _requests(row, port, here, ANYWHERE)]
        found += _terms(_passing(local, asked, rest=True), conditions, name, SURE)
        others = faces.plain & ~here
        if others:
            asked = [whole(cube) for cube in _requests(row, port, others, here)]
            more = _elsewhere(port, name, conditions)
            found += _terms(_passing(direct, asked, rest=False), conditions, name, more)
    return found


def own_addresses(port: Interface | None) -> Spans:
    """The addresses of the firewall at an interface; all, where a provider hands one out."""
    known = port.addresses if port is not None and "addresses" in port.lines else ()
    return spans.union(network(type(a.network)((a.ip, a.max_prefixlen))) for a in known) or BOTH


def _requests(
    row: ExplicitProxy, port: Interface | None, ingress: int, egress: int
) -> Iterator[Cube]:
    own = own_addresses(port)
    if row.address:
        own = spans.join(_only(row.address), spans.meet(own, IPV6))
    for family in (IPV4, IPV6) if row.ipv6 else (IPV4,):
        target = spans.meet(own, family)
        if target:
            yield Cube(family, target, _ports(row), EVERY_PORT, ingress, egress)


def _only(text: str) -> Spans:
    try:
        return address(text)
    except ValueError:
        return BOTH


def _ports(row: ExplicitProxy) -> Spans:
    try:
        return services(f"tcp/{port}" for port in row.ports) or services(["tcp"])
    except ValueError:
        return services(["tcp"])


def _passing(base: RuleBase, asked: list[Piece], *, rest: bool) -> list[Piece]:
    """Packets that accepting rules decide, and with `rest` those that no rule decides.

    Of rules that are too tangled none counts as refusing: that proves nothing too much.
    """
    budget = Budget()
    try:
        found = list(base.undecided(asked, budget)) if rest else []
        for number in base.candidates(asked):
            if base.rules[number].accepts:
                found += base.decided(number, asked, budget)
    except UnknownFact:
        return asked
    return found


def _terms(
    pieces: list[Piece], conditions: Conditions, name: str, more: Literals
) -> Iterator[Term]:
    for cube, guard in pieces:
        yield cube, _literals(guard, conditions, name) | more


def _literals(guard: Guard, conditions: Conditions, name: str) -> Literals:
    """A guard as literals that all hold; where it is more than that, one that nobody knows."""
    if all(len(clause) == 1 for clause in guard):
        return frozenset(literal for clause in guard for literal in clause)
    said = f"policies let it to the proxy at {name}"
    return frozenset((conditions.literal(said, UNREAD),))


def _elsewhere(port: Interface | None, name: str, conditions: Conditions) -> Literals:
    if port is not None and "kind" in port.lines and port.kind == "loopback":
        return SURE
    said = f"the proxy at {name} answers what comes in by another interface"
    return frozenset((conditions.literal(said, UNREAD),))
