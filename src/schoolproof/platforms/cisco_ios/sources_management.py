"""From where SSH, the web pages and SNMP answer: access lists turned into prefixes.

A list that is named but does not exist permits everybody on IOS.
"""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from itertools import chain

from schoolproof.model import Table
from schoolproof.model.management import ManagementAccess
from schoolproof.model.switching import Acl
from schoolproof.platforms.cisco_ios.management_lines import sections
from schoolproof.platforms.cisco_ios.snmp import lists_of
from schoolproof.platforms.cisco_ios.top import Reading

Prefix = IPv4Network | IPv6Network
Sources = tuple[Prefix, ...] | None
WaysIn = list[tuple[str | None, int | None]]  # access list, or None for no list; deciding line


class UnclearError(Exception):
    """The list names something that this file cannot turn into prefixes."""


def settle(reading: Reading) -> None:
    """One row for each management service that answers."""
    reading.device.put(None, management_access=Table())
    vtys = [e.terminal for e in sections(reading) if e.kind == "vty"]
    open_vtys = [t for t in vtys if "reachable" not in t.lines or t.reachable]
    if open_vtys:
        ways = [(t.acl_in, _line(t.lines["acl_in"], t.line)) for t in open_vtys]
        ways6 = [(t.acl6_in, _line(t.lines["acl6_in"], t.line)) for t in open_vtys]
        _add(reading, "ssh", ways, ways6)
    if not vtys:  # a device prints its lines: they were left out, and who may come is not known
        reading.device.management_access.add("ssh", ManagementAccess(None, name="ssh"))
    terminals = reading.device.terminals if "terminals" in reading.device.lines else Table()
    web = terminals.get("web")
    if web:
        ways = [(web.acl_in, _line(web.lines["acl_in"], web.line))]
        name = "https" if "https" in web.transports else "http"
        _add(reading, name, ways, [(web.acl6_in, _line(web.lines["acl6_in"], web.line))])
    answers = lists_of(reading)
    if answers:
        _add(reading, "snmp", answers, lists_of(reading, ipv6=True))


def _line(decides: int | None, otherwise: int | None) -> int | None:
    return decides if decides is not None else otherwise


def _add(reading: Reading, name: str, ways: WaysIn, ways6: WaysIn) -> None:
    row = ManagementAccess(ways[0][1], name=name)
    for fact, family, found in (("sources", "ipv4", ways), ("sources6", "ipv6", ways6)):
        try:
            sources, line = _union(reading, found, family)
        except UnclearError:
            continue
        row.put(line, **{fact: sources})
    reading.device.management_access.add(name, row)


def _union(reading: Reading, ways: WaysIn, family: str) -> tuple[Sources, int | None]:
    """All sources of all ways in; one way in without a list opens the service to everybody."""
    found = [(_sources(reading, name, family), line) for name, line in ways]
    for sources, line in found:
        if sources is None:
            return None, line
    prefixes = chain.from_iterable(sources or () for sources, _ in found)
    return tuple(dict.fromkeys(prefixes)), found[0][1]


def _sources(reading: Reading, name: str | None, family: str) -> Sources:
    acl = _list(reading, name, family) if name else None
    if acl is None or not acl.entries:
        return None
    result: list[Prefix] = []
    for entry in acl.entries:
        if entry.action == "deny" and entry.source_any:
            break
        if entry.action == "permit":
            if entry.source_any:
                return None
            result.append(_prefix(entry.source))
    return tuple(result)


def _list(reading: Reading, name: str, family: str) -> Acl | None:
    acls = reading.device.acls if "acls" in reading.device.lines else Table()
    for key in (name, f"{family}:{name}"):
        acl = acls.get(key)
        if acl and acl.family == family:
            return acl
    return None


def _prefix(text: str) -> Prefix:
    try:
        return ip_network(text, strict=False)
    except ValueError as error:
        raise UnclearError(text) from error
