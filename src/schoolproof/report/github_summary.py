"""GitHub's step summary: everything, in Markdown, within the mebibyte that a step may give."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.entries import entries
from schoolproof.report.limited import (
    HEAD,
    Block,
    base_line,
    change_rows,
    fit,
    fixes,
    listed,
    reach_rows,
    sentences,
    table,
    unknown,
    verdict_line,
    waived_rows,
)

LIMIT = 1024 * 1024  # bytes; GitHub refuses the whole summary of a step that has more


def render(run: Run, _options: Options) -> str:
    """The run as the text of the summary."""
    return fit(_blocks(run), LIMIT, "`schoolproof check --format markdown` has them all.")


def _blocks(run: Run) -> Iterator[Block]:
    yield Block(f"# schoolproof\n\n{verdict_line(run)}")
    if run.base:
        yield Block(f"\n{base_line(run.base)}")
        yield from listed("Who reaches whom", reach_rows(run.base))
    yield from listed("Could not be judged", sentences(run.problems))
    yield table(run)
    if run.base and run.base.changes:
        yield Block(f"\n## Since the base\n\n{HEAD}")
        yield from change_rows(run.base.changes)
    yield from listed("Findings", list(fixes(entries(run))))
    yield from listed("Accepted", waived_rows(run))
    yield from listed("Not known", unknown(run))
    yield from listed("Judged in this run", _scope(run))
    yield from listed("Notes", sentences(run.notes))


def _scope(run: Run) -> list[Block]:
    """Why each device was judged anew; the others came from the cache."""
    if run.base is None:
        return []
    said = [f"{a.host} ({a.side}): {a.why}" for a in run.base.again]
    return sentences([*said, f"{run.base.cached} verdict sets came from the cache"])
