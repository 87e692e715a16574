"""Devices of small texts, with a site of a few networks."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from schoolproof.check.read import read_config
from schoolproof.flows.firewalls.device import firewalls
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.firewalls.trace import trace
from schoolproof.model import Device, Network, Site
from schoolproof.model.site import Line
from schoolproof.platforms import platform_named

CASES = Path(__file__).parent / "cases"
KEY = b"a key for tests only"


def site(**nets: tuple[str, int | None]) -> Site:
    """Networks by purpose: its subnet and its VLAN."""
    networks = tuple(
        Network(name=purpose, purposes=frozenset({purpose}), vlan=vlan, subnets=(ip_network(net),))
        for purpose, (net, vlan) in nets.items()
    )
    return Site(slug="hill", name="Hill School", phase="secondary", networks=networks)


SITE = site(pupil=("10.9.32.0/21", 30), guest=("10.9.128.0/21", 40), server=("10.9.60.0/24", 60))


def text_of(case: str) -> str:
    return (CASES / f"{case}.cfg").read_text(encoding="utf-8")


def device_of(text: str, where: Site = SITE, platform: str = "fortinet") -> Device:
    device = read_config(text, platform_named(platform), KEY).device
    device.put(None, site=where)
    return device


def flows_of(text: str, where: Site = SITE) -> Flows:
    return Flows(firewalls(device_of(text, where)))


def panos_flows(text: str, *lines: str) -> Flows:
    """The same site, with these internet lines, behind a firewall of Palo Alto Networks."""
    declared = tuple(Line(name, name, "leased-line", "main", 100, 100) for name in lines)
    where = replace(SITE, lines=declared)
    return Flows(firewalls(device_of(text, where, "paloalto_panos")))


def decision(flows: Flows, *packet: Any) -> str:
    """`accept`, `deny` or `depends`."""
    return trace(flows, *packet).decision
