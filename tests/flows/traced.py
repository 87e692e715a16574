"""The look-up of one packet that people use, on real texts, against the plain readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from ipaddress import ip_network
from pathlib import Path

from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.device import Firewall, firewalls
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.firewalls.trace import trace
from schoolproof.model import Network, Site
from schoolproof.model.site import Line
from tests.flows.corpus import Answer, Engine, First, comparison, device_of, plain_deciding, raw
from tests.flows.plain import Base, Packet

TRACED = 40  # packets of a text
WITH_PORTS = (6, 17, 132)


@cache
def traced(path: Path) -> list[First]:
    """Packets of a text with one rule base: what the look-up answers, and what the text says."""
    rows = [row for row in comparison(path).first if not row.packet.servers]
    if len({row.base.name for row in rows}) != 1:
        return []
    device = device_of(path, raw(path))[0]
    if "interfaces" not in device.lines:  # nothing says where the networks stand
        return []
    (firewall,) = firewalls(device)
    step = max(1, len(rows) // TRACED)
    return [found for row in rows[::step] for found in _asked(firewall, row.base, row.packet)]


def _asked(firewall: Firewall, base: Base, packet: Packet) -> Iterator[First]:
    """A look-up at a school whose two networks are the packet's ends. Some have no such place.

    By an internet line it leaves only where routes send it, and a network stands wherever an
    interface has an address of it, and from one router to another only routes lead: those packets
    are left to other tests.
    """
    others = [n for n in firewall.faces.names if n not in {packet.ingress, packet.egress}]
    if not others or packet.source == packet.target or packet.ingress == packet.egress:
        return
    ends = (("from", packet.source, packet.ingress), ("to", packet.target, packet.egress))
    if len({_router(firewall, way) for _, _, way in ends}) > 1:
        return
    networks = tuple(
        Network(name=n, purposes=frozenset({"staff"}), subnets=(ip_network(host),), zone=way)
        for n, host, way in ends
    )
    lines = (Line("line", others[0], "leased-line", "main", 1, 1),)
    site = Site("hill", "Hill School", "secondary", networks=networks, lines=lines)
    firewall.device.put(None, site=site)
    try:
        flows = Flows(firewall)
    except UnknownFact:  # an interface has addresses that the text does not say
        return
    masks = [firewall.faces.mask([way]) for _, _, way in ends]
    if [flows.places.ingress(n) for n in networks] != masks or masks[1] & flows.places.outside:
        return
    protocol, port, _ = packet.service
    asked = port if protocol in WITH_PORTS else None
    answer = trace(flows, packet.source, packet.target, str(protocol), asked)
    said = Engine(firewall).answers(p.rule for p in answer.passages)
    said |= {None} if answer.refused is not None else set()
    yield First(base, packet, frozenset(said), _by_any_source_port(base, packet))


def _router(firewall: Firewall, name: str) -> str | None:
    port = firewall.device.interfaces.get(name)
    return port.vrf if port is not None and "vrf" in port.lines else None


def _by_any_source_port(base: Base, packet: Packet) -> frozenset[Answer]:
    """The look-up does not ask for the source port; the text is asked for each that matters."""
    origins = {service[2] for policy in base.policies for service in policy.services}
    found: set[Answer] = set()
    for origin in sorted({0, 65535, packet.service[2], *origins}):
        found |= plain_deciding(base, replace(packet, service=(*packet.service[:2], origin)))
    return frozenset(found)
