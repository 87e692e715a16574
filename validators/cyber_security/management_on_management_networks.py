"""Login pages answer on management networks alone."""

from collections.abc import Iterator

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.exposure import LOGINS, managed_ports, who_may_try
from schoolproof.check.internet import internet_ports
from schoolproof.check.places import attached
from schoolproof.check.ports import each
from schoolproof.model import Device, Interface


@control(code="CYBER-037", clauses=["CS-3c", "CS-3d", "NS-3b"], severity="high", device="firewall")
def check(device: Device) -> Iterator[Item]:
    """No interface of a network of users, servers or equipment lets its people try to log in.

    What local rules, permitted addresses or the lists of every account keep out does not count.
    Interfaces to the internet are CYBER-022's.

    Why it matters: lists of addresses are forgotten; a page that does not answer at all cannot be
    tried.

    Expected results:
        pass: SSH, Telnet and web management answer management networks only
        fail: one finding for each interface on which others reach a login
        unknown: the site file names no network for an interface with a login, or the lists of
            addresses were not read
        notapplicable: no interface inside says which services answer
    """
    lines = {port.name for port in internet_ports(device)}
    inside = [p for p in managed_ports(device) if p.enabled and p.name not in lines]
    yield from each(inside, lambda port: _judge(device, port))


def _judge(device: Device, port: Interface) -> Iterator[Item]:
    logins = sorted(LOGINS & (port.admin_access | port.admin_access6))
    if not logins:
        yield OK
        return
    found = attached(device, port)
    if not found and port.kind != "management":
        says = f"{port.name} answers {', '.join(logins)}, and the site file names no network there"
        yield Gap(port, says)
    others = [n for n in found if n.purposes != {"management"}]
    reached = [n.name for n in others if who_may_try(device, logins, n.subnets)]
    if reached:
        says = f"{', '.join(logins)} can be tried from {', '.join(reached)}"
        line = port.lines["admin_access"] or port.line
        left = port.admin_access - LOGINS
        wanted = "no login"
        yield Finding(
            port, says, wanted, ", ".join(logins), fact="admin_access", want=left, line=line
        )
    elif found or port.kind == "management":
        yield OK
