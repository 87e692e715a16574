"""What the school owns, and when it ends."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from schoolproof.inventory.registers.base import Count, Day, Entry, Placed, Register, Role, Text

Generation = Literal["wifi4", "wifi5", "wifi6", "wifi6e", "wifi7"]
NETWORK = frozenset({"switch", "firewall", "wireless-controller"})


class Plan(Placed):
    """What happens to an asset next."""

    what: Text
    """Replace, extend the warranty, take out …"""
    by: Day
    """The day by which it is done."""
    cost_gbp: Count | None = None
    """The money set aside, in pounds."""


class Asset(Entry):
    """A device, or a batch of equal ones."""

    name: Text
    """The name on its label; for a device of the inventory the host name."""
    kind: Literal[
        "switch",
        "firewall",
        "wireless-controller",
        "access-point",
        "router",
        "server",
        "ups",
        "computers",
        "tablets",
        "printer",
        "operating-system",
        "other",
    ]
    """What it is."""
    count: Count = 1
    """How many of them the row stands for."""
    make: Text | None = None
    """The maker."""
    model: Text | None = None
    """The maker's model name or number, as the device prints it where it can."""
    serial: Text | None = None
    """The serial number; several of a stack with commas."""
    firmware: Text | None = None
    """The release that runs on it."""
    firmware_supported_until: Day | None = None
    """The last day on which the maker mends faults of this release; of a device on the network."""
    place: Text | None = None
    """Building, room, cabinet."""
    owner: Role | None = None
    """The role that it is assigned to."""
    bought: Day | None = None
    """The day of purchase."""
    cost_gbp: Count | None = None
    """What it cost, in pounds."""
    warranty_end: Day | None = None
    """The last day of the maker's warranty or of a support contract for it."""
    end_of_sale: Day | None = None
    """The day on which the maker stopped selling it."""
    end_of_support: Day | None = None
    """The last day of the maker's security updates."""
    source: Text | None = None
    """Where the maker's dates were read."""
    review_due: Day | None = None
    """When somebody looks at it again."""
    disposed: Day | None = None
    """The day of secure disposal."""
    plan: Plan | None = None
    """What replaces it, and when."""
    wifi_generation: Generation | None = None
    """Of an access point."""
    poe_standard: Literal["none", "af", "at", "bt"] | None = None
    """The best that its ports deliver (IEEE 802.3)."""
    poe_budget_w: Count | None = None
    """Watts for all ports together."""
    port_mbps: Count | None = None
    """Speed of its user ports."""
    uplink_gbps: float | None = Field(default=None, ge=0)
    """Speed of one of its uplinks."""
    stacking_gbps: float | None = Field(default=None, ge=0)
    """Of dedicated stacking ports; 0 when it cannot be stacked that way."""
    memory_mb: Count | None = None
    """Main memory."""
    mac_addresses: Count | None = None
    """Size of its address table."""
    non_blocking: bool | None = None
    """Whether its fabric carries all ports at full speed."""
    power_supplies: Count | None = None
    """Power supplies fitted."""
    management_modules: Count | None = None
    """Management modules or stack members that can take over."""
    links_to_critical: Count | None = None
    """Cables to other critical devices."""
    ups: Text | None = None
    """The UPS that feeds it, by its name in the site file."""
    critical: bool = False
    """Whether the school stops without it."""
    locked_and_ventilated: bool | None = None
    """Whether its room or cabinet is both."""
    controller: Text | None = None
    """For an access point: the host that manages it, or the maker's cloud."""

    @model_validator(mode="after")
    def _order(self) -> Asset:
        if self.bought and self.end_of_support and self.end_of_support < self.bought:
            msg = f"end_of_support ({self.end_of_support}) is before bought ({self.bought})"
            raise ValueError(msg)
        return self

    @property
    def in_use(self) -> bool:
        """Whether it is still there."""
        return self.disposed is None


class Assets(Register):
    """Everything on the network, and everything with an end of support."""

    assets: list[Asset] = Field(default_factory=list)
    """One row for each device or batch."""
