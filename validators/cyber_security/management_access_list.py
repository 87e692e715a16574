"""Management answers management networks alone."""

from collections.abc import Iterator

from schoolproof.check import OK, Finding, Item, control, remark
from schoolproof.check.firewalls.exposure import (
    account_too_wide,
    accounts_decide,
    answers,
    managed_ports,
    too_wide,
)
from schoolproof.check.switches.ports import each
from schoolproof.model import Device
from schoolproof.model.management import ManagementAccess, User


@control(code="CYBER-011", clauses=["CS-3c", "CS-3d", "NS-3b"], severity="critical")
def check(device: Device) -> Iterator[Item]:
    """SSH, web management and SNMP answer declared management addresses only, by IPv4 and IPv6.

    Allowed are `management_sources` of the site file (without it the management networks) and the
    addresses of the provider. IPv6 counts where the device has an IPv6 address.

    Why it matters: a login page that a pupil cannot open is a login page that a pupil cannot try.

    Expected results:
        pass: every service that answers, or every account, has a list within the allowed networks
        fail: one finding for each service or account that others reach
        unknown: an access list was not read, or the site file declares no management networks
        notapplicable: no management service answers
    """
    if accounts_decide(device):
        yield from each(device.users, lambda user: _account(device, user))
        yield from _snmp_of_a_firewall(device)
        return
    rows = [row for row in device.management_access if answers(device, row.name)]
    yield from each(rows, lambda row: _service(device, row))


def _account(device: Device, user: User) -> Iterator[Item]:
    allowed = device.site.sources_allowed("login")
    for fact, who in account_too_wide(device, user, allowed):
        says = f"the account may log in from {who}"
        line = user.lines[fact] or user.line
        yield Finding(user, says, "management networks", who, fact=fact, want=allowed, line=line)
        return
    yield OK


def _service(device: Device, row: ManagementAccess) -> Iterator[Item]:
    allowed = device.site.sources_allowed("snmp" if row.name == "snmp" else "login")
    found = list(too_wide(device, row, allowed))
    for fact, who in found:
        by = " by IPv6" if fact == "sources6" else ""
        says = f"{row.name} answers {who}{by}"
        line = row.lines[fact] if row.lines[fact] is not None else row.line
        yield Finding(row, says, "management networks", who, fact=fact, want=allowed, line=line)
    if not found:
        yield OK


def _snmp_of_a_firewall(device: Device) -> Iterator[Item]:
    """Lists of accounts do not hold for SNMP, and this text says too little to decide."""
    if not answers(device, "snmp") or "snmp" in device.management_access:
        return
    for port in managed_ports(device):
        if port.enabled and "snmp" in port.admin_access | port.admin_access6:
            line = port.lines["admin_access"]
            yield remark(port, "SNMP answers here: see that a local rule limits it", line=line)
