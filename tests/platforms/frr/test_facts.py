"""What the reference files cannot show: facts that must stay unset, hostile texts, the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolproof.errors import UnknownFact
from schoolproof.model import Device
from schoolproof.model.facts import read
from schoolproof.platforms import platform_named
from schoolproof.platforms.frr.top import TOP

HERE = Path(__file__).parent
FRR = platform_named("frr")
WORDS = sorted({word for path in HERE.glob("*/raw.cfg") for word in path.read_text().split()})
UNSET = (HERE / "unset.txt").read_text().split()


def device_of(text: str) -> Device:
    device = Device()
    FRR.read(FRR.grammar.parse(text), device)
    return device


@pytest.mark.parametrize("path", UNSET)
def test_what_linux_decides_stays_unset(path: str) -> None:
    device = device_of((HERE / "edge_router" / "raw.cfg").read_text())
    with pytest.raises(UnknownFact):
        read(device, path)


def test_a_password_in_the_text_leaves_open_whether_telnet_answers() -> None:
    open_or_not = device_of((HERE / "edge_router" / "raw.cfg").read_text())
    assert "telnet_server" not in open_or_not.lines
    assert "reachable" not in open_or_not.terminals["vty"].lines
    closed = device_of((HERE / "first_boot" / "raw.cfg").read_text())
    assert closed.telnet_server.enabled is False
    assert closed.enable_secret is None


def test_a_text_that_no_router_printed_does_not_tell_by_silence() -> None:
    assert "ip_routing" not in device_of((HERE / "hand_written" / "raw.cfg").read_text()).lines


@given(st.lists(st.lists(st.sampled_from([*WORDS, "no", " ", "\x00", '"']), max_size=8)))
def test_no_text_makes_it_raise(lines: list[list[str]]) -> None:
    text = "\n".join(" ".join(words) for words in lines)
    tree = FRR.grammar.parse(text)
    assert tree.text() == text
    FRR.read(tree, Device())


def test_the_default_table_names_its_sources() -> None:
    assert len({row.fact for row in FRR.defaults}) == len(FRR.defaults)
    assert all(row.source and row.absent for row in FRR.defaults)


def test_nothing_is_ignored_at_the_top_without_its_name() -> None:
    assert [p for p, _ in TOP.ignored() if p.startswith((".", r"(?:no )?.", r"\S", r"\w"))] == []
