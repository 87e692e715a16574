"""The firewalls and routing switches of one school: all ways from one purpose to another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.device import firewalls
from schoolproof.flows.firewalls.places import NO_HOSTS
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.path_site import SitePath
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece
from schoolproof.flows.sets.conditions import Conditions
from schoolproof.flows.sets.packets import EVERY_SERVICE, IPV4, IPV6
from schoolproof.flows.switches.path import Switch
from schoolproof.flows.switches.path_local import Switches
from schoolproof.flows.ways import OverFirewall, OverSwitch, Way
from schoolproof.model import Device, Network

INTERNET = "internet"
ORDER = (
    *("pupil", "staff", "guest", "byod", "management", "server", "voice", "print", "cctv"),
    *("building", "dmz", "partner", "transit", "quarantine"),
)
APART = "some of these networks do not meet on a firewall or switch that was read"
ANY = "any family"
FAMILIES = {"IPv4": IPV4, "IPv6": IPV6}
Pair = tuple[str, str]


class School:
    """Ready for questions about purposes. Each device has its site; all share their conditions."""

    def __init__(
        self,
        firewall_devices: Mapping[str, Device],
        switch_devices: Mapping[str, Device],
        conditions: Conditions | None = None,
    ) -> None:
        self.conditions = Conditions() if conditions is None else conditions
        self.gaps: dict[str, str] = {}  # firewalls that gave no answer, and why
        self.unread: dict[str, str] = {}  # switches of which it is not known what they forward
        flows = self._flows(firewall_devices)
        self.switches = Switches(self._switches(switch_devices))
        self.paths = {name: SitePath(each, self.switches) for name, each in flows.items()}
        sites = [d.site for d in (*firewall_devices.values(), *switch_devices.values())]
        nets = sites[0].networks if sites else ()
        self.networks = [n for n in nets if not n.purposes <= NO_HOSTS]
        self.cut_off: frozenset[str] = frozenset()  # networks that no packet leaves or reaches
        self._inward: dict[str, list[Piece]] = {}

    def _flows(self, devices: Mapping[str, Device]) -> dict[str, Flows]:
        found: dict[str, Flows] = {}
        for name, device in devices.items():
            try:
                found[name] = Flows(firewalls(device, self.conditions))
            except UnknownFact as gap:
                self.gaps[name] = str(gap)
        return found

    def _switches(self, devices: Mapping[str, Device]) -> dict[str, Switch]:
        found: dict[str, Switch] = {}
        for name, device in devices.items():
            try:
                switch = Switch(device, self.conditions, name)
                switch.networks()  # asks for everything that the ways need to know of it
                found[name] = switch
            except UnknownFact as gap:
                self.unread[name] = str(gap)
        return found

    @property
    def purposes(self) -> tuple[str, ...]:
        """What the networks with hosts are for, and the internet; empty where nothing was read."""
        if not self.paths and not self.switches.by_name:
            return ()
        found = {purpose for network in self.networks for purpose in network.purposes - NO_HOSTS}
        return (*sorted(found, key=rank), INTERNET) if found else ()

    def is_attached(self, network: Network) -> bool:
        """Whether it stands on an interface of a firewall or on a routed one of a switch."""
        attached = any(path.flows.places.is_attached(network) for path in self.paths.values())
        return attached or self.is_routed(network)

    def is_routed(self, network: Network) -> bool:
        """Whether it stands on a routed interface of a switch."""
        return any(switch.has(network) for switch in self.switches.by_name.values())

    def ways(self, pair: Pair) -> tuple[list[Way], str]:
        """All ways from one purpose to another, and why some of its networks have none.

        Raises:
            UnknownFact: something on the way is not followed.
        """
        source, target = pair
        inside = self._of(source if target == INTERNET else target)
        if INTERNET in pair:
            found = {network.name: self._outside(network, pair) for network in inside}
            lost = inside if not any(found.values()) or source != INTERNET else []
            lost = [network for network in lost if not found[network.name]]
            return [way for each in found.values() for way in each], self._why(lost, bool(found))
        ends = [(a, b) for a in self._of(source) for b in inside if a.name != b.name]
        between = [(a, b, ways_between(self.paths, self.switches, a, b)) for a, b in ends]
        apart = [(a, b, how) for a, b, ways in between if (how := not_asked(a, b, ways))]
        lost = [network for a, b, _ in apart for network in (a, b)]
        hows = {how for _, _, how in apart}
        return [w for _, _, each in between for w in each], self._why(lost, bool(between), hows)

    def _why(self, lost: Sequence[Network], asked: bool, hows: Collection[str] = ()) -> str:
        if not lost and asked:
            return ""
        if hows and ANY not in hows:
            return f"{APART}, by {' and '.join(sorted(hows))}"
        nowhere = {network.name for network in lost if not self.is_attached(network)}
        if nowhere:
            return f"{APART}: no interface has {' and '.join(sorted(nowhere))}"
        return APART

    def _of(self, purpose: str) -> list[Network]:
        held = [n for n in self.networks if purpose in n.purposes]
        return [n for n in held if n.name not in self.cut_off]

    def _outside(self, network: Network, pair: Pair) -> list[Way]:
        found: list[Way] = []
        for name, path in self.paths.items():
            if pair[1] == INTERNET:
                pieces = path.flows.outward(network)
                way = OverFirewall(name, path, network, None, pieces)
            else:
                way = OverFirewall(name, path, None, network, self._inner(name, network))
            found += [way] if way.pieces else []
        return found

    def _inner(self, name: str, network: Network) -> list[Piece]:
        """Packets from the internet to one network."""
        flows = self.paths[name].flows
        if name not in self._inward:
            self._inward[name] = flows.inward()
        return flows.inward_to(network, self._inward[name])


def ways_between(
    paths: Mapping[str, SitePath], switches: Switches, one: Network, other: Network
) -> list[Way]:
    """All ways between two networks. `paths`: by firewall."""
    found: list[Way] = [
        OverSwitch(name, switch, hop)
        for name, switch, hop in switches.hops(one, other, EVERY_SERVICE)
    ]
    for name, path in paths.items():
        pieces = path.flows.between(one, other)
        found += [OverFirewall(name, path, one, other, pieces)] if pieces else []
    return found


def not_asked(one: Network, other: Network, ways: Sequence[Way]) -> str:
    """The family of addresses that two networks have in common, and that no way is about.

    Where none of them has declared a subnet, any way will do.
    """
    declared = [{f"IPv{s.version}" for s in network.subnets} for network in (one, other)]
    sources = [piece[0].source for way in ways for piece in way.pieces]
    found = {name for name, held in FAMILIES.items() for s in sources if spans.meet(s, held)}
    left = sorted((declared[0] & declared[1]) - found)
    return left[0] if left else "" if found else ANY


def rank(purpose: str) -> tuple[bool, int, str]:
    """The order of purposes: pupils first, the internet last."""
    place = ORDER.index(purpose) if purpose in ORDER else len(ORDER)
    return purpose == INTERNET, place, purpose
