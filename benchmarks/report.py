"""The report on 42 schools and 196 devices: how big it is, how long it takes, how quick it answers.

Needs the `dev` extra and a browser. Times in the browser are medians of five fresh pages.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from schoolproof.dossier.formats import html, pdf

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
LOADED = """() => {
    const found = performance.getEntriesByType("navigation")[0];
    return [found.domContentLoadedEventEnd, found.loadEventEnd];
}"""


def main() -> None:
    """Print the figures."""
    os.environ.setdefault("SCHOOLPROOF_KEY", "a key for benchmarks only")
    sys.path.insert(0, str(ROOT))  # the made-up trust is the tests'
    from tests.dossier.fleet import fleet  # noqa: PLC0415
    from tests.dossier.test_browser import FILTERED  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        found = fleet(folder / "trust")
        start = time.perf_counter()
        text = html.render(found)
        print(f"HTML: {time.perf_counter() - start:.1f} s, {len(text.encode()) / 1e6:.2f} MB")
        start = time.perf_counter()
        paper = pdf.render(found)
        print(f"PDF: {time.perf_counter() - start:.1f} s, {len(paper) / 1e6:.2f} MB")
        path = folder / "report.html"
        path.write_text(text, encoding="utf-8")
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = play.chromium.launch(executable_path=pdf.browser(), args=root)
        rounds = [_round(browser, path.as_uri(), FILTERED) for _ in range(ROUNDS)]
        browser.close()
    names = ("parsed and ready", "loaded", "filtered by a school")
    for label, spent in zip(names, zip(*rounds, strict=True), strict=True):
        print(f"{label}: {statistics.median(spent) / 1000:.2f} s")


def _round(browser: Browser, address: str, filtered: str) -> tuple[float, float, float]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    ready, loaded = page.evaluate(LOADED)
    spent = page.evaluate(filtered)
    page.close()
    return ready, loaded, spent


if __name__ == "__main__":
    main()
