"""One device, whatever the vendor."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from schoolproof.model.facts import Facts, Table
from schoolproof.model.firewall import Firewall
from schoolproof.model.interface import Interface
from schoolproof.model.management import (
    Aaa,
    AutoUpdate,
    Banner,
    Clock,
    Firmware,
    HttpsServer,
    Logging,
    LoginLock,
    ManagementAccess,
    Ntp,
    PasswordPolicy,
    RadiusServer,
    Service,
    Snmp,
    SshServer,
    Terminal,
    User,
)
from schoolproof.model.secret import Secret
from schoolproof.model.site import PortPlan, Site
from schoolproof.model.switching import (
    Acl,
    ArpInspection,
    DhcpSnooping,
    Dot1x,
    Lldp,
    ObjectGroup,
    Stp,
    Vlan,
    VlanPropagation,
)
from schoolproof.model.wireless import ApProfile, Ssid, Wireless

if TYPE_CHECKING:
    from collections.abc import Iterator


class SecretUse(Facts):
    """A secret and the line that holds it; `text` is the sanitised line."""

    KIND: ClassVar[str] = "secret"

    secret: Secret
    text: str

    @property
    def label(self) -> str:
        """The token."""
        return str(self.secret)


class Device(Facts):
    """A switch, firewall or wireless controller: its facts, and what people declared about it.

    `platform`, `classes`, `role`, `site` and `ports` come from the inventory, all else from the
    configuration. Every fact is what the device does, not what one line says.
    """

    KIND: ClassVar[str] = "device"

    hostname: str
    firmware: Firmware
    interfaces: Table[Interface]
    vlans: Table[Vlan]  # by number as text
    stp: Stp
    dhcp_snooping: DhcpSnooping
    arp_inspection: ArpInspection
    dot1x: Dot1x
    vlan_propagation: VlanPropagation
    lldp: Lldp
    ip_routing: bool
    ipv6_routing: bool
    acls: Table[Acl]
    object_groups: Table[ObjectGroup]  # by name
    ssh_server: SshServer
    telnet_server: Service
    http_server: Service
    https_server: HttpsServer
    services: Table[Service]  # others that listen or announce; only those that are known
    terminals: Table[Terminal]
    users: Table[User]
    enable_secret: Secret | None
    enable_hash_kind: str | None
    aaa: Aaa
    login_lock: LoginLock
    password_policy: PasswordPolicy
    snmp: Snmp
    ntp: Ntp
    clock: Clock
    logging: Logging
    banner: Banner
    management_access: Table[ManagementAccess]
    radius_servers: Table[RadiusServer]
    auto_update: AutoUpdate
    ssids: Table[Ssid]
    wireless: Wireless
    ap_profiles: Table[ApProfile]
    firewall: Firewall
    secrets: tuple[SecretUse, ...]
    # from the inventory
    platform: str
    classes: frozenset[str]
    role: str
    site: Site
    ports: PortPlan
    native_text: str
    __dict__: dict[str, Any]  # for the cached properties only

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """Answers that controls share; see `schoolproof.check.memo`."""
        return {}

    @property
    def label(self) -> str:
        """The host name, or the word device."""
        return self.hostname if "hostname" in self.lines else "device"

    @cached_property
    def switch_ports(self) -> tuple[Interface, ...]:
        """Enabled ports and LAGs with a switching family, members of a LAG left out."""
        return tuple(
            port
            for port in self.interfaces
            if port.kind in {"ethernet", "lag"}
            and port.enabled
            and not port.routed
            and port.lag is None
        )

    @cached_property
    def edge_ports(self) -> tuple[Interface, ...]:
        """Switch ports that nobody declared or proved to be something else."""
        return tuple(p for p in self.switch_ports if self.port_class(p) == "edge")

    @cached_property
    def uplinks(self) -> tuple[Interface, ...]:
        """Switch ports to other switches, firewalls, controllers: declared, or a LAG."""
        links = {"uplink", "downlink", "stack_link", "controller"}
        return tuple(p for p in self.switch_ports if self.port_class(p) in links)

    @cached_property
    def access_point_ports(self) -> tuple[Interface, ...]:
        """Switch ports that the site file gives to access points."""
        return tuple(p for p in self.switch_ports if self.port_class(p) == "access_point")

    @cached_property
    def trunks(self) -> tuple[Interface, ...]:
        """Switch ports that carry tagged VLANs."""
        return tuple(p for p in self.switch_ports if p.switched_vlan.interface_mode == "trunk")

    def port_class(self, port: Interface) -> str:
        """`edge`, `uplink`, `downlink`, `access_point`, `controller`, `server` or `stack_link`."""
        declared = self.ports.class_of(port.name) if "ports" in self.lines else None
        if declared:
            return declared
        return "uplink" if port.kind == "lag" else "edge"

    def is_telephone_port(self, port: Interface) -> bool:
        """Untagged in data and tagged in one VLAN that serves telephones (counts as access)."""
        vlans = port.switched_vlan
        tagged = vlans.trunk_vlans - {vlans.native_vlan}
        return len(tagged) == 1 and "site" in self.lines and self.site.serves(tagged, "voice")

    def facts(self) -> Iterator[tuple[str, Any, int | None]]:
        """Every fact that is set: dotted path, value, line."""
        from schoolproof.model.walk import walk  # noqa: PLC0415  walk knows Device's parts

        return walk(self)

    @cached_property
    def native(self) -> Any:
        """The same text in `ciscoconfparse2.CiscoConfParse`, for local controls on unread lines."""
        from ciscoconfparse2 import CiscoConfParse  # noqa: PLC0415  its import costs 0.7 s

        return CiscoConfParse(self.native_text.splitlines(), syntax="ios")
