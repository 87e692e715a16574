"""A browser, and pages in it that tell everything that happened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from schoolproof.dossier.formats import html, pdf
from schoolproof.dossier.model import Dossier
from schoolproof.errors import UserError

from .made import dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def lacking() -> str:
    """Why no browser test can run here; empty when they can."""
    try:
        import playwright.sync_api  # noqa: F401, PLC0415  a development dependency
    except ImportError as error:
        return str(error)
    try:
        pdf.browser()
    except UserError as error:
        return str(error)
    return ""


def need_browser() -> None:
    """Skip, or in CI fail."""
    reason = lacking()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(f"CI must test the report in a real browser: {reason}")
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def example() -> Dossier:
    """The example trust."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCHOOLPROOF_KEY", "a key for tests only, not secret")
        return dossier()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    need_browser()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as play:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        found = play.chromium.launch(executable_path=pdf.browser(), args=root)
        yield found
        found.close()


@dataclass
class Seen:
    """A page and what it did: anything in these lists is a fault."""

    page: Page
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return [*self.requests, *self.console, *self.dialogs]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Seen]]:
    """Opens a dossier from a file, without a network; options are the browser context's."""
    contexts = []

    def opened(found: Dossier | str, fragment: str = "", **options: Any) -> Seen:
        path = tmp_path / "report.html"
        path.write_text(found if isinstance(found, str) else html.render(found), "utf-8")
        usual = {"offline": True, "reduced_motion": "reduce", "viewport": SCREEN}
        context = browser.new_context(**(usual | options))
        contexts.append(context)
        seen = Seen(context.new_page())
        seen.page.on("request", lambda request: _note(seen, request.url, path))
        seen.page.on("console", lambda message: seen.console.append(message.text))
        seen.page.on("pageerror", lambda error: seen.console.append(str(error)))
        seen.page.on("dialog", lambda box: (seen.dialogs.append(box.message), box.dismiss()))
        seen.page.goto(path.as_uri() + fragment)
        return seen

    yield opened
    for context in contexts:
        context.close()


SCREEN = {"width": 1280, "height": 900}


def _note(seen: Seen, url: str, path: Path) -> None:
    if url.partition("#")[0] != path.as_uri() and not url.startswith("data:,"):
        seen.requests.append(url)
