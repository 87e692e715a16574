"""The terms of a plan, and when devices may be changed in them.

The holidays after a term count to it: that is when the large works are done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from schoolproof.inventory.calendar import LONDON, Calendar, Period
from schoolproof.inventory.terms import Term, school_terms

Opening = Callable[[str, int], date | None]


def terms_of(known: Sequence[Period], today: date, until: date) -> tuple[Term, ...]:
    """The present term and all that begin until a day, in order."""
    terms = school_terms(known, today, max(until, today))
    present = max(i for i, term in enumerate(terms) if term.first <= today)
    kept = [terms[present], *(t for t in terms[present + 1 :] if t.first <= until)]
    names = Counter(term.name for term in kept)
    return tuple(replace(t, name=f"{t.name} ({t.first})") if names[t.name] > 1 else t for t in kept)


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
