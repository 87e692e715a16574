"""`check --base REV`: judge a revision and the working tree, and block on what became worse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from schoolproof.check.baseline.based import BaseProject, base_project
from schoolproof.check.baseline.cache import Cache
from schoolproof.check.baseline.compare import (
    Again,
    Change,
    Comparison,
    Key,
    State,
    compare,
    key_of,
)
from schoolproof.check.baseline.fewer import Side, fewer
from schoolproof.check.baseline.gitobjects import changed_lines, resolve
from schoolproof.check.baseline.kept import failures
from schoolproof.check.baseline.reach import reach_changes
from schoolproof.check.baseline.reached import Reach
from schoolproof.check.baseline.remember import Remembered
from schoolproof.check.control import Control
from schoolproof.check.garbage import seldom_collected
from schoolproof.check.host import HostResult, settle_host
from schoolproof.check.load import built_in_folder, find_controls
from schoolproof.check.result import Outcome, Severity, Verdict
from schoolproof.check.run import (
    Run,
    Scope,
    judge_all,
    open_session,
    run_check,
    wanted_host,
    wider,
)
from schoolproof.errors import SchoolproofError
from schoolproof.inventory import Project
from schoolproof.sanitise import load_key

WHY = {  # of the inputs of a verdict, in the order in which they are named
    "text": "its configuration changed",
    "entry": "its inventory entry changed",
    "site": "its site file changed",
    "profile": "policies/profile.yaml changed",
    "controls": "the controls changed",
    "history": "its history in Git changed",
}
MOST_DIFFS = 200  # files; the lines only decide which annotations come first


@dataclass(frozen=True, slots=True)
class Against:
    """What to compare with. `accept_fewer`: the reason why less may be judged than on the base."""

    rev: str
    strict: bool = False
    accept_fewer: str = ""


def check_against(  # noqa: PLR0913  as `run_check`, and what to compare with
    project: Project,
    scope: Scope,
    against: Against,
    *,
    fail_on: Severity | None = None,
    today: date,
    jobs: int = 0,
) -> Run:
    """Judge the working tree like `run_check`, compare it with a revision, block on the difference.

    Raises:
        UserError: the revision is not there, or the inventory, the policies or a control are wrong.
    """
    with seldom_collected():
        return _check_against(project, scope, against, fail_on, today, jobs)


def _check_against(  # noqa: PLR0913, PLR0917  as above
    project: Project,
    scope: Scope,
    against: Against,
    fail_on: Severity | None,
    today: date,
    jobs: int,
) -> Run:
    commit = resolve(project.root, against.rev)
    cache = Cache(project.root / ".schoolproof" / "cache", load_key(project.root))
    mine = Remembered(cache)
    run = run_check(project, scope, fail_on=fail_on, today=today, jobs=jobs, memory=mine)
    theirs = Remembered(cache, elder=mine)
    changed: dict[str, frozenset[int] | None] = {}
    reach: tuple[Reach, ...] = ()
    try:
        with base_project(project, commit) as base:
            changed = _changed(base)
            side = _judge_base(base, run, scope, (mine, theirs), jobs)
            reach = reach_changes(project, base, mine.parts, theirs.parts)
    except SchoolproofError as error:
        side = Side((), (), (f"the base could not be judged, so all counts as new: {error}",))
    cache.trim()
    found = replace(
        _compare(side, run, against, commit),
        again=tuple(_again(mine, theirs)),
        cached=mine.cached + theirs.cached,
        changed=changed,
        same=side.same,
        reach=reach,
    )
    return _applied(run, found, side, against)


def _changed(base: BaseProject) -> dict[str, frozenset[int] | None]:
    """Lines of each configuration that the working tree wrote; None: count the whole file."""
    root, paths = base.head.root, list(base.prefetch())
    whole = len(paths) > MOST_DIFFS
    return {
        path: None if whole or path not in base.oids else changed_lines(root, base.commit, path)
        for path in paths
    }


def _judge_base(
    base: BaseProject, run: Run, scope: Scope, sides: tuple[Remembered, Remembered], jobs: int
) -> Side:
    """Verdicts of the revision on the same day and in the same scope."""
    controls = base_controls(base)
    session = open_session(base, scope, fail_on=run.fail_on, today=run.today, controls=controls)
    there = [base.root / _below(base.head.root, path) for path in scope.paths]
    narrowed = replace(scope, paths=tuple(there))
    hosts = [
        host
        for host in base.hosts.values()
        if base.has_config(host) and wanted_host(base, host, narrowed)
    ]
    mine, theirs = sides
    results = list(judge_all(session, hosts, jobs, theirs))
    if session.waivers.waivers:  # what blocks on the base does not matter
        results = [settle_host(session, result) for result in results]
    verdicts = [v for result in results for v in result.verdicts]
    notes = tuple(f"on the base: {r.problem}" for r in results if r.problem)
    if _same_wider(mine, theirs) and _shown(results) == _shown(run.results):
        verdicts += [verdict for verdict in run.verdicts if not verdict.device]
    else:
        verdicts += wider(session, results, hosts)
    same = _same_devices(mine, theirs) if base.has_same("policies/waivers.yaml") else frozenset()
    return Side(tuple(results), tuple(verdicts), notes, same)


def _same_devices(mine: Remembered, theirs: Remembered) -> frozenset[str]:
    """Devices whose verdicts before waivers are the same, because all that decides them is."""
    there = theirs.parts
    return frozenset(host for host, parts in mine.parts.items() if there.get(host) == parts)


def _same_wider(mine: Remembered, theirs: Remembered) -> bool:
    """Whether controls over sites and schools have the same declarations on both sides."""
    if mine.inputs is None or theirs.inputs is None:
        return False
    return mine.inputs.whole == theirs.inputs.whole


def _shown(results: Iterable[HostResult]) -> list[object]:
    """What such controls see of each device."""
    return [
        (r.host, r.site, r.path, r.problem, r.seen, [(use.line, use.text) for use in r.secrets])
        for r in results
    ]


def _below(root: Path, path: Path) -> Path:
    whole = path.resolve()
    return whole.relative_to(root) if whole.is_relative_to(root) else Path("elsewhere")


def base_controls(base: BaseProject) -> tuple[Control, ...]:
    """The revision's controls: those of the working tree where its files are the same."""
    theirs, ours = base.root / "validators", base.head.root / "validators"
    if _files(theirs) == _files(ours):
        return find_controls(base.head.root)
    # Where the repository is the product's own, the built-in controls are the working tree's.
    return find_controls(base.root, alone=ours.resolve() == built_in_folder("validators").resolve())


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.glob("*/*.py")}


def _again(mine: Remembered, theirs: Remembered) -> Iterator[Again]:
    """Each device that was judged now, with what changed against the base."""
    for side, memory in (("now", mine), ("base", theirs)):
        for host in memory.judged:
            now, before = mine.parts.get(host), theirs.parts.get(host)
            yield Again(host, side, _why(now, before))


def _why(now: dict[str, str] | None, before: dict[str, str] | None) -> str:
    if now is None or before is None:
        return "it is on one side only" if now or before else "it cannot be read"
    reasons = [sentence for part, sentence in WHY.items() if now.get(part) != before.get(part)]
    return ", ".join(reasons) or "the cache did not hold it"


def _compare(side: Side, run: Run, against: Against, commit: str) -> Comparison:
    before = {key_of(v): v for v in side.verdicts if v.device not in side.same}
    states: dict[Key, tuple[State, ...]] = {}
    changes: list[Change] = []
    for verdict in run.verdicts:
        if verdict.device in side.same:
            continue
        key = key_of(verdict)
        found, changed = compare(before.get(key), verdict)
        changes += changed
        if found:
            states[key] = found
    order = list(State)
    changes.sort(key=lambda c: (order.index(c.state), -c.severity.rank, c.site, c.device))
    return Comparison(
        rev=against.rev,
        commit=commit,
        strict=against.strict,
        changes=tuple(changes),
        unchanged=sum(failures(verdict.findings) for verdict in run.verdicts)
        - sum(c.finding is not None and c.state is not State.MENDED for c in changes),
        states=states,
        fewer=tuple(fewer(side, run)),
    )


def _applied(run: Run, found: Comparison, side: Side, against: Against) -> Run:
    """The run with only those verdicts blocking that this comparison lets block."""
    blocking = _blocking(run, found.of(State.NEW, State.WORSE))
    devices = {device for _, _, device in blocking}
    verdicts = tuple(
        _blocks(v, v.device in devices and key_of(v) in blocking, strict=against.strict)
        for v in run.verdicts
    )
    problems, notes = run.problems, (*run.notes, *side.notes)
    if against.accept_fewer:
        reason = f" (accepted: {against.accept_fewer})"
        notes += tuple(sentence + reason for sentence in found.fewer)
    else:
        problems += found.fewer
    return replace(run, verdicts=verdicts, problems=problems, notes=notes, base=found)


def _blocks(verdict: Verdict, worse: bool, *, strict: bool) -> Verdict:
    blocks = worse or (strict and verdict.blocking)
    return verdict if blocks == verdict.blocking else replace(verdict, blocking=blocks)


def _blocking(run: Run, changes: tuple[Change, ...]) -> set[Key]:
    """Verdicts with a change that blocks: severe enough, not accepted, not only a warning yet."""
    early = {c.id for c in run.controls if c.enforce_from and run.today < c.enforce_from}
    devices = {change.device for change in changes}
    by_key = {key_of(v): v for v in run.verdicts if v.device in devices}
    found = set()
    for change in changes:
        key = (change.control, change.site, change.device)
        broken = change.finding is None and by_key[key].outcome is Outcome.ERROR
        severe = _severe(change, by_key[key], run.fail_on) and change.control not in early
        if broken or severe:
            found.add(key)
    return found


def _severe(change: Change, verdict: Verdict, fail_on: Severity) -> bool:
    if change.waived or change.severity.rank < fail_on.rank:
        return False
    # An unknown on a device that the base did not have blocks only where the profile says so.
    return change.finding is not None or change.state is State.WORSE or verdict.blocking
