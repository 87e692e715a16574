"""What-if: who reaches whom by a change, and who no longer does, decided over all ways.

Compared are the schools whose firewalls or routing switches changed: the configuration, the site
file or the inventory entry. Packets count by what networks are for, so moving a network to another
port changes nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schoolproof.check.baseline.reach_sides import Sides, may_decide, sides_of
from schoolproof.check.baseline.reached import GONE, NOW, OPEN, Reach
from schoolproof.errors import SchoolproofError, UnknownFact
from schoolproof.flows.named import by, together
from schoolproof.flows.reachable import beyond, reached
from schoolproof.flows.school import INTERNET, Pair, School, rank
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Budget
from schoolproof.flows.sets.packets import service_texts
from schoolproof.flows.sets.witness import Witness
from schoolproof.flows.switches.path_gate import Refuser
from schoolproof.flows.ways import Passing
from schoolproof.inventory import Project

PARTS = ("text", "entry", "site")  # inputs of a device that decide who reaches whom
MOST_SCHOOLS = 8  # that are compared; of more a sentence says that they were not
MOST_WORK = 2_000_000  # comparisons for one school, some seconds
MOST_SERVICES = 6
Parts = Mapping[str, Mapping[str, str]]


def reach_changes(head: Project, base: Project, now: Parts, before: Parts) -> tuple[Reach, ...]:
    """What the change does at each school that it touches. `now`, `before`: inputs by host."""
    touched: dict[str, list[str]] = {}
    for name in dict.fromkeys([*now, *before]):
        if _changed(now.get(name), before.get(name)) and may_decide(head, base, name):
            host = head.hosts.get(name) or base.hosts[name]
            touched.setdefault(host.site, []).append(name)
    found: list[Reach] = []
    for place, (site, names) in enumerate(touched.items()):
        if place < MOST_SCHOOLS:
            found += _of_site(head, base, site, names)
            continue
        why = f"only the first {MOST_SCHOOLS} schools with such changes are"
        found += [Reach(OPEN, site, name, why=why) for name in names]
    return tuple(found)


def _changed(now: Mapping[str, str] | None, before: Mapping[str, str] | None) -> bool:
    if now is None or before is None:
        return now is not before
    return any(now[part] != before[part] for part in PARTS)


def _of_site(head: Project, base: Project, site: str, names: Sequence[str]) -> list[Reach]:
    """Sentences of one school; a device that cannot be read, or is not on both sides, has its own.

    One that did not change is named only where there is something else to say.
    """
    try:
        sides = sides_of(head, base, site)
        found = list(compare(site, sides))
    except (SchoolproofError, UnknownFact) as error:
        return [Reach(OPEN, site, name, why=str(error)) for name in names]
    except Exception as error:  # noqa: BLE001  as in `judge_host`: one text must not lose the run
        why = f"reading it failed ({type(error).__name__}); this is a fault of schoolproof"
        return [Reach(OPEN, site, name, why=why) for name in names]
    told = {name: why for name, why in sides.left_out.items() if found or name in names}
    return [*(Reach(OPEN, site, name, why=why) for name, why in told.items()), *found]


def compare(site: str, sides: Sides) -> Iterator[Reach]:
    """What passes at a school now and did not, and the reverse."""
    states = (sides.now, sides.before)
    found = dict.fromkeys(purpose for state in states for purpose in state.purposes)
    purposes = sorted(found, key=rank)
    budget = Budget(MOST_WORK)
    rows: list[_Row] = []
    for source in purposes:
        for target in purposes:
            if source != target:
                rows += _pair(states, (source, target), budget)
    for group in _grouped(rows):
        yield _sentence(site, group)


@dataclass(frozen=True, slots=True)
class _Row:
    """What changed for one pair by one device."""

    change: str
    device: str
    pair: Pair
    services: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    witness: Witness | None = None
    why: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        conditions = self.witness.conditions if self.witness else ()
        return self.change, self.device, self.services, self.policies, conditions, self.why


@dataclass(frozen=True, slots=True)
class _Shown:
    """Packets of the difference, what lets them pass, and one of them."""

    passing: Passing
    policies: tuple[str, ...]
    witness: Witness


def _pair(states: tuple[School, School], pair: Pair, budget: Budget) -> Iterator[_Row]:
    now, before = states
    try:
        ways, passing = reached(now, pair, budget)
        old_ways, passed = reached(before, pair, budget)
        new = _shown(beyond(passing, old_ways, passed, budget), pair, budget)
        gone = _shown(beyond(passed, ways, passing, budget), pair, budget)
    except UnknownFact as gap:
        names = [*now.paths, *now.switches.by_name, *before.paths, *before.switches.by_name]
        yield _Row(OPEN, names[0], pair, why=str(gap))
        return
    for change, devices in ((NOW, new), (GONE, gone)):
        for device, shown in devices.items():
            real = [each for each in shown if each.witness.real]
            if real:
                yield _row(change, device, pair, real)
            elif change == NOW:
                yield _row(OPEN, device, pair, shown)


def _shown(
    found: Iterator[tuple[Passing, Refuser | None]], pair: Pair, budget: Budget
) -> dict[str, list[_Shown]]:
    """By device."""
    by_device: dict[str, list[_Shown]] = {}
    for passing, refuser in found:
        device, shown = _one(passing, refuser, pair, budget)
        by_device.setdefault(device, []).append(shown)
    return by_device


def _one(
    passing: Passing, refuser: Refuser | None, pair: Pair, budget: Budget
) -> tuple[str, _Shown]:
    names = by(passing, refuser, budget)
    words = tuple(words for _, words in names)
    return names[0][0], _Shown(passing, words, passing.shown(outside=INTERNET in pair))


def _row(change: str, device: str, pair: Pair, shown: Sequence[_Shown]) -> _Row:
    """One row of the sets of a pair; the packet is the one that rests on least."""
    cubes = [each.passing.piece[0] for each in shown]
    held = spans.union(pair for cube in cubes for pair in spans.pairs(cube.service))
    best = min((s.witness for s in shown), key=lambda told: (not told.must, len(told.conditions)))
    policies = together(words for each in shown for words in each.policies)
    return _Row(change, device, pair, _services(held), tuple(policies), best)


def _services(held: spans.Spans) -> tuple[str, ...]:
    texts = [_spoken(text) for text in service_texts(held)]
    return (*texts[:MOST_SERVICES], "more") if len(texts) > MOST_SERVICES else tuple(texts)


def _spoken(text: str) -> str:
    """`tcp/22` as `TCP 22`."""
    if text == "any":
        return "every service"
    if " " in text:  # `protocols 7-255`
        return text
    name, slash, ports = text.partition("/")
    return f"{name.upper()} {ports}" if slash else name.upper()


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


def _sentence(site: str, group: tuple[list[_Row], list[str], list[str]]) -> Reach:
    rows, sources, targets = group
    first = rows[0]
    return Reach(
        change=first.change,
        site=site,
        device=first.device,
        sources=tuple(sources),
        targets=tuple(targets),
        services=first.services,
        policies=first.policies,
        packet=str(first.witness.packet) if first.witness else "",
        conditions=first.witness.conditions if first.witness else (),
        why=first.why,
    )
