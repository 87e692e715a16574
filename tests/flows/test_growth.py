"""The index leaves nothing out, and narrow rules do not meet all the others."""

from __future__ import annotations

from random import Random

from schoolproof.flows.sets.cube import Cube, meet
from schoolproof.flows.sets.index import Index, bits
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6_AT
from schoolproof.flows.sets.spans import Spans, union


def some(random: Random, top: int, at: int = 0) -> Spans:
    """A few intervals: hosts, prefixes, ranges, or nearly everything."""
    found = []
    for _ in range(random.choice((1, 1, 2, 3))):
        size = random.choice((0, 0, 3, 255, 70_000, top // 2))
        low = at + random.randrange(max(1, top - size))
        found.append((low, low + size))
    return union(found)


def random_cube(random: Random) -> Cube:
    six = random.random() < 0.2
    at, top = (IPV6_AT, 1 << 80) if six else (0, 1 << 20)
    return Cube(
        some(random, top, at),
        some(random, top, at),
        some(random, 1 << 12),
        EVERY_PORT,
        random.choice((1, 4, 5, 21)),
        random.choice((1, 4, 5, 21)),
    )


def test_every_term_that_meets_a_cube_is_found() -> None:
    for seed in range(40):
        random = Random(seed)  # noqa: S311  repeatable, no secret
        terms = [random_cube(random) for _ in range(150)]
        index = Index(terms)
        for _ in range(30):
            cube = random_cube(random)
            among = random.getrandbits(150)
            found = set(bits(index.meeting(cube, among)))
            right = {n for n, term in enumerate(terms) if meet(cube, term) and among >> n & 1}
            assert right <= found


def test_rules_for_single_hosts_meet_few_others() -> None:
    random = Random(1)  # noqa: S311  as above
    hosts = [(random.randrange(256) << 8) + random.randrange(256) for _ in range(4000)]
    terms = []
    for place in range(0, 4000, 2):  # two hosts far from each other: the hull is the whole network
        two = union((host, host) for host in hosts[place : place + 2])
        terms.append(Cube(two, IPV4, EVERY_SERVICE, EVERY_PORT, 1, 1))
    index = Index(terms)
    met = [index.meeting(term, index.every).bit_count() for term in terms]
    assert sum(met) / len(met) < 60  # of 2,000; by the hull alone it would be most of them
