"""One commit, judged as of one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from schoolproof.check.baseline.cache import Cache
from schoolproof.check.result import Verdict
from schoolproof.check.run import Run, Scope, run_check
from schoolproof.check.standing import missing
from schoolproof.check.status import TrustStatus, status_of
from schoolproof.errors import SchoolproofError
from schoolproof.sanitise import load_key
from schoolproof.trend.history import Commit
from schoolproof.trend.memory import Recollection
from schoolproof.trend.past import HOSTS, Past, Shelf, Tree, tree_of

HELD = 4  # judged commits: one, the one before it, each on its own day or on the other's


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What came of a commit. `run` as `check` gives it; None with the `problem`, why there is none.

    `missing`: verdicts that could not be reached, as unknown, for devices that could not be read.
    """

    commit: Commit
    run: Run | None = None
    missing: tuple[Verdict, ...] = ()
    problem: str = ""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts, with those that could not be reached."""
        return (*self.run.verdicts, *self.missing) if self.run else ()


class Judge:
    """Judges past commits; what is the same in several is judged once."""

    def __init__(self, shelf: Shelf, sites: Sequence[str] = (), jobs: int = 0) -> None:
        root = shelf.head.root
        self.shelf = shelf
        self.scope = Scope(sites=tuple(sites))
        self.jobs = jobs
        self.judged = self.recalled = 0
        self._cache = Cache(root / ".schoolproof" / "cache", load_key(root))
        self._memory: Recollection | None = None
        self._trees: dict[str, Tree | str] = {}
        self._held: dict[tuple[str, date], Snapshot] = {}

    def close(self) -> None:
        """Keep the cache within its bounds."""
        self._cache.trim()

    def same(self, one: Commit, other: Commit) -> bool:
        """Whether everything that decides verdicts, but for the day, is the same in both."""
        return self._name(one) == self._name(other)

    def at(self, commit: Commit, day: date | None = None) -> Snapshot:
        """A commit as of a day; as of its own when none is named.

        Raises:
            UserError: Git lacks an object.
        """
        key = commit.id, day or commit.day
        if key not in self._held:
            if len(self._held) >= HELD:
                del self._held[next(iter(self._held))]
            self._held[key] = self._judge(commit, key[1])
        return self._held[key]

    def status(self, snapshot: Snapshot) -> TrustStatus | None:
        """Where the schools stood at a commit; None when it could not be judged."""
        if snapshot.run is None:
            return None
        past = self._past(snapshot.commit)
        run = replace(snapshot.run, verdicts=snapshot.verdicts)
        sites = self.scope.sites or sorted({host.site for host in past.hosts.values()})
        return status_of(run, past, sites)

    def _name(self, commit: Commit) -> str:
        found = self._tree(commit)
        return found if isinstance(found, str) else found.name

    def _tree(self, commit: Commit) -> Tree | str:
        """The tree, or why it cannot be listed."""
        if commit.id not in self._trees:
            try:
                self._trees[commit.id] = tree_of(self.shelf.head.root, commit.id)
            except SchoolproofError as error:
                self._trees[commit.id] = str(error)
        return self._trees[commit.id]

    def _past(self, commit: Commit) -> Past:
        found = self._tree(commit)
        assert isinstance(found, Tree)  # noqa: S101  a commit without one is never judged
        return self.shelf.past(commit.id, found)

    def _judge(self, commit: Commit, day: date) -> Snapshot:
        found = self._tree(commit)
        if isinstance(found, str):
            return Snapshot(commit, problem=found)
        if HOSTS not in found.rules:
            return Snapshot(commit, problem=f"it has no {HOSTS}")
        past = self._past(commit)
        memory = Recollection(self._cache, self._memory)
        self._memory = memory
        try:
            run = run_check(
                past,
                self.scope,
                today=day,
                jobs=self.jobs,
                memory=memory,
                controls=past.room.controls,
            )
            lost = tuple(missing(past, run, self.scope))
        except SchoolproofError as error:
            return Snapshot(commit, problem=_sentence(error, past))
        self.judged += len(memory.steady.judged)
        self.recalled += memory.steady.cached
        if not any(result.facts for result in run.results):
            why = run.problems[-1] if run.problems else "no fact was read"
            return Snapshot(commit, problem=_sentence(why, past))
        return Snapshot(commit, run, lost)


def _sentence(error: object, past: Past) -> str:
    """Without the folder that the commit was judged in."""
    return str(error).replace(f"{past.root}/", "")
