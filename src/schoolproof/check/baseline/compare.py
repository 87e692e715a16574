"""What changed between the verdicts on a base revision and those on the working tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from schoolproof.check.baseline.reached import Reach
from schoolproof.check.result import Finding, Outcome, Severity, Verdict
from schoolproof.check.waivers import is_worse

Key = tuple[str, str, str]  # control, site, device
SPOKEN = frozenset({Outcome.PASS, Outcome.FAIL})  # outcomes that were established
OPEN = frozenset({Outcome.FAIL, Outcome.UNKNOWN, Outcome.ERROR})  # outcomes whose reasons are gaps


class State(StrEnum):
    """What became of a finding since the base."""

    NEW = "new"
    WORSE = "worse"  # it stood there, and its value went further from what is wanted
    UNCHANGED = "unchanged"  # also when its value came nearer to what is wanted
    MENDED = "mended"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before`: the value on the base, or the outcome where nothing was found."""

    state: State
    control: str
    site: str
    device: str
    severity: Severity
    finding: Finding | None = None  # None: an outcome changed, `reason` says how
    reason: str = ""
    before: str = ""
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """A device that was judged in this run and not taken from the cache, and why."""

    host: str
    side: str  # `now` or `base`
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole difference. Lines are those of the working tree."""

    rev: str
    commit: str
    strict: bool
    changes: tuple[Change, ...]  # new, worse and mended
    unchanged: int  # findings
    states: Mapping[Key, tuple[State, ...]]  # by verdict, one a finding; none: all unchanged
    fewer: tuple[str, ...]  # what was judged on the base and is no longer
    again: tuple[Again, ...] = ()
    cached: int = 0  # devices whose verdicts came from the cache, both sides
    changed: Mapping[str, frozenset[int] | None] = field(default_factory=dict)  # None: whole file
    same: frozenset[str] = frozenset()  # devices for which everything that decides is the same
    reach: tuple[Reach, ...] = ()  # who reaches whom by the change, and who no longer does

    def of(self, *states: State) -> tuple[Change, ...]:
        """The changes in these states."""
        return tuple(change for change in self.changes if change.state in states)

    def state(self, verdict: Verdict, index: int) -> State:
        """What became of one finding of a verdict; a remark is always unchanged."""
        found = self.states.get(key_of(verdict))
        return found[index] if found else State.UNCHANGED

    def touched(self, finding: Finding) -> bool:
        """Whether the finding stands on a line that the change wrote."""
        if finding.path not in self.changed:
            return False
        lines = self.changed[finding.path]
        return lines is None or finding.line in lines


def key_of(verdict: Verdict) -> Key:
    """What makes two verdicts speak of the same."""
    return verdict.control, verdict.site, verdict.device


def compare(before: Verdict | None, now: Verdict) -> tuple[tuple[State, ...], list[Change]]:
    """The state of each finding of `now` (none: all unchanged), and what changed."""
    if before and _same_entry(before, now):
        return (), []
    states, left = _match(before.findings if before else (), now.findings)
    changes = [
        _change(state, now, finding, was)
        for finding, (state, was) in zip(now.findings, states, strict=True)
        if state is not State.UNCHANGED
    ]
    lost = _lost(before, now)
    if lost:
        changes.append(lost)
    elif now.outcome in {Outcome.PASS, Outcome.FAIL, Outcome.NOTAPPLICABLE}:
        changes += [_change(State.MENDED, now, finding, finding) for finding in left]
    return tuple(state for state, _ in states), changes


def _same_entry(before: Verdict, now: Verdict) -> bool:
    """Whether one entry of the cache served both sides; waivers would have made new findings."""
    same = before.findings is now.findings and before.reasons is now.reasons
    return same and before.outcome is now.outcome


def _match(
    before: Iterable[Finding], now: Sequence[Finding]
) -> tuple[list[tuple[State, Finding | None]], list[Finding]]:
    """Pair findings: first those with the same value, then those of the same subject."""
    left = [f for f in before if not f.is_remark]
    found: list[tuple[State, Finding | None] | None] = [
        (State.UNCHANGED, None) if f.is_remark else None for f in now
    ]
    exact = _by(left, exactly=True)
    for index, finding in enumerate(now):
        if found[index] is None and (pairs := exact.get(identity(finding, exactly=True))):
            found[index] = (_state(pairs[0], finding), pairs[0])
            left.remove(pairs.pop(0))
    near = _by(left, exactly=False)
    for index, finding in enumerate(now):
        if found[index] is None and (pairs := near.get(identity(finding, exactly=False))):
            found[index] = (_state(pairs[0], finding), pairs[0])
            left.remove(pairs.pop(0))
    return [pair or (State.NEW, None) for pair in found], left


def _by(findings: Iterable[Finding], *, exactly: bool) -> dict[tuple[str, ...], list[Finding]]:
    found: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        found.setdefault(identity(finding, exactly=exactly), []).append(finding)
    return found


def identity(finding: Finding, *, exactly: bool) -> tuple[str, ...]:
    """What makes two findings of a verdict the same one; `exactly`: with the same value."""
    value = (finding.actual,) if exactly else ()
    return finding.host, str(finding.subject), finding.message, *value


def _state(before: Finding, now: Finding) -> State:
    """Worse is also what was accepted on the base and is not any more."""
    unwaived = before.waived and not now.waived
    worse = unwaived or is_worse(before.actual, now.actual, now.expected)
    return State.WORSE if worse else State.UNCHANGED


def _change(state: State, verdict: Verdict, finding: Finding, was: Finding | None) -> Change:
    return Change(
        state=state,
        control=verdict.control,
        site=verdict.site,
        device=verdict.device,
        severity=finding.severity or verdict.severity,
        finding=finding,
        before=was.actual if was else "",
        waived=finding.waived,
    )


def _lost(before: Verdict | None, now: Verdict) -> Change | None:
    """A control that is newly broken, or that cannot say any more what it said on the base."""
    known = before.outcome if before else None
    if now.outcome is Outcome.ERROR and known is not Outcome.ERROR:
        return _outcome(State.NEW, now, now.reasons, known)
    old = before.reasons if before and before.outcome in OPEN else ()
    gaps = [r for r in now.reasons if r not in old] if now.outcome in OPEN else []
    if not gaps:
        return None
    if known in SPOKEN:
        return _outcome(State.WORSE, now, gaps, known)
    return _outcome(State.NEW, now, gaps, known) if known is None else None


def _outcome(state: State, now: Verdict, reasons: Iterable[str], before: Outcome | None) -> Change:
    return Change(
        state=state,
        control=now.control,
        site=now.site,
        device=now.device,
        severity=now.severity,
        reason="; ".join(reasons),
        before=str(before or ""),
    )


def no_longer_judged(before: Iterable[Verdict], now: Mapping[Key, Verdict]) -> Iterator[Verdict]:
    """Verdicts of the base whose control says nothing now, though its device is still there."""
    for verdict in before:
        if verdict.outcome in {Outcome.NOTAPPLICABLE, Outcome.NOTCHECKED}:
            continue
        current = now.get(key_of(verdict))
        if current is None or current.outcome is Outcome.NOTCHECKED:
            yield verdict
