"""One packet out of a set, such as a person would try."""

from __future__ import annotations

from dataclasses import dataclass

from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece
from schoolproof.flows.sets.conditions import Conditions, Literals, reading
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import Faces, lowest
from schoolproof.flows.sets.packets import (
    EVERY_PORT,
    IPV6_AT,
    PROTOCOLS,
    Packet,
    address,
    address_text,
    service_parts,
)
from schoolproof.flows.sets.spans import Spans

WELL_KNOWN = tuple(
    (PROTOCOLS[name] << 16) + port
    for name, port in (("tcp", 443), ("tcp", 80), ("tcp", 22), ("tcp", 445), ("udp", 53))
)
EXAMPLE = address("203.0.113.10")[0]  # of the addresses that RFC 5737 keeps for examples
ELSEWHERE = address("203.0.113.99")[0]
HOST = 10  # a host's number is likelier than a network's own address
LEAST = 4  # addresses of a subnet with two hosts
BYTE = 0xFF
INTERFACE_ID = (1 << 64) - 1  # of an IPv6 address (RFC 4291)
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
        egress=faces.first(cube.egress & ~lowest(cube.ingress)) or faces.first(cube.egress),
        source_port=origin,
    )


def _host(held: Spans) -> int:
    """An address that a host may have, where the set holds one."""
    for low, high in spans.pairs(held):
        for number in (low + HOST, low, low + 1):
            if number <= high and not _is_of_net(number, low, high):
                return number
    return held[0]


def _is_of_net(number: int, low: int, high: int) -> bool:
    """Whether an address looks like that of a subnet itself, or that for all of its hosts.

    Either end of a block, or what the ends of most subnets look like.
    """
    size = high - low + 1
    start = low if low < IPV6_AT else low - IPV6_AT
    if size >= LEAST and size & (size - 1) == 0 and start % size == 0 and number in {low, high}:
        return True
    return number & BYTE in {0, BYTE} if number < IPV6_AT else not number - IPV6_AT & INTERFACE_ID


def _pick(held: Spans, wanted: tuple[int, ...]) -> int:
    return next((n for n in wanted if spans.holds(held, n)), held[0])
