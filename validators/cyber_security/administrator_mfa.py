"""A stolen administrator password is not enough."""

from collections.abc import Iterator

from schoolproof.check import OK, Finding, Gap, Item, control, remark
from schoolproof.check.firewalls.exposure import (
    LOGINS,
    account_too_wide,
    accounts_decide,
    accounts_sign_in,
    answers,
    managed_ports,
    too_wide,
)
from schoolproof.check.firewalls.internet import internet_ports
from schoolproof.check.switches.ports import each
from schoolproof.model import Device
from schoolproof.model.management import ManagementAccess, User

SAYS = "no second factor, and the login is reachable from more than the management networks"
ELSEWHERE = "whether the sign-in service asks {} for a second factor is said in no file here"
LISTED = "no second factor in this text; the login answers management addresses only"


@control(code="CYBER-008", clauses=["CS-3d", "CS-4c", "WN-4e"], severity="critical")
def check(device: Device) -> Iterator[Item]:
    """Each administrator has a second factor, or the login answers management networks alone.

    Why it matters: passwords are guessed, reused and phished; a code from a token is not.

    Expected results:
        pass: the account has a second factor; or it cannot be reached from the internet and only
            declared management addresses reach it, which is shown as a remark
        fail: one finding for each account or service without either
        unknown: a central service decides, and whether it asks for a second factor is not said here
    """
    if accounts_sign_in(device):
        yield from each(device.users, lambda user: _account(device, user))
        if accounts_decide(device) or not device.aaa.enabled:
            return  # nobody else can log in
    for row in device.management_access:
        if row.name in LOGINS and answers(device, row.name):
            yield from each([row], lambda one: _service(device, one))


def _account(device: Device, user: User) -> Iterator[Item]:
    wide = list(account_too_wide(device, user, device.site.sources_allowed("login")))
    if "two_factor" in user.lines and user.two_factor:
        yield OK
    elif not wide and not _on_the_internet(device):
        yield OK
        yield remark(user, LISTED)
    elif user.remote:
        yield Gap(user, ELSEWHERE.format(user.name))
    else:
        line = user.lines["two_factor"] or user.line
        yield Finding(user, SAYS, "on", "off", fact="two_factor", want=True, line=line)


def _on_the_internet(device: Device) -> bool:
    wan = {port.name for port in internet_ports(device)}
    ports = (p for p in managed_ports(device) if p.enabled and p.name in wan)
    return any(LOGINS & (p.admin_access | p.admin_access6) for p in ports)


def _service(device: Device, row: ManagementAccess) -> Iterator[Item]:
    wide = list(too_wide(device, row, device.site.sources_allowed("login")))
    methods = device.aaa.login_methods if wide else ()
    if not wide:
        yield OK
        yield remark(row, LISTED)
    elif methods[:1] in {("radius",), ("tacacs",), ("saml",)}:
        yield Gap(row, ELSEWHERE.format(f"users of {row.name}"))
    else:
        yield Finding(row, SAYS, "a second factor", wide[0][1], line=row.lines[wide[0][0]])
