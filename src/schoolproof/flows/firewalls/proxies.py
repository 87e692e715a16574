"""The firewall's own proxies: whom they answer, what they carry, what their policies let pass.

A client may send a packet itself, or ask a proxy to send it. The second is a packet of its own
here, by a bit of the interface that only policies of proxies know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schoolproof.flows.firewalls.objects import SURE
from schoolproof.flows.firewalls.proxy_policies import ProxyCompiler
from schoolproof.flows.firewalls.proxy_reach import asking
from schoolproof.flows.firewalls.rules import zones_of
from schoolproof.flows.sets.base import RuleBase
from schoolproof.flows.sets.conditions import UNREAD, Conditions
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import Faces, beside, proxied
from schoolproof.flows.sets.packets import EVERY_PORT, IPV4, IPV6, services
from schoolproof.flows.sets.rule import Rule, Term
from schoolproof.model import Device
from schoolproof.model.firewall import ExplicitProxy, Firewall
from schoolproof.model.policies import ProxyPolicy, own_name

TRANSPORTS = services(["tcp", "udp"])
OWN = {"web": "explicit-web", "ftp": "ftp"}
Owner = ExplicitProxy | None
# Kinds for packets that a firewall policy has accepted first: they let nothing more through.
FOLLOWERS = frozenset({"transparent-web", "ssh"})


@dataclass(frozen=True, slots=True)
class Proxies:
    """What the proxies of one VDOM add to its rule base.

    `carried`: packets that a client may ask a proxy to send, before any policy; `rules` decide
    those alone.
    """

    carried: tuple[Term, ...] = ()
    rules: tuple[Rule, ...] = ()


def proxies_of(
    device: Device, vdom: str | None, faces: Faces, conditions: Conditions, direct: RuleBase
) -> Proxies:
    """The proxies of one VDOM; `direct`: what its firewall policies let pass.

    Raises:
        UnknownFact: a policy names too many conditions.
    """
    firewall = device.firewall
    if "explicit_proxies" not in firewall.lines:
        return Proxies()
    on = [row for row in firewall.explicit_proxies if row.vdom == vdom and row.enabled]
    found = [_Proxy(device, row, faces, conditions, direct) for row in on]
    parts = [*_not_followed(firewall, vdom, faces, conditions), *(each.made() for each in found)]
    carried = tuple(term for part in parts for term in part.carried)
    return Proxies(carried, tuple(rule for part in parts for rule in part.rules))


def named_by_proxies(firewall: Firewall) -> Iterator[str]:
    """Interfaces and zones that policies of proxies name."""
    for policy in firewall.proxy_policies if "proxy_policies" in firewall.lines else ():
        for side in ("source", "destination"):
            yield from zones_of(policy, side)


def _not_followed(
    firewall: Firewall, vdom: str | None, faces: Faces, conditions: Conditions
) -> Iterator[Proxies]:
    """Policies of other kinds, such as those of an access proxy, may let packets pass."""
    for row in firewall.proxy_policies:
        kind = row.proxy if "proxy" in row.lines else ""
        followed = kind in FOLLOWERS or kind in OWN.values() or kind == "old"
        if row.vdom == vdom and not followed and _may_pass(row):
            said = f"{row.title}, which is not followed, lets it pass"
            ways = faces.mask(zones_of(row, "source")), faces.plain
            cubes = [Cube(f, f, TRANSPORTS, EVERY_PORT, *ways) for f in (IPV4, IPV6)]
            yield _perhaps([(cube, SURE) for cube in cubes], said, row.label, conditions)


def by_another_vdom(faces: Faces, conditions: Conditions, vdom: str | None) -> Proxies:
    """What the proxy of a VDOM may let pass for clients of another one."""
    said = f"a client gets to the proxy of VDOM {vdom} over a link, and it lets it pass"
    ways = faces.plain, faces.plain
    cubes = [Cube(f, f, TRANSPORTS, EVERY_PORT, *ways) for f in (IPV4, IPV6)]
    return _perhaps([(cube, SURE) for cube in cubes], said, f"the proxy of VDOM {vdom}", conditions)


def _perhaps(
    terms: Sequence[Term], said: str, words: str, conditions: Conditions, owner: Owner = None
) -> Proxies:
    """Packets that may pass by a way that is not followed, whatever rules say of them.

    They are packets beside those that rules decide, so that what passes surely does so still.
    """
    literal = frozenset((conditions.literal(said, UNREAD),))
    sent = [(cube._replace(ingress=beside(cube.ingress)), more) for cube, more in terms]
    sent = [(cube, more) for cube, more in sent if cube.ingress]
    passes = tuple((cube, literal) for cube, _ in sent)
    return Proxies(tuple(sent), (Rule(None, True, passes, words=words, owner=owner, proxied=True),))


def _may_pass(row: ProxyPolicy) -> bool:
    refuses = "action" in row.lines and row.action == "deny"
    return row.enabled and not refuses and own_name(row, row.schedule) != "none"


class _Proxy:
    """One explicit proxy that is on."""

    def __init__(
        self,
        device: Device,
        row: ExplicitProxy,
        faces: Faces,
        conditions: Conditions,
        direct: RuleBase,
    ) -> None:
        self._device, self._row, self._faces = device, row, faces
        self._conditions = conditions
        self._carries = services(["tcp", "udp"] if row.socks else ["tcp"])
        self._families = (IPV4, IPV6) if row.ipv6 else (IPV4,)
        self._clients = asking(device, row, faces, conditions, direct)
        self._rows = [r for r in device.firewall.proxy_policies if r.vdom == row.vdom]

    def made(self) -> Proxies:
        """What it carries and by which rules; where its policies are not followed, perhaps."""
        why = self._why_not()
        if why:
            said = f"the policies of the {self._row.label}, {why}, let it pass"
            words = f"the {self._row.label}"
            return _perhaps(self._sent(), said, words, self._conditions, self._row)
        carried = tuple(
            (cube._replace(ingress=proxied(cube.ingress)), more) for cube, more in self._sent()
        )
        return Proxies(carried, tuple(self._rules(carried)))

    def _sent(self) -> list[Term]:
        """What clients may ask it to send: to anywhere, by whatever interface."""
        egress = self._faces.plain
        return [
            (Cube(cube.source, target, self._carries, EVERY_PORT, cube.ingress, egress), literals)
            for cube, literals in self._clients
            for target in self._families
        ]

    def _why_not(self) -> str:
        """Why its policies are not followed; empty where they are, or let nothing pass."""
        old = any("proxy" in r.lines and r.proxy == "old" and _may_pass(r) for r in self._rows)
        if old or self._is_of_old_shape():
            return "which are written as in old releases"
        some = any(self._is_mine(row) and _may_pass(row) for row in self._rows)
        ftp = self._row.kind == "ftp" and (self._row.default_accept or some)
        return "which are not followed" if ftp else ""

    def _is_of_old_shape(self) -> bool:
        """Before release 5.4 its policies stood among those of the firewall."""
        rows = (r for r in self._device.firewall.policies if r.vdom == self._row.vdom)
        names = {name.rpartition("/")[2] for row in rows for name in zones_of(row, "source")}
        return f"{self._row.kind}-proxy" in names

    def _is_mine(self, row: ProxyPolicy) -> bool:
        return "proxy" in row.lines and row.proxy == OWN[self._row.kind]

    def _rules(self, carried: Sequence[Term]) -> Iterator[Rule]:
        """The policies of the web proxy in their order, and what it does with the rest."""
        ingress = 0
        for cube, _ in carried:
            ingress |= cube.ingress
        compiler = ProxyCompiler(
            self._device, self._faces, self._conditions, ingress, self._carries, self._families
        )
        mine = [row for row in self._rows if self._is_mine(row)] if ingress else []
        for rule in (compiler.rule(row) for row in mine):
            if rule is not None:
                yield Rule(rule.policy, rule.accepts, rule.terms, proxied=True)
        if self._row.default_accept and ingress:
            words = f"the {self._row.label} without a policy"
            terms = tuple(self._all(ingress))
            yield Rule(None, True, terms, words=words, owner=self._row, proxied=True)

    def _all(self, ingress: int) -> Iterator[Term]:
        for source in self._families:
            for target in self._families:
                ways = (ingress, self._faces.plain)
                yield Cube(source, target, self._carries, EVERY_PORT, *ways), SURE
