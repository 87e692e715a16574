"""`policies/calendar.yaml` and the sites' `change_windows`: when devices may be changed.

Times are clock times in London, British summer time included. A moment is open when it lies in a
change window of the site, outside school hours of a day in term, and on no day of an exam period
or a freeze. A site without any window is never open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, model_validator

from schoolproof.errors import InventoryError
from schoolproof.inventory.yaml import Strict, load_model, load_yaml

FILE = Path("policies", "calendar.yaml")
LONDON = ZoneInfo("Europe/London")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKEND = 5  # Saturday, as date.weekday() counts
AHEAD = 400  # days that are looked through for the next opening
Span = tuple[datetime, datetime]


def _day(word: str) -> str:
    found = [day for day in DAYS if len(word) > 2 and day.startswith(word.lower())]  # noqa: PLR2004  mon, tue …
    if len(found) != 1:
        msg = f"{word!r} is no day of the week"
        raise ValueError(msg)
    return found[0]


def _clock(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):  # YAML reads 17:30 in base 60
        return f"{value // 60:02d}:{value % 60:02d}"
    return value


Clock = Annotated[time, BeforeValidator(_clock)]


class Window(Strict):
    """A change window. `to` before or at `from` means the next day. `when`: in term or outside."""

    days: list[Annotated[str, AfterValidator(_day)]] = Field(default=list(DAYS))
    start: Clock = Field(validation_alias=AliasChoices("from", "start"))
    end: Clock = Field(validation_alias=AliasChoices("to", "end"))
    when: Literal["always", "term", "holiday"] = "always"


class Hours(Strict):
    """School hours of a weekday in term."""

    start: Clock = Field(alias="from")
    end: Clock = Field(alias="to")


class Period(Strict):
    """Days from the first to the last, both included; empty `sites`: all."""

    name: str
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    sites: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.last < self.first:
            msg = f"{self.name} ends ({self.last}) before it begins ({self.first})"
            raise ValueError(msg)
        return self

    def holds(self, day: date, site: str) -> bool:
        """Whether a day of a site lies in it."""
        return self.first <= day <= self.last and (not self.sites or site in self.sites)


class CalendarFile(Strict):
    """The whole file. `half_terms` and other closures are days out of term."""

    school_hours: Hours | None = None
    windows: list[Window] = Field(default_factory=list)
    terms: list[Period] = Field(default_factory=list)
    half_terms: list[Period] = Field(default_factory=list)
    exams: list[Period] = Field(default_factory=list)
    freezes: list[Period] = Field(default_factory=list)


class _SiteWindows(Strict, extra="ignore"):
    change_windows: list[Window] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a site may be changed now, why not, and when it next may (`None`: not in sight)."""

    open: bool
    why: str = ""
    until: datetime | None = None  # the end of the open window
    next: datetime | None = None

    @property
    def sentence(self) -> str:
        """For people; times in London."""
        if self.open:
            return f"open until {_told(self.until)}"
        return f"closed: {self.why}; opens {_told(self.next)}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the sites of a repository may be changed. `windows`: those that a site declares."""

    file: CalendarFile
    windows: dict[str, tuple[Window, ...]]

    def ask(self, site: str, now: datetime) -> Answer:
        """What holds for a site at a moment. `now` must know its time zone."""
        here = now.astimezone(LONDON)
        for begin, end in _joined(self._spans(site, here.date())):
            if end <= here:
                continue
            if begin <= here:
                return Answer(True, until=end)
            return Answer(False, self._why(site, here), next=begin)
        return Answer(False, self._why(site, here))

    def _why(self, site: str, here: datetime) -> str:
        blocked = self._blocked(here.date(), site)
        if not self._windows(site):
            return f"{site} declares no change window"
        if blocked:
            return blocked
        hours = self.file.school_hours
        if hours and self._school_day(here.date(), site) and hours.start <= here.time() < hours.end:
            return "school hours"
        return "outside the change windows"

    def _blocked(self, day: date, site: str) -> str:
        for kind, periods in (("exams", self.file.exams), ("freeze", self.file.freezes)):
            for period in periods:
                if period.holds(day, site):
                    return f"{kind} ({period.name}, until {period.last})"
        return ""

    def _windows(self, site: str) -> tuple[Window, ...]:
        return self.windows.get(site) or tuple(self.file.windows)

    def _in_term(self, day: date, site: str) -> bool:
        """Without term dates every day counts as one in term."""
        if any(period.holds(day, site) for period in self.file.half_terms):
            return False
        return not self.file.terms or any(t.holds(day, site) for t in self.file.terms)

    def _school_day(self, day: date, site: str) -> bool:
        return day.weekday() < WEEKEND and self._in_term(day, site)

    def _spans(self, site: str, first: date) -> Iterator[Span]:
        """Open spans from the day before on, in order."""
        pending: list[Span] = []
        for number in range(-1, AHEAD):
            day = first + timedelta(days=number)
            pending += [s for w in self._windows(site) for s in self._of_day(w, day, site)]
            pending.sort()
            ready = [s for s in pending if s[0].date() <= day]
            pending = [s for s in pending if s[0].date() > day]
            yield from ready

    def _of_day(self, window: Window, day: date, site: str) -> Iterator[Span]:
        """What a window leaves of a day once school hours and blocked days are taken away."""
        term = "term" if self._in_term(day, site) else "holiday"
        if DAYS[day.weekday()] not in window.days or window.when not in {"always", term}:
            return
        over = window.end <= window.start
        last = day + timedelta(days=1) if over else day
        for one in (day, last) if over else (day,):
            begin = _at(day, window.start) if one == day else _at(one, time())
            end = _at(one + timedelta(days=1), time()) if over and one == day else None
            end = end or _at(last, window.end)
            if begin < end and not self._blocked(one, site):
                yield from self._without_school(begin, end, one, site)

    def _without_school(self, begin: datetime, end: datetime, day: date, site: str) -> list[Span]:
        hours = self.file.school_hours
        if hours is None or not self._school_day(day, site):
            return [(begin, end)]
        start, stop = _at(day, hours.start), _at(day, hours.end)
        parts = [(begin, min(end, start)), (max(begin, stop), end)]
        return [(a, b) for a, b in parts if a < b]


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Spans that touch or overlap as one."""
    held: Span | None = None
    for span in spans:
        if held is not None and span[0] <= held[1]:
            held = (held[0], max(held[1], span[1]))
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _at(day: date, clock: time) -> datetime:
    """A clock time in London as a moment; in the hour that spring leaves out, an hour later."""
    return datetime.combine(day, clock, LONDON).astimezone(UTC).astimezone(LONDON)


def _told(moment: datetime | None) -> str:
    if moment is None:
        return f"at no time in the next {AHEAD} days"
    return moment.astimezone(LONDON).strftime("%A %d %B %Y %H:%M %Z")


def load_calendar(root: Path, sites: dict[str, str]) -> Calendar:
    """The calendar of a repository. `sites`: slug → path of the site file, empty where none is.

    Raises:
        InventoryError: at file:line:column.
    """
    path = root / FILE
    file = load_model(path, CalendarFile) if path.is_file() else CalendarFile()
    for kind in ("terms", "half_terms", "exams", "freezes"):
        for period in getattr(file, kind):
            for site in period.sites:
                if site not in sites:
                    msg = f"{period.name}: there is no site {site!r}"
                    raise InventoryError(msg, path=path)
    windows = {slug: _declared(Path(name)) for slug, name in sites.items() if name}
    return Calendar(file, windows)


def _declared(path: Path) -> tuple[Window, ...]:
    data = load_yaml(path)
    return tuple(load_model(path, _SiteWindows, data or {}).change_windows)
