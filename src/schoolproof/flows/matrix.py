"""Who may talk to whom at a site, by what networks are for: one cell for each pair of purposes.

Each pair is asked over all ways: lists of the switches, firewall, lists of the switches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schoolproof.errors import UnknownFact
from schoolproof.flows.named import by_lists, together
from schoolproof.flows.school import INTERNET, Pair, School
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Budget
from schoolproof.flows.sets.conditions import Guard, reading
from schoolproof.flows.sets.packets import service_texts
from schoolproof.flows.ways import Passing, Way
from schoolproof.model import Device

MOST = 6  # services of a cell that are named
MORE = "…"


@dataclass(frozen=True, slots=True)
class Cell:
    """What passes from one purpose to another.

    `decision`: `none`, `some`, `all`, or `unknown` where it rests on something unknown or the
    networks do not meet on a device that was read; `why` says which. `services` are short
    (`tcp/443`), at most six and then `…`.
    """

    decision: str
    services: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """All pairs of a site; `internet` is a purpose like the others, and the last of them."""

    site: str
    purposes: tuple[str, ...]
    cells: Mapping[Pair, Cell]
    notes: tuple[str, ...] = field(default=())  # devices that gave no answer, and why


def matrix_of(
    site: str,
    devices: Mapping[str, Device],
    switches: Mapping[str, Device] | None = None,
    lost: Iterable[str] = (),
    unread: Iterable[str] = (),
) -> Matrix:
    """What firewalls and switches of a site let pass, by name of the host. Each has its site.

    `lost`: a sentence for each firewall that could not be read; nothing is refused for sure then.
    `unread`: the same for switches; between networks inside nothing is refused for sure.
    """
    school = School(devices, switches or {})
    missing = [*lost, *(f"{name}: {gap}" for name, gap in school.gaps.items())]
    if not devices:
        missing.append("no firewall of this site was read")
    left_out = [*unread, *(left_out_of(name, gap) for name, gap in school.unread.items())]
    cells = cells_of(school, missing, left_out)
    return Matrix(site, school.purposes, cells, (*missing, *left_out))


def cells_of(
    school: School, missing: Sequence[str] = (), left_out: Sequence[str] = ()
) -> dict[Pair, Cell]:
    """Every pair of purposes. What leaves the school passes the firewall, whatever a switch does.

    `missing`, `left_out`: what is to be said of firewalls and of switches that were not read.
    """
    inside = [*missing, *left_out]
    pairs = [(a, b) for a in school.purposes for b in school.purposes if a != b]
    cells = {pair: cell_of(school, pair, missing if INTERNET in pair else inside) for pair in pairs}
    for pair, cell in cells.items():
        if cell.decision == "all" and left_out:  # the lists of those may refuse some
            cells[pair] = replace(cell, decision="some", why="; ".join(left_out))
    return cells


def left_out_of(name: str, gap: object) -> str:
    """A sentence for a switch that was not read."""
    return f"{name} is left out, its access lists too: {gap}"


def cell_of(school: School, pair: Pair, gaps: Sequence[str] = ()) -> Cell:
    """What passes from one purpose to another, by any way.

    `gaps`: why a device of the site could not be asked; then nothing is proven refused.
    """
    try:
        ways, apart = school.ways(pair)
        found = [each for way in ways for each in way.passing(Budget())]
    except UnknownFact as gap:
        return Cell("unknown", why=str(gap))
    passed = _Passed(school, found, outside=INTERNET in pair)
    return _cell(school, ways, passed, "; ".join(gaps) or apart)


class _Passed:
    """What passes, told apart by whether it rests on something that nobody knows."""

    def __init__(self, school: School, found: Sequence[Passing], *, outside: bool) -> None:
        self._school, self._outside = school, outside
        self._known: dict[Guard, bool] = {}
        self.sure = [each for each in found if self._is_real(each.piece[1])]
        self.perhaps = [] if self.sure else list(found)

    def _is_real(self, guard: Guard) -> bool:
        if guard not in self._known:
            told = self._school.conditions.real_reading(guard, outside=self._outside)
            self._known[guard] = told is not None
        return self._known[guard]

    @property
    def why(self) -> str:
        """What the rest depends on."""
        conditions, texts = self._school.conditions, dict[str, None]()
        for guard in dict.fromkeys(each.piece[1] for each in self.perhaps):
            for literal in sorted(reading(guard) or (), key=lambda x: (x < 0, abs(x))):
                texts[conditions.text(literal)] = None
        return " and ".join(texts)


def _cell(school: School, ways: Sequence[Way], passed: _Passed, gap: str) -> Cell:
    told = passed.sure or passed.perhaps
    held = spans.union(pair for each in told for pair in spans.pairs(each.piece[0].service))
    texts = service_texts(held)
    services = tuple(texts) if len(texts) <= MOST else (*texts[:MOST], MORE)
    rules = tuple(_labels(told, several=len(school.paths) > 1))
    if passed.sure:
        every = not gap and not _refuses(ways)
        return Cell("all" if every else "some", services, rules, gap)
    if passed.perhaps:
        return Cell("unknown", services, rules, passed.why or gap)
    return Cell("unknown", why=gap) if gap else Cell("none")


def _refuses(ways: Sequence[Way]) -> bool:
    """Whether a packet is refused; where that is too tangled, it is taken as so."""
    try:
        return any(way.refuses(Budget()) for way in ways)
    except UnknownFact:
        return True


def _labels(found: Sequence[Passing], *, several: bool) -> Iterator[str]:
    """Rules of firewalls, with the host where there are several; then entries of switches."""
    ruled = [(each.way.host, each.rule) for each in found if each.rule]
    ruled.sort(key=lambda each: (each[0], each[1].policy.order if each[1].policy else 0))
    rules = ((rule.label, host) for host, rule in ruled)
    yield from dict.fromkeys(f"{name} ({host})" if several else name for name, host in rules)
    by_host: dict[str, list[str]] = {}
    for each in found:
        for host, words in by_lists(each) if each.rule is None else ():
            by_host.setdefault(host, []).append(words)
    for host, entries in by_host.items():
        yield from (f"{label} ({host})" for label in together(entries))
