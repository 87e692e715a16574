"""Whether a security rule holds for the outer address of a published server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import ip_address, ip_network

from schoolproof.model.firewall import Firewall
from schoolproof.model.policies import FirewallPolicy

MAX_DEPTH = 16  # groups in groups
Span = tuple[int, int, int]  # IP version, first, last


def outer_held(firewall: Firewall, policy: FirewallPolicy, outside: str) -> bool | None:
    """Whether a rule holds for all of it (True), none of it (False); None: for a part, or unknown.

    `outside`: addresses, prefixes and ranges between blanks. A name among them may be any address.
    """
    names = list(_flat(firewall, (*policy.destinations, *_six(policy)), 0))
    negated = policy.destination_negate
    if "any" in names:
        return not negated
    asked = [_span(word) for word in outside.split()]
    held = [_value(firewall, name) for name in names]
    if not asked or None in asked:
        return None
    known = [span for span in held if span is not None]
    if all(_covered(span, known) for span in asked if span is not None):
        return not negated
    touched = any(_touch(one, other) for one in asked for other in known if one is not None)
    return None if touched or None in held else negated


def _six(policy: FirewallPolicy) -> tuple[str, ...]:
    return policy.destinations6 if "destinations6" in policy.lines else ()


def _flat(firewall: Firewall, names: Iterable[str], depth: int) -> Iterator[str]:
    for name in names:
        row = firewall.address_objects.get(name)
        if row is not None and row.type == "group" and depth < MAX_DEPTH:
            yield from _flat(firewall, row.members, depth + 1)
        elif not name.startswith("nat:"):
            yield name


def _value(firewall: Firewall, name: str) -> Span | None:
    row = firewall.address_objects.get(name)
    plain = row is not None and row.type in {"subnet", "range"} and "value" in row.lines
    return _span(row.value) if row is not None and plain else None


def _span(text: str) -> Span | None:
    """First and last address of a prefix or range; None for what is neither."""
    low, dash, high = text.partition("-")
    try:
        if dash:
            first, last = ip_address(low), ip_address(high)
            return (first.version, int(first), int(last)) if first.version == last.version else None
        net = ip_network(text, strict=False)
    except ValueError:
        return None
    return net.version, int(net.network_address), int(net.broadcast_address)


def _touch(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]


def _covered(span: Span, by: list[Span]) -> bool:
    """Whether these spans hold all of one, together."""
    version, at, last = span
    for _, low, high in sorted(each for each in by if each[0] == version):
        if low <= at:
            at = max(at, high + 1)
    return at > last
