"""Cubes: sets of packets that are a product of one set for each dimension."""

from __future__ import annotations

from typing import NamedTuple

from schoolproof.flows.sets import spans
from schoolproof.flows.sets.spans import Spans


class Cube(NamedTuple):
    """Packets with these sources, targets, services, source ports, and interfaces.

    `ingress` and `egress` are bit masks of interfaces. No dimension is ever empty, but that of
    packets that no route sends anywhere is `egress`.
    """

    source: Spans
    target: Spans
    service: Spans
    origin: Spans
    ingress: int
    egress: int


def sets(cube: Cube) -> tuple[Spans, Spans, Spans, Spans]:
    """The dimensions that are sets of numbers."""
    return cube.source, cube.target, cube.service, cube.origin


def meet(one: Cube, other: Cube) -> Cube | None:
    """Packets in both, or None."""
    ingress, egress = one.ingress & other.ingress, one.egress & other.egress
    if not ingress or not egress:
        return None
    found: list[Spans] = []
    for mine, its in zip(sets(one), sets(other), strict=True):
        both = mine if mine == its else spans.meet(mine, its)
        if not both:
            return None
        found.append(both)
    return Cube(found[0], found[1], found[2], found[3], ingress, egress)


def minus(one: Cube, other: Cube) -> list[Cube] | None:
    """Packets of the first that are not in the second, as disjoint cubes; None: they do not meet.

    At most six cubes come of it, whatever the sets hold.
    """
    both = meet(one, other)
    if both is None:
        return None
    parts: list[Cube] = []
    rest = one
    for name in ("ingress", "egress"):
        left = getattr(rest, name) & ~getattr(both, name)
        if left:
            parts.append(rest._replace(**{name: left}))
            rest = rest._replace(**{name: getattr(both, name)})
    for index, (mine, its) in enumerate(zip(sets(one), sets(both), strict=True)):
        outside = spans.minus(mine, its)
        if outside:
            parts.append(_with(rest, index, outside))
            rest = _with(rest, index, its)
    return parts


def _with(cube: Cube, index: int, held: Spans) -> Cube:
    """The cube with another set in this dimension."""
    found = [*sets(cube)]
    found[index] = held
    return Cube(found[0], found[1], found[2], found[3], cube.ingress, cube.egress)


def within(inner: Cube, outer: Cube) -> bool:
    """Whether every packet of the first is in the second."""
    if inner.ingress & ~outer.ingress or inner.egress & ~outer.egress:
        return False
    return all(spans.within(a, b) for a, b in zip(sets(inner), sets(outer), strict=True))
