"""What a switch is told for all its ports at once."""

from __future__ import annotations

from typing import ClassVar, Literal

from schoolproof.model.facts import Facts


class Vlan(Facts):
    """A VLAN that exists on the device."""

    KIND: ClassVar[str] = "vlan"

    vlan_id: int
    name: str
    # VLAN access lists: what comes in by a port of the VLAN or leaves by one, routed or not. Unset
    # `acl_in`: a list or map that was not read; the others are set where a line says so.
    acl_in: str | None
    acl_out: str | None
    acl6_in: str | None
    acl6_out: str | None

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
    """One line of an access list. What a parser does not set, `flows` takes as a condition.

    An address is a prefix (`10.0.0.0/8`), one address, `any`, an address with a wildcard mask that
    is no prefix (`10.0.1.0 0.255.0.255`), or the name of an object group: `groups` says which of
    `protocol`, `source` and `destination` name one. Ports are `80` or `1-1023`; no ports: every
    one. `icmp` is a type or `type/code`, empty: every one.
    """

    KIND: ClassVar[str] = "acl_entry"

    acl: str  # the list that it stands in
    sequence: int
    action: Literal["permit", "deny"]
    text: str
    source: str
    source_any: bool
    protocol: str  # any, a name or a number
    destination: str
    source_ports: tuple[str, ...]
    destination_ports: tuple[str, ...]
    icmp: str
    groups: frozenset[str]
    conditions: tuple[str, ...]  # established, fragments, flag ack, time-range X, unread WORDS
    log: bool

    @property
    def title(self) -> str:
        """`entry 20`."""
        return f"entry {self.sequence}"

    @property
    def label(self) -> str:
        """`entry 20 of the access list STAFF-IN`."""
        return f"{self.title} of the access list {self.acl}" if "acl" in self.lines else self.title


class Acl(Facts):
    """An access list by name or number."""

    KIND: ClassVar[str] = "acl"

    name: str
    family: Literal["ipv4", "ipv6", "mac"]
    entries: tuple[AclEntry, ...]


class ObjectGroup(Facts):
    """A named set of addresses or services that access lists use.

    Members of a network group are addresses as in `AclEntry`, ranges (`10.0.0.1-10.0.0.9`) and
    `group NAME`; those of a service group `tcp/80`, `tcp/80:1024-65535` (destination ports, then
    source ports), `icmp/8`, `any` and `group NAME`. `unread WORDS` was not understood.
    """

    KIND: ClassVar[str] = "object_group"

    name: str
    kind: Literal["network", "service"]
    members: tuple[str, ...]
