"""A firewall's rule bases: one for each VDOM, or one for the device."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.errors import UnknownFact
from schoolproof.flows.base import RuleBase
from schoolproof.flows.conditions import LIST
from schoolproof.flows.cube import Cube
from schoolproof.flows.faces import Faces
from schoolproof.flows.objects import SURE
from schoolproof.flows.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6
from schoolproof.flows.rules import Compiler, Rule, Term
from schoolproof.model import Device


class Firewall:
    """One rule base of a device with its interfaces."""

    def __init__(self, device: Device, vdom: str | None) -> None:
        policies = [row for row in device.firewall.policies if row.vdom == vdom]
        compiler = Compiler(device, policies)
        rules = [rule for policy in policies if (rule := compiler.rule(policy))]
        self.vdom = vdom
        self.device = device
        self.faces: Faces = compiler.faces
        self.published: list[Term] = compiler.published_cubes()
        first, last = _within_zones(compiler)
        self.base = RuleBase([*first, *rules, *last], compiler.conditions)


def firewalls(device: Device) -> tuple[Firewall, ...]:
    """The rule bases of a device.

    Raises:
        UnknownFact: the platform reads no policies.
    """
    vdoms = dict.fromkeys(row.vdom for row in device.firewall.policies)
    return tuple(Firewall(device, vdom) for vdom in vdoms or {None: None})


def only(found: tuple[Firewall, ...]) -> Firewall:
    """The one rule base of a device.

    Raises:
        UnknownFact: there are several: packets between VDOMs are not followed.
    """
    if len(found) > 1:
        names = ", ".join(str(firewall.vdom) for firewall in found)
        msg = f"the rules of several VDOMs ({names}) decide together, which is not followed yet"
        raise UnknownFact(msg)
    return found[0]


def _within_zones(compiler: Compiler) -> tuple[list[Rule], list[Rule]]:
    """What passes between interfaces of a zone that allows it.

    Whether a policy that refuses comes before that is not documented: above the policies it is a
    condition that may hold, below them it is sure.
    """
    text = "traffic within a zone passes before any policy is asked"
    before, after = list[Rule](), list[Rule]()
    for zone in compiler.device.firewall.zones:
        if "intrazone_deny" not in zone.lines or zone.intrazone_deny:
            continue
        cubes = list(_between(compiler.faces, zone.interfaces))
        literal = frozenset((compiler.conditions.literal(text, LIST),))
        if cubes:
            before.append(Rule(None, True, tuple((cube, literal) for cube in cubes), zone))
            after.append(Rule(None, True, tuple((cube, SURE) for cube in cubes), zone))
    return before, after


def _between(faces: Faces, names: tuple[str, ...]) -> Iterator[Cube]:
    for name in names:
        own = faces.mask([name])
        others = faces.mask(other for other in names if other != name)
        for family in (IPV4, IPV6):
            if own and others:
                yield Cube(family, family, EVERY_SERVICE, EVERY_PORT, own, others)
