"""What holds for any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, SecretLeakError, sanitise

from .conftest import CASES, KEY, MARKER, case

HERE = Path(__file__).parent
BLOCKS = {name: (HERE / "planted" / f"{name}.txt").read_text().split("\n---\n") for name in CASES}
WORDS = (HERE / "words.txt").read_text().split("\n")
platforms = st.sampled_from(CASES)
any_line = st.one_of(st.sampled_from(WORDS), st.text(max_size=30))
pieces = st.lists(any_line, max_size=12).map("\n".join)
few = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def clean(text: str, platform: str) -> str:
    return sanitise(RawConfig(text, source="x"), platform_named(platform), KEY).text


@few
@given(pieces, platforms)
def test_any_text_is_cleaned_once_and_keeps_its_lines(text: str, platform: str) -> None:
    try:
        once = clean(text, platform)
    except SecretLeakError:
        return
    assert once.count("\n") == text.count("\n")
    assert clean(once, platform) == once


@few
@given(platforms, st.data())
def test_nothing_planted_survives_wherever_it_stands(platform: str, data: st.DataObject) -> None:
    text = case(platform).text.split("\n")
    plain = [line for line in text if MARKER not in line and "PRIVATE KEY" not in line]
    whole = data.draw(st.lists(st.sampled_from(BLOCKS[platform]), min_size=1, max_size=4))
    for block in whole:
        place = data.draw(st.integers(0, len(plain)))
        plain.insert(place, block.strip("\n"))
    assert MARKER not in clean("\n".join(plain), platform)


@few
@given(st.lists(st.sampled_from(WORDS), max_size=40), platforms)
def test_what_is_no_secret_is_not_touched(lines: list[str], platform: str) -> None:
    text = "\n".join(lines)
    assert clean(text, platform) == text


@pytest.mark.parametrize("platform", CASES)
def test_a_text_cut_anywhere_leaks_nothing(platform: str) -> None:
    text = case(platform).text
    for end in range(0, len(text), 97):
        part = text[: text.rfind("\n", 0, end) + 1]
        try:
            left = clean(part, platform)
        except SecretLeakError:
            continue
        assert MARKER not in left
