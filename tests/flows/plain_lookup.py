"""A second opinion on one packet, from the text itself: no engine, no platform, no model.

It knows subnets, ranges, ports and groups of the factory's objects, and takes a policy as met when
the addresses and the service fit. Policies on names, lists, users or schedules it skips: what it
says is therefore only good for packets that a plain rule decides first.
"""

from __future__ import annotations

import re
import shlex
from ipaddress import ip_address, ip_network

FACTORY = {
    "ALL": {("any", 0, 65535)},
    "HTTP": {("tcp", 80, 80)},
    "HTTPS": {("tcp", 443, 443)},
    "DNS": {("tcp", 53, 53), ("udp", 53, 53)},
    "RDP": {("tcp", 3389, 3389)},
    "SSH": {("tcp", 22, 22)},
}
NOT_PLAIN = ("internet-service", "groups", "users", "srcaddr6")


def look_up(text: str, source: str, target: str, protocol: str, port: int) -> tuple[str, str]:
    """Number and action of the first plain policy that fits; (``, deny) where none does."""
    subnets = _subnets(text)
    for number, entry in _edits(text, "firewall policy"):
        if entry.get("status") == ["disable"] or any(key in entry for key in NOT_PLAIN):
            continue
        if entry.get("schedule") != ["always"]:
            continue
        fits = (
            _inside(source, entry.get("srcaddr", []), subnets)
            and _inside(target, entry.get("dstaddr", []), subnets)
            and any(_serves(name, protocol, port) for name in entry.get("service", []))
        )
        if fits:
            return number, entry.get("action", ["deny"])[0]
    return "", "deny"


def _edits(text: str, block: str) -> list[tuple[str, dict[str, list[str]]]]:
    body = re.search(rf"^config {block}\n(.*?)^end$", text, re.DOTALL | re.MULTILINE)
    assert body
    found: list[tuple[str, dict[str, list[str]]]] = []
    for line in body.group(1).splitlines():
        if match := re.fullmatch(r"    edit (.+)", line):
            found.append((match.group(1).strip('"'), {}))
        elif match := re.fullmatch(r"        set (\S+) (.+)", line):
            found[-1][1][match.group(1)] = shlex.split(match.group(2))
    return found


def _subnets(text: str) -> dict[str, str]:
    rows = _edits(text, "firewall address")
    return {name: "/".join(e["subnet"]) for name, e in rows if "subnet" in e}


def _inside(host: str, names: list[str], subnets: dict[str, str]) -> bool:
    return any(
        name == "all" or (name in subnets and ip_address(host) in ip_network(subnets[name]))
        for name in names
    )


def _serves(name: str, protocol: str, port: int) -> bool:
    return any(p in {"any", protocol} and lo <= port <= hi for p, lo, hi in FACTORY.get(name, ()))
