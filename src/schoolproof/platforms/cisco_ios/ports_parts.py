"""The parts of a switched port, made once and shared between ports that say nothing about them.

A stack has hundreds of ports that differ in a few words. Parts are never changed once made, so
ports without a word about one hold the same object: this is what keeps large stacks fast.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from schoolproof.model import Facts, Interface
from schoolproof.platforms.cisco_ios import ports_access, ports_safety, ports_switching
from schoolproof.platforms.cisco_ios.draft import Draft
from schoolproof.platforms.cisco_ios.top import Reading


class Part(NamedTuple):
    """`words` change the part. `notes` that are set make it depend on the port's VLANs too."""

    name: str
    make: Callable[[Interface, Draft, Reading], Facts]
    words: frozenset[str]
    notes: tuple[str, ...] = ()


def _part(name: str, make: Callable[..., Facts], *words: str, notes: tuple[str, ...] = ()) -> Part:
    return Part(name, make, frozenset(words), notes)


PARTS = (
    _part("stp", ports_switching.stp, "stp portfast", "stp guard", "stp filter", "stp root",
          notes=("stp off",)),
    _part("storm_control", ports_switching.storm_control, "storm"),
    _part("loop", ports_safety.loop, "loopdetect", "udld"),
    _part("dhcp_snooping", ports_safety.dhcp_trust, "dhcp trust"),
    _part("arp_inspection", ports_safety.arp_trust, "arp trust"),
    _part("source_guard", ports_safety.source_guard, "source guard"),
    _part("port_security", ports_safety.port_security, "port-security", "port-security maximum"),
    _part("ra_guard", ports_safety.ra_guard, "raguard", notes=("vlan raguard",)),
    _part("lldp", ports_safety.lldp, "lldp off", "med off"),
    _part("poe", ports_safety.poe, "poe"),
    _part("qos", ports_safety.qos, "qos", "policy"),
    _part("dot1x", ports_access.dot1x, "control", "new control", "open", "closed", "pae", "mab",
          "subscriber", "dead vlan", "dead open", "guest vlan", "failed vlan"),
)  # fmt: skip


VLANS = Part(
    "switched_vlan",
    ports_switching.switched_vlan,
    frozenset(f"switchport {w}" for w in ("mode", "nonegotiate", *ports_switching.VLAN_WORDS)),
)
WORDS = frozenset().union(VLANS.words, *(part.words for part in PARTS))
NOTES = frozenset(note for part in PARTS for note in part.notes)


def parts_of(port: Interface, draft: Draft, reading: Reading) -> dict[str, Any]:
    """Every part of a switched port by its name in the model."""
    notes = reading.notes
    silent = WORDS.isdisjoint(draft.said) and not any(notes.get(note) for note in NOTES)
    whole: dict[str, dict[str, Any]] = notes.setdefault("shared ports", {})
    if silent and port.kind in whole:
        return whole[port.kind]
    parts = _made(port, draft, reading)
    if silent:
        whole[port.kind] = parts
    return parts


def _made(port: Interface, draft: Draft, reading: Reading) -> dict[str, Any]:
    shared: dict[tuple[str, str, Any], Facts] = reading.notes.setdefault("shared parts", {})
    said, notes = draft.said, reading.notes
    mode = said.get("switchport mode", ("", None))[0]
    parts: dict[str, Any] = {}
    for part in (VLANS, *PARTS):
        if not part.words.isdisjoint(said) or any(notes.get(note) for note in part.notes):
            made = part.make(port, draft, reading)
        else:
            key = (part.name, port.kind, mode)  # the global portfast default looks at both
            made = shared.get(key) or shared.setdefault(key, part.make(port, draft, reading))
        parts[part.name] = made
        if part is VLANS:  # the parts that follow look at the port's VLANs
            port.put(draft.line, switched_vlan=made)
    return parts
