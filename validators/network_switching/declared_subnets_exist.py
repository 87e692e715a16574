"""Every subnet of the site file stands on some device."""

from collections.abc import Iterator
from ipaddress import ip_network

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.registers import Registers
from schoolproof.model import Network, Site


@control(code="SWITCH-126", clauses=["NS-3a"], severity="low")
def check(site: Site, registers: Registers) -> Iterator[Item]:
    """Some switch or firewall of the school has an address in each declared subnet.

    The reverse, an address in no declared subnet, is judged by SWITCH-001. A network of a zone,
    such as addresses of VPN users, needs no interface.

    Why it matters: proofs and access lists are made for the networks of the site file. One that
    is nowhere was renumbered or removed, and its users now have addresses that nothing speaks of.

    Expected results:
        pass: each subnet holds the address of an interface
        fail: one finding for each that holds none
        unknown: a subnet was not found, and a device of the school was not read
        notapplicable: the site file declares no subnet
    """
    hosts = [host for host in registers.hosts.values() if host.site == site.slug]
    lost = [host.name for host in hosts if host.name not in registers.seen]
    held = [
        ip_network(text)
        for host in hosts
        if host.name not in lost
        for text in registers.seen[host.name].subnets
    ]
    for network in (each for each in site.networks if each.zone is None):
        for subnet in network.subnets:
            if any(subnet.version == own.version and subnet.overlaps(own) for own in held):
                yield OK
            else:
                yield _nowhere(network, str(subnet), lost)


def _nowhere(network: Network, subnet: str, lost: list[str]) -> Item:
    if lost:
        return Gap(network.name, f"{subnet} may stand on {', '.join(lost)}, which was not read")
    says = f"no device has an address in {subnet}"
    wanted = "an interface, or a corrected site file"
    return Finding(network.name, says, wanted, "none")
