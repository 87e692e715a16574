"""Why each device was in scope, and how much was judged: what a gate says for itself."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.check.baseline.compare import Comparison
from schoolproof.check.host import HostResult
from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.inert import inert
from schoolproof.report.safe import printable

ALL = "there is no base, so everything is in scope"
SAME = "as on the base: nothing that decides its verdicts changed"
UNREAD = "it could not be judged"
KEPT = "known from an earlier run of the same texts"
# `again` says this of a device whose inputs are those of the base.
NO_MEMORY = "the cache did not hold it"


def render(run: Run, _options: Options) -> str:
    """The scope as plain text, one line for each reason."""
    return inert("\n".join(printable(line) for line in _lines(run)) + "\n")


def _lines(run: Run) -> Iterator[str]:
    facts = sum(result.facts for result in run.results)
    yield f"Judged: {len(run.results)} devices, {len(run.controls)} controls, {facts} facts"
    for why, hosts in _grouped(run).items():
        yield f"{why}: {', '.join(hosts)}"
    if run.base is None:
        return
    if run.base.fewer:
        yield from (f"Less than on the base: {sentence}" for sentence in run.base.fewer)
    else:
        yield f"Nothing is judged less than on the base ({run.base.commit[:12]})"


def _grouped(run: Run) -> dict[str, list[str]]:
    """Hosts by reason, the reasons in the order in which they come."""
    groups: dict[str, list[str]] = {}
    for result in run.results:
        groups.setdefault(_why(run.base, result), []).append(result.host)
    return groups


def _why(base: Comparison | None, result: HostResult) -> str:
    if result.problem:
        return UNREAD
    if base is None:
        return ALL
    reasons = {again.host: again.why for again in base.again if again.side == "now"}
    why = reasons.get(result.host)
    if why is None and result.path in base.changed:
        return "its configuration changed"
    if why is None:
        return KEPT
    return SAME if why == NO_MEMORY else why
