"""What a switch is told for all its ports at once."""

from __future__ import annotations

from typing import ClassVar, Literal

from schoolproof.model.facts import Facts


class Vlan(Facts):
    """A VLAN that exists on the device."""

    KIND: ClassVar[str] = "vlan"

    vlan_id: int
    name: str
    acl_in: str | None  # VLAN access list

    @property
    def label(self) -> str:
        """`VLAN 20 (PUPIL)`."""
        name = self.name if "name" in self.lines else ""
        return f"VLAN {self.vlan_id} ({name})" if name else f"VLAN {self.vlan_id}"


class Stp(Facts):
    """Spanning tree of the device. `priority` is the lowest bridge priority of any instance.

    `highest_priority` is that of the VLAN or instance in which the device is least likely root.
    """

    KIND: ClassVar[str] = "stp"

    enabled: bool
    mode: Literal["stp", "pvst", "rapid-pvst", "rstp", "mstp"]
    priority: int
    highest_priority: int
    disabled_vlans: frozenset[int]


class DhcpSnooping(Facts):
    """DHCP snooping of the device."""

    KIND: ClassVar[str] = "dhcp_snooping"

    enabled: bool
    vlans: frozenset[int]


class ArpInspection(Facts):
    """Dynamic ARP inspection of the device."""

    KIND: ClassVar[str] = "arp_inspection"

    enabled: bool
    vlans: frozenset[int]


class Dot1x(Facts):
    """802.1X of the device."""

    KIND: ClassVar[str] = "dot1x"

    enabled: bool


class VlanPropagation(Facts):
    """VTP, GVRP or MVRP: does another switch change the VLANs of this one?"""

    KIND: ClassVar[str] = "vlan_propagation"

    enabled: bool
    mode: str  # the platform's own word: server, client, transparent, off, gvrp


class Lldp(Facts):
    """LLDP of the device."""

    KIND: ClassVar[str] = "lldp"

    enabled: bool


class AclEntry(Facts):
    """One line of an access list, as written; `flows` reads it exactly."""

    KIND: ClassVar[str] = "acl_entry"

    sequence: int
    action: Literal["permit", "deny"]
    text: str
    source: str  # prefix (10.0.0.0/8), any, host address, or object-group name
    source_any: bool


class Acl(Facts):
    """An access list by name or number."""

    KIND: ClassVar[str] = "acl"

    name: str
    family: Literal["ipv4", "ipv6", "mac"]
    entries: tuple[AclEntry, ...]
