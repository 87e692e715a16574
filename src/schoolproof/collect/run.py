"""A run: which devices, with which accounts, and what came of each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from nornir import InitNornir
from nornir.core import Nornir
from nornir.core.task import Result, Task

from schoolproof.collect.brake import Brake
from schoolproof.collect.credentials import Credentials, Wanted, find, providers
from schoolproof.collect.dial import Dialler, silence_loggers
from schoolproof.collect.faults import reason_of
from schoolproof.collect.keep import Keeper
from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Outcome, Report, Status
from schoolproof.collect.reasons import CollectError, Reason
from schoolproof.collect.route import route
from schoolproof.collect.runner import SiteRunner
from schoolproof.collect.ssh import KnownHosts
from schoolproof.collect.stages import measured
from schoolproof.collect.state import GOOD, State, clear_leftovers, only_one
from schoolproof.errors import InventoryError, UserError
from schoolproof.inventory import Host, Project
from schoolproof.platforms import platform_named
from schoolproof.sanitise import SanitisedConfig, load_key

Listener = Callable[[Outcome], None]
Taker = Callable[[str, str, SanitisedConfig], None]


def collect(
    project: Project,
    options: Options,
    listen: Listener = lambda _outcome: None,
    *,
    take: Taker | None = None,
) -> Report:
    """Collect live devices. `listen` hears of each device as it is done, from any thread.

    `take` is given the host, `running` and the sanitised text of each good one, in a dry run too;
    where the device keeps two configurations, it is asked for the `saved` one as well.

    Raises:
        UserError: the run could not begin: a wrong inventory, nothing selected, no credentials.
    """
    silence_loggers()
    start = time.monotonic()
    with only_one(project.root):
        clear_leftovers(project.root)
        state = State(project.root)
        run = _Run(project, options, state, select(project, options, state), listen)
        run.take = take
        outcomes, interrupted = run.go()
    return Report(
        outcomes=tuple(sorted(outcomes, key=lambda o: (o.site, o.host))),
        keys=tuple(sorted(run.known.added)),
        interrupted=interrupted,
        dry_run=options.dry_run,
        seconds=round(time.monotonic() - start, 1),
    )


def select(project: Project, options: Options, state: State | None = None) -> list[Host]:
    """The hosts that the options name.

    Raises:
        UserError: a name that the inventory does not have, or nothing is left.
    """
    hosts = list(project.hosts.values())
    for kind, wanted, known in (
        ("site", options.sites, {h.site for h in hosts}),
        ("host", options.hosts, {h.name for h in hosts}),
    ):
        for name in wanted:
            if name not in known:
                msg = f"the inventory has no {kind} {name!r}; it has {', '.join(sorted(known))}"
                raise InventoryError(msg)
    platforms = {platform_named(name).name for name in options.platforms}
    chosen = [
        host
        for host in hosts
        if (not options.sites or host.site in options.sites)
        and (not options.hosts or host.name in options.hosts)
        and (not platforms or host.platform in platforms)
    ]
    if state is not None and (options.resume or options.retry_failed):
        if not state.exists:
            raise UserError("there was no run before: collect without --resume or --retry-failed")
        again = (state.open if options.resume else set()) | (
            state.failed() if options.retry_failed else set()
        )
        chosen = [host for host in chosen if host.name in again]
    if not chosen:
        raise UserError("no device was selected, so nothing was collected")
    return chosen


@dataclass(slots=True)
class _Shared:
    """What the tasks of a run share."""

    hosts: dict[str, Host]
    accounts: dict[str, Credentials]
    dialler: Dialler
    keeper: Keeper
    day: date


class _Run:
    def __init__(
        self,
        project: Project,
        options: Options,
        state: State,
        hosts: list[Host],
        listen: Listener,
    ) -> None:
        self.project, self.options, self.state, self.listen = project, options, state, listen
        self.hosts = {host.name: host for host in hosts}
        self.known = KnownHosts(
            project.root / "inventory" / "known_hosts",
            trust_new=options.trust_new,
            write=not options.dry_run,
        )
        self.stopping = threading.Event()
        self.outcomes: list[Outcome] = []
        self.take: Taker | None = None

    def go(self) -> tuple[list[Outcome], bool]:
        """Every device; what came of each, and whether a person stopped the run."""
        nornir = open_nornir(self.project).filter(filter_func=lambda h: h.name in self.hosts)
        for host in nornir.inventory.hosts.values():
            route(host, self.project.root)  # a wrong option ends the run before any login
        accounts = self._accounts(nornir)
        if not self.options.dry_run:
            self.state.begin(self.hosts)
        self._without(accounts)
        shared = _Shared(
            self.hosts,
            accounts,
            Dialler(
                self.project.root,
                nornir.config,
                Brake(self.stopping),
                self.known,
                self.stopping,
                self.options.timeout,
            ),
            Keeper(
                self.project,
                load_key(self.project.root),
                dry_run=self.options.dry_run,
                take=self.take,
            ),
            datetime.now(UTC).date(),
        )
        runner = SiteRunner(
            self.options, lambda name: self.hosts[name].site, self._done, self.stopping
        )
        ready = nornir.filter(filter_func=lambda h: h.name in accounts).with_runner(runner)
        ready.run(_collect, shared=shared, attempt=1)
        return self._all(), self.stopping.is_set()

    def _accounts(self, nornir: Nornir) -> dict[str, Credentials]:
        """The account of each host that can be collected; asked for before anything runs."""
        known = providers(self.project.root)
        found = {}
        for name, host in self.hosts.items():
            if platform_named(host.platform).session is None:
                continue
            username = nornir.inventory.hosts[name].get_connection_parameters("netmiko").username
            account = find(Wanted(name, host.site, username or ""), known)
            if account is not None:
                found[name] = account
        if not found:
            msg = (
                "no credentials: set SCHOOLPROOF_USERNAME and SCHOOLPROOF_PASSWORD, or see "
                "docs/collecting.md for Vault and keyring"
            )
            raise UserError(msg)
        return found

    def _without(self, accounts: Iterable[str]) -> None:
        """Hosts that cannot be tried at all."""
        for name in self.hosts.keys() - set(accounts):
            host = self.hosts[name]
            if platform_named(host.platform).session is None:
                reason, detail = Reason.PLATFORM_UNCOLLECTED, f"{host.platform} cannot be collected"
            else:
                reason, detail = Reason.NO_CREDENTIALS, "no account is known for it"
            self._done(failure(host, CollectError(reason, detail)))

    def _done(self, outcome: Outcome) -> None:
        if outcome.reason is Reason.INTERRUPTED:
            return  # it stays open for --resume
        self.outcomes.append(outcome)
        if not self.options.dry_run:
            self.state.done(outcome.host, outcome.reason or GOOD)
        self.listen(outcome)

    def _all(self) -> list[Outcome]:
        """Also the hosts that an interrupted run did not come to."""
        outcomes = list(self.outcomes)
        seen = {outcome.host for outcome in outcomes}
        for name, host in self.hosts.items():
            if name not in seen:
                error = CollectError(Reason.INTERRUPTED, "the run was stopped before it was done")
                outcomes.append(failure(host, error))
        return outcomes


def open_nornir(project: Project) -> Nornir:
    """Nornir over the repository's inventory, with its own logging off."""
    folder = project.root / "inventory"
    files = {
        option: str(folder / name)
        for option, name in (
            ("host_file", "hosts.yaml"),
            ("group_file", "groups.yaml"),
            ("defaults_file", "defaults.yaml"),
        )
    }
    nornir: Nornir = InitNornir(
        inventory={"plugin": "SimpleInventory", "options": files},
        logging={"enabled": False},
    )
    return nornir


def failure(host: Host, error: CollectError) -> Outcome:
    """The outcome of a host that was not collected."""
    return Outcome(host.name, host.site, host.platform, Status.FAILED, error.reason, error.detail)


def _collect(task: Task, shared: _Shared, attempt: int) -> Result:
    """Nornir's task: one attempt at one host. It never raises."""
    host = shared.hosts[task.host.name]
    start = time.monotonic()
    with measured() as spent:
        try:
            outcome = _attempt(task, shared, host, attempt)
        except CollectError as error:
            outcome = failure(host, error)
        except Exception as error:  # noqa: BLE001  no device may stop the others, nor be quoted
            outcome = failure(host, reason_of(error))
    seconds = round(time.monotonic() - start, 1)
    done = replace(outcome, seconds=seconds, stages=tuple(spent.items()))
    return Result(host=task.host, result=done)


def _attempt(task: Task, shared: _Shared, host: Host, attempt: int) -> Outcome:
    session = platform_named(host.platform).session
    if session is None:
        raise CollectError(Reason.PLATFORM_UNCOLLECTED, f"{host.platform} cannot be collected")
    raw, prompt = shared.dialler.read(task.host, session, shared.accounts[host.name], attempt)
    status = shared.keeper.keep(host, raw, prompt, shared.day)
    if shared.keeper.take is not None and session.startup:
        saved = replace(session, command=session.startup)
        with suppress(CollectError):  # a device that never saved has none
            text, prompt = shared.dialler.read(
                task.host, saved, shared.accounts[host.name], attempt
            )
            shared.keeper.keep_saved(host, text, prompt)
    return Outcome(host.name, host.site, host.platform, status)
