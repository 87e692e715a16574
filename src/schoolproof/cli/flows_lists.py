"""The switches of a site in `schoolproof flows`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schoolproof.check.load_device import device_of
from schoolproof.errors import SchoolproofError, UnknownFact
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.matrix import left_out_of
from schoolproof.flows.path_site import SitePath
from schoolproof.flows.school import ANY, not_asked, ways_between
from schoolproof.flows.sets.base import Budget
from schoolproof.flows.sets.spans import Spans
from schoolproof.flows.sets.witness import Witness
from schoolproof.flows.switches.path import Passed, Switch
from schoolproof.inventory import Project
from schoolproof.model import Network


def site_path(project: Project, site: str, flows: Flows) -> tuple[SitePath, list[str]]:
    """The switches of a site that route, and a sentence for each that was not read."""
    found: dict[str, Switch] = {}
    unread: list[str] = []
    for host in project.hosts.values():
        if host.site != site or "switch" not in host.classes:
            continue
        try:
            found[host.name] = Switch(device_of(project, host), flows.conditions, host.name)
        except (SchoolproofError, UnknownFact) as gap:
            unread.append(left_out_of(host.name, gap))
    return SitePath(flows, found), unread


def apart(site: SitePath, pairs: Sequence[tuple[Network, Network]]) -> str:
    """Why nothing can be said of some of these networks; empty where all of them meet.

    Traffic within one network meets no list and no firewall.
    """
    asked = [(one, other) for one, other in pairs if one.name != other.name]
    if pairs and not asked:
        return f"packets within {pairs[0][0].name} pass no firewall, and no list of a switch"
    for one, other in asked:
        how = not_asked(one, other, ways_between({"": site}, site.all, one, other))
        if how:
            by = "" if how == ANY else f" by {how}"
            where = "on a firewall or switch that was read"
            return f"{one.name} and {other.name} do not meet{by} {where}"
    return ""


@dataclass(frozen=True, slots=True)
class LocalPassage:
    """An entry of a switch, or an interface without a list, that lets a packet pass."""

    host: str
    by: str
    line: int | None
    witness: Witness

    def as_json(self) -> dict[str, Any]:
        """As a counter-example; `host` names the switch."""
        packet = self.witness.packet
        return {
            "host": self.host,
            "src": packet.src,
            "dst": packet.dst,
            "protocol": packet.protocol,
            "port": packet.port,
            "policy": self.by,
            "line": self.line,
            "certainty": "must" if self.witness.must else "may",
            "conditions": list(self.witness.conditions),
        }


def sentence(row: dict[str, Any]) -> str:
    """A counter-example of a switch in one line."""
    port = "" if row["port"] is None else f" {row['port']}"
    packet = f"{row['src']} → {row['dst']}, {row['protocol'].upper()}{port}"
    needs = f", if {' and '.join(row['conditions'])}" if row["conditions"] else ""
    return f"line {row['line'] or 'none'}, {row['policy']}: {packet}{needs}"


def local_passages(
    site: SitePath, pairs: Sequence[tuple[Network, Network]], service: Spans
) -> list[LocalPassage]:
    """What the switches themselves forward between these networks, one packet for each entry.

    Raises:
        UnknownFact: the lists are too tangled to follow.
    """
    found: dict[tuple[str, str], LocalPassage] = {}
    budget = Budget()
    for one, other in pairs:
        for name, passed in site.local(one, other, service, budget):
            each = _passage(name, site.switches[name], passed)
            found.setdefault((name, each.by), each)
    return list(found.values())


def _passage(name: str, switch: Switch, passed: Passed) -> LocalPassage:
    entry = next((line for line in passed.lines if line.entry is not None), None)
    told = switch.shown(passed.piece)
    if entry is not None and entry.entry is not None:
        return LocalPassage(name, entry.label, entry.entry.line, told)
    port = passed.hop.ingress
    return LocalPassage(name, f"{port.label} has no access list", port.line, told)
