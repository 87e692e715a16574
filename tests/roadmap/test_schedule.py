"""The rules of docs/roadmap.md hold for every plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from schoolproof.check.result import Severity
from schoolproof.inventory.terms import Term
from schoolproof.roadmap.draft import Draft
from schoolproof.roadmap.model import Effort, Kind, Step
from schoolproof.roadmap.schedule import overfull, schedule
from schoolproof.roadmap.terms import Horizon

TODAY = date(2026, 11, 25)
LENGTH = 100  # days of a term in these plans
RISKS = st.sampled_from([Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL])
DAYS = st.integers(-60, 400).map(lambda number: TODAY + timedelta(days=number))
SITES = ("hill", "dale")


@dataclass(frozen=True)
class Case:
    """A plan to be made."""

    drafts: tuple[Draft, ...]
    before: dict[str, tuple[str, ...]]
    horizon: Horizon
    capacity: int


def terms(count: int) -> tuple[Term, ...]:
    first = TODAY - timedelta(days=30)
    starts = [first + timedelta(days=LENGTH * number) for number in range(count)]
    return tuple(Term(f"term {s}", s, s + timedelta(days=70), known=True) for s in starts)


def draft(
    key: str,
    risk: Severity = Severity.LOW,
    *,
    due: date | None = None,
    effort: Effort = Effort.SMALL,
    sites: tuple[str, ...] = SITES,
) -> Draft:
    step = Step(key, key, "", Kind.DEVICE, "s", (), sites, (), risk, effort, "", due=due)
    return Draft(step)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    made = terms(draw(st.integers(1, 5)))
    windows = {
        (site, index): draw(st.none() | st.integers(0, LENGTH - 1))
        for site in SITES
        for index in range(len(made))
    }

    def opening(site: str, index: int) -> date | None:
        number = windows[site, index]
        start = max(TODAY, made[index].first)
        last = made[index].first + timedelta(days=LENGTH - 1)
        return None if number is None else min(start + timedelta(days=number), last)

    drafts = []
    before: dict[str, tuple[str, ...]] = {}
    for number in range(draw(st.integers(0, 9))):
        key = f"step {draw(st.integers(0, 99)):02d} {number}"
        one = draft(
            key,
            draw(RISKS),
            due=draw(st.none() | DAYS),
            effort=draw(st.sampled_from(list(Effort))),
            sites=draw(st.sampled_from([SITES, SITES[:1], ()])),
        )
        before[key] = tuple(d.step.key for d in drafts if draw(st.integers(0, 5)) == 0)
        drafts.append(
            replace(
                one,
                opens=draw(st.none() | DAYS),
                pressing=draw(st.booleans()),
                change=draw(st.booleans()),
            )
        )
    return Case(tuple(drafts), before, Horizon(TODAY, made, opening), draw(st.integers(1, 4)))


@given(cases())
def test_each_step_has_one_term_and_comes_after_what_it_comes_after(case: Case) -> None:
    made = schedule(case.drafts, case.before, case.horizon, case.capacity)
    keys = [d.step.key for d in case.drafts]
    assert sorted(made.order) == sorted(keys)
    assert [made.placed[key] for key in made.order] == sorted(made.placed.values())
    for key, firsts in case.before.items():
        for first in firsts:
            assert made.order.index(first) < made.order.index(key)


@given(cases())
def test_devices_are_changed_in_terms_with_a_window(case: Case) -> None:
    made = schedule(case.drafts, case.before, case.horizon, case.capacity)
    for one in (d for d in case.drafts if d.change):
        key, sites = one.step.key, one.step.sites
        at = made.placed[key]
        window = [case.horizon.changed_by(sites, i) for i in range(len(case.horizon.terms))]
        if window[at] is None and any(window):
            assert key in made.closed  # said, and only where what comes first leaves no other
            assert not any(window[at:])
            assert case.before[key]


@given(cases())
def test_nothing_is_late_but_for_windows_and_what_comes_first(case: Case) -> None:
    made = schedule(case.drafts, case.before, case.horizon, case.capacity)
    for one in case.drafts:
        due, at = one.step.due, made.placed[one.step.key]
        free = not one.change and not case.before[one.step.key]
        if due is None:
            continue
        in_time = case.horizon.terms[at].first <= due or (due < TODAY and at == 0)
        assert in_time or one.step.key in made.late or due < TODAY
        if free:
            assert in_time
            assert one.step.key not in made.late


@given(cases())
def test_a_higher_risk_is_never_later_than_a_lower_one_like_it(case: Case) -> None:
    made = schedule(case.drafts, case.before, case.horizon, case.capacity)
    held = {first for firsts in case.before.values() for first in firsts}
    alone = [
        d
        for d in case.drafts
        if not case.before[d.step.key] and d.step.key not in held and not d.change
    ]
    for high in alone:
        for low in alone:
            alike = (high.step.due, high.step.effort, high.opens) == (
                *(low.step.due, low.step.effort, low.opens),
            )
            if alike and high.step.risk.rank > low.step.risk.rank:
                assert made.order.index(high.step.key) < made.order.index(low.step.key)


@given(cases(), st.randoms())
def test_the_plan_does_not_depend_on_the_order_of_what_is_given(case: Case, chance: object) -> None:
    mixed = list(case.drafts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  hypothesis gives a random.Random
    chain = {d.step.key: case.before[d.step.key] for d in mixed}
    one = schedule(case.drafts, case.before, case.horizon, case.capacity)
    two = schedule(mixed, chain, case.horizon, case.capacity)
    assert (one.order, one.placed, one.late) == (two.order, two.placed, two.late)


@given(cases())
def test_a_term_holds_no_more_than_it_should_unless_more_is_due(case: Case) -> None:
    drafts = tuple(replace(d, step=replace(d.step, due=None), change=False) for d in case.drafts)
    made = schedule(drafts, case.before, case.horizon, case.capacity)
    assert set(overfull(made.placed.values(), case.capacity)) <= {len(case.horizon.terms) - 1}


def free(count: int) -> Horizon:
    return Horizon(TODAY, terms(count), lambda _site, _index: TODAY)


def test_what_is_overdue_is_done_now_even_when_the_term_is_full() -> None:
    drafts = [draft(f"old {n}", due=TODAY - timedelta(days=1)) for n in range(3)]
    drafts.append(draft("new", Severity.CRITICAL))
    made = schedule(drafts, {d.step.key: () for d in drafts}, free(2), 2)
    assert made.placed == {"old 0": 0, "old 1": 0, "old 2": 0, "new": 1}
    assert overfull(made.placed.values(), 2) == {0: 3}


def test_what_waits_for_a_step_lends_it_its_weight() -> None:
    drafts = [draft("radius"), draft("sockets", Severity.CRITICAL), draft("x", Severity.HIGH)]
    made = schedule(drafts, {"radius": (), "sockets": ("radius",), "x": ()}, free(3), 1)
    assert made.order == ["radius", "sockets", "x"]


def test_work_for_a_far_day_does_not_begin_now() -> None:
    far = draft("replace", Severity.CRITICAL, due=TODAY + timedelta(days=290))
    far = replace(far, opens=TODAY + timedelta(days=150))
    made = schedule([far], {"replace": ()}, free(4), 5)
    assert made.placed == {"replace": 1}


def test_a_window_beats_the_due_day_and_the_plan_says_so() -> None:
    def opening(_site: str, index: int) -> date | None:
        return None if index == 0 else TODAY + timedelta(days=90)

    horizon = Horizon(TODAY, terms(3), opening)
    one = replace(draft("switch", due=TODAY + timedelta(days=20)), change=True)
    made = schedule([one], {"switch": ()}, horizon, 5)
    assert made.placed == {"switch": 1}
    assert made.late == {"switch": TODAY + timedelta(days=20)}
