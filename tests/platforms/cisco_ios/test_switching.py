"""Ports and switching of IOS text: facts with their lines, what commands do, what fixes bring."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.model import Device, Facts, plain, read
from schoolproof.parse import ConfigTree
from schoolproof.platforms import platform_named

SAMPLES = Path(__file__).parent / "samples"
CASES = sorted(path.stem for path in (SAMPLES / "facts").glob("*.cfg"))
COMMANDS = yaml.safe_load((SAMPLES / "apply" / "commands.yaml").read_text(encoding="utf-8"))
FIXES = yaml.safe_load((SAMPLES / "fixes.yaml").read_text(encoding="utf-8"))
PLATFORM = platform_named("cisco_ios")
EXPECTED = re.compile(r"(\S.*?) = (.*?)(?: @ (\d+))?")


def text_of(*parts: str) -> str:
    with (SAMPLES.joinpath(*parts)).open(encoding="utf-8", newline="") as file:
        return file.read()


def device_of(tree: ConfigTree) -> Device:
    device = Device()
    PLATFORM.read(tree, device)
    return device


@pytest.mark.parametrize("case", CASES)
def test_facts_and_their_lines(case: str) -> None:
    tree = PLATFORM.grammar.parse(text_of("facts", f"{case}.cfg"))
    found = {path: (plain(value), line) for path, value, line in device_of(tree).facts()}
    expected = text_of("facts", f"{case}.facts").splitlines()
    assert expected
    for row in expected:
        match = EXPECTED.fullmatch(row)
        assert match, row
        path, value, line = match.groups()
        if value == "absent":
            assert not [p for p in found if p == path or p.startswith(f"{path}.")], row
        else:
            assert path in found, row
            actual, where = found[path]
            assert (str(actual), where) == (value, int(line) if line else None), row


@pytest.mark.parametrize("case", CASES)
def test_lines_that_nobody_understands_are_named(case: str) -> None:
    tree = PLATFORM.grammar.parse(text_of("facts", f"{case}.cfg"))
    unread = [f"{node.line}: {node.text}" for node in PLATFORM.read(tree, Device())]
    assert unread == text_of("facts", f"{case}.unread").splitlines()


@pytest.mark.parametrize("case", CASES)
def test_texts_come_back_byte_for_byte(case: str) -> None:
    text = text_of("facts", f"{case}.cfg")
    assert PLATFORM.grammar.parse(text).text() == text


def spelt(tree: ConfigTree) -> list[str]:
    """Commands of a text; one in a section has the section's name in front."""
    return [
        f"{node.parent.text}: {node.text}" if node.parent and node.parent.text else node.text
        for node in tree.walk()
        if node.role.value == "line"
    ]


@pytest.mark.parametrize("case", COMMANDS)
def test_commands_change_the_text_as_the_device_would(case: str) -> None:
    tree = PLATFORM.grammar.parse(text_of("apply", "switch.cfg"))
    after = tree.apply(COMMANDS[case]["commands"])
    before, now = spelt(tree), spelt(after)
    assert sorted(set(now) - set(before)) == sorted(COMMANDS[case]["gains"])
    assert sorted(set(before) - set(now)) == sorted(COMMANDS[case]["loses"])
    assert after.text().endswith("\nend\n")


def subject_of(device: Device, name: str) -> Facts:
    return device if name == "device" else device.interfaces[name]


@pytest.mark.parametrize(("name", "fact", "value"), FIXES, ids=str)
def test_a_fix_brings_about_what_is_wanted(name: str, fact: str, value: Any) -> None:
    wanted = frozenset(value) if isinstance(value, list) else value
    tree = PLATFORM.grammar.parse(text_of("bad.cfg"))
    device = device_of(tree)
    commands = PLATFORM.fixes.commands(device, subject_of(device, name), fact, wanted)
    assert commands
    mended = device_of(tree.apply(commands))
    assert plain(read(subject_of(mended, name), fact)) == value


def test_every_fix_of_a_port_is_proven() -> None:
    proven = {"device" if n == "device" else "interface": set[str]() for n, _, _ in FIXES}
    for name, fact, _ in FIXES:
        proven["device" if name == "device" else "interface"].add(fact)
    ours = {key for key in PLATFORM.fixes.known() if key.startswith("interface.")}
    untested = {key.removeprefix("interface.") for key in ours} - proven["interface"]
    assert untested <= {"acl6_in", "dot1x.port_control"}
