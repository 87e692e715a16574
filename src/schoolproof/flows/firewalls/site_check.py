"""Networks of the site file beside the interfaces of a firewall."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.flows.firewalls.places import Places
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.packets import networks
from schoolproof.model import Network


def differences(places: Places, asked: str = "") -> Iterator[str]:
    """A sentence for each declared network without an interface, and the reverse.

    `asked`: purposes with commas between, whose networks are told of; none means all.
    """
    for network in places.networks(*filter(None, asked.split(","))):
        if network.subnets and not places.is_attached(network):
            subnets = ", ".join(str(subnet) for subnet in network.subnets)
            told = _instead(places, network)
            yield f"{network.name} ({subnets}) stands on no interface here: {told}"
    declared = networks(s for n in places.device.site.networks for s in n.subnets)
    for port in places.device.interfaces:
        for own in port.addresses if "addresses" in port.lines else ():
            if port.name not in places.lines and not spans.meet(networks([own.network]), declared):
                yield f"{port.name} has {own.network}, which the site file does not name"


def _instead(places: Places, network: Network) -> str:
    if places.is_guessed(network):
        return "whether it is behind this firewall is not known"
    found = ", ".join(places.faces.each(places.ingress(network)))
    return f"taken as behind {found}"
