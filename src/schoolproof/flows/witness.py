"""One packet out of a set, such as a person would try."""

from __future__ import annotations

from dataclasses import dataclass

from schoolproof.flows import spans
from schoolproof.flows.base import Piece
from schoolproof.flows.conditions import Conditions, Literals, reading
from schoolproof.flows.cube import Cube
from schoolproof.flows.faces import Faces
from schoolproof.flows.packets import (
    EVERY_PORT,
    PROTOCOLS,
    Packet,
    address,
    address_text,
    service_parts,
)
from schoolproof.flows.spans import Spans

WELL_KNOWN = tuple(
    (PROTOCOLS[name] << 16) + port
    for name, port in (("tcp", 443), ("tcp", 80), ("tcp", 22), ("tcp", 445), ("udp", 53))
)
EXAMPLE = address("203.0.113.10")[0]  # of the addresses that RFC 5737 keeps for examples
ELSEWHERE = address("203.0.113.99")[0]
HOST = 10  # a host's number is likelier than a network's own address
HIGH_PORT = 49152  # where clients' ports begin (RFC 6335)


@dataclass(frozen=True, slots=True)
class Witness:
    """A packet and for which readings of the unknown it is one.

    `must`: for every reading. `real`: for a reading that surely occurs (see `conditions`).
    """

    packet: Packet
    conditions: tuple[str, ...]
    must: bool
    real: bool


def witness(piece: Piece, faces: Faces, conditions: Conditions, *, outside: bool) -> Witness:
    """A packet of a set that is not empty; `outside`: its far end is the internet."""
    cube, guard = piece
    held = conditions.real_reading(guard, outside=outside)
    chosen: Literals = held if held is not None else reading(guard) or frozenset()
    texts = tuple(conditions.text(x) for x in sorted(chosen, key=lambda x: (x < 0, abs(x))))
    return Witness(packet_of(cube, faces), texts, must=not guard, real=held is not None)


def packet_of(cube: Cube, faces: Faces) -> Packet:
    """The packet that looks most like one that people send."""
    source = _pick(cube.source, (ELSEWHERE, _host(cube.source)))
    protocol, port = service_parts(_pick(cube.service, WELL_KNOWN))
    origin = None if cube.origin == EVERY_PORT else _pick(cube.origin, (HIGH_PORT,))
    return Packet(
        src=address_text(source),
        dst=address_text(_pick(cube.target, (EXAMPLE, _host(cube.target)))),
        protocol=protocol,
        port=port,
        ingress=faces.first(cube.ingress),
        egress=faces.first(cube.egress & ~_lowest(cube.ingress)) or faces.first(cube.egress),
        source_port=origin,
    )


def _lowest(mask: int) -> int:
    """The lowest interface of a mask, for plain packets and for those to published servers."""
    bit = mask & -mask
    return bit | bit << 1 | bit >> 1


def _host(held: Spans) -> int:
    return held[0] + HOST if held[0] + HOST <= held[1] else held[0]


def _pick(held: Spans, wanted: tuple[int, ...]) -> int:
    return next((n for n in wanted if spans.holds(held, n)), held[0])
