"""What-if: who reaches whom by a change, and who no longer does, decided over the whole rule base.

Only firewalls are compared whose configuration, site file or inventory entry changed. Packets count
by what networks are for, so moving a network to another port changes nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schoolproof.check.load_device import device_of
from schoolproof.check.proof import flows_of
from schoolproof.check.reached import GONE, NOW, OPEN, Reach
from schoolproof.errors import SchoolproofError, UnknownFact
from schoolproof.flows import spans
from schoolproof.flows.base import Budget
from schoolproof.flows.matrix import INTERNET, purposes_of
from schoolproof.flows.packets import service_texts
from schoolproof.flows.query import Flows
from schoolproof.flows.reachable import Reached, beyond, reached
from schoolproof.flows.rules import Rule
from schoolproof.flows.witness import Witness
from schoolproof.inventory import Project
from schoolproof.model import Device

PARTS = ("text", "entry", "site")  # inputs of a device that decide who reaches whom
MOST_FIREWALLS = 8  # that are compared; of more a sentence says that they were not
MOST_WORK = 2_000_000  # comparisons for one firewall, some seconds
MOST_SERVICES = 6
Parts = Mapping[str, Mapping[str, str]]
Pair = tuple[str, str]


def reach_changes(head: Project, base: Project, now: Parts, before: Parts) -> tuple[Reach, ...]:
    """What the change does on each firewall that it touches. `now`, `before`: inputs by host."""
    names = [
        name for name in dict.fromkeys([*now, *before]) if _changed(now.get(name), before.get(name))
    ]
    touched = [name for name in names if _is_firewall(head, base, name)]
    found: list[Reach] = []
    for place, name in enumerate(touched):
        host = head.hosts.get(name) or base.hosts[name]
        if name not in head.hosts or name not in base.hosts:
            found.append(Reach(OPEN, host.site, name, why="it stands on one side only"))
        elif place >= MOST_FIREWALLS:
            why = f"only the first {MOST_FIREWALLS} changed firewalls are"
            found.append(Reach(OPEN, host.site, name, why=why))
        else:
            found += _of_host(head, base, name)
    return tuple(found)


def _changed(now: Mapping[str, str] | None, before: Mapping[str, str] | None) -> bool:
    if now is None or before is None:
        return now is not before
    return any(now[part] != before[part] for part in PARTS)


def _is_firewall(head: Project, base: Project, name: str) -> bool:
    sides = (project.hosts.get(name) for project in (head, base))
    return any(host is not None and "firewall" in host.classes for host in sides)


def _of_host(head: Project, base: Project, name: str) -> list[Reach]:
    host = head.hosts[name]
    try:
        now, before = (device_of(project, project.hosts[name]) for project in (head, base))
        return list(compare(host.site, name, now, before))
    except (SchoolproofError, UnknownFact) as error:
        return [Reach(OPEN, host.site, name, why=str(error))]
    except Exception as error:  # noqa: BLE001  as in `judge_host`: one text must not lose the run
        why = f"reading it failed ({type(error).__name__}); this is a fault of schoolproof"
        return [Reach(OPEN, host.site, name, why=why)]


def compare(site: str, name: str, now: Device, before: Device) -> Iterator[Reach]:
    """What a firewall lets pass now and did not, and the reverse; each device has its site.

    Raises:
        UnknownFact: one of them cannot be asked.
    """
    flows, old = flows_of(now), flows_of(before)
    purposes = purposes_of([flows, old])
    budget = Budget(MOST_WORK)
    rows: list[_Row] = []
    for source in purposes:
        for target in purposes:
            if source != target:
                rows += _pair((flows, old), (source, target), budget)
    for group in _grouped(rows):
        yield _sentence(site, name, group)


@dataclass(frozen=True, slots=True)
class _Row:
    """What changed for one pair."""

    change: str
    pair: Pair
    services: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    witness: Witness | None = None
    why: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        conditions = self.witness.conditions if self.witness else ()
        return self.change, self.services, self.policies, conditions, self.why


def _pair(sides: tuple[Flows, Flows], pair: Pair, budget: Budget) -> Iterator[_Row]:
    now, before = sides
    outside = INTERNET in pair
    try:
        passing = [reached(side, pair, budget)[1] for side in sides]
        new = list(beyond(now, before, pair, passing[0], budget))
        gone = list(beyond(before, now, pair, passing[1], budget))
    except UnknownFact as gap:
        yield _Row(OPEN, pair, why=str(gap))
        return
    for change, found in ((NOW, new), (GONE, gone)):
        shown = [(each, each.shown(outside=outside)) for each in found]
        real = [(each, told) for each, told in shown if told.real]
        if real:
            yield _row(change, pair, real)
        elif shown and change == NOW:
            yield _row(OPEN, pair, shown)


def _row(change: str, pair: Pair, shown: Sequence[tuple[Reached, Witness]]) -> _Row:
    """One row of the sets of a pair; the packet is the one that rests on least."""
    held = spans.union(pair for each, _ in shown for pair in spans.pairs(each.piece[0].service))
    best = min((told for _, told in shown), key=lambda told: (not told.must, len(told.conditions)))
    policies = dict.fromkeys(_policy(each.rule) for each, _ in shown)
    return _Row(change, pair, _services(held), tuple(policies), best)


def _services(held: spans.Spans) -> tuple[str, ...]:
    texts = [_spoken(text) for text in service_texts(held)]
    return (*texts[:MOST_SERVICES], "more") if len(texts) > MOST_SERVICES else tuple(texts)


def _spoken(text: str) -> str:
    """`tcp/22` as `TCP 22`."""
    if text == "any":
        return "every service"
    name, slash, ports = text.partition("/")
    return f"{name.upper()} {ports}" if slash else name.upper()


def _policy(rule: Rule) -> str:
    if rule.policy is None:
        return rule.label
    of_vdom = f" of VDOM {rule.policy.vdom}" if rule.policy.vdom else ""
    return f"policy {rule.policy.number}{of_vdom}"


def _grouped(rows: Sequence[_Row]) -> Iterator[tuple[list[_Row], list[str], list[str]]]:
    """Rows that say the same together, where all of their sources reach all of their targets."""
    groups: dict[tuple[object, ...], list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    for same in groups.values():
        by_sources: dict[tuple[str, ...], list[str]] = {}
        for target in dict.fromkeys(row.pair[1] for row in same):
            sources = tuple(row.pair[0] for row in same if row.pair[1] == target)
            by_sources.setdefault(sources, []).append(target)
        for sources, targets in by_sources.items():
            mine = [r for r in same if r.pair[0] in sources and r.pair[1] in targets]
            yield mine, list(sources), targets


def _sentence(site: str, name: str, group: tuple[list[_Row], list[str], list[str]]) -> Reach:
    rows, sources, targets = group
    first = rows[0]
    return Reach(
        change=first.change,
        site=site,
        device=name,
        sources=tuple(sources),
        targets=tuple(targets),
        services=first.services,
        policies=first.policies,
        packet=str(first.witness.packet) if first.witness else "",
        conditions=first.witness.conditions if first.witness else (),
        why=first.why,
    )
