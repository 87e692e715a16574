"""The page in a real browser: nothing leaves it, everybody can use it, with keys alone too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schoolproof.dossier.formats import html
from schoolproof.dossier.model import Audience, Dossier
from schoolproof.roadmap.model import Roadmap
from schoolproof.trend.model import Trend

from .conftest import Seen
from .fleet import fleet
from .made import TERMS, TODAY, step

Show = Callable[..., Seen]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
MEDIA: tuple[dict[str, Any], ...] = (
    {"media": "screen", "color_scheme": "light"},
    {"media": "screen", "color_scheme": "dark"},
    {"media": "print", "color_scheme": "light"},
)
LINES = ("interface GigabitEthernet1/0/1", " spanning-tree bpduguard enable") * 30
FILTERED = """() => {
    const field = document.getElementById("f-site");
    field.selectedIndex = 5;
    const start = performance.now();
    field.dispatchEvent(new Event("change", {bubbles: true}));
    document.body.offsetHeight;  // until it is laid out
    return performance.now() - start;
}"""
BARE: dict[str, Any] = {
    "findings": (),
    "silences": (),
    "next_steps": (),
    "accepted": (),
    "reach": (),
}


def violations(seen: Seen, rule: str = "") -> list[str]:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  a development dependency

    only = {"type": "rule", "values": [rule]} if rule else {"type": "tag", "values": TAGS}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = Axe().run(seen.page, options=options).response["violations"]
    return [
        f"{v['id']}: {node['target']} {node['html'][:120]}" for v in found for node in v["nodes"]
    ]


@pytest.mark.parametrize("media", MEDIA, ids=lambda media: "-".join(media.values()))
def test_axe_finds_nothing(show: Show, example: Dossier, media: dict[str, Any]) -> None:
    seen = show(example)
    seen.page.emulate_media(**media)
    seen.page.evaluate("document.querySelectorAll('details').forEach(node => { node.open = true })")
    assert violations(seen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_small_screen_nor_where_little_is_known(
    show: Show, example: Dossier, scheme: str
) -> None:
    since = replace(example.since, problem="Git holds no state of last term")
    bare = replace(
        example, **BARE, since=since, trend=Trend("month", (), (), 0, 0), problems=("hl-sw1: cut",)
    )
    seen = show(bare, viewport={"width": 390, "height": 800}, color_scheme=scheme)
    assert violations(seen) == []


def test_the_button_makes_the_page_dark_and_light_and_axe_finds_nothing(
    show: Show, example: Dossier
) -> None:
    seen = show(example, color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = seen.page.evaluate(paper)
    seen.page.get_by_role("button", name="Dark page").press("Enter")
    assert seen.page.evaluate(paper) != light
    assert violations(seen, "color-contrast") == []
    seen.page.get_by_role("button", name="Dark page").press("Enter")
    assert seen.page.evaluate(paper) == light
    assert seen.page.evaluate("[localStorage.length, document.cookie]") == [0, ""]


def test_nothing_is_asked_for_and_nothing_complains(show: Show, example: Dossier) -> None:
    seen = show(example)
    seen.page.wait_for_timeout(300)
    assert seen.faults == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_never_scrolls_sideways(show: Show, example: Dossier, width: int) -> None:
    seen = show(example, viewport={"width": width, "height": 800})
    seen.page.evaluate("document.querySelectorAll('details').forEach(node => { node.open = true })")
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width


def test_filters_work_by_keyboard_and_say_what_is_left(show: Show, example: Dossier) -> None:
    page = show(example).page
    page.get_by_role("link", name="Skip to the report").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#f-severity").focus()
    page.keyboard.type("low")
    shown = page.get_by_role("status")
    shown.filter(has_text="Showing").wait_for()
    left = page.locator("[data-f=finding]:not([hidden])")
    assert {node.get_attribute("data-severity") for node in left.all()} == {"low"}
    total = page.locator("[data-f=finding]").count()
    assert f"{left.count()} of {total} findings" in shown.inner_text()
    assert page.url.endswith("#severity=low")
    page.get_by_role("button", name="Show everything").press("Enter")
    page.wait_for_function("document.getElementById('shown').textContent.includes('everything')")
    assert page.locator("[data-f]:not([hidden])").count() == page.locator("[data-f]").count()


def test_a_school_and_a_state_together_mean_that_state_at_that_school(
    show: Show, example: Dossier
) -> None:
    page = show(example, "#site=millbrook&state=unknown").page
    assert page.locator("#f-site").input_value() == "millbrook"
    for node in page.locator("[data-f=demand]:not([hidden])").all():
        assert "millbrook:unknown" in (node.get_attribute("data-at") or "").split()
    assert page.locator("[data-f=demand]:not([hidden])").count() > 0
    others = page.locator("[data-f=device]:not([hidden])").evaluate_all(
        "n => n.map(x => x.dataset.site)"
    )
    assert set(others) == {"millbrook"}


def test_every_anchor_leads_somewhere_and_by_keyboard(show: Show, example: Dossier) -> None:
    page = show(example).page
    lost = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')]"
        ".filter(a => !document.getElementById(a.getAttribute('href').slice(1))).map(a => a.href)"
    )
    assert lost == []
    page.locator("nav a", has_text="Technical findings").press("Enter")
    assert page.evaluate(
        "Math.abs(document.getElementById('findings').getBoundingClientRect().top) < 60"
    )


def test_an_anchor_brings_back_what_a_filter_hid(show: Show, example: Dossier) -> None:
    page = show(example, "#standard=wireless_network").page
    assert page.locator("#c-NS-1h").is_hidden()
    page.evaluate("location.hash = '#c-NS-1h'")
    page.locator("#c-NS-1h").wait_for(state="visible")


def test_without_scripts_all_of_it_is_there_and_no_dead_button(
    show: Show, example: Dossier
) -> None:
    page = show(example, java_script_enabled=False).page
    assert page.locator("#filters").is_hidden()
    assert page.locator("button:visible").count() == 0
    assert page.locator("#c-NS-1h").is_visible()


def test_commands_can_be_copied(show: Show, example: Dossier) -> None:
    seen = show(example, permissions=["clipboard-read", "clipboard-write"])
    entry = next(e for e in example.findings if e.fix and not e.first.waived)
    seen.page.get_by_text("Commands that mend it").first.click()
    seen.page.locator("#findings .copy").first.press("Enter")
    seen.page.get_by_text("Copied").wait_for()
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert copied == "\n".join(entry.fix) + "\n"


def test_targets_are_big_enough_to_hit(show: Show, example: Dossier) -> None:
    page = show(example, viewport={"width": 390, "height": 800}).page
    small = page.evaluate(
        "[...document.querySelectorAll('button, select, summary, nav a, .heat a')]"
        ".filter(n => n.checkVisibility()).filter(n => n.getBoundingClientRect().height < 24)"
        ".map(n => n.outerHTML)"
    )
    assert small == []


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_gets_its_parts_and_nothing_else(
    show: Show, example: Dossier, audience: Audience
) -> None:
    seen = show(replace(example, audience=audience))
    there = seen.page.evaluate("[...document.querySelectorAll('main section[id]')].map(s => s.id)")
    parts = [part.value for part in replace(example, audience=audience).parts]
    assert [name for name in there if not name.startswith("s-")] == parts
    assert seen.faults == []
    if audience is Audience.TECHNICAL:  # others get what was looked at above; its map has no links
        assert violations(seen) == []


def test_a_large_trust_stays_small_and_quick(show: Show, tmp_path: Path) -> None:
    steps = tuple(step(f"key-{n}", f"Mend thing {n}", fix=LINES) for n in range(500))
    found = replace(fleet(tmp_path / "fleet"), roadmap=Roadmap(TODAY, TERMS, steps, ()))
    assert len(found.held) == 196
    assert len({v.control for v in found.run.verdicts}) >= 100
    text = html.render(found)
    assert len(text.encode()) < 3_000_000
    seen = show(text)
    spent = seen.page.evaluate(FILTERED)
    assert spent < 5000, "a filter must answer while somebody looks"
    assert seen.page.locator("[data-f=finding]:not([hidden])").count() > 0
    assert seen.faults == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 1280
