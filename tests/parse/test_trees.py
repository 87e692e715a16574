"""Text to tree and back: nothing is lost, whatever the text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolproof.parse import ConfigTree, Role
from schoolproof.platforms import names, platform_named

SAMPLES = Path(__file__).parent / "samples"
PLATFORMS = names()
CONFIGS = sorted((Path(__file__).parents[2] / "configs").rglob("*.cfg"))
WORDS = [
    *("config system global", "edit 1", "next", "end", "exit", "quit", "!", "#", ";", ""),
    *("interface GigabitEthernet1/0/1", "vlan 10", "banner motd ^C", "^C", 'set a "b', '"'),
    *("certificate self-signed 01", "no shutdown", "set comment 'x", "tagged 1-4", "\\", '\\"'),
]
lines = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(WORDS) | st.text(max_size=20)))
ends = st.sampled_from(["\n", "\r\n"])


def parse(platform: str, text: str) -> ConfigTree:
    return platform_named(platform).grammar.parse(text)


@pytest.mark.parametrize("platform", PLATFORMS)
@given(content=lines, end=ends, cut=st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_text_comes_back_byte_for_byte(
    platform: str, content: list[tuple[int, str]], end: str, *, cut: bool
) -> None:
    text = "".join(f"{' ' * indent}{word}{end}" for indent, word in content)
    text = text[: -len(end)] if cut and text else text
    assert parse(platform, text).text() == text


@pytest.mark.parametrize("platform", PLATFORMS)
@given(text=st.text())
@settings(max_examples=100, deadline=None)
def test_lines_are_counted_as_editors_count_them(platform: str, text: str) -> None:
    lines = text.split("\n")
    for node in parse(platform, text).walk():
        first = node.text.split("\n")[0].rstrip("\r")
        assert first.strip() in lines[node.line - 1]


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_the_example_trust_comes_back_byte_for_byte(path: Path) -> None:
    text = path.read_bytes().decode()
    found = [p for p in PLATFORMS if parse(p, text).text() == text]
    assert found == list(PLATFORMS)


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_mutated_configurations_never_raise(path: Path) -> None:
    from schoolproof.model import Device  # noqa: PLC0415  used here alone

    chance = random.Random(path.stem)  # noqa: S311  the same mutations every time
    whole = path.read_text(encoding="utf-8").split("\n")
    for platform in PLATFORMS:
        for _ in range(3):
            content = mutate(whole, chance)
            tree = parse(platform, "\n".join(content))
            platform_named(platform).read(tree, Device())


def mutate(whole: list[str], chance: random.Random) -> list[str]:
    """The text with lines deleted, doubled, spliced, cut in mid-word, or strange."""
    content = [line for line in whole if chance.random() > 0.02]
    for _ in range(5):
        at = chance.randrange(len(content))
        strange = ["\0", "é\u202e", "x" * 5000, content[at][: len(content[at]) // 2], content[at]]
        content.insert(at, chance.choice(strange))
    half = chance.randrange(len(content))
    return content[half:] + content[: half // 2]


def sections(tree: ConfigTree) -> list[tuple[int, str, str]]:
    """(line, section, command) of every command."""
    return [
        (n.line, n.parent.text if n.parent else "", n.text)
        for n in tree.walk()
        if n.role is Role.LINE
    ]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.cfg")), ids=lambda path: path.stem)
def test_a_sample_has_the_tree_beside_it(path: Path) -> None:
    platform = path.name.split(".")[0]
    tree = parse(platform, path.read_bytes().decode())
    shown = [f"{n}\t{s!r}\t{t!r}" for n, s, t in sections(tree)]
    shown += [f"problem\t{line}\t{sentence}" for line, sentence in tree.problems]
    expected = path.with_suffix(".tree").read_text(encoding="utf-8").splitlines()
    assert shown == expected
