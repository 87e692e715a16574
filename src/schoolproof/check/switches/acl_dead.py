"""Entries of access lists that never decide a packet, and lists that are named and not there."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.check.result import OK, Finding, Gap, Item
from schoolproof.errors import UnknownFact
from schoolproof.flows.sets.base import Piece, RuleBase
from schoolproof.flows.sets.base import whole as always
from schoolproof.flows.sets.conditions import Conditions
from schoolproof.flows.sets.packets import IPV4, IPV6
from schoolproof.flows.switches.acl import Line, Lists, whole
from schoolproof.model import Device, Facts
from schoolproof.model.switching import Acl

NAMED = 3  # entries above that a finding names
FACTS = {"acl_in": "ipv4", "acl_out": "ipv4", "acl6_in": "ipv6", "acl6_out": "ipv6"}


def bound(device: Device) -> Iterator[tuple[Facts, str, str]]:
    """Each interface and VLAN with the fact that names a list, and the list."""
    rows: list[Facts] = [*device.interfaces]
    rows += [*device.vlans] if "vlans" in device.lines else []
    for row in rows:
        for fact in FACTS:
            if fact in row.lines and getattr(row, fact):
                yield row, fact, getattr(row, fact)


def missing_lists(device: Device) -> Iterator[Item]:
    """A finding for each interface whose list refuses nothing: not there, or empty."""
    for row, fact, name in bound(device):
        acl = _named(device, name, FACTS[fact])
        if acl is not None and acl.entries:
            yield OK
            continue
        why = "has no entry" if acl is not None else "does not exist"
        says = f"the access list {name} {why}, so it refuses nothing"
        line = row.lines[fact]
        yield Finding(row, says, "a list with entries", name, line=line)


def _named(device: Device, name: str, family: str) -> Acl | None:
    rows = (device.acls.get(key) for key in (name, f"{family}:{name}"))
    return next((acl for acl in rows if acl is not None and acl.family == family), None)


def dead_entries(device: Device) -> Iterator[Item]:
    """One item for each entry of a list that hangs on an interface."""
    lists = Lists(device, Conditions())
    used = {(name, FACTS[fact]) for _, fact, name in bound(device)}
    for name, family in sorted(used):
        base = lists.base(name, family)
        held = always(whole(IPV6 if family == "ipv6" else IPV4))
        for number, rule in enumerate(base.rules):
            if isinstance(rule, Line) and rule.entry is not None:
                yield _judge(base, number, rule, held)


def _judge(base: RuleBase, number: int, rule: Line, held: Piece) -> Item:
    entry = rule.entry
    if entry is None:
        return OK
    try:
        if next(base.decided(number, [held]), None) is not None:
            return OK
    except UnknownFact as gap:
        return Gap(entry, f"{rule.label}: {gap}")
    above = base.covering(number, [always(cube) for cube, _ in rule.terms])
    names = [row.entry.title for row in above if isinstance(row, Line) and row.entry]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    actual = f"held by {', '.join(names[:NAMED])}{more}" if names else "holds no packet"
    says = f"{rule.label} never decides a packet"
    return Finding(
        entry, says, "gone, or moved up", actual, fact="absent", want=True, line=entry.line
    )
