"""What became better, worse or unreadable between two judged commits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schoolproof.check.baseline.compare import Key, State, compare, key_of
from schoolproof.check.result import Outcome, Verdict

KNOWN = frozenset({Outcome.PASS, Outcome.FAIL})
DARK = frozenset({Outcome.UNKNOWN, Outcome.ERROR})


class Tally(NamedTuple):
    """Verdicts that changed. `unread`: those that say nothing any more, or not yet."""

    better: int = 0
    worse: int = 0
    unread: int = 0


Known = dict[Key, Verdict]


def tally(before: Iterable[Verdict], now: Iterable[Verdict], known: Known | None = None) -> Tally:
    """Every verdict counts once. The rules are written down in docs/trend.md.

    `known`: what was last established of each verdict.
    """
    was = {key_of(verdict): verdict for verdict in before}
    words = []
    for verdict in now:
        old = was.pop(key_of(verdict), None)
        if known and old and old.outcome in DARK and verdict.outcome not in DARK:
            words.append(_read_again(known.get(key_of(verdict), old), verdict))
        else:
            words.append(_moved(old, verdict))
    gone = sum(verdict.outcome in KNOWN for verdict in was.values())
    return Tally(words.count("better"), words.count("worse"), words.count("unread") + gone)


def _read_again(last: Verdict, now: Verdict) -> str:
    """Better, unless it is worse than what was last known: an old failure is no new one."""
    return _moved(last, now) or "better"


def remember(known: Known, verdicts: Iterable[Verdict]) -> Known:
    """What is established now, and what was and cannot be read any more."""
    return {
        key: verdict if verdict.outcome not in DARK else known.get(key, verdict)
        for key, verdict in ((key_of(verdict), verdict) for verdict in verdicts)
    }


def _moved(before: Verdict | None, now: Verdict) -> str:
    known = before.outcome if before else None
    if now.outcome is Outcome.FAIL:
        return _findings(before, now) if before and known is Outcome.FAIL else "worse"
    if now.outcome is known:
        return ""
    if now.outcome is Outcome.PASS:
        return "better"
    if now.outcome is Outcome.NOTAPPLICABLE:
        return "better" if known is Outcome.FAIL or known in DARK else ""
    if now.outcome is Outcome.NOTCHECKED:
        return "unread" if known in KNOWN or known in DARK else ""
    return "" if known in DARK else "unread"


def _findings(before: Verdict, now: Verdict) -> str:
    """Failed on both sides: worse when anything is, better when only something was mended."""
    _, changes = compare(before, now)
    states = {change.state for change in changes}
    if State.NEW in states or State.WORSE in states:
        return "worse"
    return "better" if State.MENDED in states else ""
