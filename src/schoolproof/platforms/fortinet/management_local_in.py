"""Local-in policies that close management to all but some sources.

Only what is certain narrows: a policy that cannot be decided lets everybody in when it accepts,
and nobody out when it denies.
"""

from __future__ import annotations

from schoolproof.model import Interface
from schoolproof.model.management import Prefix
from schoolproof.model.objects import ServiceObject
from schoolproof.model.policies import LocalInPolicy, own_name
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.management import ports_with
from schoolproof.platforms.fortinet.own_services import MOVED
from schoolproof.platforms.fortinet.reading import Reading, afterwards
from schoolproof.platforms.fortinet.values import prefix

NARROWED = ("ssh", "https")
MAX_DEPTH = 8  # groups in groups; deeper is a ring
Sources = tuple[Prefix, ...] | None


@afterwards(turn=6)
def narrow(reading: Reading) -> None:
    """Where trusted hosts let everybody in, local-in policies of all interfaces may still limit."""
    device, block = reading.device, reading.block("system global")
    if "management_access" not in device.lines or "interfaces" not in device.lines:
        return
    for name in NARROWED:
        access = device.management_access.get(name)
        number = block.int(*MOVED[name])
        if access is None or access.sources is not None:
            continue
        ports = [p for p in ports_with(reading, name) if name in p.admin_access]
        found = [_through(reading, port, number) for port in ports]
        known = [one for one in found if one is not None]
        if len(known) == len(found):
            sources = tuple(dict.fromkeys(net for one in known for net in one))
            lines = [row.line for row in firewall_of(device).local_in_policies]
            access.put(lines[0] if lines else access.line, sources=sources)


def _through(reading: Reading, port: Interface, number: int) -> Sources:
    """Sources that reach this port of an interface; None: everybody, as far as is known."""
    allowed: list[Prefix] = []
    for row in firewall_of(reading.device).local_in_policies:
        zone = (port.zone or "").rpartition("/")[2]
        on_port = {port.name, zone, "any"} & set(row.interface.split())
        if not row.enabled or not on_port:
            continue
        covers = _covers(reading, row, number)
        if "action" in row.lines and row.action == "deny":
            if covers and "sources" in row.lines and _everything(row) and _at_all_times(row):
                return tuple(allowed)
        elif covers is not False:
            known = "sources" in row.lines and not row.source_negate
            sources = _networks(reading, row.sources) if known else None
            if sources is None:
                return None
            allowed += sources
    return None


def _everything(row: LocalInPolicy) -> bool:
    """Whether a policy is for all sources, and for all addresses of the firewall."""
    named = {own_name(row, key) for key in row.sources + row.destinations}
    return named == {"all"} and not row.source_negate


def _at_all_times(row: LocalInPolicy) -> bool:
    """Whether it refuses outside school hours too."""
    return own_name(row, row.schedule) == "always"


def _covers(reading: Reading, row: LocalInPolicy, number: int) -> bool | None:
    """Whether the services of a policy hold a TCP port; None: not known."""
    if "services" not in row.lines:
        return None
    known = True
    for key in row.services:
        if own_name(row, key) == "ALL":
            return True
        service = firewall_of(reading.device).service_objects.get(key)
        held = _holds(service, number)
        if held:
            return True
        known = known and held is not None
    return False if known else None


def _holds(service: ServiceObject | None, number: int) -> bool | None:
    if service is None or "tcp_ports" not in service.lines or service.members:
        return None
    for text in service.tcp_ports:
        first, _, last = text.partition(":")[0].partition("-")
        if first.isdecimal() and int(first) <= number <= int(last or first):
            return True
    return False


def _networks(reading: Reading, keys: tuple[str, ...], depth: int = 0) -> Sources:
    """The networks of names; None: all, or a name that no network is known for."""
    found: list[Prefix] = []
    for key in keys:
        item = firewall_of(reading.device).address_objects.get(key)
        if item is None or "value" not in item.lines or depth > MAX_DEPTH or item.exclude:
            return None
        if item.type == "group":
            inner = _networks(reading, item.members, depth + 1)
        else:
            net = prefix(tuple(item.value.split())) if item.type == "subnet" else None
            inner = (net,) if net is not None and net.prefixlen else None
        if inner is None:
            return None
        found += inner
    return tuple(found)
