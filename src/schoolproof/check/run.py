"""A whole run: every control on every device in scope, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Protocol

from schoolproof.check.baseline.compare import Comparison
from schoolproof.check.control import Control
from schoolproof.check.host import HostResult, Session, judge_host, settle_host
from schoolproof.check.judge import Place
from schoolproof.check.load import find_controls
from schoolproof.check.profile import load_profile
from schoolproof.check.result import Severity, Verdict
from schoolproof.check.waivers import Waivers, load_waivers
from schoolproof.errors import InventoryError
from schoolproof.evidence import collected_days, stale
from schoolproof.inventory import Host, Project
from schoolproof.inventory.registers import Owned, Registers, load_registers
from schoolproof.model import Holding, Trust
from schoolproof.sanitise import load_key

FLEET = 24  # from so many devices on, more than one process pays


@dataclass(frozen=True, slots=True)
class Scope:
    """What to judge; empty means all."""

    paths: tuple[Path, ...] = ()
    sites: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()  # globs over ids, or codes
    standards: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether nothing was narrowed."""
        return not (self.paths or self.sites or self.hosts or self.controls or self.standards)


class Memory(Protocol):
    """Verdicts of earlier runs."""

    def recall(self, session: Session, host: Host) -> HostResult | None:
        """What is known of a host as it is now, before waivers; None: it must be judged."""

    def keep(self, session: Session, host: Host, result: HostResult) -> None:
        """Remember a result, before waivers."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of it. `problems` are inputs that could not be judged: they end in exit code 2."""

    verdicts: tuple[Verdict, ...]
    results: tuple[HostResult, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    stale: tuple[str, ...]  # hosts whose evidence is too old; a note says so of each
    controls: tuple[Control, ...]
    fail_on: Severity
    today: date
    base: Comparison | None = None  # against another revision, when one was named

    @property
    def blocking(self) -> tuple[Verdict, ...]:
        """Verdicts that block."""
        return tuple(v for v in self.verdicts if v.blocking)

    @property
    def exit_code(self) -> int:
        """0 nothing blocks, 1 something blocks, 2 something could not be judged."""
        return 2 if self.problems else 1 if self.blocking else 0


def run_check(  # noqa: PLR0913  each is another matter
    project: Project,
    scope: Scope,
    *,
    fail_on: Severity | None = None,
    today: date,
    jobs: int = 0,
    memory: Memory | None = None,
    controls: tuple[Control, ...] | None = None,
) -> Run:
    """Judge the repository. `jobs` 0: as many processes as pay; `memory`: verdicts known already.

    `controls`: those of another revision.

    Raises:
        UserError: the inventory, the policies or a control are wrong.
    """
    session = open_session(project, scope, fail_on=fail_on, today=today, controls=controls)
    hosts, problems = _hosts(project, scope)
    raw = judge_all(session, hosts, jobs, memory)
    results = tuple(settle_host(session, result) for result in raw)
    verdicts = [v for result in results for v in result.verdicts]
    verdicts += wider(session, results, hosts)
    problems += [result.problem for result in results if result.problem]
    problems += _nothing(session, results, hosts, scope)
    notes = [note for result in results for note in result.notes]
    if scope.everything:
        notes += session.waivers.remarks(today)
    old = stale(project, hosts, today, session.profile.evidence_days)
    notes += [entry.sentence for entry in old]
    return Run(
        verdicts=tuple(verdicts),
        results=results,
        problems=tuple(problems),
        notes=tuple(notes),
        stale=tuple(entry.host for entry in old),
        controls=session.controls,
        fail_on=session.fail_on,
        today=today,
    )


def open_session(
    project: Project,
    scope: Scope,
    *,
    fail_on: Severity | None,
    today: date,
    controls: tuple[Control, ...] | None = None,
) -> Session:
    """Everything that judging any device needs, loaded once.

    `controls`: those of another revision; a scope may name controls that it did not have.
    """
    known = find_controls(project.root) if controls is None else controls
    profile = load_profile(project.root, known)
    sites = {host.name: host.site for host in project.hosts.values()}
    chosen = _select(known, scope) if controls is None else _wanted(known, scope)
    waivers = load_waivers(project.root, known, sites)
    return Session(
        project=project,
        controls=chosen,
        profile=profile,
        waivers=waivers,
        fail_on=fail_on or profile.fail_on,
        today=today,
        key=load_key(project.key_root),
        registers=_registers(project, waivers),
    )


def _registers(project: Project, waivers: Waivers) -> Registers:
    owned = tuple(
        Owned(w.entry.control, w.entry.owner, w.entry.site, "policies/waivers.yaml", w.line)
        for w in waivers.waivers
    )
    files = load_registers(project.root, project.sites)
    days = {}
    for slug in project.sites:
        days.update(collected_days(project.root, slug))
    return Registers(files, project.hosts, owned, days)


def _select(known: Sequence[Control], scope: Scope) -> tuple[Control, ...]:
    for pattern in scope.controls:
        if not any(_matches(c, pattern) for c in known):
            msg = f"no control is called {pattern!r}: `schoolproof controls` lists all"
            raise InventoryError(msg)
    return _wanted(known, scope)


def _wanted(known: Iterable[Control], scope: Scope) -> tuple[Control, ...]:
    return tuple(
        control
        for control in known
        if (not scope.controls or any(_matches(control, p) for p in scope.controls))
        and (not scope.standards or control.standard in scope.standards)
    )


def _matches(control: Control, pattern: str) -> bool:
    return fnmatchcase(control.id, pattern) or control.code == pattern.upper()


def _hosts(project: Project, scope: Scope) -> tuple[list[Host], list[str]]:
    """Hosts in scope, and what does not fit between inventory and `configs/`."""
    for kind, wanted, known in (
        ("site", scope.sites, {h.site for h in project.hosts.values()}),
        ("host", scope.hosts, set(project.hosts)),
    ):
        for name in wanted:
            if name not in known:
                msg = f"the inventory has no {kind} {name!r}; it has {', '.join(sorted(known))}"
                raise InventoryError(msg)
    paths = [path.resolve() for path in scope.paths]
    hosts = [host for host in project.hosts.values() if wanted_host(project, host, scope)]
    problems = [str(p) for p in project.check_files()] if scope.everything else []
    problems += [
        f"{project.relative(path)}: no host of inventory/hosts.yaml has its configuration here"
        for path in paths
        if not any(_below(project.config_path(host), path) for host in hosts)
    ]
    return [h for h in hosts if not scope.everything or project.has_config(h)], problems


def wanted_host(project: Project, host: Host, scope: Scope) -> bool:
    """Whether the scope has a host in it."""
    paths = [path.resolve() for path in scope.paths]
    return (
        (not scope.sites or host.site in scope.sites)
        and (not scope.hosts or host.name in scope.hosts)
        and (not paths or any(_below(project.config_path(host), path) for path in paths))
    )


def _below(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def judge_all(
    session: Session, hosts: Sequence[Host], jobs: int, memory: Memory | None = None
) -> Iterator[HostResult]:
    """Results in the order of the hosts, before waivers; what the memory holds is not judged."""
    known = {host.name: memory.recall(session, host) for host in hosts} if memory else {}
    fresh = _judge_each(session, [h for h in hosts if known.get(h.name) is None], jobs)
    for host in hosts:
        result = known.get(host.name)
        if result is None:
            result = next(fresh)
            if memory:
                memory.keep(session, host, result)
        yield result


def _judge_each(session: Session, hosts: Sequence[Host], jobs: int) -> Iterator[HostResult]:
    if jobs == 1 or len(hosts) < FLEET or "fork" not in get_all_start_methods():
        yield from (judge_host(session, host) for host in hosts)
        return
    # Forked workers inherit the session: inventory and controls are loaded once.
    global _session  # noqa: PLW0603  a worker finds it here; fork is the reason
    _session = session
    with ProcessPoolExecutor(jobs or None, mp_context=get_context("fork")) as pool:
        yield from pool.map(_judge_forked, hosts, chunksize=8)


_session: Session | None = None


def _judge_forked(host: Host) -> HostResult:
    assert _session is not None  # noqa: S101  set before the fork
    return judge_host(_session, host)


def wider(session: Session, results: Iterable[HostResult], hosts: Sequence[Host]) -> list[Verdict]:
    """Verdicts of controls that look at a whole site, or at all of them."""
    verdicts = []
    project = session.project
    sites = {slug: project.sites[slug] for slug in sorted({host.site for host in hosts})}
    holdings = tuple(
        Holding(result.site, result.host, result.path, use)
        for result in results
        for use in result.secrets
    )
    trust = Trust(sites, holdings)
    session.registers.seen = {r.host: r.seen for r in results if r.seen}
    schools = [(Place(s, "", project.relative(Path(site.path))), site) for s, site in sites.items()]
    for control in session.controls:
        if control.scope == "site":
            verdicts += [session.finish(control, place, {"site": one}) for place, one in schools]
        elif control.scope == "trust":
            verdicts.append(session.finish(control, Place("", "", ""), {"trust": trust}))
    return verdicts


def _nothing(
    session: Session, results: Sequence[HostResult], hosts: Sequence[Host], scope: Scope
) -> list[str]:
    """An empty run never ends green."""
    if not session.controls:
        return ["no control was chosen, so nothing was judged"]
    if not hosts:
        return ["no device was in scope, so nothing was judged"] if not scope.paths else []
    judged = [r for r in results if not r.problem]
    if judged and not any(r.facts for r in judged):
        return ["not one fact was read from the configurations, so nothing was judged"]
    return []
