"""`inventory/sites/<site>.yaml`: what no configuration can say, declared once by a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, WithJsonSchema

from schoolproof.inventory.yaml import Strict, load_model
from schoolproof.model.site import (
    AllowedFlow,
    DeclaredSsid,
    Inbound,
    Line,
    Network,
    PortPlan,
    Site,
    Ups,
)
from schoolproof.parse import port_list

PURPOSES = (
    *("management", "staff", "pupil", "guest", "byod", "server", "voice", "print", "cctv"),
    *("building", "dmz", "partner", "transit", "quarantine", "parking", "unused", "internet"),
)
PHASES = Literal["nursery", "primary", "secondary", "post-16", "special", "all-through"]
PORT_CLASSES = {
    "uplinks": "uplink",
    "downlinks": "downlink",
    "stack_links": "stack_link",
    "controllers": "controller",
    "servers": "server",
    "dhcp_servers": "server",
    "access_points": "access_point",
}


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str | int) else value


def _purpose(value: str) -> str:
    if value not in PURPOSES:
        msg = f"{value!r} is no purpose; known are {', '.join(PURPOSES)}"
        raise ValueError(msg)
    return value


# What editors are told of a field where one word may stand for a list of one.
NAMED = WithJsonSchema({"type": "string", "enum": list(PURPOSES)})
Words = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
Purpose = Annotated[str, AfterValidator(_purpose), NAMED]
Purposes = Annotated[
    list[Purpose], BeforeValidator(_listed, json_schema_input_type=Purpose | list[Purpose])
]
Subnet = IPv4Network | IPv6Network


class NetworkEntry(Strict):
    """A VLAN or a subnet and what it is for."""

    vlan: int | None = Field(default=None, ge=1, le=4094)
    name: str = ""
    purpose: Purposes
    subnets: list[Subnet] = Field(default_factory=list)
    zone: str | None = None
    managed_devices: bool | None = None


class SsidEntry(Strict):
    """A wireless network, whom it is for, where its clients land."""

    ssid: str
    audience: Purpose
    network: str | None = None
    networks: list[str] = Field(default_factory=list)


class PortEntry(Strict):
    """A port or range, who is at its far end, which VLANs that end needs."""

    port: str
    to: str | None = None
    vlans: list[int] = Field(default_factory=list)


PortEntries = Annotated[
    list[str | PortEntry],
    BeforeValidator(_listed, json_schema_input_type=str | list[str | PortEntry]),
]


class PortsEntry(Strict):
    """The ports of one host that are not edge ports."""

    uplinks: PortEntries = Field(default_factory=list)
    downlinks: PortEntries = Field(default_factory=list)
    stack_links: PortEntries = Field(default_factory=list)
    controllers: PortEntries = Field(default_factory=list)
    servers: PortEntries = Field(default_factory=list)
    dhcp_servers: PortEntries = Field(default_factory=list)
    access_points: PortEntries = Field(default_factory=list)
    phones: str | PortEntries = Field(default_factory=list)
    exempt: dict[str, str] = Field(default_factory=dict)


class FlowEntry(Strict):
    """A flow between purposes that is wanted."""

    sources: Purposes = Field(alias="from")
    destinations: Purposes = Field(alias="to")
    services: Words
    hosts: Words = Field(default_factory=list)
    from_hosts: Words = Field(default_factory=list)
    users: Words = Field(default_factory=list)
    applications: Words = Field(default_factory=list)
    schedule: str | None = None
    established: bool = False


class InboundEntry(Strict):
    """A service that may be reached from the internet."""

    host: str
    services: Words
    owner: str
    reviewed: Any


class LineEntry(Strict):
    """An internet line."""

    name: str
    interface: str
    kind: str
    down_mbps: int = 0
    up_mbps: int = 0
    role: str = "main"


class UpsEntry(Strict):
    """An uninterruptible power supply. `minutes` at full load; `battery`: the day it was fitted."""

    name: str
    feeds: Words = Field(validation_alias=AliasChoices("feeds", "serves"))
    minutes: int = Field(default=0, ge=0)
    battery: date | None = None


class SourcesEntry(Strict):
    """Who may log in, and who may poll."""

    login: list[Subnet] = Field(default_factory=list)
    snmp: list[Subnet] = Field(default_factory=list)


class SiteFile(Strict):
    """The whole file."""

    name: str
    phase: PHASES
    networks: list[NetworkEntry] = Field(default_factory=list)
    ssids: list[SsidEntry] = Field(default_factory=list)
    ports: dict[str, PortsEntry] = Field(default_factory=dict)
    services: dict[str, Words] = Field(default_factory=dict)
    management_sources: list[Subnet] | SourcesEntry | None = None
    provider_addresses: list[Subnet] = Field(default_factory=list)
    accounts: dict[str, Words] = Field(default_factory=dict)
    ipv6_in_use: bool | None = None
    filtering: dict[str, Any] = Field(default_factory=dict)
    allowed_flows: list[FlowEntry] = Field(default_factory=list)
    inbound: list[InboundEntry] = Field(default_factory=list)
    lines: list[LineEntry] = Field(default_factory=list)
    change_windows: list[Any] = Field(default_factory=list)
    ups: list[UpsEntry] = Field(default_factory=list)


def load_site(path: Path, data: Any = None) -> Site:
    """The site of one file, or of data in its place; its slug is the file's name.

    Raises:
        InventoryError: at file:line:column.
    """
    entry = load_model(path, SiteFile, data)
    return Site(
        slug=path.stem,
        name=entry.name,
        phase=entry.phase,
        networks=tuple(_network(n) for n in entry.networks),
        ssids=tuple(_ssid(s) for s in entry.ssids),
        ports={host: _plan(ports) for host, ports in entry.ports.items()},
        services={kind: tuple(hosts) for kind, hosts in entry.services.items()},
        management_sources=_sources(entry.management_sources),
        provider_addresses=tuple(entry.provider_addresses),
        accounts={kind: tuple(names) for kind, names in entry.accounts.items()},
        ipv6_in_use=entry.ipv6_in_use,
        filtering_mode=str(entry.filtering.get("mode", "on-firewall")),
        allowed_flows=tuple(_flow(f) for f in entry.allowed_flows),
        inbound=tuple(
            Inbound(i.host, tuple(i.services), i.owner, str(i.reviewed)) for i in entry.inbound
        ),
        lines=tuple(
            Line(x.name, x.interface, x.kind, x.role, x.down_mbps, x.up_mbps) for x in entry.lines
        ),
        ups=tuple(Ups(u.name, tuple(u.feeds), u.minutes, u.battery) for u in entry.ups),
        path=str(path),
    )


def _network(entry: NetworkEntry) -> Network:
    return Network(
        name=entry.name,
        purposes=frozenset(entry.purpose),
        vlan=entry.vlan,
        subnets=tuple(entry.subnets),
        zone=entry.zone,
        managed_devices=entry.managed_devices,
    )


def _ssid(entry: SsidEntry) -> DeclaredSsid:
    networks = [*entry.networks, *([entry.network] if entry.network else [])]
    return DeclaredSsid(entry.ssid, entry.audience, tuple(networks))


def _flow(entry: FlowEntry) -> AllowedFlow:
    return AllowedFlow(
        sources=tuple(entry.sources),
        destinations=tuple(entry.destinations),
        services=tuple(entry.services),
        hosts=tuple(entry.hosts),
        from_hosts=tuple(entry.from_hosts),
        users=tuple(entry.users),
        applications=tuple(entry.applications),
        schedule=entry.schedule,
        established=entry.established,
    )


def _sources(entry: list[Subnet] | SourcesEntry | None) -> dict[str, tuple[Subnet, ...]]:
    if entry is None:
        return {}
    if isinstance(entry, list):
        return {"login": tuple(entry), "snmp": tuple(entry)}
    both = {"login": tuple(entry.login), "snmp": tuple(entry.snmp)}
    return {kind: nets for kind, nets in both.items() if nets}


def _plan(entry: PortsEntry) -> PortPlan:
    plan = PortPlan()
    for field, kind in PORT_CLASSES.items():
        for item in getattr(entry, field):
            given = PortEntry(port=item) if isinstance(item, str) else item
            for port in port_list(given.port):
                plan.classes[port] = kind
                if field == "dhcp_servers":
                    plan.dhcp_servers.add(port)
                if given.vlans:
                    plan.needed_vlans[port] = frozenset(given.vlans)
                if given.to:
                    plan.neighbours[port] = given.to
    plan.phones.update(_phones(entry.phones))
    for ports, reason in entry.exempt.items():
        for port in port_list(ports):
            plan.exempt[port] = reason
    return plan


def _phones(given: str | list[str | PortEntry]) -> Iterator[str]:
    """`any_with_voice_vlan` names no port: those are found in the configuration."""
    for item in [given] if isinstance(given, str) else given:
        ports = item if isinstance(item, str) else item.port
        if ports != "any_with_voice_vlan":
            yield from port_list(ports)
