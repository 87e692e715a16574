"""Words of a FortiOS command: the quick way and the exact way agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolproof.parse.block import WORD, _unquote, quoted, words

PIECES = st.sampled_from(["set", "a", '"', '"b c"', "'d e'", "\\", '\\"', " ", "  ", "\n", '""'])


@given(st.lists(PIECES).map("".join))
def test_the_quick_way_and_the_exact_way_agree(text: str) -> None:
    if text.replace('\\"', "").count('"') % 2 == 0 and "\\" not in text:
        assert words(text) == [_unquote(word) for word in WORD.findall(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('set a "b c" d', ["set", "a", "b c", "d"]),
        ('set a "b" "c"', ["set", "a", "b", "c"]),
        ('set a ""', ["set", "a", ""]),
        ('set a x"b c"y', ["set", "a", "xb cy"]),
        (r'set a "say \"no\" \\"', ["set", "a", 'say "no" \\']),
        ("set a 'b c'", ["set", "a", "b c"]),
        ('set a "two\nlines"', ["set", "a", "two\nlines"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_a_quoted_value_is_one_word_again(text: str) -> None:
    assert words(f"set a {quoted(text)}") == ["set", "a", text]
