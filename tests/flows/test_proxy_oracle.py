"""The engine agrees with a plain reader on random explicit proxies: same rule, same packets."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from schoolproof.flows.firewalls.device import Firewall, firewalls
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece, whole
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import proxied
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, PROTOCOLS, address
from tests.flows.build import device_of
from tests.flows.plain_proxies import END, Proxy, Reading, Request
from tests.flows.proxy_texts import random_text

HOSTS = ("10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "203.0.113.9")
PORTS = (53, 80, 443, 8443)
REQUESTS = [
    Request(client, server, transport, port, "pupils", egress)
    for client, server, transport, port, egress in product(
        HOSTS[:4], HOSTS, ("tcp", "udp"), PORTS, ("out", "in")
    )
]
CONDITIONS = ("the user is in G", "the schedule term runs", "the client asks the proxy by CONNECT")
READINGS = [
    dict(zip(CONDITIONS, values, strict=True)) for values in product((True, False), repeat=3)
]
BLOCK = 50


def pieces_of(firewall: Firewall) -> dict[str, tuple[list[Piece], bool]]:
    """What each rule decides of what the proxy carries, by its number."""
    ways = (proxied(firewall.faces.plain), firewall.faces.plain)
    everything = [whole(Cube(IPV4, IPV4, EVERY_SERVICE, EVERY_PORT, *ways))]
    found: dict[str, tuple[list[Piece], bool]] = {}
    for number, rule in enumerate(firewall.base.rules):
        name = rule.policy.short.removeprefix("proxy policy ") if rule.policy else END
        if rule.proxied:
            found[name] = list(firewall.base.decided(number, everything)), rule.accepts
    found[""] = list(firewall.base.undecided(everything)), False
    return found


def holds(firewall: Firewall, piece: Piece, request: Request, reading: Reading) -> bool:
    cube, guard = piece
    service = (PROTOCOLS[request.transport] << 16) + request.port
    inside = (
        spans.holds(cube.source, address(request.client)[0])
        and spans.holds(cube.target, address(request.server)[0])
        and spans.holds(cube.service, service)
        and cube.ingress & proxied(firewall.faces.mask([request.ingress]))
        and cube.egress & firewall.faces.mask([request.egress])
    )
    words = firewall.conditions.texts
    return bool(inside) and all(
        any(reading[words[abs(x)]] is (x > 0) for x in clause) for clause in guard
    )


def disagreements(text: str, random: Random) -> list[str]:
    (firewall,) = firewalls(device_of(text))
    plain, sets = Proxy(text), pieces_of(firewall)
    wrong: list[str] = []
    for request in random.sample(REQUESTS, 40):
        for reading in random.sample(READINGS, 3):
            carried = any(
                holds(firewall, (cube, frozenset()), request, reading)
                for cube, _ in firewall.proxied
            )
            if carried is not plain.takes(request):
                wrong.append(f"{request}: engine takes it {carried}")
            elif carried:
                said = {
                    (name, accepts)
                    for name, (pieces, accepts) in sets.items()
                    if any(holds(firewall, piece, request, reading) for piece in pieces)
                }
                right = plain.decides(request, reading)
                wrong += [] if said == {right} else [f"{request} {reading}: {said}, not {right}"]
    return wrong


@pytest.mark.parametrize("block", range(8))
def test_each_request_meets_the_same_policy_for_every_reading(block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        random = Random(seed)  # noqa: S311  repeatable, no secret
        text = random_text(random)
        found = disagreements(text, random)
        assert not found, (seed, text, found[:3])


def test_the_plain_reader_sees_every_kind_of_answer() -> None:
    said = set()
    for seed in range(100):
        plain = Proxy(random_text(Random(seed)))  # noqa: S311  as above
        said |= {plain.takes(request) for request in REQUESTS}
        said |= {plain.decides(request, READINGS[0]) for request in REQUESTS[::7]}
    assert {True, False, ("", False), (END, True), ("1", True), ("2", False)} <= said
