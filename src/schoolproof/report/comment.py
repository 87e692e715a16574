"""One comment on a pull request. The hidden mark lets a workflow find and replace its own."""

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
    unknown,
    verdict_line,
    waived_rows,
)

MARK = "<!-- schoolproof -->"
LIMIT = 65_536  # characters of a comment on GitHub; bytes are never fewer


def render(run: Run, _options: Options) -> str:
    """The run as the text of the comment."""
    return fit(_blocks(run), LIMIT, "the step summary has them all.")


def _blocks(run: Run) -> Iterator[Block]:
    yield Block(f"{MARK}\n## schoolproof\n\n{verdict_line(run)}")
    yield from listed("Could not be judged", sentences(run.problems))
    if run.base:
        yield Block(f"\n{base_line(run.base)}")
        yield from listed("Who reaches whom", reach_rows(run.base))
        if run.base.changes:
            heading = "\n## Since the base\n" if run.base.reach else ""
            yield Block(f"{heading}\n{HEAD}")
            yield from change_rows(run.base.changes)
    yield from listed("How to mend it", list(fixes(entries(run, fresh=True))))
    yield from listed("Accepted", waived_rows(run))
    yield from listed("Not known", unknown(run, run.fail_on))
    yield from listed("Notes", sentences(run.notes))
