"""Packets as numbers: one line for addresses of both families, one for protocol and port.

IPv4 addresses are 0 to 2^32 - 1, IPv6 addresses follow them. A service is `protocol * 65536 +
destination port`; protocols without ports use all 65536 numbers of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from schoolproof.flows.sets.spans import Spans, minus, union

IPV6_AT = 1 << 32
IPV4: Spans = (0, IPV6_AT - 1)
IPV6: Spans = (IPV6_AT, IPV6_AT + (1 << 128) - 1)
EVERY_PORT: Spans = (0, 65535)
EVERY_SERVICE: Spans = (0, (256 << 16) - 1)
PROTOCOLS = {"icmp": 1, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "icmp6": 58, "sctp": 132}
NAMES = {number: name for name, number in PROTOCOLS.items()}
WITH_PORTS = frozenset({"tcp", "udp", "sctp"})

# Not the internet: RFC 6890, and what is left of IPv6 outside 2000::/3.
_PRIVATE = ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16")
_PRIVATE_TOO = ("172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3")


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet, as a person writes it. `port` is None for protocols without ports."""

    src: str
    dst: str
    protocol: str
    port: int | None
    ingress: str
    egress: str
    source_port: int | None = None

    def __str__(self) -> str:
        """`10.1.2.3 → 203.0.113.10, TCP 443, from pupil to wan1`."""
        port = "" if self.port is None else f" {self.port}"
        way = f"{self.ingress or 'anywhere'} to {self.egress or 'anywhere'}"
        return f"{self.src} → {self.dst}, {self.protocol.upper()}{port}, from {way}"


def network(net: IPv4Network | IPv6Network) -> tuple[int, int]:
    """First and last address of a prefix on the line."""
    at = 0 if isinstance(net, IPv4Network) else IPV6_AT
    return at + int(net.network_address), at + int(net.broadcast_address)


def networks(nets: Iterable[IPv4Network | IPv6Network]) -> Spans:
    """The addresses of all these prefixes."""
    return union(network(net) for net in nets)


def address(text: str) -> tuple[int, int]:
    """First and last of an address, a prefix, or a range `low-high`.

    Raises:
        ValueError: it is none of them, or the ends are of two families.
    """
    low, dash, high = text.partition("-")
    if not dash:
        return network(ip_network(text.strip(), strict=False))
    first, last = ip_address(low.strip()), ip_address(high.strip())
    if first.version != last.version or int(first) > int(last):
        msg = f"{text} is no range of addresses"
        raise ValueError(msg)
    at = 0 if isinstance(first, IPv4Address) else IPV6_AT
    return at + int(first), at + int(last)


def address_text(number: int) -> str:
    """The address at this place of the line."""
    return str(IPv4Address(number) if number < IPV6_AT else IPv6Address(number - IPV6_AT))


def internet() -> Spans:
    """Every address that is routed on the internet."""
    inside = networks(ip_network(text) for text in (*_PRIVATE, *_PRIVATE_TOO))
    return minus(IPV4, inside) + network(ip_network("2000::/3"))


def private() -> Spans:
    """Every unicast address that is not routed on the internet: RFC 1918 and RFC 4193."""
    kept = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
    return networks(ip_network(text) for text in kept)


def service(text: str) -> Spans:
    """`any`, `icmp`, `tcp`, `tcp/443`, `udp/10000-20000`, or a protocol's number.

    Raises:
        ValueError: it is none of them.
    """
    name, slash, ports = text.strip().lower().partition("/")
    if name in {"any", "all"}:
        return EVERY_SERVICE
    number = PROTOCOLS[name] if name in PROTOCOLS else int(name)
    if not 0 <= number <= 255:  # noqa: PLR2004  a byte
        msg = f"{text} is no protocol"
        raise ValueError(msg)
    if name == "icmp" and not slash:
        return union(_whole(PROTOCOLS[icmp]) for icmp in ("icmp", "icmp6"))
    if not slash:
        return _whole(number)
    low, _, high = ports.partition("-")
    first, last = int(low), int(high or low)
    if not 0 <= first <= last <= EVERY_PORT[1]:
        msg = f"{text} is no range of ports"
        raise ValueError(msg)
    return (number << 16) + first, (number << 16) + last


def _whole(protocol: int) -> tuple[int, int]:
    return protocol << 16, (protocol << 16) + EVERY_PORT[1]


def services(texts: Iterable[str]) -> Spans:
    """All of these services."""
    found: list[tuple[int, int]] = []
    for text in texts:
        spans = service(text)
        found += zip(spans[::2], spans[1::2], strict=True)
    return union(found)


def service_parts(number: int) -> tuple[str, int | None]:
    """Protocol and destination port of a number on the line of services."""
    protocol, port = number >> 16, number & 0xFFFF
    name = NAMES.get(protocol, str(protocol))
    return name, port if name in WITH_PORTS else None


def service_texts(held: Spans) -> list[str]:
    """A set of services as people write it: `any`, `icmp`, `tcp/443`, `udp/5060-5061`."""
    if held == EVERY_SERVICE:
        return ["any"]
    found: list[str] = []
    for low, high in zip(held[::2], held[1::2], strict=True):
        first, last = low >> 16, high >> 16
        if last - first > 1:  # many protocols at once, whatever the ends are
            found.append(f"protocols {first}-{last}")
            continue
        for protocol in range(first, last + 1):
            start = max(low, protocol << 16) & 0xFFFF
            end = min(high, (protocol << 16) + EVERY_PORT[1]) & 0xFFFF
            found.append(_service_text(protocol, start, end))
    return list(dict.fromkeys(found))


def _service_text(protocol: int, first: int, last: int) -> str:
    name = NAMES.get(protocol, f"protocol {protocol}")
    if name not in WITH_PORTS or (first, last) == EVERY_PORT:
        return name
    return f"{name}/{first}" if first == last else f"{name}/{first}-{last}"
