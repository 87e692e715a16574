"""The engine agrees with plain enumeration on random rule bases: every packet, every reading."""

from __future__ import annotations

import os
from random import Random

import pytest

from schoolproof.flows.firewalls.device import Firewall
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece, whole
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import (
    EVERY_PORT,
    EVERY_SERVICE,
    IPV4,
    IPV6,
    PROTOCOLS,
    address,
)
from schoolproof.flows.sets.witness import witness
from tests.flows.oracle import (
    EGRESS,
    V4,
    V6,
    Packet,
    Reading,
    RuleBase,
    conditions,
    first_match,
    packets,
    readings,
)
from tests.flows.rulebases import device_of, random_base

RUNS = int(os.environ.get("SCHOOLPROOF_FLOWS_RUNS", "2000"))
BLOCK = 250
PACKETS = list(packets())
NUMBERS = {text: address(text)[0] for text in (*V4, *V6)}


def texts(base: RuleBase) -> dict[str, str]:
    """The engine's words for each condition of the oracle."""
    found = {"groups G": "the user is in G", "schedule term": "the schedule term runs"}
    found["list L"] = "the destination is in the vendor's list L"
    for name, row in base.addresses.items():
        for side in ("source", "destination"):
            text = f"the {side} is in {name} ({row.named} {name}.example.org)"
            found[f"{side} {name}"] = text
    return found


def holds(piece: Piece, packet: Packet, reading: Reading, firewall: Firewall) -> bool:
    """Whether a packet is in a set of the engine, for this reading."""
    cube, guard = piece
    source, destination, (protocol, port), origin, ingress = packet
    service = (PROTOCOLS[protocol] << 16) + port
    inside = (
        spans.holds(cube.source, NUMBERS[source])
        and spans.holds(cube.target, NUMBERS[destination])
        and spans.holds(cube.service, service)
        and spans.holds(cube.origin, origin)
        and cube.ingress & firewall.faces.mask([ingress])
        and cube.egress & firewall.faces.mask([EGRESS])
    )
    words = firewall.base.conditions.texts
    return bool(inside) and all(
        any(reading[words[abs(x)]] is (x > 0) for x in clause) for clause in guard
    )


def everything(firewall: Firewall) -> list[Piece]:
    ways = firewall.faces.plain, firewall.faces.mask([EGRESS])
    return [whole(Cube(f, f, EVERY_SERVICE, EVERY_PORT, *ways)) for f in (IPV4, IPV6)]


def disagreements(base: RuleBase, random: Random, *, full: bool) -> list[str]:
    """Packets and readings on which the engine names another rule than the oracle.

    `full`: all of them; else some packets of each family under some readings.
    """
    firewall = Firewall(device_of(base), None)
    engine = firewall.base
    asked = everything(firewall)
    sets: dict[int | None, list[Piece]] = {None: list(engine.undecided(asked))}
    for number, rule in enumerate(engine.rules):
        assert rule.policy is not None
        sets[int(rule.policy.number)] = list(engine.decided(number, asked))
    wrong, words = [], texts(base)
    tried = list(readings(conditions(base)))
    for reading in tried if full else random.sample(tried, min(len(tried), 3)):
        by_text = {words[name]: value for name, value in reading.items()}
        for packet in PACKETS if full else random.sample(PACKETS, 12):
            right = first_match(base, packet, reading)
            said = [
                place
                for place, pieces in sets.items()
                if any(holds(piece, packet, by_text, firewall) for piece in pieces)
            ]
            if said != [right]:
                wrong.append(f"{packet} {by_text}: engine {said}, oracle {right}")
    return wrong


@pytest.mark.parametrize("block", range(max(1, RUNS // BLOCK)))
def test_each_packet_meets_the_same_rule_for_every_reading(block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        random = Random(seed)  # noqa: S311  repeatable, no secret
        base = random_base(random)
        found = disagreements(base, random, full=seed % 500 == 0)
        assert not found, (seed, base.rules, found[:3])


def test_the_oracle_would_notice_a_rule_out_of_order() -> None:
    for seed in range(200):
        base = random_base(Random(seed))  # noqa: S311  as above
        turned = RuleBase(base.rules[::-1], base.addresses, base.services)
        firewall = Firewall(device_of(turned), None)
        for reading in readings(conditions(base)):
            for packet in packets():
                if first_match(base, packet, reading) != first_match(turned, packet, reading):
                    assert firewall.base.rules
                    return
    pytest.fail("no rule base of these depends on its order: they prove nothing")


def test_a_witness_is_a_packet_of_its_set_under_its_conditions() -> None:
    for seed in range(60):
        firewall = Firewall(device_of(random_base(Random(seed))), None)  # noqa: S311  as above
        known = firewall.base.conditions
        for number, _ in enumerate(firewall.base.rules):
            for cube, guard in firewall.base.decided(number, everything(firewall)):
                found = witness((cube, guard), firewall.faces, known, outside=True)
                assert spans.holds(cube.source, address(found.packet.src)[0])
                assert spans.holds(cube.target, address(found.packet.dst)[0])
                chosen = {known.numbers[t.removeprefix("not: ")]: t for t in found.conditions}
                said = {(-n if t.startswith("not: ") else n) for n, t in chosen.items()}
                assert all(said & clause for clause in guard)
                assert found.must is (not guard)
