"""On texts at hand: no exception, unread lines are listed, and policies hold what the text says.

For each policy packets near the borders of what it names are put to the engine and to a plain
reader that shares no code with it, one policy at a time and over whole rule bases. The texts
beside this file always run; real ones run where there is a folder of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.corpus import FILES, OWN, READERS, comparison, device_of, raw, sides
from tests.flows.plain import Packet
from tests.flows.traced import traced

# what a policy is called in each written form; a search that knows nothing of the grammar
WRITTEN = {
    "fortinet": r"^\s*config firewall (?:consolidated )?(?:security-)?policy(?:6|46|64)?\s*$",
    "paloalto_panos": (
        r"base security rules \S|<security>\s*<rules>\s*<entry|\bsecurity \{\s*rules \{\s*\S+ \{"
    ),
}
FLOOR = {"fortinet": 118, "paloalto_panos": 160}  # policies of the real texts, November 2026
LEAST_OF_A_KIND = 50  # packets
KINDS = frozenset(
    {
        *("held", "not held", "depends", "IPv6", "published", "source port"),
        *("one policy first", "several may be first", "refused at the end"),
    }
)
names = [f"{path.parent.name}/{path.stem}" for path in (*OWN, *FILES)]
each_file = pytest.mark.parametrize("path", [*OWN, *FILES], ids=names)


@each_file
def test_the_engine_answers_as_the_text_says(path: Path) -> None:
    if not re.search(WRITTEN[path.parent.name], raw(path), re.MULTILINE):
        assert not READERS[path.parent.name](raw(path)).bases()
        assert not sides(path).left_out
        pytest.skip("the text holds no policy")
    found = comparison(path)
    assert [row for row in found.single if row.engine is not row.text][:5] == []
    assert [row for row in found.first if row.engine != row.text][:5] == []
    assert [row for row in traced(path) if row.engine != row.text][:5] == []


@each_file
def test_every_policy_is_compared_or_the_engine_refuses_the_text(path: Path) -> None:
    """It refuses only where rules decide that are not in the text, or that it does not follow."""
    found = sides(path)
    assert not found.left_out
    if found.refused:
        assert READERS[path.parent.name](raw(path)).managed, found.refused
    elif re.search(WRITTEN[path.parent.name], raw(path), re.MULTILINE):
        assert found.compared


@each_file
def test_policy_lines_that_were_not_understood_are_listed(path: Path) -> None:
    device, unread = device_of(path, raw(path))
    lines = max(raw(path).count("\n"), raw(path).count("\r")) + 1
    assert all(1 <= line <= lines for line in unread)
    if "firewall" in device.lines and "policies" in device.firewall.lines:
        for policy in device.firewall.policies:
            assert policy.line is None or policy.line not in unread


@pytest.mark.skipif(
    not FILES, reason="no real texts here; SCHOOLPROOF_CORPUS names a folder of configurations"
)
@pytest.mark.parametrize("platform", FLOOR)
def test_no_policy_of_the_real_texts_slips_out_of_the_comparison(platform: str) -> None:
    found = [sides(path) for path in FILES if path.parent.name == platform]
    assert sum(len(each.left_out) for each in found) == 0
    assert sum(len(each.compared) for each in found) >= FLOOR[platform]


def test_packets_of_every_kind_are_put_to_both() -> None:
    counts = Counter(kind for path in OWN for kind in _kinds(path))
    assert set(counts) == KINDS
    assert min(counts.values()) >= LEAST_OF_A_KIND, counts
    assert sum(len(traced(path)) for path in OWN) >= LEAST_OF_A_KIND


def _kinds(path: Path) -> Iterator[str]:
    words = {True: "held", False: "not held", None: "depends"}
    found = comparison(path)
    for row in found.single:
        yield words[row.text]
        yield from _of_packet(row.packet)
    for first in found.first:
        yield "several may be first" if len(first.text) > 1 else "one policy first"
        if first.text == {None}:
            yield "refused at the end"


def _of_packet(packet: Packet) -> Iterator[str]:
    if ":" in packet.source:
        yield "IPv6"
    if packet.servers:
        yield "published"
    if packet.service[2] not in {0, 50_000}:
        yield "source port"
