"""Firewall policies as rules over sets of packets."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.applications import (
    EACH_ON_ITS_OWN,
    OTHERS,
    Pair,
    by_application,
    own_sites,
)
from schoolproof.flows.firewalls.objects import SURE, Addresses, Part, cut, tidy
from schoolproof.flows.firewalls.servers import Servers
from schoolproof.flows.firewalls.services import Served, Services, negated
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.conditions import LIST, NAME, STATE, UNREAD, Conditions, Literals
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import ANY, Faces, published
from schoolproof.flows.sets.packets import (
    EVERY_PORT,
    EVERY_SERVICE,
    IPV4,
    IPV6,
)
from schoolproof.flows.sets.rule import Rule, Term
from schoolproof.model import Device
from schoolproof.model.policies import FirewallPolicy, own_name

FAMILIES = (("", IPV4), ("6", IPV6))
MAX_TERMS = 4096  # of one rule


class Compiler:
    """Makes rules of one VDOM's policies."""

    def __init__(self, device: Device, faces: Faces, conditions: Conditions) -> None:
        self.device = device
        self.conditions = conditions
        self.faces = faces
        self.addresses = Addresses(device.firewall, self.conditions)
        self.services = Services(device.firewall, self.conditions)
        self.servers = Servers(device, faces, self.conditions)
        self._each: bool | None = None  # see `by_application`; looked up once

    def rule(self, policy: FirewallPolicy) -> Rule | None:
        """The rule of a policy; None where it is switched off or never runs."""
        if not policy.enabled or own_name(policy, policy.schedule) == "none":
            return None
        accepts = "action" not in policy.lines or policy.action != "deny"
        always = self._always(policy)
        terms = [
            (cube, literals | always | one)
            for services, one in self._applications(policy)
            for cube, literals in self._cubes(policy, services, accepts=accepts)
            if not any(-x in always for x in literals)
        ]
        if len(terms) > MAX_TERMS:
            msg = f"{policy.label} names so many conditions that it was not followed"
            raise UnknownFact(msg)
        return Rule(policy, accepts, tuple(terms))

    def _applications(self, policy: FirewallPolicy) -> list[Pair]:
        if self._each is None:
            rows = self.device.firewall.policies
            self._each = any(EACH_ON_ITS_OWN in row.internet_services for row in rows)
        firewall = self.device.firewall
        return by_application(policy, firewall, self.conditions, each=self._each)

    def _always(self, policy: FirewallPolicy) -> Literals:
        """Conditions of the whole policy."""
        texts = [(t, UNREAD) for t in _not_understood(policy)]
        if policy.groups:
            texts.append((f"the user is in {' or '.join(sorted(policy.groups))}", STATE))
        if own_name(policy, policy.schedule) != "always":
            texts.append((f"the schedule {policy.schedule} runs", STATE))
        narrow = (*policy.app_categories, *policy.url_categories)
        if own_sites(policy, self.device.firewall) and not policy.app_categories:
            texts.append((f"the site is of {', '.join(sorted(policy.url_categories))}", NAME))
        elif narrow:
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
        plain = [n for n in _names(policy, "destinations") if not self.servers.named(n)]
        services = self._services(policy, names)
        if self.servers.turned(policy):
            yield from self._negated_servers(policy, services, (ingress, egress))
            return
        for six, family in FAMILIES:
            sources = self._side(policy, "source", six, family, None)
            targets = self._side(policy, "destination", six, family, plain)
            for way, more in self._ways(ingress, policy, accepts=accepts):
                yield from product(sources, targets, services, (way, egress), more)
            for vip, more in self.servers.of(policy, f"destinations{six}"):
                way = published(ingress & self.servers.way(vip))
                held = list(self.servers.reached(vip, policy, services))
                target = [self.servers.inside(vip)]
                yield from product(sources, target, held, (way, egress), more)

    def _negated_servers(
        self, policy: FirewallPolicy, services: list[Served], ways: tuple[int, int]
    ) -> Iterator[Term]:
        """A list of published servers turned round: what is left of it is not known."""
        text = f"the destination is none of the negated servers of {policy.title}"
        literal = frozenset((self.conditions.literal(text, UNREAD),))
        ingress, egress = ways[0] | published(ways[0]), ways[1]
        for six, family in FAMILIES:
            sources = self._side(policy, "source", six, family, None)
            yield from product(sources, [(family, literal)], services, (ingress, egress), SURE)

    def _ways(
        self, ingress: int, policy: FirewallPolicy, *, accepts: bool
    ) -> Iterator[tuple[int, Literals]]:
        """Whether a rule without published servers holds for packets to them too.

        Refusals do with `match-vip` only; Fortinet's release notes of 6.4.3 say that accepting
        rules cannot, earlier releases may: a condition that nobody knows. With central NAT
        (where the model has no `nat` of a policy) rules name inner addresses. Rules that see outer
        addresses name each server for which they hold.
        """
        if "nat" not in policy.lines or (not accepts and policy.match_vip):
            yield ingress | published(ingress), SURE
            return
        yield ingress, SURE
        if accepts and not self.servers.seen_outside:
            text = "rules without published servers hold for them too"
            yield published(ingress), frozenset((self.conditions.literal(text, UNREAD),))

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
                text = f"the {side} is one of the negated IPv6 addresses of {policy.title}"
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
        if names[:1] == (OTHERS,):
            return negated(self.services.parts(names[1:]))
        parts = self.services.parts(names)
        return negated(parts) if policy.service_negate else parts


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
        if word.startswith("condition:") and word != EACH_ON_ITS_OWN:
            yield f"{word.removeprefix('condition:')} of {policy.title} fits"
    has = {"source": any(w.startswith("source:") for w in lists)}
    has["destination"] = any(not w.startswith(("source:", "condition:")) for w in lists)
    for side, by_list in has.items():
        if f"{side}s" not in policy.lines and not by_list:
            yield f"the {side} is that of {policy.title}, which was not understood"
        if f"{side}_zones" not in policy.lines:
            yield f"the {side} interface is that of {policy.title}, which was not read"
    if "services" not in policy.lines and not has["destination"]:
        yield f"the service is that of {policy.title}, which was not understood"
    if "action" not in policy.lines:
        yield f"{policy.title} accepts, which was not understood"


def product(
    sources: list[Part],
    targets: list[Part],
    services: list[Served],
    ways: tuple[int, int],
    more: Literals,
) -> Iterator[Term]:
    """Every combination that holds some packet; `ways`: masks in and out, `more`: for all."""
    ingress, egress = ways
    for source, x in sources:
        for target, y in targets:
            for service, origin, z in services:
                literals = x | y | z | more
                full = source and target and service and origin and ingress
                if full and not any(-n in literals for n in literals):
                    yield Cube(source, target, service, origin, ingress, egress), literals
