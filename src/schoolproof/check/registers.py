"""What controls over people's registers share: entries with their lines, days with their age.

A missing entry fails, because the record is what the standards demand. A day in the future is
no evidence. Findings point at the field, or at the entry that lacks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, get_args

from schoolproof.check.result import OK, Finding, Gap, Item, Severity
from schoolproof.inventory.registers import Placed, Register, Registers
from schoolproof.inventory.registers.assets import NETWORK
from schoolproof.inventory.registers.strategy import Area

__all__ = [
    "CORE",
    "NETWORK",
    "Register",
    "Registers",
    "current",
    "decision",
    "everybody_has_second_factor",
    "held",
    "latest",
    "missing",
    "recent",
    "same_release",
    "wrong",
    "young_text",
]
WHOLE = 100  # per cent
CORE: tuple[str, ...] = get_args(Area)  # the core areas, to be met by 2030


def wrong(  # noqa: PLR0913  the keywords are a control's vocabulary
    entry: Placed,
    message: str,
    expected: str = "",
    actual: str = "",
    *,
    field: str = "",
    of: Placed | None = None,
    clauses: Iterable[str] = (),
) -> Finding:
    """A finding about an entry, at the line of the field when it is there.

    `of` is the entry that a part of it belongs to, for the name that people know; `clauses` are
    those of the control's that it speaks of, when it does not speak of all.
    """
    owner = of or entry
    return Finding(
        str(getattr(owner, "label", "")),
        message,
        expected,
        actual,
        line=entry.line_of(field),
        path=entry.file,
        clauses=tuple(clauses),
    )


def missing(
    register: Register, message: str, *, expected: str = "an entry", clauses: Iterable[str] = ()
) -> Finding:
    """A finding about an entry that is not there, at the list where it belongs."""
    return wrong(register, message, expected, "none", field=register.name, clauses=clauses)


def recent(  # noqa: PLR0913  the keywords are a control's vocabulary
    entry: Placed,
    field: str,
    today: date,
    days: int,
    what: str,
    *,
    of: Placed | None = None,
    clauses: Iterable[str] = (),
) -> Iterator[Item]:
    """The day in a field is given, not in the future, and at most `days` old.

    `what` is the beginning of the sentence: "the restore test".
    """
    day: date | None = getattr(entry, field)
    wanted = f"{today - timedelta(days=days)} or later"
    if day is None:
        says = f"{what}: no day is given"
        yield wrong(entry, says, wanted, "none", of=of, clauses=clauses)
    elif day > today:
        says = f"{what}: the day lies in the future, so nothing has happened yet"
        yield wrong(entry, says, wanted, str(day), field=field, of=of, clauses=clauses)
    elif (today - day).days > days:
        says = f"{what}: {(today - day).days} days ago, {days} are allowed"
        yield wrong(entry, says, wanted, str(day), field=field, of=of, clauses=clauses)
    else:
        yield OK


def current(  # noqa: PLR0913  the keywords are a control's vocabulary
    entry: Placed,
    field: str,
    today: date,
    what: str,
    *,
    of: Placed | None = None,
    clauses: Iterable[str] = (),
) -> Iterator[Item]:
    """The last day in a field is given and not over."""
    day: date | None = getattr(entry, field)
    if day is None:
        says = f"{what}: no last day is given"
        yield wrong(entry, says, f"{today} or later", "none", of=of, clauses=clauses)
    elif day < today:
        says = f"{what}: it ended on {day}"
        wanted = f"{today} or later"
        yield wrong(entry, says, wanted, str(day), field=field, of=of, clauses=clauses)
    else:
        yield OK


def held(
    entry: Placed, fields: Iterable[str], what: str, *, clauses: Iterable[str] = ()
) -> Iterator[Item]:
    """Fields have values; one finding for all that have none."""
    empty = [name for name in fields if getattr(entry, name) in (None, "", [])]
    if empty:
        says = f"{what} lacks {', '.join(empty)}"
        yield wrong(entry, says, "all of it written down", "not given", clauses=clauses)
    else:
        yield OK


def same_release(written: str, printed: str) -> bool:
    """Whether the register's word is the printed one, in full or longer by parts of a release.

    A configuration may print `17.12` of the release 17.12.4; a stack has several models.
    """
    words = [part.strip().lower() for part in written.split(",")]
    short = printed.lower()
    return any(word == short or word.startswith((f"{short}.", f"{short}-")) for word in words)


def young_text(registers: Registers, site: str, host: str, today: date, days: int) -> Item:
    """Whether the accepted configuration of a host was collected at most `days` ago.

    An old text is of medium severity, whatever the control's: it is a job that stopped, and says
    nothing about the device.
    """
    day: date | None = registers.collected.get(host)
    if day is None:
        return Gap(host, f"when {host} was last collected is not written down")
    age = (today - day).days
    if age < -1:  # a day ahead is another time zone
        return Gap(host, f"{host} was collected {-age} days in the future")
    if age <= days:
        return OK
    return Finding(
        host,
        f"the text of {host} is {age} days old",
        f"{days} days",
        str(day),
        severity=Severity.MEDIUM,
        path=f"configs/{site}/{host}.cfg",
    )


def latest(entries: Iterable[Any], field: str, today: date) -> Any:
    """The entry with the latest day that is not in the future; None when there is none."""
    dated = [e for e in entries if getattr(e, field) is not None and getattr(e, field) <= today]
    return max(dated, key=lambda e: getattr(e, field), default=None)


def decision(registers: Registers, site: str, topic: str, group: str, today: date) -> Any:
    """The last decision of filtering.yaml on a topic for a group at a site; None without one.

    Raises:
        UnknownFact: the repository keeps no registers.
    """
    made = registers.filtering.decisions
    here = [d for d in made if d.topic == topic and (not d.sites or site in d.sites)]
    return latest([d for d in here if d.group in {group, "everybody"}], "date", today)


def everybody_has_second_factor(registers: Registers, site: str, today: date, days: int) -> bool:
    """Whether a count of the last `days` says so, and each supplier's account has one and an end.

    Raises:
        UnknownFact: the repository keeps no registers.
    """
    access = registers.access
    counts = [c for c in access.second_factors if not c.sites or site in c.sites]
    last = latest(counts, "counted", today)
    if last is None or (today - last.counted).days > days:
        return False
    suppliers = [row for row in access.of(site) if row.kind == "supplier"]
    everybody = min(last.staff_percent, last.administrators_percent) >= WHOLE
    return everybody and all(row.second_factor and row.ends for row in suppliers)
