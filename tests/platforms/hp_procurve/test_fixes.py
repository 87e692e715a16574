"""Fixes are proven: applied and read again, the fact is what was wanted (fixes.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.model import Device, plain
from schoolproof.model.facts import Facts, read
from schoolproof.parse import ConfigTree
from schoolproof.platforms import platform_named

HERE = Path(__file__).parent
PLATFORM = platform_named("hp_procurve")
WANTED = yaml.safe_load((HERE / "fixes.yaml").read_text("utf-8"))
ROWS = [
    (case, subject, fact)
    for case, subjects in WANTED.items()
    for subject, facts in subjects.items()
    for fact in facts
]


def device_of(tree: ConfigTree) -> tuple[Device, int]:
    device = Device()
    return device, len(PLATFORM.read(tree, device))


def named(device: Device, subject: str) -> Facts:
    return device if subject == "device" else device.interfaces[subject]


@pytest.mark.parametrize(("case", "subject", "fact"), ROWS)
def test_fix(case: str, subject: str, fact: str) -> None:
    wanted: Any = WANTED[case][subject][fact]
    tree = PLATFORM.grammar.parse((HERE / case / "raw.cfg").read_text("utf-8"))
    device, unread = device_of(tree)
    commands = PLATFORM.fixes.commands(device, named(device, subject), fact, wanted)
    assert commands
    after, unread_after = device_of(tree.apply(commands))
    assert plain(read(named(after, subject), fact)) == wanted
    assert unread_after == unread, "a fix must be understood"


def test_a_community_is_taken_away_by_its_token() -> None:
    text = (HERE / "apply" / "switches" / "before.cfg").read_text("utf-8")
    tree = PLATFORM.grammar.parse(text)
    device, _ = device_of(tree)
    community = next(iter(device.snmp.communities))
    commands = PLATFORM.fixes.commands(device, community, "absent", value=True)
    after, _ = device_of(tree.apply(commands))
    assert community.name not in after.snmp.communities
    assert len(after.snmp.communities) == len(device.snmp.communities) - 1


def test_every_fix_of_a_port_or_the_device_is_proven_here() -> None:
    proven = {
        f"{'device' if subject == 'device' else 'interface'}.{fact}" for _, subject, fact in ROWS
    }
    ports = {fact for fact in PLATFORM.fixes.known() if fact.startswith("interface.")}
    untested = {
        "interface.acl_in",
        "interface.addresses",
        "interface.switched_vlan.voice_vlan",
    }
    assert ports - proven == untested
