"""Local-in policies: rules for packets to the firewall itself, first match.

What meets none of them is not refused by that: the interface says then what answers (FortiOS
Administration Guide, Local-in policy: "By default, no local-in policies are defined").
"""

from __future__ import annotations

from schoolproof.flows.firewalls.objects import SURE, Addresses, Part, cut, tidy
from schoolproof.flows.firewalls.rules import product
from schoolproof.flows.firewalls.services import Served, Services
from schoolproof.flows.sets.conditions import STATE, UNREAD, Conditions, Literals
from schoolproof.flows.sets.faces import Faces
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import Device
from schoolproof.model.policies import LocalInPolicy, own_name

ANYWHERE = -1  # such a packet leaves by no interface
FAMILIES = {"ipv4": IPV4, "ipv6": IPV6}


def local_rules(
    device: Device, vdom: str | None, faces: Faces, conditions: Conditions
) -> list[Rule]:
    """The local-in policies of one VDOM that act, in their order; those of IPv6 hold for IPv6."""
    firewall = device.firewall
    if "local_in_policies" not in firewall.lines:
        return []
    maker = _Maker(device, faces, conditions)
    rows = [row for row in firewall.local_in_policies if row.vdom == vdom and row.enabled]
    return [maker.rule(row) for row in rows]


class _Maker:
    def __init__(self, device: Device, faces: Faces, conditions: Conditions) -> None:
        self._faces, self._conditions = faces, conditions
        self._addresses = Addresses(device.firewall, conditions)
        self._services = Services(device.firewall, conditions)

    def rule(self, row: LocalInPolicy) -> Rule:
        """A rule whose packets leave by no interface."""
        accepts = "action" not in row.lines or row.action == "accept"
        sources, targets = self._side(row, "source"), self._side(row, "destination")
        ways = (self._faces.mask(self._ports(row)), ANYWHERE)
        terms = product(sources, targets, self._served(row), ways, self._always(row))
        return Rule(None, accepts, tuple(terms), words=row.label, owner=row)

    def _ports(self, row: LocalInPolicy) -> list[str]:
        """Names of interfaces; zones of a VDOM stand under a longer key."""
        names = row.interface.split()
        keys = {name: f"{row.vdom}/{name}" for name in names}
        return [key if key in self._faces.zones else name for name, key in keys.items()]

    def _side(self, row: LocalInPolicy, side: str) -> list[Part]:
        fact, family = f"{side}s", FAMILIES[row.family]
        if fact not in row.lines:
            return [(family, self._unread(f"the {side} is that of {row.label}"))]
        parts = self._addresses.parts(getattr(row, fact), side, family)
        negated = side == "source" and row.source_negate
        return tidy(cut([(family, SURE)], parts)) if negated else parts

    def _served(self, row: LocalInPolicy) -> list[Served]:
        if "services" in row.lines:
            return self._services.parts(row.services)
        said = f"the service or destination is that of {row.label}, which is negated"
        return [(EVERY_SERVICE, EVERY_PORT, self._unread(said))]

    def _always(self, row: LocalInPolicy) -> Literals:
        found = SURE
        if "action" not in row.lines:
            found |= self._unread(f"{row.label} accepts, which was not understood")
        if own_name(row, row.schedule) != "always":
            said = f"the schedule {row.schedule} runs"
            found |= frozenset((self._conditions.literal(said, STATE),))
        return found

    def _unread(self, text: str) -> Literals:
        return frozenset((self._conditions.literal(text, UNREAD),))
