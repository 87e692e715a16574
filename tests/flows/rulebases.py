"""Random rule bases: as plain data for the oracle, and the same as a device for the engine."""

from __future__ import annotations

from random import Random

from schoolproof.model import Device, Interface, Table
from schoolproof.model.firewall import Firewall
from schoolproof.model.objects import AddressObject, ServiceObject, Vip, Zone
from schoolproof.model.policies import FirewallPolicy
from tests.flows.oracle import V4, V6, Address, Rule, RuleBase, Service

ALL = {"all": Address(hosts=V4), "ipv6:all": Address(hosts=V6)}
PLAIN4 = {
    "h0": Address(hosts=V4[:1]),
    "h3": Address(hosts=V4[3:]),
    "low": Address(hosts=V4[:2]),
    "high": Address(hosts=V4[2:]),
    "mid": Address(hosts=V4[1:3]),
}
PLAIN6 = {"ipv6:s0": Address(hosts=V6[:1]), "ipv6:s1": Address(hosts=V6[1:])}
VALUES = {
    "all": ("subnet", "0.0.0.0/0"),
    "h0": ("subnet", "10.0.0.0/32"),
    "h3": ("range", "10.0.0.3-10.0.0.3"),
    "low": ("subnet", "10.0.0.0/31"),
    "high": ("subnet", "10.0.0.2/31"),
    "mid": ("range", "10.0.0.1-10.0.0.2"),
    "ipv6:all": ("subnet", "::/0"),
    "ipv6:s0": ("subnet", "2001:db8::/128"),
    "ipv6:s1": ("range", "2001:db8::1-2001:db8::1"),
}
SERVICES = {
    "ALL": Service(protocol="all"),
    "T1": Service(protocol="tcp", ports=(1,)),
    "T12": Service(protocol="tcp", ports=(1, 2)),
    "T2from10": Service(protocol="tcp", ports=(2,), origins=(10,)),
    "U1": Service(protocol="udp", ports=(1,)),
    "ALL_ICMP": Service(protocol="icmp"),
}
WORDS = {
    "T1": ("tcp", ("1",), ()),
    "T12": ("tcp", ("1-2",), ()),
    "T2from10": ("tcp", ("2:10-15",), ()),
    "U1": ("udp", (), ("1",)),
}


def random_base(random: Random) -> RuleBase:
    """Up to seven rules over these objects, two groups, and at most three conditions."""
    addresses = {**ALL, **PLAIN4, **PLAIN6}
    for name in ("f1", "g1")[: random.choice((0, 0, 1, 1, 2))]:
        addresses[name] = Address(named="fqdn" if name == "f1" else "geography")
    four = [n for n in addresses if not n.startswith("ipv6:")]
    addresses["grp"] = _group(random, [n for n in four if n != "all"])
    addresses["outer"] = _group(random, [*four, "grp"])
    services = {**SERVICES, "both": Service(members=tuple(random.sample(list(WORDS), 2)))}
    base = RuleBase([], addresses, services)
    base.rules = [_rule(random, base) for _ in range(random.randint(1, 7))]
    return base


def _group(random: Random, names: list[str]) -> Address:
    members = tuple(random.sample(names, random.randint(1, 3)))
    exclude = tuple(random.sample(names, random.choice((0, 0, 1, 2))))
    return Address(members=members, exclude=exclude)


def _rule(random: Random, base: RuleBase) -> Rule:
    four = [n for n in base.addresses if not n.startswith("ipv6:")]
    six = [n for n in base.addresses if n.startswith("ipv6:")]

    def some(names: list[str], most: int = 2) -> tuple[str, ...]:
        return tuple(random.sample(names, random.randint(1, most)))

    listed = random.random() < 0.1
    with_six = random.random() < 0.5 and not listed
    return Rule(
        accepts=random.random() < 0.5,
        ingress=random.choice((("a",), ("b",), ("a", "b"))),
        sources=some(four),
        destinations=() if listed else some(four),
        services=some(list(base.services)),
        sources6=some(six) if with_six else (),
        destinations6=some(six) if with_six else (),
        enabled=random.random() < 0.9,
        source_negate=random.random() < 0.15,
        destination_negate=random.random() < 0.15 and not listed,
        service_negate=random.random() < 0.1,
        groups=("G",) if random.random() < 0.1 else (),
        schedule="term" if random.random() < 0.1 else "always",
        lists=(random.choice(("L", "not:L")),) if listed else (),
    )


def device_of(base: RuleBase) -> Device:
    """The same rule base as the platforms would read it."""
    firewall = Firewall(None)
    zone = Zone(None, name="inside", interfaces=("a", "b"), intrazone_deny=True)
    firewall.put(None, zones=Table[Zone](), vips=Table[Vip]())
    firewall.zones.add("inside", zone)
    firewall.put(None, address_objects=_addresses(base), service_objects=_services(base))
    policies = Table[FirewallPolicy]()
    for place, rule in enumerate(base.rules):
        policies.add(str(place), _policy(place, rule))
    firewall.put(None, policies=policies)
    device = Device(None, firewall=firewall)
    ports = Table[Interface]()
    for name in ("a", "b", "c"):
        ports.add(name, Interface(None, name=name))
    device.put(None, interfaces=ports)
    return device


def _addresses(base: RuleBase) -> Table[AddressObject]:
    table = Table[AddressObject]()
    for key, row in base.addresses.items():
        family = "ipv6" if key.startswith("ipv6:") else "ipv4"
        found = AddressObject(None, name=key, family=family, members=(), exclude=())
        if row.members:
            found.put(None, type="group", value="", members=row.members, exclude=row.exclude)
        elif row.named:
            found.put(None, type=row.named, value=f"{key}.example.org")
        else:
            kind, value = VALUES[key]
            found.put(None, type=kind, value=value)
        table.add(key, found)
    return table


def _services(base: RuleBase) -> Table[ServiceObject]:
    table = Table[ServiceObject]()
    for key, row in base.services.items():
        found = ServiceObject(None, name=key, members=row.members, sctp_ports=())
        protocol, tcp, udp = WORDS.get(key, (row.protocol or "group", (), ()))
        found.put(None, protocol=protocol, tcp_ports=tcp, udp_ports=udp)
        table.add(key, found)
    return table


def _policy(place: int, rule: Rule) -> FirewallPolicy:
    row = FirewallPolicy(None, number=str(place), order=place + 1, vdom=None, enabled=rule.enabled)
    row.put(None, action="accept" if rule.accepts else "deny", match_vip=False, nat=False)
    whole_zone = rule.ingress == ("a", "b")
    row.put(None, source_zones=("inside",) if whole_zone else rule.ingress)
    row.put(None, destination_zones=("any",) if place % 2 else ("c",))
    row.put(None, sources=rule.sources, sources6=rule.sources6)
    if not rule.lists:
        row.put(None, destinations=rule.destinations, destinations6=rule.destinations6)
    row.put(None, source_negate=rule.source_negate, destination_negate=rule.destination_negate)
    row.put(None, services=rule.services, service_negate=rule.service_negate)
    row.put(None, internet_services=rule.lists, groups=rule.groups, schedule=rule.schedule)
    row.put(None, applications=(), app_categories=(), url_categories=())
    return row
