"""Whatever a text holds: it is read, or refused by one of our own errors. Nothing else happens."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolproof.check.read import read_config, require_device, require_whole
from schoolproof.errors import SchoolproofError
from schoolproof.platforms import names, platform_named

KEY = b"a key for tests only, not secret"
CONFIGS = sorted((Path(__file__).parents[2] / "configs").rglob("*.cfg"))
LINES = sorted({line for path in CONFIGS for line in path.read_text("utf-8").split("\n")})
strange = st.text(max_size=30) | st.sampled_from(["\0", "\u202e", "\x1b[2J", "\r", "\t", '"', "\\"])
texts = st.lists(st.sampled_from(LINES) | strange, max_size=60).map("\n".join)


def read(text: str, platform_name: str) -> None:
    platform = platform_named(platform_name)
    require_device(text, platform, path="x")
    require_whole(read_config(text, platform, KEY), platform, path="x")


@pytest.mark.parametrize("platform", names())
@given(text=texts)
@settings(max_examples=150, deadline=None)
def test_shuffled_lines_of_all_platforms(platform: str, text: str) -> None:
    try:
        read(text, platform)
    except SchoolproofError as error:
        assert "\n" not in str(error)  # noqa: PT017  either nothing is raised, or this


@pytest.mark.parametrize("platform", names())
@pytest.mark.parametrize("unit", ["x", " x", '"', "set a b ", "password 7 0", "^C", "\\", "1,"])
def test_a_line_of_a_megabyte(platform: str, unit: str) -> None:
    text = f"hostname a\n{unit * (1_000_000 // len(unit))}\nend\nend\n"
    try:
        read(text, platform)
    except SchoolproofError:
        return


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_time_grows_with_the_text_and_no_faster(path: Path) -> None:
    """Four times the text may take ten times as long at most: a square would take sixteen."""
    text = path.read_text("utf-8")
    platform = platform_named({"#": "fortinet", ";": "hp_procurve"}.get(text[0], "cisco_ios"))
    once = min(seconds(text, platform.name) for _ in range(3))
    four = min(seconds(text * 4, platform.name) for _ in range(2))
    assert four < 10 * once + 0.2


def seconds(text: str, platform: str) -> float:
    start = time.perf_counter()
    read_config(text, platform_named(platform), KEY)
    return time.perf_counter() - start


@pytest.mark.parametrize("path", CONFIGS[:6], ids=lambda path: path.stem)
def test_a_text_that_is_cut_anywhere_is_refused(path: Path) -> None:
    """Cut at the end of a line or in mid-word: never judged as a whole device."""
    text = path.read_text("utf-8")
    name = {"#": "fortinet", ";": "hp_procurve"}.get(text[0], "cisco_ios")
    if platform_named(name).end is None and name == "hp_procurve":
        pytest.skip("ArubaOS-Switch prints no last line, so a cut at a line's end cannot be seen")
    chance = random.Random(path.stem)  # noqa: S311  the same cuts every time
    for _ in range(20):
        cut = text[: chance.randrange(200, len(text) - 40)]
        with pytest.raises(SchoolproofError):
            read(cut, name)
