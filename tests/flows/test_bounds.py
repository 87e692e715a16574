"""A rule base made to be hard is answered or given up within bounds, never a hang."""

from __future__ import annotations

import time
from random import Random

import pytest

from schoolproof.errors import UnknownFact
from schoolproof.flows.sets.base import MAX_WORK, RuleBase, whole
from schoolproof.flows.sets.conditions import STATE, Conditions
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE
from schoolproof.flows.sets.rule import Rule

SPACE = (0, (1 << 32) - 1)


def tangled(rules: int, conditions: Conditions) -> RuleBase:
    """Refusals that overlap each other in every dimension, some on conditions, then one accept."""
    random = Random(7)  # noqa: S311  repeatable, no secret

    def span(top: int) -> tuple[int, int]:
        low, high = sorted(random.randrange(top) for _ in range(2))
        return (low, high)

    found = []
    for number in range(rules):
        cube = Cube(span(1 << 32), span(1 << 32), span(1 << 24), span(65536), 1, 1)
        literal = conditions.literal(f"user {number % 40}", STATE)
        found.append(Rule(None, False, ((cube, frozenset((literal,) if number % 3 == 0 else ())),)))
    every = Cube(SPACE, SPACE, EVERY_SERVICE, EVERY_PORT, 1, 1)
    return RuleBase([*found, Rule(None, True, ((every, frozenset()),))], conditions)


def test_the_first_packet_of_a_tangled_rule_base_comes_at_once() -> None:
    base = tangled(2000, Conditions())
    every = whole(Cube(SPACE, SPACE, EVERY_SERVICE, EVERY_PORT, 1, 1))
    started = time.perf_counter()
    assert next(base.decided(2000, [every])) is not None
    assert time.perf_counter() - started < 20


def test_all_packets_of_a_tangled_rule_base_are_given_up_with_the_limit_named() -> None:
    base = tangled(2000, Conditions())
    every = whole(Cube(SPACE, SPACE, EVERY_SERVICE, EVERY_PORT, 1, 1))
    with pytest.raises(UnknownFact, match=f"{MAX_WORK:,} comparisons"):
        for _ in base.decided(2000, [every]):
            pass
