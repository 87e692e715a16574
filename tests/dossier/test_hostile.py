"""What an attacker wrote into a device or a register stays a text, in HTML and on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schoolproof.dossier.formats import html, pdf
from schoolproof.dossier.model import Dossier

from .conftest import Seen, need_browser
from .hostile import MARK, SAFE, poisoned

Show = Callable[..., Seen]
OPEN = "document.querySelectorAll('details').forEach(node => { node.open = true })"


def test_the_page_holds_no_raw_control_character(example: Dossier) -> None:
    text = html.render(poisoned(example))
    assert MARK not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.count("<script") == 1
    assert len(re.findall(r"<img (?!src=.data:image/svg)", text)) == 0
    assert "javascript:" not in text
    assert "49" not in text.split("{{ 7*7 }}")[0][-4:]  # a template in a text is no template


def test_nothing_runs_nothing_is_asked_and_the_text_is_seen(show: Show, example: Dossier) -> None:
    seen = show(poisoned(example))
    seen.page.evaluate(OPEN)
    seen.page.wait_for_timeout(300)
    assert seen.faults == []
    assert seen.page.evaluate("document.scripts.length") == 1
    widths = seen.page.evaluate("[...document.images].map(image => image.naturalWidth)")
    assert len(widths) == len(example.reach)
    assert all(widths), "each is a picture, and nothing else"
    assert seen.page.evaluate("document.querySelectorAll('[onerror],[onload],[style]').length") == 0
    body = seen.page.evaluate("document.body.innerText")
    for part in (
        "h1",
        "#roadmap",
        "#trend",
        "#findings",
        "#reach",
        "#waivers",
        "#collected",
        "#records",
    ):
        assert SAFE in seen.page.locator(part).inner_text(), part
    assert "<script>alert(1)</script>" in body
    assert seen.page.title().count("<script>") == 1


def test_filters_still_work_on_hostile_names(show: Show, example: Dossier) -> None:
    seen = show(poisoned(example))
    field = seen.page.locator("#f-site")
    field.select_option(index=1)
    assert seen.page.locator("[data-f=device]:not([hidden])").count() > 0
    assert seen.faults == []


def test_paper_shows_it_too_as_text(example: Dossier, tmp_path: Path) -> None:
    need_browser()
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf.render(poisoned(example)))
    text = "".join(_words(path))
    assert "<script>alert(1)</script>" in text
    assert SAFE in text
    assert "\x1b" not in text
    assert b"/JavaScript" not in path.read_bytes()


def _words(path: Path) -> Iterator[str]:
    """The text without what line breaks add."""
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    yield from done.stdout.decode("utf-8").split()
