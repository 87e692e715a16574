"""Access lists: the engine names the entry that a reader of the text names, for every packet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from schoolproof.check.read import read_config
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece, RuleBase
from schoolproof.flows.sets.conditions import Conditions
from schoolproof.flows.sets.packets import IPV4, IPV6, address
from schoolproof.flows.switches.acl import ANSWER, Lists, whole
from schoolproof.model import Device
from schoolproof.platforms import platform_named
from tests.flows.acl_oracle import Groups, Packet, StrangeError, decision, wild_card
from tests.flows.acl_texts import RANGE, V4, V6, Text, random_list, random_packet

RUNS = int(os.environ.get("SCHOOLPROOF_FLOWS_RUNS", "2000"))
BLOCK = 250
TRIED = 30
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
KEY = b"a key for tests only"


def device_of(text: str, platform: str) -> Device:
    return read_config(text, platform_named(platform), KEY).device


def base_of(device: Device, name: str, family: str) -> RuleBase:
    return Lists(device, Conditions()).base(name, family)


def decided(base: RuleBase, family: str) -> dict[int | None, list[Piece]]:
    """The packets of each entry, and of the refusal at the end."""
    everything = [(whole(IPV6 if family == "ipv6" else IPV4), frozenset[frozenset[int]]())]
    found: dict[int | None, list[Piece]] = {None: list(base.undecided(everything))}
    for number, _ in enumerate(base.rules):
        found[number] = list(base.decided(number, everything))
    return found


def holds(piece: Piece, packet: Packet, words: list[str]) -> bool:
    cube, guard = piece
    port = packet.kind[0] * 256 + packet.kind[1] if packet.protocol in {1, 58} else packet.port
    inside = (
        spans.holds(cube.source, address(packet.src)[0])
        and spans.holds(cube.target, address(packet.dst)[0])
        and spans.holds(cube.service, (packet.protocol << 16) + port)
        and spans.holds(cube.origin, packet.origin)
    )
    return inside and all(
        any(true(words[abs(x)], packet) is (x > 0) for x in clause) for clause in guard
    )


def true(text: str, packet: Packet) -> bool:
    if text == ANSWER:
        return packet.answers
    wild = re.fullmatch(r"the (source|destination) fits ([\d.]+) ([\d.]+)", text)
    if wild:  # a wildcard mask with too many holes
        side = packet.src if wild.group(1) == "source" else packet.dst
        return wild_card(wild.group(2), wild.group(3))(side)
    found = re.fullmatch(r"the time range (\S+) runs", text)
    assert found, text
    return found.group(1) in packet.running


def said(sets: dict[int | None, list[Piece]], packet: Packet, base: RuleBase) -> list[int | None]:
    words = base.conditions.texts
    return [n for n, pieces in sets.items() if any(holds(p, packet, words) for p in pieces)]


@pytest.mark.parametrize("block", range(max(1, RUNS // BLOCK)))
def test_random_lists_do_what_their_text_says(block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        random = Random(seed)  # noqa: S311  repeatable, no secret
        text = random_list(random)
        base = base_of(device_of(str(text), text.platform), "X", text.family)
        assert len(base.rules) == len(text.entries), str(text)
        sets = decided(base, text.family)
        for _ in range(TRIED):
            packet = random_packet(random, text.family)
            right = decision(text.entries, packet, text.groups, text.kind)
            assert said(sets, packet, base) == [right], (seed, str(text), packet)


def test_the_lists_hold_all_that_they_should_try() -> None:
    texts = [str(random_list(Random(seed))) for seed in range(300)]  # noqa: S311  as above
    joined = "\n".join(texts)
    for word in (
        "established",
        "range",
        "neq",
        "object-group N2",
        "0.0.2.2",
        RANGE,
        "ipv6",
        "/127",
    ):
        assert word in joined
    assert any(" exit" in text for text in texts)


def test_the_reader_would_notice_entries_out_of_order() -> None:
    for seed in range(200):
        random = Random(seed)  # noqa: S311  as above
        text = random_list(random)
        turned = Text(text.platform, text.kind, text.entries[::-1], text.groups)
        for _ in range(TRIED):
            packet = random_packet(random, text.family)
            one = decision(text.entries, packet, text.groups, text.kind)
            other = decision(turned.entries, packet, text.groups, text.kind)
            if one is not None and other != len(text.entries) - 1 - one:
                return
    pytest.fail("no list of these depends on its order: they prove nothing")


LISTS = re.compile(r"^(?:(ip) access-list (standard|extended)|(ipv6) access-list) \"?([^\s\"]+)")
NUMBERED = re.compile(r"^access-list (\d+) ((?:\d+ )?(?:permit|deny) .*)")
GROUP = re.compile(r"^object-group (?:network|service) (\S+)")


def kind_of(number: int) -> str:
    if number in {*range(1, 100), *range(1300, 2000)}:
        return "standard"
    return "extended" if number < 200 else "other"


def lists_of(text: str) -> tuple[dict[tuple[str, str], list[str]], Groups]:
    """Entries by kind and name, straight from the text."""
    found: dict[tuple[str, str], list[str]] = {}
    groups: Groups = {}
    into: list[str] = []
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not raw.startswith((" ", "\t")):
            into = []
        head, number, group = LISTS.match(line), NUMBERED.match(line), GROUP.match(line)
        if head:
            into = found.setdefault((head.group(2) or "ipv6", head.group(4)), [])
        elif number:
            kind = kind_of(int(number.group(1)))
            found.setdefault((kind, number.group(1)), []).append(number.group(2))
        elif group:
            into = groups.setdefault(group.group(1), [])
        elif raw.startswith((" ", "\t")) and line not in {"exit", "!"} and "remark" not in line:
            into.append(re.sub(r"^(?:\d+ )?sequence \d+ ", "", line))
    return found, groups


def files() -> Iterator[object]:
    for platform in ("cisco_ios", "hp_procurve"):
        folder = CORPUS / platform
        for path in sorted(folder.glob("*")) if folder.is_dir() else ():
            if path.is_file() and "access-list" in path.read_text("utf-8", "replace"):
                yield pytest.param(platform, path, id=f"{platform}-{path.stem}")


FILES = list(files())


@pytest.mark.skipif(not FILES, reason="the folder of real texts is not beside the repository")
@pytest.mark.parametrize(("platform", "path"), FILES)
def test_lists_of_real_texts_do_what_they_say(platform: str, path: Path) -> None:
    text = path.read_text("utf-8", "replace")
    device = device_of(text, platform)
    found, groups = lists_of(text)
    for (kind, name), entries in found.items():
        if kind == "other" or not entries:
            continue
        family = "ipv6" if kind == "ipv6" else "ipv4"
        base = base_of(device, name, family)
        sets = decided(base, family)
        random = Random(name)  # noqa: S311  as above
        for packet in (_near(random, entries, family) for _ in range(60)):
            try:
                right = decision(entries, packet, groups, kind)
            except StrangeError:
                assert any(base.conditions.texts[1:]), (name, entries)
                break
            assert said(sets, packet, base) == [right], (name, entries, packet)


def _near(random: Random, entries: list[str], family: str) -> Packet:
    """A packet between addresses that the list itself names."""
    packet = random_packet(random, family)
    word = r"[0-9a-f]*:[0-9a-f:]+" if family == "ipv6" else r"\d+\.\d+\.\d+\.\d+"
    named = re.findall(word, " ".join(entries)) + random.sample(V6 if family == "ipv6" else V4, 2)
    ports = [int(n) for n in re.findall(r"(?:eq|gt|lt|range) (\d+)", " ".join(entries))]
    port = random.choice([*ports, packet.port]) if packet.protocol in {6, 17} else packet.port
    src, dst = random.choice(named), random.choice(named)
    return Packet(
        src, dst, packet.protocol, port, packet.origin, packet.kind, packet.answers, packet.running
    )
