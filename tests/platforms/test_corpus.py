"""Real configurations, where a folder of them is at hand; see CORPUS."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from schoolproof.model import Device
from schoolproof.parse import ConfigTree
from schoolproof.parse.tree import physical_lines
from schoolproof.platforms import names, platform_named
from schoolproof.sanitise import RawConfig, sanitise

from .samples import KEY

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("SCHOOLPROOF_CORPUS", ROOT.parent / "shared" / "corpus"))
AVERAGE, WORST = 0.05, 0.10  # part of the lines of whole devices that may be unread
FILES = sorted(path for name in names() for path in CORPUS.glob(f"{name}/*.cfg"))
pytestmark = pytest.mark.skipif(
    not FILES, reason="no corpus here; SCHOOLPROOF_CORPUS names a folder of configurations"
)
each_file = pytest.mark.parametrize(
    "path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES]
)


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="surrogateescape")


def unread_part(tree: ConfigTree, platform: str) -> float:
    unread = platform_named(platform).read(tree, Device())
    commands = sum(1 for node in tree.walk() if node.role.value == "line")
    return len({node.line for node in unread}) / max(commands, 1)


def whole_devices(platform: str) -> list[Path]:
    """Files that the list of sources calls a whole device."""
    sources = (CORPUS / "SOURCES.md").read_text(encoding="utf-8")
    row = re.compile(rf"^\| {platform}/(\S+) \|.*\bwhole device\b", re.MULTILINE)
    return [CORPUS / platform / name for name in row.findall(sources)]


@each_file
def test_a_real_text_is_cleaned_and_read(path: Path) -> None:
    name, raw = path.parent.name, read(path)
    platform = platform_named(name)
    clean = sanitise(RawConfig(raw, source=path.name), platform, KEY)
    again = sanitise(RawConfig(clean.text, source=path.name), platform, KEY)
    assert again.text == clean.text
    for text in (raw, clean.text):
        tree = platform.grammar.parse(text)
        assert tree.text() == text
        platform.read(tree, Device())
    assert len(physical_lines(clean.text)) <= len(physical_lines(raw))


@pytest.mark.parametrize("name", names())
def test_few_lines_of_whole_devices_are_unread(name: str) -> None:
    parse = platform_named(name).grammar.parse
    parts = {path.name: unread_part(parse(read(path)), name) for path in whole_devices(name)}
    if not parts:
        pytest.skip(f"the corpus has no whole device of {name}")
    too_many = {file: round(part, 3) for file, part in parts.items() if part > WORST}
    assert too_many == {}
    assert sum(parts.values()) / len(parts) <= AVERAGE
