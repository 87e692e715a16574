"""A runner for Nornir: threads, a limit per site, another attempt later for what may pass."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from nornir.core.inventory import Host
from nornir.core.task import AggregatedResult, MultiResult, Task

from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Outcome

TICK = 0.2  # seconds between looks at whether the run was stopped
SWITCH = 0.0005  # seconds; a thread that works on a text gives way to those that talk to devices
GRACE = 3.0  # seconds for running devices to leave, once it was


@dataclass(slots=True)
class _Job:
    host: Host
    site: str
    attempt: int = 1
    ready: float = 0.0


@dataclass
class SiteRunner:
    """Nornir's runner interface. `done` hears of each outcome that is final, in its thread."""

    options: Options
    site_of: Callable[[str], str]
    done: Callable[[Outcome], None]
    stopping: threading.Event
    _waiting: list[_Job] = field(default_factory=list)
    _running: Counter[str] = field(default_factory=Counter)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def run(self, task: Task, hosts: list[Host]) -> AggregatedResult:
        """Run the task on every host. Ctrl-C stops it; hosts not reached are not in the result."""
        result = AggregatedResult(task.name)
        sys.setswitchinterval(SWITCH)
        self._waiting = _in_turns(_Job(host, self.site_of(host.name)) for host in hosts)
        threads = [
            threading.Thread(target=self._work, args=(task, result), daemon=True)
            for _ in range(min(self.options.workers, len(hosts)))
        ]
        for thread in threads:
            thread.start()
        try:
            while any(thread.is_alive() for thread in threads):
                time.sleep(TICK / 10)
        except KeyboardInterrupt:
            self.stopping.set()
            end = time.monotonic() + GRACE
            for thread in threads:
                thread.join(max(0.0, end - time.monotonic()))
        return result

    def _work(self, task: Task, result: AggregatedResult) -> None:
        while (job := self._next()) is not None:
            try:
                attempt = task.copy()
                attempt.params = {**task.params, "attempt": job.attempt}  # type: ignore[dict-item]  # Nornir passes any value
                self._finish(job, attempt.start(job.host), result)
            finally:
                with self._changed:
                    self._running[job.site] -= 1
                    self._changed.notify_all()

    def _finish(self, job: _Job, answer: MultiResult, result: AggregatedResult) -> None:
        outcome: Outcome = answer[0].result
        may_pass = outcome.reason is not None and outcome.reason.may_pass
        if may_pass and job.attempt < self.options.attempts and not self.stopping.is_set():
            pause = self.options.backoff * 2 ** (job.attempt - 1)
            with self._changed:
                self._waiting.append(
                    replace(job, attempt=job.attempt + 1, ready=time.monotonic() + pause)
                )
            return
        result[job.host.name] = answer
        self.done(replace(outcome, attempts=job.attempt))

    def _next(self) -> _Job | None:
        with self._changed:
            while not self.stopping.is_set():
                now = time.monotonic()
                for job in self._waiting:
                    if job.ready <= now and self._running[job.site] < self.options.per_site:
                        self._waiting.remove(job)
                        self._running[job.site] += 1
                        return job
                if not self._waiting and not +self._running:
                    return None
                self._changed.wait(TICK)
        return None


def _in_turns(jobs: Iterable[_Job]) -> list[_Job]:
    """One of each site after another, so that no site keeps the workers from the others."""
    by_site: dict[str, list[_Job]] = {}
    for job in jobs:
        by_site.setdefault(job.site, []).append(job)
    return [job for job in chain.from_iterable(zip_longest(*by_site.values())) if job is not None]
