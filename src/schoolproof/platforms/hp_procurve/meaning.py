"""When two ArubaOS-Switch texts mean the same, and what undoes a line.

Source: ArubaOS-Switch Management and Configuration Guide 16.11 (servers are asked in the order of
the text), Access Security Guide 16.11, "IPv4 Access Control Lists" (first match wins).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from schoolproof.parse import vlan_set
from schoolproof.platforms.base import ListLine, Meaning
from schoolproof.platforms.hp_procurve.lists import FLAGS, PORTS
from schoolproof.platforms.hp_procurve.ports import LIST, compress, expand
from schoolproof.platforms.hp_procurve.rules import REPLACES

QUOTED = re.compile(r'"([^"\s]*)"')
# `spanning-tree 1/1 …`, `loop-protect 1/1-1/4` and their like, as `lists` knows them
HEADS = PORTS.pattern.split(")?(", 1)[1].split(f") {LIST}", 1)[0]


def _plain(text: str) -> str:
    """Blanks once, quotes only where a blank needs them."""
    return QUOTED.sub(r"\1", " ".join(text.split()))


def _vlans(text: str) -> frozenset[str]:
    return frozenset(str(vlan) for vlan in vlan_set(text))


def _vlan_text(vlans: Iterable[str]) -> str:
    return compress(vlans).replace(",", " ")


def _tails(tail: str) -> tuple[str, ...]:
    """`admin-edge-port bpdu-protection` says two things of the ports."""
    words = tail.split()
    return tuple(words) if words and set(words) <= FLAGS else (tail,)


def _ports(pattern: str, **templates: Any) -> ListLine:
    return ListLine(re.compile(pattern), expand, compress, _tails, **templates)


ITEMS = LIST.replace("(all", "(?P<items>all")
MEANING = Meaning(
    plain=_plain,
    lists=(
        _ports(rf"(?P<head>{HEADS}) {ITEMS}(?P<tail> .+)?"),
        _ports(rf"(?P<head>untagged|tagged) (?!vlan ){ITEMS}"),
        _ports(rf"(?P<head>trunk) {ITEMS}(?P<tail> trk\d+.*)", remove="no {head} {items}"),
        ListLine(
            re.compile(
                r"(?P<head>(?:dhcp-snooping|dhcpv6-snooping|arp-protect|loop-protect"
                r"|ipv6 nd-snooping) vlan) (?P<items>\d[\d ,-]*)"
            ),
            _vlans,
            _vlan_text,
        ),
    ),
    keys=re.compile(rf"disable|{REPLACES.pattern}"),
    numbered=re.compile(r"^(?:ip|ipv6) access-list [^/]*$"),
    sequences=re.compile(r"(?:radius|tacacs)-server host(?= )"),
    negations=(
        (
            re.compile(r"(name|hostname|rate-limit (?:bcast|mcast) in|banner motd) .*", re.DOTALL),
            r"no \1",
        ),
        (re.compile(r"(snmp-server (?:location|contact)) .*"), r"no \1"),
        (re.compile(r"(password (?:manager|operator)) .*"), r"no \1"),
    ),
    # VLANs other than the first have no address until one is given
    defaults=re.compile(
        r"interface .* / (?:enable|no disable|speed-duplex auto)|vlan (?!1 )\d+ / no ip address"
    ),
    identity=(
        re.compile(
            r"^; (?P<model>\S+) Configuration Editor; Created on release #(?P<version>\S+)",
            re.MULTILINE,
        ),
    ),
)
