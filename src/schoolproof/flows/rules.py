"""Firewall policies as rules over sets of packets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schoolproof.errors import UnknownFact
from schoolproof.flows import spans
from schoolproof.flows.applications import by_application
from schoolproof.flows.conditions import LIST, STATE, UNREAD, Conditions, Literals
from schoolproof.flows.cube import Cube
from schoolproof.flows.faces import ANY, Faces, published
from schoolproof.flows.objects import SURE, Addresses, Part, cut, tidy
from schoolproof.flows.packets import (
    EVERY_PORT,
    EVERY_SERVICE,
    IPV4,
    IPV6,
    PROTOCOLS,
    address,
)
from schoolproof.flows.services import Served, Services, negated
from schoolproof.model import Device
from schoolproof.model.firewall import FirewallPolicy, Vip, Zone

FAMILIES = (("", IPV4), ("6", IPV6))
MAX_TERMS = 4096  # of one rule
Term = tuple[Cube, Literals]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the packets that it decides, each cube under its literals.

    `policy` None: what the firewall itself lets pass between the interfaces of `zone`, or what
    `words` say.
    """

    policy: FirewallPolicy | None
    accepts: bool
    terms: tuple[Term, ...]
    zone: Zone | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """What a finding calls it."""
        if self.policy is not None:
            return self.policy.label
        return f"traffic within the zone {self.zone.label}" if self.zone else self.words


class Compiler:
    """Makes rules of one VDOM's policies."""

    def __init__(self, device: Device, faces: Faces, conditions: Conditions) -> None:
        self.device = device
        self.conditions = conditions
        self.faces = faces
        self.addresses = Addresses(device.firewall, self.conditions)
        self.services = Services(device.firewall, self.conditions)

    def rule(self, policy: FirewallPolicy) -> Rule | None:
        """The rule of a policy; None where it is switched off or never runs."""
        if not policy.enabled or policy.schedule.rpartition("/")[2] == "none":
            return None
        accepts = "action" not in policy.lines or policy.action != "deny"
        always = self._always(policy)
        terms = [
            (cube, literals | always | one)
            for services, one in by_application(policy, self.device.firewall, self.conditions)
            for cube, literals in self._cubes(policy, services, accepts=accepts)
            if not any(-x in always for x in literals)
        ]
        if len(terms) > MAX_TERMS:
            msg = f"{policy.label} names so many conditions that it was not followed"
            raise UnknownFact(msg)
        return Rule(policy, accepts, tuple(terms))

    def _always(self, policy: FirewallPolicy) -> Literals:
        """Conditions of the whole policy."""
        texts = [(t, UNREAD) for t in _not_understood(policy)]
        if policy.groups:
            texts.append((f"the user is in {' or '.join(sorted(policy.groups))}", STATE))
        if policy.schedule.rpartition("/")[2] != "always":
            texts.append((f"the schedule {policy.schedule} runs", STATE))
        narrow = (*policy.app_categories, *policy.url_categories)
        if narrow:
            narrow = (*policy.applications, *narrow)
            texts.append((f"the application or site is of {', '.join(sorted(narrow))}", LIST))
        found = {self.conditions.literal(text, kind) for text, kind in texts}
        for side in ("source", "destination"):
            found |= self._lists(policy, side)
        return frozenset(found)

    def _lists(self, policy: FirewallPolicy, side: str) -> Literals:
        """Lists that the vendor keeps; several of them count as one."""
        mine = [w for w in policy.internet_services if not w.startswith("condition:")]
        mine = [w for w in mine if w.startswith("source:") == (side == "source")]
        names = sorted(w.removeprefix("source:").removeprefix("not:") for w in mine)
        if not mine:
            return SURE
        refused = mine[0].removeprefix("source:").startswith("not:")
        text = f"the {side} is in the vendor's list {' or '.join(names)}"
        number = self.conditions.literal(text, LIST)
        return frozenset((-number if refused else number,))

    def _cubes(
        self, policy: FirewallPolicy, names: tuple[str, ...], *, accepts: bool
    ) -> Iterator[Term]:
        ingress = self.faces.mask(zones_of(policy, "source"))
        egress = self.faces.mask(zones_of(policy, "destination"))
        if not ingress or not egress:
            return
        plain = [name for name in _names(policy, "destinations") if not self._vip(name)]
        services = self._services(policy, names)
        for six, family in FAMILIES:
            sources = self._side(policy, "source", six, family, None)
            targets = self._side(policy, "destination", six, family, plain)
            for way, more in self._ways(ingress, policy, accepts=accepts):
                yield from _product(sources, targets, services, (way, egress), more)
            for name in _names(policy, f"destinations{six}"):
                vip = self._vip(name)
                if vip:
                    yield from self._published(vip, ingress, egress, (sources, services))

    def _ways(
        self, ingress: int, policy: FirewallPolicy, *, accepts: bool
    ) -> Iterator[tuple[int, Literals]]:
        """Whether a rule without published servers holds for packets to them too.

        Refusals do with `match-vip` only; Fortinet's release notes of 6.4.3 say that accepting
        rules cannot, earlier releases may: a condition that nobody knows. With central NAT
        (where the model has no `nat` of a policy) rules name inner addresses.
        """
        if "nat" not in policy.lines or (not accepts and policy.match_vip):
            yield ingress | published(ingress), SURE
            return
        yield ingress, SURE
        if accepts:
            text = "rules without published servers hold for them too"
            yield published(ingress), frozenset((self.conditions.literal(text, UNREAD),))

    def _vip(self, name: str) -> Vip | None:
        firewall = self.device.firewall
        return None if name in firewall.address_objects else firewall.vips.get(name)

    def _published(
        self, vip: Vip, ingress: int, egress: int, others: tuple[list[Part], list[Served]]
    ) -> Iterator[Term]:
        sources, services = others
        inner, literals = self._inside(vip)
        way = published(ingress & self.faces.mask([vip.interface]))
        target = [(inner, literals)]
        ports = _ports(vip)
        held = [(spans.meet(s, ports), o, x) for s, o, x in services]
        yield from _product(sources, target, held, (way, egress), SURE)

    def _inside(self, vip: Vip) -> Part:
        try:
            return (spans.union(address(word) for word in vip.inside.split()), SURE)
        except ValueError:
            text = f"the destination is behind {vip.name}"
            return (IPV4, frozenset((self.conditions.literal(text, UNREAD),)))

    def published_cubes(self, vdom: str | None) -> list[Term]:
        """Packets that the firewall translates to published servers, by whatever interface."""
        found = []
        head = f"{vdom}/" if vdom else ""
        for key, vip in self.device.firewall.vips.items():
            if not key.startswith(head):
                continue
            inner, literals = self._inside(vip)
            way = published(self.faces.mask([vip.interface]))
            family = IPV4 if spans.meet(inner, IPV4) else IPV6
            if inner and way:
                cube = Cube(family, inner, _ports(vip), EVERY_PORT, way, self.faces.plain)
                found.append((cube, literals))
        return found

    def _side(
        self,
        policy: FirewallPolicy,
        side: str,
        six: str,
        family: spans.Spans,
        names: list[str] | None,
    ) -> list[Part]:
        fact = f"{side}s{six}"
        if fact not in policy.lines:  # a vendor's list, or it was not understood: see `_always`
            if six and "sources" in policy.lines and f"{side}s" in policy.lines:
                text = f"the {side} is one of the negated IPv6 addresses of policy {policy.number}"
                return [(family, frozenset((-self.conditions.literal(text, UNREAD),)))]
            return [(family, SURE)]
        wanted = _names(policy, fact) if names is None or six else names
        parts = self.addresses.parts(wanted, side, family)
        if not six and getattr(policy, f"{side}_negate") and wanted:
            return tidy(cut([(family, SURE)], parts))
        if not wanted and self._only_lists(policy, side):
            return [(family, SURE)]
        return parts

    @staticmethod
    def _only_lists(policy: FirewallPolicy, side: str) -> bool:
        """No address of either family beside a list of the vendor's: any address in the list."""
        if _names(policy, f"{side}s") or _names(policy, f"{side}s6"):
            return False
        marks = [w.startswith("source:") == (side == "source") for w in policy.internet_services]
        return any(marks)

    def _services(self, policy: FirewallPolicy, names: tuple[str, ...]) -> list[Served]:
        if "services" not in policy.lines or (not policy.services and policy.internet_services):
            return [(EVERY_SERVICE, EVERY_PORT, SURE)]
        parts = self.services.parts(names)
        return negated(parts) if policy.service_negate else parts


def _ports(vip: Vip) -> spans.Spans:
    """Services of a published server as policies see them; everything where it forwards no port."""
    if vip.protocol not in PROTOCOLS or not vip.inside_ports:
        return EVERY_SERVICE
    number = PROTOCOLS[vip.protocol] << 16
    found = []
    for text in vip.inside_ports.split():
        low, _, high = text.partition("-")
        if not low.isdigit() or not (high or low).isdigit():
            return EVERY_SERVICE
        found.append((number + int(low), number + int(high or low)))
    return spans.union(found)


def zones_of(policy: FirewallPolicy, side: str) -> tuple[str, ...]:
    """An interface that was not read may be any."""
    fact = f"{side}_zones"
    found: tuple[str, ...] = getattr(policy, fact) if fact in policy.lines else (ANY,)
    return found


def _names(policy: FirewallPolicy, fact: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(policy, fact) if fact in policy.lines else ()
    return found


def _not_understood(policy: FirewallPolicy) -> Iterator[str]:
    """What of this policy is no set of packets that we know."""
    lists = policy.internet_services
    for word in lists:
        if word.startswith("condition:"):
            yield f"{word.removeprefix('condition:')} of policy {policy.number} fits"
    has = {"source": any(w.startswith("source:") for w in lists)}
    has["destination"] = any(not w.startswith(("source:", "condition:")) for w in lists)
    for side, by_list in has.items():
        if f"{side}s" not in policy.lines and not by_list:
            yield f"the {side} is that of policy {policy.number}, which was not understood"
        if f"{side}_zones" not in policy.lines:
            yield f"the {side} interface is that of policy {policy.number}, which was not read"
    if "services" not in policy.lines and not has["destination"]:
        yield f"the service is that of policy {policy.number}, which was not understood"
    if "action" not in policy.lines:
        yield f"policy {policy.number} accepts, which was not understood"


def _product(
    sources: list[Part],
    targets: list[Part],
    services: list[Served],
    ways: tuple[int, int],
    more: Literals,
) -> Iterator[Term]:
    ingress, egress = ways
    for source, x in sources:
        for target, y in targets:
            for service, origin, z in services:
                literals = x | y | z | more
                full = source and target and service and origin and ingress
                if full and not any(-n in literals for n in literals):
                    yield Cube(source, target, service, origin, ingress, egress), literals
