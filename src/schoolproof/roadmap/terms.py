"""The terms of a plan, and when devices may be changed in them.

The holidays after a term belong to it: that is when the large works are done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from schoolproof.inventory.calendar import LONDON, Calendar, Period
from schoolproof.roadmap.model import Term

# Where the calendar says nothing: the usual English school year, to within a week or two.
USUAL = (("autumn", (9, 1), (12, 18)), ("spring", (1, 5), (3, 31)), ("summer", (4, 15), (7, 22)))
Opening = Callable[[str, int], date | None]


def terms_of(known: Sequence[Period], today: date, until: date) -> tuple[Term, ...]:
    """The present term and all that begin until a day, in order."""
    given = _merged(known)
    usual = [
        Term(f"{name} term {year}", date(year, *first), date(year, *last), known=False)
        for year in range(today.year - 1, max(until, today).year + 1)
        for name, first, last in USUAL
    ]
    free = [t for t in usual if not any(t.first <= g.last and g.first <= t.last for g in given)]
    terms = sorted([*given, *free], key=lambda term: term.first)
    present = max(i for i, term in enumerate(terms) if term.first <= today)
    kept = [terms[present], *(t for t in terms[present + 1 :] if t.first <= until)]
    names = Counter(term.name for term in kept)
    return tuple(replace(t, name=f"{t.name} ({t.first})") if names[t.name] > 1 else t for t in kept)


def _merged(periods: Sequence[Period]) -> list[Term]:
    """Terms that overlap, because schools differ, as one."""
    found: list[Term] = []
    for period in sorted(periods, key=lambda p: (p.first, p.last)):
        if found and period.first <= found[-1].last:
            last = found.pop()
            found.append(Term(last.name, last.first, max(last.last, period.last), known=True))
        else:
            found.append(Term(period.name, period.first, period.last, known=True))
    return found


@dataclass(frozen=True, slots=True)
class Horizon:
    """Terms by number. `opening`: the first day in a term on which a site may be changed."""

    today: date
    terms: tuple[Term, ...]
    opening: Opening

    def index(self, day: date) -> int:
        """The term of a day: the last one that has begun by then; 0 for days before."""
        return max((i for i, term in enumerate(self.terms) if term.first <= day), default=0)

    def changed_by(self, sites: Iterable[str], index: int) -> date | None:
        """The day by which all sites had a change window in a term; None: one of them has none."""
        days = [self.opening(site, index) for site in sites]
        known = [day for day in days if day is not None]
        return max(known, default=self.today) if len(known) == len(days) else None


def openings(calendar: Calendar, today: date, terms: Sequence[Term], until: date) -> Opening:
    """Asks the calendar, once for each site and term. The holidays after a term count too."""
    memory: dict[tuple[str, int], date | None] = {}

    def ask(site: str, index: int) -> date | None:
        if (site, index) not in memory:
            memory[site, index] = _opening(calendar, site, *_span(today, terms, until, index))
        return memory[site, index]

    return ask


def _span(today: date, terms: Sequence[Term], until: date, index: int) -> tuple[date, date]:
    """The first day of a term that is to come, and the last of the holidays after it."""
    after = terms[index + 1].first if index + 1 < len(terms) else None
    last = after - timedelta(days=1) if after else max(until, terms[index].last)
    return max(today, terms[index].first), last


def _opening(calendar: Calendar, site: str, first: date, last: date) -> date | None:
    moment = datetime.combine(first, time(), LONDON)
    answer = calendar.ask(site, moment)
    day = first if answer.open else answer.next.date() if answer.next else None
    return day if day is not None and day <= last else None
