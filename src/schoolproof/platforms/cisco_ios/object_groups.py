"""Object groups: named sets of addresses and services that access lists use.

Source: IOS-XE Security Configuration Guide, "Object Groups for ACLs". Network members are hosts,
subnets with a mask (no wildcard), ranges and other groups.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from schoolproof.model import Table
from schoolproof.model.switching import ObjectGroup
from schoolproof.parse import Node
from schoolproof.platforms.acl_names import ICMP, WITH_PORTS
from schoolproof.platforms.acl_words import Words, icmp, ports, protocol
from schoolproof.platforms.cisco_ios.top import TOP, Reading

RANGE = 2  # words of one


@TOP.section(r"object-group (network|service) (\S+)")
def _group(reading: Reading, node: Node, kind: str, name: str) -> None:
    table: Table[ObjectGroup] = reading.notes.setdefault("object groups", Table())
    group = table.add(name, ObjectGroup(node.line, name=name, kind=kind))
    members: list[str] = []
    for child in node.commands():
        if child.text.startswith("description"):
            continue
        found = _member(kind, child.text.split())
        if found is None:
            reading.unread.append(child)
        members += [f"unread {child.text}"] if found is None else found
    group.put(node.line, members=tuple(members))


def _member(kind: str, words: list[str]) -> list[str] | None:
    if words[0] == "group-object":
        return [f"group {' '.join(words[1:])}"]
    return _network(words) if kind == "network" else _service(words)


def _network(words: list[str]) -> list[str] | None:
    """`host 10.0.0.1`, `10.0.0.0 255.0.0.0`, `10.0.0.0 /8`, `range 10.0.0.1 10.0.0.9`, `any`."""
    if words[0] == "any":
        return ["any"]
    try:
        if words[0] == "range" and len(words) == RANGE + 1:
            low, high = (ip_address(word) for word in words[1:])
            return [f"{low}-{high}"]
        if words[0] == "host":
            return [str(ip_address(" ".join(words[1:])))]
        return [str(ip_network("/".join(words).replace("//", "/")))]
    except ValueError:
        return None


def _service(words: list[str]) -> list[str] | None:
    """`tcp eq 80`, `tcp-udp source gt 1023 eq 53`, `icmp echo`, `ip`, a protocol's number."""
    left = Words(words[1:])
    if words[0] == "tcp-udp":
        names: list[str | None] = ["tcp", "udp"]
    else:
        names = [protocol(words[0], "ipv4")]
    ends = [""]
    if names[0] in WITH_PORTS:
        source = _source_ports(left)
        ends = _ends(ports(left), source)
    elif names[0] == "icmp":
        found = icmp(left, ICMP)
        ends = [f"/{found}" if found else ""]
    if left.left or left.conditions or None in names:
        return None
    return [f"{name}{end}" for name in names for end in ends]


def _source_ports(left: Words) -> tuple[str, ...]:
    if left.next() != "source":
        return ()
    left.take()
    return ports(left)


def _ends(targets: tuple[str, ...], sources: tuple[str, ...]) -> list[str]:
    """`/80`, `/80:1024-65535`, or nothing where every port is meant."""
    if not sources:
        return [f"/{target}" for target in targets] or [""]
    return [f"/{target}:{source}" for target in targets or ("0-65535",) for source in sources]


@TOP.line(r"(no )?ipv6 unicast-routing")
def _ipv6(reading: Reading, node: Node, no: str | None) -> None:
    reading.device.put(node.line, ipv6_routing=no is None)


def settle(reading: Reading) -> None:
    """Put the groups into the model; a text holds all of its groups."""
    reading.device.default(ipv6_routing=False)
    reading.device.put(None, object_groups=reading.notes.get("object groups", Table()))
