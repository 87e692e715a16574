"""Text from a device is hostile: nothing may raise, and no byte may be lost."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolproof.model import Device

from .reading import FORTINET, device_of, text_of

CASES = ("management", "management_vdoms", "wireless", "interfaces_sdwan", "tricky_values")
VERBS = ("config", "edit", "set", "unset", "append", "next", "end", "delete", "move", "rename")


@pytest.mark.parametrize("case", CASES)
def test_a_text_that_is_cut_anywhere_is_read(case: str) -> None:
    text = text_of(case)
    for at in range(0, len(text), 97):
        device_of(text[:at])


@pytest.mark.parametrize("case", CASES)
def test_lines_in_any_order_are_read(case: str) -> None:
    lines = text_of(case).splitlines(keepends=True)
    dice = random.Random(7)  # noqa: S311  a fixed shuffle, no secret
    for _ in range(10):
        dice.shuffle(lines)
        device_of("".join(lines))


@pytest.mark.parametrize("case", CASES)
def test_values_that_are_nonsense_are_read(case: str) -> None:
    lines = text_of(case).splitlines()
    for value in ("", '""', "''", "-1", "٣", "999999999999", "{{ x }}", "a/b/c", "\\"):
        device_of("\n".join(_with(line, value) for line in lines))


def _with(line: str, value: str) -> str:
    head, word, rest = line.partition("set ")
    return f"{head}{word}{rest.split(' ')[0]} {value}" if word else line


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(VERBS), st.text(max_size=12)), max_size=30))
def test_random_text_is_read_and_given_back(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{verb} {rest}" for verb, rest in lines)
    tree = FORTINET.grammar.parse(text)
    assert tree.text() == text
    FORTINET.read(tree, Device())
