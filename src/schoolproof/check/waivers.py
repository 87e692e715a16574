"""`policies/waivers.yaml`: accepted risks with owner, reason, end, and the value accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from pydantic import Field

from schoolproof.check.control import Control
from schoolproof.check.profile import unknown_control
from schoolproof.check.result import Finding, Severity, Verdict
from schoolproof.errors import InventoryError
from schoolproof.inventory.yaml import Strict, load_model, place_of

MAX_DAYS_HIGH = 90  # for high and critical findings
MAX_DAYS = 365
WARN_DAYS = 30
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class WaiverEntry(Strict):
    """One accepted risk. `accepted` is the actual value that was accepted, as the finding says it.

    `device` and `subject` narrow it; a waiver without subject covers all subjects of the device.
    A control that speaks of a whole site has no device, one that speaks of the trust no site.
    Dates are UTC; the last day is included.
    """

    control: str
    site: str = ""
    device: str = ""
    subject: str | None = None
    accepted: str
    reason: str = Field(min_length=10)
    owner: str = Field(min_length=2)
    granted: date
    expires: date


@dataclass(slots=True)
class Waiver:
    """A waiver and how it fared in this run."""

    entry: WaiverEntry
    line: int
    used: int = 0
    worse: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Waivers:
    """All waivers of a repository."""

    path: Path
    waivers: list[Waiver] = field(default_factory=list)

    def apply(self, verdict: Verdict, control: Control, today: date) -> Verdict:
        """The verdict with its accepted findings marked."""
        mine = [w for w in self.waivers if _speaks_of(w.entry, verdict)]
        if not mine:
            return verdict
        findings = tuple(self._mark(f, mine, control, today) for f in verdict.findings)
        failed = [f for f in findings if not f.is_remark]
        waived = bool(failed) and all(f.waived for f in failed)
        return replace(verdict, findings=findings, waived=waived)

    def _mark(
        self, finding: Finding, waivers: list[Waiver], control: Control, today: date
    ) -> Finding:
        if finding.is_remark:
            return finding
        for waiver in waivers:
            entry = waiver.entry
            if entry.subject not in (None, finding.subject):
                continue
            waiver.used += 1
            note = _refusal(entry, finding, control, today)
            if not note:
                note = f"accepted by {entry.owner} until {entry.expires}: {entry.reason}"
                return replace(finding, waived=True, waiver_note=note)
            waiver.worse.append(note)
            return replace(finding, waiver_note=note)
        return finding

    def remarks(self, today: date) -> list[str]:
        """What people should know: useless waivers, and those that end soon or have ended."""
        notes = []
        for waiver in self.waivers:
            entry, place = waiver.entry, f"policies/{self.path.name}:{waiver.line}"
            left = (entry.expires - today).days
            if left < 0:
                notes.append(f"{place}: this waiver ended on {entry.expires}: renew or mend")
            elif not waiver.used:
                notes.append(f"{place}: this waiver is useless, nothing fails there: remove it")
            elif left <= WARN_DAYS:
                notes.append(f"{place}: this waiver ends in {left} days, on {entry.expires}")
        return notes


def _speaks_of(entry: WaiverEntry, verdict: Verdict) -> bool:
    return (entry.control, entry.site, entry.device) == (
        verdict.control,
        verdict.site,
        verdict.device,
    )


def _refusal(entry: WaiverEntry, finding: Finding, control: Control, today: date) -> str:
    """Why a waiver does not cover a finding; empty when it does."""
    if not control.waivable:
        return f"{control.id} cannot be waived"
    if today > entry.expires:
        return f"the waiver ended on {entry.expires}"
    severity = finding.severity or control.severity
    longest = MAX_DAYS_HIGH if severity.rank >= Severity.HIGH.rank else MAX_DAYS
    if entry.expires - entry.granted > timedelta(days=longest):
        return f"a waiver for {severity} runs {longest} days at most"
    if is_worse(entry.accepted, finding.actual, finding.expected):
        return f"accepted was {entry.accepted}, now it is {finding.actual}"
    return ""


def is_worse(accepted: str, actual: str, expected: str) -> bool:
    """Whether a value went beyond what was accepted.

    Equal is not worse. Of lists, fewer wrong entries are not worse. Of numbers, one nearer to
    what is wanted is not worse. Anything else is another matter than the one accepted.
    """
    if accepted == actual:
        return False
    one, two, goal = (NUMBER.search(text) for text in (accepted, actual, expected))
    whole = NUMBER.fullmatch(accepted) and NUMBER.fullmatch(actual)
    if whole and one and two and goal:
        target = float(goal.group())
        before, now = float(one.group()) - target, float(two.group()) - target
        return before * now < 0 or abs(now) > abs(before)
    before_set, now_set = _entries(accepted), _entries(actual)
    return not (len(before_set) > 1 and now_set < before_set)


def _entries(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(",") if part.strip())


class WaiversFile(Strict):
    """The whole file."""

    waivers: list[WaiverEntry] = Field(default_factory=list)


def load_waivers(root: Path, controls: tuple[Control, ...], hosts: dict[str, str]) -> Waivers:
    """The waivers of a repository; without a file, none. `hosts`: name → site.

    Raises:
        InventoryError: an unknown control or device, a control that cannot be waived, dates in
            the wrong order, at file:line:column.
    """
    path = root / "policies" / "waivers.yaml"
    if not path.is_file():
        return Waivers(path)
    known = {control.id: control for control in controls}
    found = []
    for index, entry in enumerate(load_model(path, WaiversFile).waivers):
        loc = ("waivers", index)
        if entry.control not in known:
            raise unknown_control(path, (*loc, "control"), entry.control, known)
        _validate(entry, known[entry.control], hosts, path, loc)
        found.append(Waiver(entry, place_of(path, loc)[0] or 1))
    return Waivers(path, found)


def _validate(
    entry: WaiverEntry,
    control: Control,
    hosts: dict[str, str],
    path: Path,
    loc: tuple[int | str, ...],
) -> None:
    def refuse(word: str, message: str) -> None:
        line, column = place_of(path, (*loc, word))
        raise InventoryError(message, path=path, line=line, column=column)

    if control.scope == "device":
        if entry.device not in hosts:
            refuse("device", f"the inventory has no device {entry.device!r}")
        if hosts[entry.device] != entry.site:
            refuse("site", f"{entry.device} stands in {hosts[entry.device]}, not in {entry.site}")
    else:
        _validate_wider(entry, control, set(hosts.values()), refuse)
    if not control.waivable:
        refuse("control", f"{control.id} cannot be waived: mend what it finds")
    if entry.expires < entry.granted:
        refuse("expires", f"the end ({entry.expires}) is before the beginning ({entry.granted})")


def _validate_wider(
    entry: WaiverEntry, control: Control, sites: set[str], refuse: Callable[[str, str], None]
) -> None:
    """A control of a site or of the trust is waived without a device."""
    if entry.device:
        refuse("device", f"{control.id} speaks of a whole {control.scope}: leave the device out")
    if control.scope == "trust" and entry.site:
        refuse("site", f"{control.id} speaks of the whole trust: leave the site out")
    if control.scope == "site" and entry.site not in sites:
        refuse("site", f"the inventory has no site {entry.site!r}")
