"""What the firewall itself answers, to whom: local-in policies first, then its interface.

A packet is decided by the interface where it comes in. Whether an address of another interface
answers too is not documented, so that nothing is sure there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schoolproof.check.firewalls.exposure import LOGINS, SERVERS, answers, who_may_try
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.local import ANYWHERE, local_rules
from schoolproof.flows.firewalls.proxy_reach import own_addresses
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Budget, Piece, RuleBase, whole
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, IPV4, IPV6, address, services
from schoolproof.flows.sets.spans import Spans
from schoolproof.flows.sets.witness import Witness, witness
from schoolproof.model import Device, Facts, Interface
from schoolproof.model.management import Prefix

DENY, ACCEPT = "deny", "accept"
DNS = services(["udp/53", "tcp/53"])


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that decides: what it does, its name, where it stands, on what it rests."""

    action: str
    by: str
    line: int | None = None
    conditions: tuple[str, ...] = ()

    def under(self, *conditions: str) -> Said:
        """The same, resting on more."""
        return Said(self.action, self.by, self.line, (*self.conditions, *conditions))


@dataclass(frozen=True, slots=True)
class Asked:
    """Packets to an address of the firewall: from where, by which interfaces, to what."""

    sources: Spans
    nets: tuple[Prefix, ...]
    ingress: int
    port: Interface
    targets: Spans
    service: Spans


def decision(found: Sequence[Said]) -> str:
    """`accept`, `deny`, or `depends` where it rests on something unknown."""
    sure = {each.action for each in found if not each.conditions}
    every = {each.action for each in found}
    if len(every) == 1 and (sure or every == {DENY}):
        return every.pop()
    return "depends"


def own_port(device: Device, host: Spans) -> Interface | None:
    """The interface that has an address, or None."""
    for port in device.interfaces if "interfaces" in device.lines else ():
        known = "addresses" in port.lines and port.addresses
        if known and spans.within(host, own_addresses(port)):
            return port
    return None


def said_of(flows: Flows, asked: Asked) -> list[Said]:
    """Everything that may decide these packets; each rule and setting once.

    Raises:
        UnknownFact: the platform says nothing of what the firewall itself answers.
    """
    device = flows.firewall.device
    if "own_services" not in device.firewall.lines or not device.firewall.own_services:
        raise UnknownFact("what the firewall itself answers is not read on this platform")
    published = _published(device, asked)
    if published:
        return [published]
    here = flows.faces.mask([asked.port.name])
    found: list[Said] = []
    if asked.ingress & here:
        found += _at_interface(flows, asked)
    if asked.ingress & ~here:
        found += _elsewhere(flows, asked)
    return list(dict.fromkeys(found))


def _published(device: Device, asked: Asked) -> Said | None:
    """A server that the firewall publishes takes its packets before anything else does."""
    for vip in device.firewall.vips:
        words = vip.outside.split() if "outside" in vip.lines else []
        try:
            outer = services_of(vip.protocol, vip.ports)
            hosts = spans.union(address(word) for word in words)
        except ValueError:
            continue
        if spans.meet(hosts, asked.targets) and spans.meet(outer, asked.service):
            says = f"the published server {vip.name} takes it to {vip.inside or 'an inner address'}"
            return Said(ACCEPT, vip.label, vip.line, (says,))
    return None


def services_of(protocol: str, ports: str) -> Spans:
    """Ports of a published server; all where it forwards none."""
    if not ports:
        return services(["any"])
    return services(f"{protocol}/{word}" for word in ports.split())


def _at_interface(flows: Flows, asked: Asked) -> Iterator[Said]:
    """Local-in policies in their order; then what the interface answers."""
    local, left, let = _local(flows, asked)
    yield from local
    if left or let:
        for said in _of_interface(flows.firewall.device, asked):
            if left:
                yield said if left.must else said.under(*left.conditions)
            for name, shown in let:
                opened = said.action == ACCEPT
                more = () if opened else (f"{name} opens what the interface does not answer",)
                action = Said(ACCEPT, f"{said.by}, let in by {name}", said.line, said.conditions)
                yield action.under(*(() if shown.must else shown.conditions), *more)


Local = tuple[list[Said], Witness | None, list[tuple[str, Witness]]]


def _local(flows: Flows, asked: Asked) -> Local:
    """Refusals, packets that no local-in policy decides, and those that one lets in."""
    device, faces, conditions = flows.firewall.device, flows.faces, flows.conditions
    vdom = _vdom(flows, asked.port)
    base = RuleBase(local_rules(device, vdom, faces, conditions), conditions)
    ways = flows.faces.mask([asked.port.name]), ANYWHERE
    packets = [
        whole(Cube(source, target, asked.service, EVERY_PORT, *ways))
        for source, target in _families(asked)
    ]
    refused: list[Said] = []
    let: list[tuple[str, Witness]] = []
    for number in base.candidates(packets):
        rule = base.rules[number]
        shown = _first(flows, base.decided(number, packets, Budget()))
        if shown is None:
            continue
        line = rule.owner.line if isinstance(rule.owner, Facts) else None
        if rule.accepts:
            let.append((rule.label, shown))
        else:
            refused.append(Said(DENY, rule.label, line, () if shown.must else shown.conditions))
    return refused, _first(flows, base.undecided(packets, Budget())), let


def _families(asked: Asked) -> Iterator[tuple[Spans, Spans]]:
    for family in (IPV4, IPV6):
        source, target = spans.meet(asked.sources, family), spans.meet(asked.targets, family)
        if source and target:
            yield source, target


def _first(flows: Flows, pieces: Iterator[Piece]) -> Witness | None:
    best: Witness | None = None
    for piece in pieces:
        shown = witness(piece, flows.faces, flows.conditions, outside=False)
        best = shown if best is None or (shown.must and not best.must) else best
    return best


def _vdom(flows: Flows, port: Interface) -> str | None:
    named = [f.vdom for f in flows.firewalls if f.vdom is not None]
    return port.vdom if named and "vdom" in port.lines else None


def _of_interface(device: Device, asked: Asked) -> Iterator[Said]:
    """What the interface says of a service; other servers of the firewall that listen there."""
    port, six = asked.port, bool(spans.meet(asked.targets, IPV6))
    if "enabled" in port.lines and not port.enabled:
        yield Said(DENY, f"{port.name} is switched off", port.lines["enabled"] or port.line)
        return
    listening = list(_listening(device, asked))
    rows = [row for row in device.firewall.own_services if _meets(row.services, asked.service)]
    if not listening and spans.within(asked.service, DNS):
        yield Said(DENY, f"{port.name} has no DNS server", port.line)
        return
    fact = "admin_access6" if six else "admin_access"
    if rows and fact not in port.lines:
        yield Said(ACCEPT, port.name, port.line, (f"what {port.name} answers was not read",))
        return
    written = getattr(port, fact) if rows else frozenset()
    allowed = [row.name for row in rows if row.name in written]
    line = port.lines.get(fact) or port.line
    for name in allowed:
        yield from _allowed(device, asked, name, line)
    yield from listening
    if not allowed and not listening and rows:
        names = " or ".join(row.name for row in rows)
        if names == "http" and "https" in written:
            says = f"{port.name} answers http to lead people to https"
            yield Said(ACCEPT, f"http at {port.name}", line, (says,))
            return
        yield Said(DENY, f"{port.name} does not answer {names}", line)
    elif not allowed and not listening:
        says = f"nothing in the text says whether {port.name} answers there"
        yield Said(ACCEPT, f"a service of its own at {port.name}", port.line, (says,))


def _allowed(device: Device, asked: Asked, name: str, line: int | None) -> Iterator[Said]:
    """A service that the interface may answer: whether it is on, and for whom."""
    by = f"{name} at {asked.port.name}"
    if name in SERVERS and not answers(device, name):
        yield Said(DENY, f"{by}, which is switched off", line)
        return
    try:
        let = who_may_try(device, [name], asked.nets)
    except UnknownFact:
        yield Said(ACCEPT, by, line, ("the lists of the accounts let it in",))
        return
    if not let and name in LOGINS:
        yield Said(DENY, f"{by}: no account may come from there", line)
        return
    says = f"the lists of the accounts do not hold for {name}"
    yield Said(ACCEPT, by, line, () if let else (says,))


def _listening(device: Device, asked: Asked) -> Iterator[Said]:
    """Servers that no word of an interface switches: names, remote access, the proxies."""
    firewall, name = device.firewall, asked.port.name
    for server in firewall.dns_servers if "dns_servers" in firewall.lines else ():
        if server.name == name and spans.meet(DNS, asked.service):
            filtered = "without a DNS filter"
            if "dns_filter" in server.lines and server.dns_filter:
                filtered = f"with the DNS filter {server.dns_filter}"
            yield Said(ACCEPT, f"{server.label}, {filtered}", server.line)
    for vpn in firewall.ssl_vpns if "ssl_vpns" in firewall.lines else ():
        known = {"enabled", "interfaces", "port"} <= set(vpn.lines)
        here = known and vpn.enabled and {name, "any"} & set(vpn.interfaces)
        if here and _meets((f"tcp/{vpn.port}",), asked.service):
            yield Said(ACCEPT, f"the remote access of {name}", vpn.line)
    for proxy in firewall.explicit_proxies if "explicit_proxies" in firewall.lines else ():
        ports = tuple(f"tcp/{port}" for port in proxy.ports)
        if proxy.enabled and name in proxy.interfaces and _meets(ports, asked.service):
            yield Said(ACCEPT, f"the {proxy.label}", proxy.line)


def _meets(texts: Sequence[str], asked: Spans) -> bool:
    try:
        return bool(spans.meet(services(texts), asked))
    except ValueError:
        return True


def _elsewhere(flows: Flows, asked: Asked) -> Iterator[Said]:
    """What comes in by another interface than the one that has the address: never surely in."""
    found = list(_at_interface(flows, asked))
    for name in flows.faces.each(asked.ingress):
        port = flows.firewall.device.interfaces.get(name)
        if port is not None and port is not asked.port:
            found += _at_interface(flows, replace(asked, port=port))
    says = f"the address of {asked.port.name} answers what comes in by another interface"
    if decision(found) == DENY:
        yield found[0]
    else:
        some = next(each for each in found if each.action == ACCEPT or each.conditions)
        yield Said(ACCEPT, some.by, some.line, (*some.conditions, says))
