"""Objects that rules name: addresses, services, schedules, and what is written into a rule itself.

A rule holds IPv4 and IPv6 in one list. The model keeps them apart, so names and lists of names
that may hold either stand in both, under `ipv6:name` for IPv6.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, ip_address, ip_network

from schoolproof.model.firewall import Firewall
from schoolproof.model.objects import AddressObject, Schedule, ServiceObject
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.reading import Reading, Scope, reader

ADDRESSES = ("address", "address-group")
LISTS = ("external-list", "region", "dynamic-user-group")
SERVICES = ("service", "service-group")
EVERYTHING = "any"
SIX = "ipv6:"
PORTS = ("tcp_ports", "udp_ports", "sctp_ports")
RANGE = re.compile(r"([0-9A-Fa-f.:]+)-([0-9A-Fa-f.:]+)")
UNTIL = re.compile(r"-(\d{4})/(\d{2})/(\d{2})@")
# what every device has: TCP, UDP. Source: Objects > Services of the web interface's help.
BUILT_IN = {
    "service-http": (("80", "8080"), ()),
    "service-https": (("443",), ()),
}


def family_of(value: str) -> str | None:
    """`ipv4` or `ipv6` of a prefix, address or range; None for what is no address."""
    found = RANGE.fullmatch(value)
    try:
        if found:
            first, last = (ip_address(part) for part in found.groups())
            return f"ipv{first.version}" if first.version == last.version else None
        return f"ipv{ip_network(value, strict=False).version}"
    except ValueError:
        return None


def literal(value: str, line: int | None) -> AddressObject | None:
    """An object for an address that stands in a rule itself; None where it is a name."""
    family = family_of(value)
    if family is None:
        return None
    row = AddressObject(line, name=value, family=family, members=(), exclude=())
    kind = "range" if "-" in value else "subnet"
    text = value if kind == "range" else str(ip_network(value, strict=False))
    row.put(line, type=kind, value=text)
    return row


@reader()
def built_in(reading: Reading) -> None:
    """`any`, and the services that no text writes."""
    firewall = reading.firewall
    for key, family, value in ((EVERYTHING, "ipv4", "0.0.0.0/0"), (f"{SIX}any", "ipv6", "::/0")):
        row = AddressObject(None, name=EVERYTHING, family=family, type="subnet", value=value)
        row.put(None, members=(), exclude=())
        firewall.address_objects.add(key, row)
    every = ServiceObject(None, name=EVERYTHING, protocol="all", members=())
    every.put(None, tcp_ports=(), udp_ports=(), sctp_ports=())
    firewall.service_objects.add(EVERYTHING, every)
    for name, (tcp, udp) in BUILT_IN.items():
        service = ServiceObject(None, name=name, protocol="tcp", members=())
        service.put(None, tcp_ports=tcp, udp_ports=udp, sctp_ports=())
        firewall.service_objects.add(name, service)
    firewall.schedules.add("always", Schedule(None, name="always", ends=""))


@reader(turn=1)
def addresses(reading: Reading) -> None:
    """Addresses and groups of every place."""
    for scope, place, head in places(reading):
        for item in place.each("address"):
            _address(reading.firewall, item, head)
        for item in place.each("address-group"):
            _group(reading.firewall, scope, item, head)


def places(reading: Reading) -> list[tuple[Scope, Item, str]]:
    """Every place of objects, with the virtual system from which it is seen, shared ones first."""
    first = reading.scopes[0]
    found = [(first, reading.shared, ""), (first, reading.pushed, "")]
    return found + [(s, s.own, f"{s.name}/" if s.name else "") for s in reading.scopes]


def _address(firewall: Firewall, item: Item, head: str) -> None:
    kinds = {"ip-netmask": "subnet", "ip-range": "range", "fqdn": "fqdn", "ip-wildcard": "wildcard"}
    word = next((word for word in kinds if item.has(word)), None)
    value = item.value(word) or "" if word else ""
    line = item.at_line(word) if word else item.line
    family = family_of(value) if word in {"ip-netmask", "ip-range"} else "ipv4"
    row = AddressObject(item.line, name=item.name, family=family or "ipv4", members=(), exclude=())
    row.put(line, type=kinds.get(word or "", "unknown"))
    if word == "ip-wildcard":
        row.put(line, value=_turned(value))
    elif word == "ip-netmask" and family:
        row.put(line, value=str(ip_network(value, strict=False)))
    elif word == "fqdn" or (word == "ip-range" and family):
        row.put(line, value=value)
    firewall.address_objects.add(f"{head}{item.name}", row)
    if word == "fqdn":  # a name may have addresses of both families
        six = AddressObject(item.line, name=item.name, family="ipv6", members=(), exclude=())
        six.put(line, type="fqdn", value=value)
        firewall.address_objects.add(f"{SIX}{head}{item.name}", six)


def _turned(value: str) -> str:
    """`10.1.0.0/0.0.248.255` with a mask whose ones must fit, as the model has it.

    Here a one of the mask is a bit that may be anything (administrator's guide, Address Objects).
    """
    base, _, mask = value.partition("/")
    try:
        fits = IPv4Address(~int(IPv4Address(mask)) & 0xFFFFFFFF)
    except ValueError:
        return value
    return f"{base} {fits}"


def _group(firewall: Firewall, scope: Scope, item: Item, head: str) -> None:
    row = AddressObject(item.line, name=item.name, family="ipv4", exclude=())
    if item.has("dynamic"):
        row.put(item.at_line("dynamic"), type="dynamic", members=())
        row.put(item.at_line("dynamic", "filter"), value=item.value("dynamic", "filter") or "")
        six = AddressObject(item.line, name=item.name, family="ipv6", exclude=(), members=())
        six.put(item.at_line("dynamic"), type="dynamic", value=row.value)
        firewall.address_objects.add(f"{SIX}{head}{item.name}", six)
    else:
        names = item.words("static") or tuple(c.name for c in _old_members(item))
        row.put(item.line, type="group", value="")
        members = [k for n in names for k in address_keys(firewall, scope, n, item.line)]
        row.put(item.at_line("static"), members=tuple(dict.fromkeys(members)))
    firewall.address_objects.add(f"{head}{item.name}", row)


def _old_members(item: Item) -> list[Item]:
    """Members of a group as releases before 5.1 write them: `address-group G member`."""
    known = {"description", "tag", "static", "dynamic"}
    found = [child for name, child in item.children.items() if name not in known]
    for child in found:
        child.used = True
    return found


def address_keys(firewall: Firewall, scope: Scope, name: str, line: int | None) -> tuple[str, ...]:
    """Keys of what a rule or group means by a name, for IPv4 and IPv6; literals are added."""
    if name == EVERYTHING:
        return (EVERYTHING, f"{SIX}{EVERYTHING}")
    key = scope.key(ADDRESSES, name)
    item = scope.find("address", name)
    if item is not None:
        return (key, f"{SIX}{key}") if item.at("fqdn") else (key,)
    group = scope.find("address-group", name)
    if group is not None:
        return (key, f"{SIX}{key}") if group.at("dynamic") else (key,)
    row = literal(name, line)
    if row is not None and name not in firewall.address_objects:
        firewall.address_objects.add(name, row)
    return (name,)


def split(firewall: Firewall, keys: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys for IPv4 and for IPv6; a group or an unknown name may hold both."""
    four, six = [], []
    for key in keys:
        row = firewall.address_objects.get(key)
        both = row is None or row.type == "group"
        if both or row is None or row.family == "ipv4":
            four.append(key)
        if both or row is None or row.family == "ipv6":
            six.append(key)
    return tuple(four), tuple(six)


@reader(turn=1)
def services(reading: Reading) -> None:
    """Services and groups of every place."""
    for scope, place, head in places(reading):
        for item in place.each("service"):
            _service(reading.firewall, item, head)
        for item in place.each("service-group"):
            names = item.words("members") or tuple(c.name for c in _old_members(item))
            row = ServiceObject(item.line, name=item.name, protocol="group")
            row.put(item.line, tcp_ports=(), udp_ports=(), sctp_ports=())
            keys = tuple(scope.key(SERVICES, name) for name in names)
            row.put(item.at_line("members"), members=keys)
            reading.firewall.service_objects.add(f"{head}{item.name}", row)


def _service(firewall: Firewall, item: Item, head: str) -> None:
    """A service: ports with commas, and maybe source ports."""
    row = ServiceObject(item.line, name=item.name, members=())
    protocol = next((w for w in ("tcp", "udp", "sctp") if item.has("protocol", w)), None)
    if protocol is not None:
        port = item.value("protocol", protocol, "port")
        origin = item.value("protocol", protocol, "source-port")
        line = item.at_line("protocol", protocol, "port") or item.line
        row.put(line, protocol=protocol)
        if port:
            every: dict[str, tuple[str, ...]] = dict.fromkeys(PORTS, ())
            row.put(line, **{**every, f"{protocol}_ports": port_list(port, origin)})
    firewall.service_objects.add(f"{head}{item.name}", row)


def port_list(port: str, origin: str | None) -> tuple[str, ...]:
    """`80,8080` and source ports as the model writes them: `80:1024-65535`."""
    targets = [part.strip() for part in port.split(",") if part.strip()]
    origins = [part.strip() for part in (origin or "").split(",") if part.strip()]
    if not origins:
        return tuple(targets)
    return tuple(f"{target}:{source}" for target in targets for source in origins)


@reader(turn=1)
def schedules(reading: Reading) -> None:
    """Schedules; one that does not recur ends with the last of its spans."""
    for _, place, head in places(reading):
        for item in place.each("schedule"):
            row = Schedule(item.line, name=item.name)
            spans = item.words("schedule-type", "non-recurring") or item.words("non-recurring")
            ends = [f"{f[1]}-{f[2]}-{f[3]}" for span in spans if (f := UNTIL.search(span))]
            line = item.at_line("schedule-type") or item.line
            row.put(line, ends=max(ends) if ends and len(ends) == len(spans) else "")
            item.read_all()
            reading.firewall.schedules.add(f"{head}{item.name}", row)
