"""School terms: those of `policies/calendar.yaml`, and where it says nothing the usual ones.

The holidays after a term belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schoolproof.inventory.calendar import Period

# The usual English school year, to within a week or two.
USUAL = (("autumn", (9, 1), (12, 18)), ("spring", (1, 4), (3, 31)), ("summer", (4, 15), (7, 22)))


@dataclass(frozen=True, slots=True)
class Term:
    """A school term, both days included.

    `known`: from `policies/calendar.yaml`; otherwise reckoned from the usual English school year.
    """

    name: str
    first: date
    last: date
    known: bool


def school_terms(known: Sequence[Period], first: date, last: date) -> list[Term]:
    """All terms of the years of two days and of the year before, in order."""
    given = _merged(known)
    usual = [
        Term(f"{name} term {year}", date(year, *begin), date(year, *end), known=False)
        for year in range(max(first.year - 1, date.min.year), last.year + 1)
        for name, begin, end in USUAL
    ]
    free = [t for t in usual if not any(t.first <= g.last and g.first <= t.last for g in given)]
    return sorted([*given, *free], key=lambda term: term.first)


def _merged(periods: Sequence[Period]) -> list[Term]:
    """Terms that overlap, because schools differ by some days, as one."""
    found: list[Term] = []
    for period in sorted(periods, key=lambda p: (p.first, p.last)):
        if found and period.first <= found[-1].last:
            last = found.pop()
            found.append(Term(last.name, last.first, max(last.last, period.last), known=True))
        else:
            found.append(Term(period.name, period.first, period.last, known=True))
    return found
