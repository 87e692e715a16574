"""Makes `docs/images/report.png`: the first page of the example trust's report, in Chromium.

Needs the `dev` extra and a browser. The picture is small enough for a README: at most 400 kB.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from schoolproof.dossier.formats import html, pdf
from schoolproof.dossier.gather import dossier_of
from schoolproof.inventory import Project

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "report.png"
DAY = date(2026, 11, 25)  # the example's waivers and registers were written for this day
WIDTH = 1280
MARGIN = 40  # pixels below the last line
MOST = 400_000  # bytes


def main() -> int:
    """Exit 1: the picture came out too big."""
    text = html.render(dossier_of(Project(ROOT), (), DAY))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = Path(folder) / "report.html"
        page_file.write_text(text, encoding="utf-8")
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = play.chromium.launch(executable_path=pdf.browser(), args=root)
        page = browser.new_page(viewport={"width": WIDTH, "height": 1000}, color_scheme="light")
        page.goto(page_file.as_uri())
        end = page.locator("#front .next").bounding_box()
        assert end is not None  # noqa: S101  the page has a first page
        height = int(end["y"] + end["height"]) + MARGIN
        PICTURE.parent.mkdir(exist_ok=True)
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": height}
        page.screenshot(path=PICTURE, clip=clip, full_page=True)
        browser.close()
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(ROOT)}: {WIDTH} by {height} pixels, {size:,} bytes")
    return int(size > MOST)


if __name__ == "__main__":
    sys.exit(main())
