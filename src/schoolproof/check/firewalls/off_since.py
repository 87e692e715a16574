"""The walk back over past texts: for each rule that is off, the unbroken row of texts that say so.

A rule is the same one while its key is: VDOM and number, or virtual system and name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schoolproof.check.baseline.configlog import ConfigLog, Version, side_days
from schoolproof.errors import UserError

GIT_BEGAN = date(2005, 4, 7)  # a commit that says an earlier day has a wrong clock


@dataclass(frozen=True, slots=True)
class Off:
    """What Git knows of one rule that is off.

    `commit` and `day`: of the oldest text of the row; empty where only the text at hand has it off.
    `began`: the text before that has it on, or does not have it; otherwise `why` says what hides
    the beginning. `earliest` and `latest`: clocks differ, and commits are rewritten or merged;
    the row begins in between. None: some day cannot be.
    """

    commit: str
    day: date | None
    earliest: date | None
    latest: date | None
    began: bool
    why: str = ""


class Walk:
    """Goes back text by text. `now`: the rules of the text at hand, True for on."""

    def __init__(
        self, now: Mapping[str, bool], versions: Sequence[Version], log: ConfigLog | None = None
    ) -> None:
        self.versions = versions
        self.log = log
        self.found: dict[str, Off] = {}
        self._waiting = [key for key, on in now.items() if not on]
        self._newer = now
        self._at = -1  # the version that was looked at last; -1: the text at hand

    def step(self, version: Version, states: Mapping[str, bool] | None) -> bool:
        """Look at the next older text. False: nothing is left to find out."""
        if states is None:
            what = f"its text before that ({version.commit.id[:12]})"
            self.end(f"{what} cannot be read, or holds no rule at all")
            return False
        renamed = any(not on and key not in self._newer for key, on in states.items())
        for key in [key for key in self._waiting if states.get(key, True)]:
            self._waiting.remove(key)
            hidden = key not in states and renamed
            self.found[key] = self._off("another rule that was off went then" if hidden else "")
        self._newer = states
        self._at += 1
        return bool(self._waiting)

    def end(self, why: str) -> dict[str, Off]:
        """No older text can be looked at."""
        self.found.update({key: self._off(why) for key in self._waiting})
        self._waiting.clear()
        return self.found

    def _off(self, why: str) -> Off:
        if self._at < 0:
            return Off("", None, None, None, not why, why)
        version = self.versions[self._at]
        newer = [v.commit.day for v in self.versions[: self._at + 1]]
        older = [v.commit.day for v in self.versions[self._at :]]
        sides = [] if why else self._sides(version)
        earliest = _all_known([*newer, version.commit.written, *sides])
        latest = _all_known(older)
        return Off(
            commit=version.commit.id,
            day=version.commit.day,
            earliest=min(earliest) if earliest else None,
            latest=max(latest) if latest else None,
            began=not why,
            why=why,
        )

    def _sides(self, version: Version) -> list[date | None]:
        """A merge: it may have been off on the other side for longer."""
        try:
            return side_days(self.log.root, version) if self.log else [None]
        except UserError:
            return [None]


def _all_known(days: Sequence[date | None]) -> list[date]:
    """The days; none at all where one of them cannot be."""
    known = [day for day in days if day and day >= GIT_BEGAN]
    return known if len(known) == len(days) else []
