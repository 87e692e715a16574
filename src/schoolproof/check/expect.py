"""What controls say: `expect` a fact, forbid an object, or give a finding of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any

from schoolproof.check.result import OK, Finding, Gap, Item, Severity
from schoolproof.check.wanted import Wanted, show
from schoolproof.errors import UnknownFact
from schoolproof.model import Facts, line_of

_reader = lru_cache(maxsize=1024)(attrgetter)


def expect(  # noqa: PLR0913  the keywords are a control's vocabulary
    subject: Facts,
    fact: str,
    value: Any,
    *,
    says: str = "",
    severity: Severity | str | None = None,
    because_of: str = "",
) -> Iterator[Item]:
    """Yield one item: satisfied, a finding, or a gap when no parser established the fact.

    Args:
        subject: the object that has the fact.
        fact: dotted path below it, for example `stp.bpdu_guard`.
        value: the value wanted, or a `Wanted` such as `at_most(600)`.
        says: the sentence of the finding; without it one is made from the fact's name.
        severity: of the finding, when it is not the control's.
        because_of: id of the control whose failure makes this one fail.
    """
    try:
        actual = _reader(fact)(subject)
    except UnknownFact as gap:
        yield Gap(subject, str(gap))
        return
    wanted = value if isinstance(value, Wanted) else None
    if wanted.holds(actual) if wanted else actual == value:
        yield OK
        return
    expected = wanted.text if wanted else show(value)
    yield Finding(
        subject,
        says or f"{_words(fact)} is {show(actual)}",
        expected=expected,
        actual=show(actual),
        fact=fact,
        want=wanted.value if wanted else value,
        line=line_of(subject, fact),
        severity=Severity(severity) if severity else None,
        because_of=because_of,
    )


def forbid(
    objects: Iterable[Facts],
    says: str,
    *,
    severity: Severity | str | None = None,
    owner: Facts | None = None,
) -> Iterator[Item]:
    """One finding for each object that should not be there; satisfied when there is none.

    `owner` is what was looked through: naming it makes an empty list count as looked at.
    """
    found = False
    for item in objects:
        found = True
        yield Finding(
            item,
            says,
            expected="absent",
            actual="present",
            fact="absent",
            want=True,
            line=item.line,
            severity=Severity(severity) if severity else None,
        )
    if not found and owner is not None:
        yield OK


def remark(subject: Facts, message: str, *, line: int | None = None) -> Finding:
    """Something worth a look that changes no outcome."""
    place = subject.line if line is None else line
    return Finding(subject, message, line=place, severity=Severity.INFO)


def _words(fact: str) -> str:
    return fact.replace(".", " ").replace("_", " ")
