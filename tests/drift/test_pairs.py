"""Pairs of texts that mean the same (`same/`) or do not (`other/`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.drift.compare import compare
from schoolproof.drift.remedy import put_back
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform, platform_named

HERE = Path(__file__).parent


def cases(folder: str) -> list[str]:
    found = sorted(
        p.name.removesuffix(".accepted.cfg") for p in HERE.glob(f"{folder}/*.accepted.cfg")
    )
    assert found
    return found


def load(folder: str, case: str) -> tuple[ConfigTree, ConfigTree, Platform]:
    platform = platform_named(case.split(".", maxsplit=1)[0])
    accepted, observed = (
        platform.grammar.parse((HERE / folder / f"{case}.{side}.cfg").read_text(encoding="utf-8"))
        for side in ("accepted", "observed")
    )
    return accepted, observed, platform


@pytest.mark.parametrize("case", cases("same"))
def test_two_ways_to_say_the_same_are_no_difference(case: str) -> None:
    accepted, observed, platform = load("same", case)
    assert not compare(accepted, observed, platform)
    assert put_back(accepted, observed, platform).commands == ()


@pytest.mark.parametrize("case", cases("other"))
@pytest.mark.parametrize("back", [False, True])
def test_what_differs_is_seen_and_put_back(case: str, back: bool) -> None:
    accepted, observed, platform = load("other", case)
    if back:
        accepted, observed = observed, accepted
    assert compare(accepted, observed, platform)
    remedy = put_back(accepted, observed, platform)
    assert remedy.left == ()
    mended = observed.apply(remedy.filled())
    assert not compare(accepted, mended, platform), remedy.commands


def test_a_port_joins_its_vlan_before_it_leaves_the_other_one() -> None:
    accepted, observed, platform = load("other", "hp_procurve.moved_port")
    commands = put_back(accepted, observed, platform).commands
    assert commands[:3] == ("vlan 20", " untagged 4", "exit")


def test_what_refers_to_an_object_is_changed_between_its_making_and_its_end() -> None:
    accepted, observed, platform = load("other", "cisco_ios.new_vlan")
    commands = put_back(accepted, observed, platform).commands
    order = [commands.index(c) for c in ("vlan 20", " switchport access vlan 20", "no vlan 60")]
    assert order == sorted(order)
