"""Proofs over a firewall's whole rule base, as items of controls.

A packet that surely exists is a finding. One that exists only if something unknown is so (a
vendor's list, an object that is not in the text) is a gap: nothing is proven then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from schoolproof.check.memo import once_per_device
from schoolproof.check.result import OK, Finding, Gap, Item
from schoolproof.errors import InventoryError, UnknownFact
from schoolproof.flows.firewalls.device import Firewall, firewalls
from schoolproof.flows.firewalls.query import Flows, Passage
from schoolproof.flows.sets.base import Piece
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, IPV4, IPV6, address, services
from schoolproof.flows.sets.rule import Rule
from schoolproof.flows.sets.spans import Spans, union
from schoolproof.flows.sets.witness import Witness
from schoolproof.model import Device, Facts, line_of
from schoolproof.model.firewall import ExplicitProxy
from schoolproof.model.policies import FirewallPolicy, own_name
from schoolproof.model.site import AllowedFlow

EVERYBODY = IPV4 + IPV6


@once_per_device
def rule_bases(device: Device) -> tuple[Firewall, ...]:
    """The device's rules, one base for each VDOM; compiled once.

    Raises:
        UnknownFact: the platform reads no policies.
    """
    return firewalls(device)


@once_per_device
def flows_of(device: Device) -> Flows:
    """The device's rule base with its site, ready for questions; built once.

    Raises:
        UnknownFact: nothing says where the internet is.
    """
    return Flows(rule_bases(device))


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a finding of a proof says: its sentence, what should be, and which fact decides."""

    says: str
    expected: str
    fact: str = "action"


def packet_text(found: Witness) -> str:
    """The packet, and for whom or when it is one."""
    if not found.conditions:
        return str(found.packet)
    return f"{found.packet}, if {' and '.join(found.conditions)}"


def escape(passage: Passage, wrong: Wrong) -> Item:
    """The packet of a rule as a finding, or a gap where it rests on something unknown."""
    rule, shown = passage.rule, packet_text(passage.witness)
    if passage.before:
        shown += f", after {' and '.join(_of_vdom(rule) for rule in passage.before)}"
    if not passage.witness.real:
        return Gap(rule.label, f"{rule.label}: {wrong.says}, perhaps: {shown}")
    if rule.policy is not None:
        line = line_of(rule.policy, wrong.fact)
        return Finding(rule.policy, wrong.says, wrong.expected, shown, line=line)
    if isinstance(rule.owner, ExplicitProxy):
        return _without_a_policy(rule.owner, "default_accept", wrong, shown, want=False)
    if rule.zone is None:
        return Finding(rule.label, wrong.says, wrong.expected, shown)
    return _without_a_policy(rule.zone, "intrazone_deny", wrong, shown, want=True)


def _without_a_policy(
    subject: Facts, fact: str, wrong: Wrong, shown: str, *, want: bool
) -> Finding:
    line = line_of(subject, fact)
    return Finding(subject, wrong.says, wrong.expected, shown, fact=fact, want=want, line=line)


def _of_vdom(rule: Rule) -> str:
    policy = rule.policy
    return f"{rule.label} of VDOM {policy.vdom}" if policy is not None else rule.label


def _key(rule: Rule) -> str:
    policy = rule.policy
    return f"{policy.vdom}/{policy.title}/{policy.order}" if policy else rule.label


def once_per_rule(found: Iterable[Passage]) -> dict[str, Passage]:
    """For each rule the passage that rests on least, in the order they were found."""
    best: dict[str, Passage] = {}
    for passage in found:
        key = " ".join(_key(rule) for rule in (*passage.before, passage.rule))
        if key not in best or (passage.witness.real and not best[key].witness.real):
            best[key] = passage
    return best


def prove(  # noqa: PLR0913  the keywords are what a proof is about
    flows: Flows,
    questions: Iterable[list[Piece]],
    wrong: Wrong,
    *,
    outside: bool,
    fine: Callable[[FirewallPolicy], bool] = lambda _: False,
    cut: Callable[[Rule], list[Cube]] = lambda _: [],
) -> Iterator[Item]:
    """One item for each question, and one for each rule that lets a wrong packet through.

    A question without packets is not counted: there is nothing that it asks. `fine` may raise
    UnknownFact: then the rule is a gap.
    """
    unread: dict[str, Gap] = {}

    def in_order(rule: Rule) -> bool:
        try:
            return rule.policy is not None and fine(rule.policy)
        except UnknownFact as gap:
            unread[rule.label] = Gap(rule.label, str(gap))
            return True

    found: list[Passage] = []
    for packets in questions:
        if packets:
            passages = flows.passing(packets, outside=outside, unless=in_order, cut=cut)
            found += passages
            yield OK
    yield from unread.values()
    for passage in once_per_rule(found).values():
        yield escape(passage, wrong)


def declared_services(texts: Iterable[str]) -> Spans:
    """Services as the site file or a control's parameter writes them.

    Raises:
        InventoryError: one is not like `tcp/443`.
    """
    try:
        return services(texts)
    except ValueError as error:
        raise InventoryError(f"a service is written like tcp/443 ({error})") from None


def allowed(flow: AllowedFlow) -> Cube:
    """What a declared flow allows, whatever networks it is between."""
    return Cube(
        _hosts(flow.from_hosts),
        _hosts(flow.hosts),
        declared_services(flow.services),
        EVERY_PORT,
        -1,
        -1,
    )


def _hosts(texts: tuple[str, ...]) -> Spans:
    try:
        return union(address(text) for text in texts) if texts else EVERYBODY
    except ValueError as error:
        raise InventoryError(f"a host of a declared flow is no address ({error})") from None


def fits(flow: AllowedFlow, policy: FirewallPolicy | None) -> bool:
    """Whether a rule is as narrow as the flow: its users, its schedule.

    Answers to a flow need no rule on a firewall, so a flow of answers allows none.
    """
    if policy is None:
        return not flow.users and flow.schedule is None and not flow.established
    scheduled = own_name(policy, policy.schedule) != "always"
    return (
        not flow.established
        and (not flow.users or bool(policy.groups))
        and (flow.schedule is None or scheduled)
    )


def flows_to(device: Device, sources: Iterable[str], target: str) -> list[AllowedFlow]:
    """Declared flows from any of these purposes to one."""
    wanted = set(sources)
    return [
        flow
        for flow in device.site.allowed_flows
        if target in flow.destinations and wanted & set(flow.sources)
    ]
