"""Fixes are proven: applied and read again, the fact is what was wanted (fixes.yaml)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from schoolproof.model import Device
from schoolproof.model.facts import Facts, read
from schoolproof.parse import ConfigTree
from schoolproof.platforms import platform_named

HERE = Path(__file__).parent
FRR = platform_named("frr")
WANTED = yaml.safe_load((HERE / "fixes.yaml").read_text())
ROWS = [
    (case, subject, fact)
    for case, subjects in WANTED.items()
    for subject, facts in subjects.items()
    for fact in facts
]


def device_of(tree: ConfigTree) -> tuple[Device, int]:
    device = Device()
    return device, len(FRR.read(tree, device))


def named(device: Device, subject: str) -> Facts:
    if subject == "vty":
        return device.terminals["vty"]
    return device if subject == "device" else device.interfaces[subject]


@pytest.mark.parametrize(("case", "subject", "fact"), ROWS)
def test_fix(case: str, subject: str, fact: str) -> None:
    wanted, then = WANTED[case][subject][fact]
    tree = FRR.grammar.parse((HERE / case / "raw.cfg").read_text())
    device, unread = device_of(tree)
    commands = FRR.fixes.commands(device, named(device, subject), fact, wanted)
    assert commands
    after, unread_after = device_of(tree.apply(commands))
    assert read(named(after, subject), fact) == then
    assert unread_after == unread, "a fix must be understood"


def test_a_vty_without_a_door_is_closed_by_the_fix() -> None:
    tree = FRR.grammar.parse((HERE / "hand_written" / "raw.cfg").read_text())
    device, _ = device_of(tree)
    commands = FRR.fixes.commands(device, device, "telnet_server.enabled", value=False)
    assert commands == ("no password", "line vty", " login")
