"""A firewall's rule bases: one for each VDOM, or one for the device."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from schoolproof.flows.firewalls.objects import SURE
from schoolproof.flows.firewalls.proxies import by_another_vdom, named_by_proxies, proxies_of
from schoolproof.flows.firewalls.routes import Routes
from schoolproof.flows.firewalls.rules import Compiler, zones_of
from schoolproof.flows.firewalls.vdoms import Ways, members
from schoolproof.flows.sets.base import RuleBase
from schoolproof.flows.sets.conditions import LIST, UNREAD, Conditions
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import Faces, proxied, published
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6
from schoolproof.flows.sets.rule import Rule, Term
from schoolproof.model import Device


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
        self.published: list[Term] = compiler.servers.translated(vdom)
        first, last = _within_zones(compiler, vdom)
        first += _within_gateway(compiler)
        direct = RuleBase([*first, *rules, *last], self.conditions)
        proxies = proxies_of(device, vdom, self.faces, self.conditions, direct)
        self.proxied = proxies.carried
        self.base = direct.followed_by(proxies.rules)

    @cached_property
    def routes(self) -> Routes:
        """The way out of it, as far as static routes decide it."""
        return Routes(self.device, self.vdom, self.faces, self.conditions)


def faces_of(device: Device) -> Faces:
    """All interfaces that a text names: by themselves, in zones, policies or routes."""
    firewall = device.firewall
    sides = ("source", "destination")
    named = [name for p in firewall.policies for side in sides for name in zones_of(p, side)]
    named += named_by_proxies(firewall)
    if "routes" in firewall.lines:
        routes = [row for row in firewall.routes if "interfaces" in row.lines]
        named += [name for row in routes for name in row.interfaces]
    return Faces(device, named)


def firewalls(device: Device, shared: Conditions | None = None) -> tuple[Firewall, ...]:
    """The rule bases of a device. `shared`: the conditions of others that are asked with it.

    Raises:
        UnknownFact: the platform reads no policies.
    """
    vdoms = _vdoms(device)
    faces, conditions = faces_of(device), Conditions() if shared is None else shared
    if len(vdoms) == 1:
        return (Firewall(device, vdoms[0], faces, conditions),)
    found = members(device, faces, vdoms)
    several = [Firewall(device, vdom, faces.limited(found[vdom]), conditions) for vdom in vdoms]
    _ask_over_links(several, conditions)
    return tuple(several)


def _ask_over_links(several: list[Firewall], conditions: Conditions) -> None:
    """A proxy that answers at the end of a link may serve clients of another VDOM.

    What the rules of the first one say of a packet to that proxy is not followed.
    """
    ends = proxied(Ways(several).ends)
    for firewall in several:
        if any(cube.ingress & ends for cube, _ in firewall.proxied):
            for each in several:
                more = by_another_vdom(each.faces, conditions, firewall.vdom)
                each.base = each.base.followed_by(more.rules)
                each.proxied += more.carried


def _vdoms(device: Device) -> list[str | None]:
    """Those with policies or a proxy; of those with names also where traffic passes in a zone."""
    firewall = device.firewall
    proxies = firewall.explicit_proxies if "explicit_proxies" in firewall.lines else ()
    rows = [*firewall.policies, *(proxy for proxy in proxies if proxy.enabled)]
    found: list[str | None] = list(dict.fromkeys(row.vdom for row in rows))
    if not any(found):
        return found or [None]
    for key, zone in device.firewall.zones.items():
        name = key.rpartition("/")[0]
        passes = "intrazone_deny" in zone.lines and not zone.intrazone_deny
        if name and name not in found and passes:
            found.append(name)
    return found


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
        terms = tuple(_within(compiler, zone.interfaces))
        literal = frozenset((compiler.conditions.literal(text, LIST),))
        if terms:
            before.append(Rule(None, True, tuple((c, x | literal) for c, x in terms), zone))
            after.append(Rule(None, True, terms, zone))
    return before, after


def _within(compiler: Compiler, names: tuple[str, ...]) -> Iterator[Term]:
    """Packets between interfaces of a zone, those to published servers too.

    PAN-OS takes the zone where the server stands; whether FortiOS asks no policy for a packet that
    it has translated is not documented.
    """
    said = "packets to published servers pass within a zone"
    maybe = frozenset((compiler.conditions.literal(said, UNREAD),))
    for cube in _between(compiler.faces, names):
        yield cube, SURE
        to_servers = cube._replace(ingress=published(cube.ingress))
        yield to_servers, SURE if compiler.servers.seen_outside else maybe


def _within_gateway(compiler: Compiler) -> Iterator[Rule]:
    """What passes between interfaces of a shared gateway, which has no rules."""
    firewall, faces = compiler.device.firewall, compiler.faces
    names = firewall.shared_ports if "shared_ports" in firewall.lines else ()
    mine = tuple(name for name in names if faces.mask([name]) & faces.plain)
    cubes = tuple((cube, SURE) for cube in _between(faces, mine))
    if cubes:
        yield Rule(None, True, cubes, words="the shared gateway, which has no rules")


def _between(faces: Faces, names: tuple[str, ...]) -> Iterator[Cube]:
    for name in names:
        own = faces.mask([name])
        others = faces.mask(other for other in names if other != name)
        for family in (IPV4, IPV6):
            if own and others:
                yield Cube(family, family, EVERY_SERVICE, EVERY_PORT, own, others)
