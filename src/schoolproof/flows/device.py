"""A firewall's rule bases: one for each VDOM, or one for the device."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from schoolproof.flows.base import RuleBase
from schoolproof.flows.conditions import LIST, UNREAD, Conditions
from schoolproof.flows.cube import Cube
from schoolproof.flows.faces import Faces
from schoolproof.flows.objects import SURE
from schoolproof.flows.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6
from schoolproof.flows.routes import Routes
from schoolproof.flows.rules import Compiler, Rule, Term, zones_of
from schoolproof.flows.vdoms import members
from schoolproof.model import Device

FAMILIES = (IPV4, IPV6)


class Firewall:
    """One rule base of a device with its interfaces.

    The rule bases of one device share the bits of interfaces and the conditions.
    """

    def __init__(
        self,
        device: Device,
        vdom: str | None,
        faces: Faces | None = None,
        conditions: Conditions | None = None,
    ) -> None:
        policies = [row for row in device.firewall.policies if row.vdom == vdom]
        self.conditions = Conditions() if conditions is None else conditions
        self.faces = faces or faces_of(device)
        compiler = Compiler(device, self.faces, self.conditions)
        rules = [rule for policy in policies if (rule := compiler.rule(policy))]
        self.vdom = vdom
        self.device = device
        self.published: list[Term] = compiler.published_cubes(vdom)
        first, last = _within_zones(compiler, vdom)
        self.base = RuleBase([*first, *rules, *last, *_proxied(compiler, vdom)], self.conditions)

    @cached_property
    def routes(self) -> Routes:
        """The way out of it, as far as static routes decide it."""
        return Routes(self.device, self.vdom, self.faces, self.conditions)


def faces_of(device: Device) -> Faces:
    """All interfaces that a text names: by themselves, in zones, policies or routes."""
    firewall = device.firewall
    sides = ("source", "destination")
    named = [name for p in firewall.policies for side in sides for name in zones_of(p, side)]
    if "routes" in firewall.lines:
        routes = [row for row in firewall.routes if "interfaces" in row.lines]
        named += [name for row in routes for name in row.interfaces]
    return Faces(device, named)


def firewalls(device: Device) -> tuple[Firewall, ...]:
    """The rule bases of a device.

    Raises:
        UnknownFact: the platform reads no policies.
    """
    vdoms = list(dict.fromkeys(row.vdom for row in device.firewall.policies)) or [None]
    faces, conditions = faces_of(device), Conditions()
    if len(vdoms) == 1:
        return (Firewall(device, vdoms[0], faces, conditions),)
    found = members(device, faces, vdoms)
    return tuple(Firewall(device, vdom, faces.limited(found[vdom]), conditions) for vdom in vdoms)


def _within_zones(compiler: Compiler, vdom: str | None) -> tuple[list[Rule], list[Rule]]:
    """What passes between interfaces of a zone that allows it.

    Whether a policy that refuses comes before that is not documented: above the policies it is a
    condition that may hold, below them it is sure.
    """
    text = "traffic within a zone passes before any policy is asked"
    before, after = list[Rule](), list[Rule]()
    head = f"{vdom}/" if vdom else ""
    for key, zone in compiler.device.firewall.zones.items():
        denies = "intrazone_deny" not in zone.lines or zone.intrazone_deny
        if denies or not key.startswith(head):
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


def _proxied(compiler: Compiler, vdom: str | None) -> Iterator[Rule]:
    """What an explicit proxy may let through, after all: its policies are not in the proof."""
    firewall, faces = compiler.device.firewall, compiler.faces
    if "proxy_policies" not in firewall.lines or not faces.plain:
        return
    head = f"{vdom}/" if vdom else ""
    if any(key.startswith(head) for key in firewall.proxy_policies):
        said = "the firewall's proxy, whose policies are not followed, lets it pass"
        literal = frozenset((compiler.conditions.literal(said, UNREAD),))
        sides = [Cube(f, f, EVERY_SERVICE, EVERY_PORT, faces.plain, faces.plain) for f in FAMILIES]
        yield Rule(None, True, tuple((cube, literal) for cube in sides), words="the proxy")
