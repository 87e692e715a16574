"""What a firewall makes of the source of a packet that one of its rules translates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece
from schoolproof.flows.sets.conditions import UNREAD, both
from schoolproof.flows.sets.packets import EVERY_PORT, IPV4, IPV6, address
from schoolproof.flows.sets.rule import Rule
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Device, Interface

if TYPE_CHECKING:
    from schoolproof.flows.firewalls.device import Firewall

VERSION = 4  # the family whose outgoing address is known; IPv6 interfaces have several


def translated(
    piece: Piece, rule: Rule, firewall: Firewall, egress: int, said: str
) -> Piece | None:
    """Packets whose source a rule translates, as whoever comes next sees them.

    The source is the address of the outgoing interface (`egress`) where the text says so; else it
    may be any, under the condition `said`. None: that cannot be.
    """
    cube, guard = piece
    known = _outgoing(cube.source, rule, firewall, egress)
    if known:
        return cube._replace(source=known, origin=EVERY_PORT), guard
    narrowed = both(guard, (firewall.conditions.literal(said, UNREAD),))
    if narrowed is None:
        return None
    family = IPV4 if spans.meet(cube.target, IPV4) else IPV6  # a proxy may change it
    return cube._replace(source=family, origin=EVERY_PORT), narrowed


def _outgoing(source: Spans, rule: Rule, firewall: Firewall, egress: int) -> Spans:
    """The only address that these sources can become; empty where the text does not say.

    Fortinet, Technical Tip "Mapping VIP outbound connections": an IP pool of the policy comes
    first, then the outer address of a server that the firewall publishes, then the address of the
    outgoing interface.
    """
    policy, device = rule.policy, firewall.device
    if policy is None or "nat_pool" not in policy.lines or policy.nat_pool or rule.proxied:
        return ()
    if not spans.within(source, IPV4) or spans.meet(source, _published(device)):
        return ()
    own = [_own(device.interfaces.get(name)) for name in firewall.faces.each(egress)]
    return own[0] if len(own) == 1 else ()


def _own(port: Interface | None) -> Spans:
    """The address of an interface that has exactly one, and does not ask for it."""
    if port is None or "addresses" not in port.lines:
        return ()
    found = [a.ip for a in port.addresses if a.version == VERSION]
    asks = "dhcp_client" not in port.lines or port.dhcp_client
    return address(str(found[0])) if len(found) == 1 and not asks else ()


def _published(device: Device) -> Spans:
    """Inner addresses of published servers; everything where one was not understood."""
    held: Spans = ()
    for vip in device.firewall.vips:
        try:
            told = (vip.inside if "inside" in vip.lines else "") or "0.0.0.0/0"
            held = spans.join(held, spans.union(address(word) for word in told.split()))
        except ValueError:
            return IPV4
    return held
