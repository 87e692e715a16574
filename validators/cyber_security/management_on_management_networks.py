"""Login pages answer on management networks alone."""

from collections.abc import Iterator

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.firewalls.exposure import LOGINS, SIX, managed_ports, who_may_try
from schoolproof.check.firewalls.internet import internet_ports
from schoolproof.check.firewalls.places import attached
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, Interface, Network


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
    facts = ("admin_access", "admin_access6")
    wrong = [item for fact in facts for item in _reached(device, port, others, fact)]
    yield from wrong
    if not wrong and (found or port.kind == "management"):
        yield OK


def _reached(device: Device, port: Interface, others: list[Network], fact: str) -> Iterator[Item]:
    """A finding where people of these networks may try to log in by one family of addresses."""
    logins = sorted(LOGINS & getattr(port, fact))
    tried = [n.name for n in others if logins and _may_try(device, logins, port, n, fact)]
    if tried:
        says = f"{', '.join(logins)} can be tried from {', '.join(tried)}"
        line, left = port.lines[fact] or port.line, getattr(port, fact) - LOGINS
        had = ", ".join(logins)
        yield Finding(port, says, "no login", had, fact=fact, want=left, line=line)


def _may_try(
    device: Device, logins: list[str], port: Interface, network: Network, fact: str
) -> bool:
    """IPv6 is that of the network as declared, or as it stands on the interface."""
    if fact == "admin_access":
        nets = [net for net in network.subnets if net.version != SIX]
        return bool(nets or not network.subnets) and who_may_try(device, logins, nets)
    six = [net for net in network.subnets if net.version == SIX]
    six += [a.network for a in port.addresses if a.version == SIX]
    return bool(six) and who_may_try(device, logins, six)
