"""How a collection shows itself: a line per device as it happens, and what to do at the end.

`schoolproof/collect/1` is the same for machines; its schema stands beside the docs.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from rich.progress import Progress

    from schoolproof.collect.outcome import Outcome, Report

SCHEMA = "schoolproof/collect/1"


class View:
    """Progress on standard error: a bar at a terminal, plain lines elsewhere."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415  start-up stays quick
            from rich.progress import Progress  # noqa: PLC0415

            self._progress = Progress(console=Console(stderr=True), transient=True)
            self._task = self._progress.add_task("collecting", total=self._total)
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, outcome: Outcome) -> None:
        """One device is done."""
        if self._progress is None:
            sys.stderr.write(line(outcome) + "\n")
            sys.stderr.flush()
            return
        if not outcome.good:
            self._progress.console.print(line(outcome), markup=False, highlight=False)
        self._progress.advance(self._task)

    def closing(self, report: Report) -> str:
        """What came of it, and what to try."""
        lines = [_count(report)]
        lines += [f"now trusted: {name} {mark}" for name, _kind, mark in report.keys]
        lines += [printable(note) for note in report.notes]
        lines += [
            printable(f"{o.host}: {o.remark}") for o in report.outcomes if o.good and o.remark
        ]
        for outcome in report.outcomes:
            if outcome.reason is not None:
                lines.append(line(outcome))
                lines.append(f"    try: {outcome.reason.advice}")
        if report.interrupted:
            lines.append("Stopped by you; everything written is whole. Go on with --resume.")
        return "\n".join(lines) + "\n"


def line(outcome: Outcome) -> str:
    """One device in one line."""
    if outcome.reason is None:
        return printable(f"{outcome.host}: {outcome.status} ({outcome.seconds:.1f} s)")
    tries = f", tried {outcome.attempts} times" if outcome.attempts > 1 else ""
    return printable(f"{outcome.host}: FAILED {outcome.reason}: {outcome.detail}{tries}")


def printable(text: str) -> str:
    """Text from devices, made harmless for a terminal."""
    from schoolproof.report.safe import printable as safe  # noqa: PLC0415  start-up stays quick

    return safe(text)


def _count(report: Report) -> str:
    found = Counter(outcome.status.value for outcome in report.outcomes)
    words = [f"{number} {word}" for word, number in sorted(found.items())]
    dry = ", nothing was written (dry run)" if report.dry_run else ""
    return f"{len(report.outcomes)} devices: {', '.join(words)}, {report.seconds:.1f} s{dry}"


def as_json(report: Report) -> str:
    """The report for machines."""
    data = {
        "schema": SCHEMA,
        "summary": {
            "devices": len(report.outcomes),
            "failed": sum(not outcome.good for outcome in report.outcomes),
            "interrupted": report.interrupted,
            "dry_run": report.dry_run,
            "exit_code": report.exit_code,
            "seconds": report.seconds,
        },
        "devices": [_device(outcome) for outcome in report.outcomes],
        "trusted_keys": [
            {"name": name, "kind": kind, "fingerprint": mark} for name, kind, mark in report.keys
        ],
        "notes": list(report.notes),
    }
    return json.dumps(data, indent=2) + "\n"


def _device(outcome: Outcome) -> dict[str, Any]:
    return {
        "host": outcome.host,
        "site": outcome.site,
        "platform": outcome.platform,
        "status": outcome.status,
        "reason": outcome.reason,
        "detail": outcome.detail or None,
        "try": outcome.reason.advice if outcome.reason else None,
        "remark": outcome.remark or None,
        "attempts": outcome.attempts,
        "seconds": outcome.seconds,
    }
