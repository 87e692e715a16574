"""Objects that policies name: addresses, services, schedules and published servers.

Objects for IPv6 stand in the tables under `ipv6:name`, since IPv4 may have the same name.
"""

from __future__ import annotations

import re
from datetime import date
from ipaddress import ip_network

from schoolproof.model.objects import AddressObject, Schedule, ServiceObject, Vip
from schoolproof.platforms.fortinet.firewall import firewall_of, key6
from schoolproof.platforms.fortinet.reading import Reading, config, ignore_keys
from schoolproof.platforms.fortinet.settings import Settings, Words

DATE = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
# type of an address → our word for it and the keys that hold its value
TYPES = {
    "ipmask": ("subnet", ("subnet",)),
    "ipprefix": ("subnet", ("ip6",)),
    "iprange": ("range", ("start-ip", "end-ip")),
    "fqdn": ("fqdn", ("fqdn",)),
    "wildcard-fqdn": ("fqdn", ("wildcard-fqdn",)),
    "wildcard": ("wildcard", ("wildcard",)),
    "geography": ("geography", ("country",)),
    "mac": ("mac", ("macaddr",)),
    "interface-subnet": ("subnet", ("subnet",)),
    "dynamic": ("dynamic", ("sub-type", "sdn", "filter")),
}
EVERYTHING = {"ipv4": ("0.0.0.0/0",), "ipv6": ("::/0",)}
TRANSPORT = re.compile(r"TCP/UDP|tcp/udp")
# these make a service narrower than its ports say
NARROWER = ("iprange", "fqdn", "app-category", "application", "app-service-type")
ANY_IP = "0.0.0.0"  # noqa: S104  as FortiOS writes no address
NO_LIMIT = frozenset({ANY_IP, "disable", ""})

COMMON = ("uuid", "color", "comment", "comments", "visibility", "fabric-object", "global-object")
for _path in (
    "firewall address",
    "firewall address6",
    "firewall addrgrp",
    "firewall addrgrp6",
    "firewall service custom",
    "firewall service group",
    "firewall schedule onetime",
    "firewall schedule recurring",
    "firewall schedule group",
    "firewall vip",
    "firewall vip6",
    "firewall vipgrp",
    "firewall vipgrp6",
):
    ignore_keys(_path, "labels and identifiers", *COMMON)
for _path in ("firewall address", "firewall address6", "firewall addrgrp", "firewall addrgrp6"):
    ignore_keys(
        _path,
        "where an object may be used, or where a dynamic one comes from: not what it holds",
        "associated-interface",
        "interface",
        "allow-routing",
        "cache-ttl",
        "dirty",
        "clearpass-spt",
        "obj-id",
        "obj-tag",
        "obj-type",
        "tag-detection-level",
        "tag-type",
        "node-ip-only",
        "sdn-addr-type",
        "passive-fqdn-learning",
        "category",
        "type",
        "template",
        "host",
        "host-type",
        "config tagging",
        "config list",
    )
for _path in ("firewall address", "firewall address6"):
    _keys = {key for _, keys in TYPES.values() for key in keys}
    ignore_keys(_path, "left over from another type of the object", *sorted(_keys))
for _path in ("firewall vip", "firewall vip6"):
    ignore_keys(
        _path,
        "how the published server is reached and balanced, not whether",
        "id",
        "arp-reply",
        "nat-source-vip",
        "portmapping-type",
        "srcintf-filter",
        "gratuitous-arp-interval",
        "src-vip-filter",
        "nat44",
        "nat46",
        "ldb-method",
        "persistence",
        "monitor",
        "max-embryonic-connections",
    )
ignore_keys(
    "firewall service custom",
    "labels, and timers of sessions",
    "category",
    "check-reset-range",
    "session-ttl",
    "tcp-halfclose-timer",
    "tcp-halfopen-timer",
    "tcp-timewait-timer",
    "tcp-rst-timer",
    "udp-idle-timer",
    "helper",
    "icmptype",
    "icmpcode",
)
ignore_keys("firewall service group", "explicit proxy only", "proxy")
ignore_keys(
    "firewall schedule recurring",
    "at what hours and on what days: no control asks for it",
    "day",
    "start",
    "end",
)
ignore_keys("firewall schedule onetime", "only the end decides", "start", "start-utc")
ignore_keys("firewall schedule onetime", "warning before the end", "expiration-days")


@config("firewall address", "firewall address6")
def addresses(reading: Reading, block: Settings) -> None:
    """Single addresses. Without a value an object means everything."""
    family = "ipv6" if block.path.endswith("6") else "ipv4"
    table = firewall_of(reading.device).address_objects
    for entry in block.edits():
        word = entry.text("type", "ipmask" if family == "ipv4" else "ipprefix")
        kind, keys = TYPES.get(word, (word, ()))
        row = AddressObject(entry.at, name=entry.name, family=family, members=(), exclude=())
        fallback = () if word == "interface-subnet" else EVERYTHING[family]
        values = [" ".join(entry.list(key)) for key in keys]
        if kind == "subnet":
            values = [" ".join(entry.list(keys[0], fallback))]
        _value(row, entry, word if not any(values) else kind, values, keys)
        table.add(key6(entry, entry.name) if family == "ipv6" else entry.key(), row)


def _value(
    row: AddressObject, entry: Settings, kind: str, values: list[str], keys: tuple[str, ...]
) -> None:
    """Type and value; of a subnet that is none the value stays unset."""
    row.put(entry.line("type") or entry.at, type=kind)
    joined = ("-" if kind == "range" else " ").join(value for value in values if value)
    value = prefix(joined) if kind == "subnet" else joined
    if value is not None:
        row.put(entry.line(*keys) or entry.at, value=value)


def prefix(text: str) -> str | None:
    """`10.1.0.0 255.255.0.0` as `10.1.0.0/16`; None where it is no prefix."""
    try:
        return str(ip_network(text.replace(" ", "/"), strict=False))
    except ValueError:
        return None


@config("firewall addrgrp", "firewall addrgrp6")
def address_groups(reading: Reading, block: Settings) -> None:
    """Groups of addresses, with what they leave out."""
    six = block.path.endswith("6")
    for entry in block.edits():
        row = AddressObject(entry.at, name=entry.name, family="ipv6" if six else "ipv4")
        row.put(entry.at, type="group", value="")
        row.put(entry.line("member"), members=address_keys(entry, entry.list("member"), six=six))
        left_out = entry.list("exclude-member") if entry.flag("exclude", default=False) else ()
        entry.list("exclude-member")
        row.put(entry.line("exclude-member"), exclude=address_keys(entry, left_out, six=six))
        key = key6(entry, entry.name) if six else entry.key()
        firewall_of(reading.device).address_objects.add(key, row)


def address_keys(entry: Settings, names: Words, *, six: bool) -> Words:
    """The keys of these addresses of the same VDOM."""
    return tuple(key6(entry, name) if six else entry.key(name) for name in names)


@config("firewall service custom")
def services(reading: Reading, block: Settings) -> None:
    """Services. One limited by more than ports keeps its ports unset, so nothing is proven."""
    for entry in block.edits():
        row = ServiceObject(entry.at, name=entry.name, members=())
        tcp, udp = entry.list("tcp-portrange"), entry.list("udp-portrange")
        sctp = entry.list("sctp-portrange") + entry.list("udplite-portrange")
        row.put(entry.line("protocol") or entry.at, protocol=_protocol(entry, tcp, udp, sctp))
        limits = [word for key in NARROWER for word in entry.list(key)]
        if all(word in NO_LIMIT for word in limits):
            row.put(entry.line("tcp-portrange"), tcp_ports=tcp)
            row.put(entry.line("udp-portrange"), udp_ports=udp)
            row.put(entry.line("sctp-portrange"), sctp_ports=sctp)
        firewall_of(reading.device).service_objects.add(entry.key(), row)


def _protocol(entry: Settings, tcp: Words, udp: Words, sctp: Words) -> str:
    word = entry.text("protocol", "TCP/UDP/SCTP")
    number = entry.int("protocol-number", 0)
    if entry.flag("proxy", default=False):
        return "proxy" if word == "ALL" else f"proxy/{word.lower()}"
    if word == "IP":
        return f"ip/{number}" if number else "all"
    if not TRANSPORT.match(word):
        return word.lower()
    if sctp or bool(tcp) == bool(udp):
        return "tcp/udp/sctp"
    return "tcp" if tcp else "udp"


@config("firewall service group")
def service_groups(reading: Reading, block: Settings) -> None:
    """Groups of services."""
    for entry in block.edits():
        row = ServiceObject(entry.at, name=entry.name, protocol="group", tcp_ports=(), udp_ports=())
        members = tuple(entry.key(name) for name in entry.list("member"))
        row.put(entry.line("member"), members=members)
        firewall_of(reading.device).service_objects.add(entry.key(), row)


@config("firewall schedule onetime", "firewall schedule recurring", "firewall schedule group")
def schedules(reading: Reading, block: Settings) -> None:
    """Schedules; a group ends with the last of its members, if every one of them ends."""
    table = firewall_of(reading.device).schedules
    for entry in block.edits():
        row = Schedule(entry.at, name=entry.name)
        if block.path.endswith("onetime"):
            row.put(entry.line("end", "end-utc"), ends=_iso(" ".join(entry.list("end"))))
            entry.list("end-utc")
        elif block.path.endswith("group"):
            ends = [_end_of(reading, entry, name) for name in entry.list("member")]
            row.put(entry.line("member"), ends=max(ends) if ends and all(ends) else "")
        else:
            row.put(entry.at, ends="")
        table.add(entry.key(), row)


def _end_of(reading: Reading, entry: Settings, name: str) -> str:
    once = reading.block("firewall schedule onetime", entry.vdom).edit(name)
    return _iso(" ".join(once.list("end"))) if once else ""


def _iso(text: str) -> str:
    """`18:00 2027/07/20` as `2027-07-20`; empty when there is no date in it."""
    found = DATE.search(text)
    if not found:
        return ""
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""


@config("firewall vip", "firewall vip6")
def published_servers(reading: Reading, block: Settings) -> None:
    """Virtual addresses: an inner server reached by an outer address."""
    six = block.path.endswith("6")
    for entry in block.edits():
        forward = entry.flag("portforward", default=False)
        row = Vip(entry.at, name=entry.name)
        row.put(entry.line("extip"), outside=entry.text("extip", "::" if six else ANY_IP))
        inner = [*entry.list("mappedip"), *_real_servers(entry)]
        row.put(entry.line("mappedip") or entry.at, inside=" ".join(inner))
        protocol, ports = entry.text("protocol", "tcp"), entry.text("extport")
        mapped = entry.text("mappedport", entry.text("mapped-port", ports))
        row.put(entry.line("protocol"), protocol=protocol if forward else "any")
        row.put(entry.line("extport"), ports=ports if forward else "")
        row.put(entry.line("mappedport"), inside_ports=mapped if forward else "")
        row.put(entry.line("extintf"), interface=entry.text("extintf", "any"))
        row.put(entry.line("comment"), comment=entry.text("comment"))
        key = key6(entry, entry.name) if six else entry.key()
        firewall_of(reading.device).vips.add(key, row)


def _real_servers(entry: Settings) -> list[str]:
    """Inner hosts of a balanced server; one that is given by the name of an object stays a name."""
    servers = entry.section("realservers").edits()
    return [word for s in servers for word in s.list("ip") or s.list("address") or ("unknown",)]
