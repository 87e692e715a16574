"""Writes docs/accuracy.md from the labels: `scripts/accuracy.py [--check]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from schoolproof.accuracy import Label, Score, score
from schoolproof.inventory.yaml import load_model

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "tests" / "labels"
PAGE = ROOT / "docs" / "accuracy.md"
CORPUS = Path(os.environ.get("SCHOOLPROOF_CORPUS", ROOT.parent / "shared" / "corpus"))
HEAD = """# Accuracy

Made by `scripts/accuracy.py` from the labels under `tests/labels/`: configurations that a person
read, saying for each control which subjects fail. Precision is the share of reported findings that
are true, recall the share of true findings that were reported; a dash means there was none.

"""


def share(value: float | None) -> str:
    """A share as a percentage."""
    return "-" if value is None else f"{100 * value:.0f} %"


def first_time(judged: list[str]) -> list[str]:
    """How the verdicts did on labels that nobody had compared before, where a label says it."""
    rows, total = [], Score()
    for name in judged:
        first = load_model(LABELS / f"{name}.yaml", Label).first
        if first is not None:
            one = Score(first.right, first.wrong, first.missed)
            rows.append(f"| {name} | {_counts(one)} |")
            total.right, total.wrong = total.right + one.right, total.wrong + one.wrong
            total.missed += one.missed
    return [
        "",
        "## The first time",
        "",
        "What the verdicts were worth on texts that they had never seen: compared once before",
        "either side was corrected. Afterwards wrong verdicts were mended, each with a sample, and",
        "wrong labels corrected, which the head of the label's file tells.",
        "",
        "| file | right | wrong | missed | precision | recall |",
        "|---|---:|---:|---:|---:|---:|",
        *rows,
        f"| all | {_counts(total)} |",
    ]


def _counts(score: Score) -> str:
    cells = [score.right, score.wrong, score.missed, share(score.precision), share(score.recall)]
    return " | ".join(str(cell) for cell in cells)


def page() -> str:
    """The whole page."""
    scores, judged, absent = score(LABELS, CORPUS)
    total = Score()
    rows = []
    for name, s in sorted(scores.items()):
        total.right, total.wrong = total.right + s.right, total.wrong + s.wrong
        total.missed, total.unknown = total.missed + s.missed, total.unknown + s.unknown
        cells = [f"`{name}`", s.files, s.right, s.wrong, s.missed, s.unknown]
        cells += [share(s.precision), share(s.recall)]
        rows.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    shares = f"precision {share(total.precision)}, recall {share(total.recall)}"
    lines = [
        f"{len(judged)} configurations, {total.right + total.missed} true findings: {shares}.",
        "",
        "| control | files | right | wrong | missed | unknown | precision | recall |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
        "## Known gaps",
        "",
    ]
    gaps = [f"- `{name}`: {gap}" for name, s in sorted(scores.items()) for gap in s.disputes]
    lines += gaps or ["None over these files."]
    lines += first_time(judged)
    lines += ["", "## Files", ""]
    lines += [f"- {name}" for name in judged]
    if absent:
        lines += ["", "Labelled, but the text was not here:", "", *(f"- {n}" for n in absent)]
    return HEAD + "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or with --check say whether it is fresh."""
    text = page()
    if "--check" in sys.argv:
        return int(PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    print(text.split("\n\n")[2])
    return 0


if __name__ == "__main__":
    sys.exit(main())
