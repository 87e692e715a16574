"""Ways through a device: routes, health checks of lines, links between virtual firewalls."""

from __future__ import annotations

from typing import ClassVar

from schoolproof.model.facts import Facts


class Route(Facts):
    """A static route. `prefix` unset: not a prefix.

    Without interfaces and without a next router packets are thrown away.
    """

    KIND: ClassVar[str] = "route"

    name: str
    prefix: str
    interfaces: tuple[str, ...]  # or zones
    enabled: bool
    vdom: str | None
    vrf: str | None  # the router whose table it stands in; unset: that of the VDOM
    next_vrf: str | None  # the router that looks up the packet next; unset: none


class PolicyRoute(Facts):
    """A route that asks for more than the destination; what it asks for is not in the model."""

    KIND: ClassVar[str] = "policy_route"

    name: str
    interface: str
    enabled: bool
    vdom: str | None


class VdomLink(Facts):
    """A link inside the device, between two virtual firewalls, by its two ends."""

    KIND: ClassVar[str] = "vdom_link"

    name: str
    interfaces: tuple[str, ...]
    single: bool  # a packet passes no second link; unset: it may
    visible: bool  # each of the two is told to see the other; unset: no telling is needed


class LinkMonitor(Facts):
    """A health check of an internet line."""

    KIND: ClassVar[str] = "link_monitor"

    name: str
    interfaces: tuple[str, ...]
    targets: tuple[str, ...]
