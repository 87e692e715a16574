"""What switches forward by themselves: over one that has both networks, or from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schoolproof.flows.sets import spans
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, networks
from schoolproof.flows.sets.spans import Spans
from schoolproof.flows.switches.path import SETS, Hop, Switch
from schoolproof.flows.switches.path_ports import Filter, filters, routed_ports
from schoolproof.model import Interface, Network

Link = tuple[Interface, Interface]  # of one switch and of the other, in the same subnet


class Switches:
    """The switches of a school that route. All share their conditions."""

    def __init__(self, switches: Mapping[str, Switch]) -> None:
        self.by_name = {name: switch for name, switch in switches.items() if switch.families}
        self._links = {
            (a, b, family): _links(self.by_name[a], self.by_name[b], family)
            for a in self.by_name
            for b in self.by_name
            if a != b
            for family in SETS
        }

    def hops(
        self, source: Network, target: Network, service: Spans = EVERY_SERVICE
    ) -> Iterator[tuple[str, Switch, Hop]]:
        """Ways between two networks, each with the switch where packets come in."""
        if source.name == target.name:
            return
        for name, switch in self.by_name.items():
            yield from ((name, switch, hop) for hop in switch.between(source, target, service))
            for family in switch.families:
                if switch.ports(source, family) and not switch.ports(target, family):
                    for other in self._joined(name):
                        ends = (source, target)
                        yield from self._over(name, other, family, ends, service)

    def _joined(self, name: str) -> list[str]:
        """Switches that a chain of shared subnets leads to."""
        found, left = [name], [name]
        while left:
            at = left.pop()
            for other in self.by_name:
                if other not in found and any(self._links.get((at, other, f)) for f in SETS):
                    found.append(other)
                    left.append(other)
        return found[1:]

    def _over(
        self, name: str, other: str, family: str, ends: tuple[Network, Network], service: Spans
    ) -> Iterator[tuple[str, Switch, Hop]]:
        """From one switch to another; routes are not read, so that this is a condition."""
        first, last = self.by_name[name], self.by_name[other]
        if family not in last.families:
            return
        taken = spans.join(first.no_hosts(), last.no_hosts())
        source = spans.meet(first.addresses(ends[0]), SETS[family])
        target = spans.meet(spans.minus(last.addresses(ends[1]), taken), SETS[family])
        links: list[Link | None] = [*self._links[name, other, family]]
        if not source or not target:
            return
        for one in first.ports(ends[0], family):
            for far in last.ports(ends[1], family):
                for link in links or [None]:
                    sets = (source, target, service)
                    yield name, first, self._hop((first, last), (one, far), link, sets)

    @staticmethod
    def _hop(
        switches: tuple[Switch, Switch],
        ports: tuple[Interface, Interface],
        link: Link | None,
        sets: tuple[Spans, Spans, Spans],
    ) -> Hop:
        """In by one port, over the link where it is known, and out by a port of the other."""
        first, last = switches
        family = "ipv4" if spans.meet(sets[0], SETS["ipv4"]) else "ipv6"
        near = [*filters(first.device, ports[0], family, "in")]
        far: list[Filter] = []
        if link is not None:
            near += filters(first.device, link[0], family, "out")
            far += filters(last.device, link[1], family, "in")
        far += filters(last.device, ports[1], family, "out")
        told = first.unknown(f"it is sent on to {last.name} by routes that are not read")
        guard = first.opening | first.unread(near) | last.unread(far) | told
        egress = first.faces.mask([link[0].name]) if link else first.faces.plain
        cube = Cube(*sets, EVERY_PORT, first.faces.mask([ports[0].name]), egress)
        steps = first.steps(near, family) + last.steps(far, family)
        over = (last.name, *(port.name for port in link or ()), ports[1].name)
        return Hop(ports[0], None, steps, ((cube, guard),), over)


def _links(one: Switch, other: Switch, family: str) -> list[Link]:
    """Interfaces of two switches in the same subnet; one that has no other port leads nowhere."""
    if family not in one.families or family not in other.families:
        return []
    mine, theirs = (routed_ports(switch.device, family) for switch in (one, other))
    if len(mine) < 2 or len(theirs) < 2:  # noqa: PLR2004  in by one, out by the other
        return []
    return [
        (a, b)
        for a in mine
        for b in theirs
        if spans.meet(
            networks(x.network for x in a.addresses), networks(x.network for x in b.addresses)
        )
    ]
