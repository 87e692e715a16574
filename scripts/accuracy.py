"""Writes docs/accuracy.md from the labels: `scripts/accuracy.py [--check]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from schoolproof.accuracy import Score, score

ROOT = Path(__file__).resolve().parents[1]
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


def page() -> str:
    """The whole page."""
    scores, judged, absent = score(ROOT / "tests" / "labels", CORPUS)
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
