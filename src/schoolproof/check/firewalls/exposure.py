"""Where management services answer, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schoolproof.check.expect import expect, remark
from schoolproof.check.result import Finding, Item
from schoolproof.model import Device, Facts, Interface, line_of
from schoolproof.model.management import ManagementAccess, User
from schoolproof.model.site import Prefix

LOGINS = frozenset({"ssh", "https", "http", "telnet"})

SIX = 6

SERVERS = {
    "ssh": "ssh_server",
    "telnet": "telnet_server",
    "http": "http_server",
    "https": "https_server",
    "snmp": "snmp",
}


def answers(device: Device, service: str) -> bool:
    """Whether a service is on; one whose state nobody read counts as on."""
    name = SERVERS[service]
    if name not in device.lines:
        return True
    server = getattr(device, name)
    return "enabled" not in server.lines or bool(server.enabled)


def managed_ports(device: Device) -> tuple[Interface, ...]:
    """Interfaces that say of themselves which services answer (firewalls)."""
    ports = device.interfaces if "interfaces" in device.lines else ()
    return tuple(port for port in ports if "admin_access" in port.lines)


def forbid_service(device: Device, service: str, says: str) -> Iterator[Item]:
    """A finding for each interface or line that lets a clear-text service in.

    Raises:
        UnknownFact: nobody read whether the service is on.
    """
    on = getattr(device, SERVERS[service]).enabled
    found = tuple(_places(device, service, says)) if on else ()
    yield from found
    if not found:
        yield from expect(device, f"{SERVERS[service]}.enabled", False, says=says)
    for port in managed_ports(device):
        if service in port.admin_access | port.admin_access6 and not (on and port.enabled):
            yield remark(port, f"{service} is written here, but nothing answers at present")


def _places(device: Device, service: str, says: str) -> Iterator[Finding]:
    for port in managed_ports(device):
        for fact in ("admin_access", "admin_access6"):
            if port.enabled and service in getattr(port, fact):
                yield _written(port, fact, service, says)
    if service != "telnet" or managed_ports(device) or "terminals" not in device.lines:
        return
    for terminal in device.terminals:
        known = {"reachable", "transports"} <= set(terminal.lines) and terminal.line is not None
        if known and terminal.reachable and service in terminal.transports:
            yield _written(terminal, "transports", service, says)


def _written(subject: Facts, fact: str, service: str, says: str) -> Finding:
    left = getattr(subject, fact) - {service}
    line = line_of(subject, fact)
    return Finding(
        subject,
        says,
        expected=f"without {service}",
        actual=service,
        fact=fact,
        want=left,
        line=line,
    )


def strangers(sources: Iterable[Prefix], allowed: Iterable[Prefix]) -> tuple[str, ...]:
    """Of these sources, those that do not lie within the allowed networks."""
    inside = tuple(allowed)
    return tuple(str(net) for net in sources if not _within(net, inside))


def _within(net: Prefix, allowed: Iterable[Prefix]) -> bool:
    return any(net.version == a.version and net.subnet_of(a) for a in allowed)  # type: ignore[arg-type]  # the versions are equal


def speaks_ipv6(device: Device) -> bool:
    """Whether the device has an IPv6 address; without one nobody reaches it by IPv6.

    Raises:
        UnknownFact: its interfaces, or addresses of one of them, were not read.
    """
    return any(a.version == 6 for port in device.interfaces for a in port.addresses)  # noqa: PLR2004  IPv6


def may_speak_ipv6(device: Device) -> bool:
    """As `speaks_ipv6`; what was not read counts as spoken."""
    ports = device.interfaces if "interfaces" in device.lines else ()
    unread = not ports or any("addresses" not in port.lines for port in ports)
    return unread or speaks_ipv6(device)


def accounts_decide(device: Device) -> bool:
    """Whether each account has its own list of sources and its own way to sign in (firewalls)."""
    users = device.users if "users" in device.lines else ()
    return any("trusted_hosts" in user.lines for user in users)


def accounts_sign_in(device: Device) -> bool:
    """Whether each account says itself who checks its password (firewalls).

    On PAN-OS it does, while lists of sources are those of services (`accounts_decide`).
    """
    return accounts_decide(device) or (
        "firewall" in device.lines and "users" in device.lines and any(device.users)
    )


def too_wide(
    device: Device, row: ManagementAccess, allowed: Iterable[Prefix]
) -> Iterator[tuple[str, str]]:
    """The facts of a service that let others in than the allowed networks, and whom.

    Raises:
        UnknownFact: its sources were not read.
    """
    inside = tuple(allowed)
    for fact in ("sources", "sources6"):
        if fact == "sources6" and not speaks_ipv6(device):
            continue
        sources = getattr(row, fact)
        others = ["anybody"] if sources is None else strangers(sources, inside)
        if others:
            yield fact, ", ".join(others)


def account_too_wide(
    device: Device, user: User, allowed: Iterable[Prefix]
) -> Iterator[tuple[str, str]]:
    """As `too_wide`, for an account: by its own list of sources, or by those of the services."""
    inside = tuple(allowed)
    if not accounts_decide(device):
        rows = [r for r in device.management_access if r.name in LOGINS and answers(device, r.name)]
        for row in rows:
            yield from too_wide(device, row, inside)
        return
    for fact, ports in (("trusted_hosts", "admin_access"), ("trusted_hosts6", "admin_access6")):
        logins = {s for p in managed_ports(device) if p.enabled for s in getattr(p, ports)} & LOGINS
        hosts = getattr(user, fact)
        others = strangers(hosts, inside) if hosts else _let_in(device, logins, fact, inside)
        if logins and others:
            yield fact, ", ".join(others)


def who_may_try(device: Device, services: Iterable[str], subnets: Iterable[Prefix]) -> bool:
    """Whether somebody in these networks may try to log in by one of the services.

    With accounts that each have a list of sources, a device answers those sources alone. Each
    family of addresses has lists of its own.

    Raises:
        UnknownFact: a list was not read.
    """
    nets, names = tuple(subnets), tuple(services)
    four = tuple(net for net in nets if net.version != SIX)
    six = tuple(net for net in nets if net.version == SIX)
    if (four or not nets) and _may_try(device, names, four, ("sources", "trusted_hosts")):
        return True
    return bool(six) and _may_try(device, names, six, ("sources6", "trusted_hosts6"))


def _may_try(
    device: Device, services: Iterable[str], nets: tuple[Prefix, ...], facts: tuple[str, str]
) -> bool:
    """The same for one family; `facts`: the lists of services and of accounts."""
    rows = [device.management_access.get(name) for name in services]
    lists = [getattr(row, facts[0]) if row else None for row in rows]
    open_ = any(hosts is None or _meet(hosts, nets) for hosts in lists)
    if not open_ or not accounts_decide(device):
        return open_
    own = [getattr(user, facts[1]) for user in device.users]
    return any(not hosts or _meet(hosts, nets) for hosts in own)


def _meet(sources: Iterable[Prefix], nets: tuple[Prefix, ...]) -> bool:
    """Whether they have an address in common; a network without subnets may hold any."""
    return not nets or any(a.version == b.version and a.overlaps(b) for a in sources for b in nets)


def _let_in(
    device: Device, logins: Iterable[str], fact: str, allowed: tuple[Prefix, ...]
) -> tuple[str, ...]:
    """Who reaches an account without a list: whom the rules for the device itself let in."""
    rows = [row for name in sorted(logins) if (row := device.management_access.get(name))]
    if fact == "trusted_hosts6" or not rows or any(row.sources is None for row in rows):
        return ("anybody",)
    return strangers((net for row in rows for net in row.sources or ()), allowed)
