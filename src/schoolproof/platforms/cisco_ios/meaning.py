"""When two IOS texts mean the same, and what undoes a line.

Source: Catalyst 9300 and IOS-XE 17 command references of the commands named; order of class maps:
"QoS: Modular QoS CLI", first match wins; access lists: "IP Access List Entry Sequence Numbering".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schoolproof.model import ALL_VLANS
from schoolproof.parse import vlan_set, vlan_text
from schoolproof.platforms.base import ListLine, Meaning
from schoolproof.platforms.cisco_ios.rules import KEPT, REPLACES

EVERY_VLAN = frozenset(str(vlan) for vlan in ALL_VLANS)
VTY = re.compile(r"line (vty|tty|con|aux)? ?(\d+)(?: (\d+))?")
VLANS = re.compile(r"vlan (\d[\d,-]*)")


def _vlans(text: str) -> frozenset[str]:
    """VLANs of a list; `all`, `none`, `except 5` and a leading `add` as the device takes them."""
    text = text.removeprefix("add ")
    if text in {"all", "none"}:
        return EVERY_VLAN if text == "all" else frozenset()
    listed = frozenset(str(vlan) for vlan in vlan_set(text.removeprefix("except ")))
    return EVERY_VLAN - listed if text.startswith("except ") else listed


def _join(vlans: Iterable[str]) -> str:
    return vlan_text(int(vlan) for vlan in vlans) or "none"


def _vlan_list(head: str, tail: str = "") -> ListLine:
    pattern = rf"(?P<head>{head}) (?P<items>\d[\d,-]*(?: ?, ?\d[\d,-]*)*)(?P<tail>{tail})"
    return ListLine(re.compile(pattern), _vlans, _join)


def _spread(header: str) -> tuple[str, ...]:
    """`line vty 0 4` is five lines, `vlan 10,20` two VLANs."""
    found = VTY.fullmatch(header)
    if found and found.group(3):
        kind, first, last = found.groups()
        numbers = range(int(first), min(int(last), int(first) + 200) + 1)
        return tuple(f"line {kind or ''} {n}".replace("  ", " ") for n in numbers)
    vlans = VLANS.fullmatch(header)
    if vlans:
        return tuple(f"vlan {vlan}" for vlan in sorted(vlan_set(vlans.group(1))))
    return (header,)


MEANING = Meaning(
    lists=(
        ListLine(
            re.compile(
                r"(?P<head>switchport trunk allowed vlan) "
                r"(?P<items>(?:add |except )?\d[\d,-]*|all|none)"
            ),
            _vlans,
            _join,
            add="{head} add {items}",
            remove="{head} remove {items}",
            first="{head} {items}",
            last="no {head}",
            everything=EVERY_VLAN,
        ),
        _vlan_list(r"(?:ip dhcp snooping|ip arp inspection) vlan"),
        _vlan_list("spanning-tree vlan", r"(?: priority \d+| forward-time \d+| hello-time \d+)?"),
        _vlan_list(r"vlan (?:filter|group) \S+ vlan-list|instance \d+ vlan"),
    ),
    keys=re.compile(
        r"username \S+(?= )|banner (?:login|motd|exec|incoming)"
        r"|(?:ip access-group|ipv6 traffic-filter|access-class|ipv6 access-class)(?= \S+ in)"
        rf"|shutdown|{REPLACES.pattern}"
    ),
    ordered=re.compile(r"^(?:policy-map |aaa group server )[^/]*$"),
    numbered=re.compile(r"^(?:ip|ipv6|mac|arp) access-list (?!standard \d+ /)[^/]*$"),
    sequences=re.compile(r"access-list \d+(?= )|ip name-server(?: vrf \S+)?(?P<words>)(?= )"),
    spread=_spread,
    negations=(
        (re.compile(r"(description|name|hostname) .*"), r"no \1"),
        (re.compile(r"(banner (?:login|motd|exec|incoming)) .*", re.DOTALL), r"no \1"),
        (re.compile(r"(username \S+) .*", re.DOTALL), r"no \1"),
        (re.compile(r"(enable (?:secret|password)) .*"), r"no \1"),
        (re.compile(r"(access-list \d+) .*"), r"no \1"),
        (
            re.compile(r"(switchport (?:mode|access vlan|voice vlan|trunk native vlan)) .*"),
            r"no \1",
        ),
        (re.compile(r"(snmp-server (?:location|contact)) .*"), r"no \1"),
        (re.compile(r"(key|(?:auto-)?exec-timeout|ip domain[ -]name) .*"), r"no \1"),
    ),
    resets=KEPT,
    # the device prints these with `show running-config all`, and without it nothing
    defaults=re.compile(
        r"interface .* / (?:no shutdown|duplex auto|speed auto|negotiation auto"
        r"|switchport access vlan 1|switchport trunk native vlan 1|mtu 1500"
        r"|switchport voice vlan none|power inline auto|cdp enable|lldp (?:transmit|receive))"
        r"|line [^/]* / exec-timeout 10 0|cdp run|ip forward-protocol nd"
    ),
    identity=(
        re.compile(r"^version (?P<version>\S+)", re.MULTILINE),
        re.compile(r"^license udi pid (?P<model>\S+) sn (?P<serial>\S+)", re.MULTILINE),
        re.compile(r"^switch \d+ provision (?P<model>\S+)", re.MULTILINE),
    ),
)
