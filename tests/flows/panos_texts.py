"""Random PAN-OS texts with several routers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

NETS = ("10.0.0.0/8", "10.9.0.0/16", "10.9.32.0/21", "203.0.113.0/24", "203.0.113.64/26")
NETS6 = ("2001:db8::/32", "2001:db8:9::/48", "2001:db8:9:1::/64")


def ports(router: int) -> list[str]:
    """The two interfaces of a router."""
    return [f"ethernet1/{2 * router + 1}", f"ethernet1/{2 * router + 2}"]


def routers(random: Random, count: int, *, logical: bool) -> Iterator[str]:
    """The lines of a text: each router with two interfaces, and a few routes of either family."""
    for number in range(count):
        for place, port in enumerate(ports(number)):
            at = f"set network interface ethernet {port} layer3"
            net = 2 * number + place
            yield f"{at} ip 192.0.2.{8 * net + 1}/29"
            yield f"{at} ipv6 address 2001:db8:f:{net}::1/64"
            yield f"set zone z{number}{place} network layer3 {port}"
        head = f"set network virtual-router r{number}"
        if logical:
            head = f"set network logical-router r{number} vrf default"
        yield f"{head} interface [ {' '.join(ports(number))} ]"
        for word, net in (("ip", "192.0.2.128/25"), ("ipv6", "2001:db8:ffff::/48")):
            at = f"{head} routing-table {word} static-route nobody"
            yield f"{at} destination {net}"
            yield f"{at} nexthop discard"
        for route in range(random.randrange(1, 5)):
            yield from _route(random, f"{head} routing-table", (number, route, count))
    for word in ("from", "to", "source", "destination", "application", "service"):
        yield f"set rulebase security rules none {word} any"
    yield "set rulebase security rules none action deny"


def _route(random: Random, head: str, place: tuple[int, int, int]) -> Iterator[str]:
    number, name, count = place
    six = random.random() < 0.3
    at = f"{head} {'ipv6' if six else 'ip'} static-route s{name}"
    nets = (*NETS6, "::/0") if six else (*NETS, "0.0.0.0/0")
    yield f"{at} destination {random.choice(nets)}"
    kind = random.choice(("port", "port", "near", "router", "discard", "off"))
    port = random.choice(ports(number))
    if kind == "router":
        word = "next-lr" if "logical" in head else "next-vr"
        yield f"{at} nexthop {word} r{random.randrange(count)}"
    elif kind == "discard":
        yield f"{at} nexthop discard"
    elif kind == "near":
        net = int(port.rpartition("/")[2]) - 1
        hop = f"ipv6-address 2001:db8:f:{net}::2" if six else f"ip-address 192.0.2.{8 * net + 2}"
        yield f"{at} nexthop {hop}"
    else:
        yield f"{at} interface {port}"
    if kind == "off":
        yield f"{at} route-table no-install"
