"""Pupils reach management, server and building networks for named services only."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.proof import Wrong, flows_of
from schoolproof.check.firewalls.strict import kept_out
from schoolproof.model import Device

WRONG = Wrong(
    "pupils reach a network of servers or equipment by more than named services",
    "services by name, at named hosts",
)


@control(
    code="CYBER-035",
    clauses=["NS-3a", "NS-3b", "CS-3d"],
    severity="critical",
    device="firewall",
    params={"from": ("pupil",), "to": ("management", "server", "building", "cctv")},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """From pupil networks only declared flows that name their services and hosts pass.

    A flow of the site file for `services: any`, or without `hosts`, excuses nothing here; to
    management networks no flow does.

    Why it matters: a pupil's curiosity needs one open port of a door controller or a server's
    remote desktop.

    Expected results:
        pass: no other packet passes
        fail: one finding for each rule that lets one through, with such a packet
        unknown: it depends on objects that are not in the text
        notapplicable: no pupil network meets such a network on this firewall
    """
    places = flows_of(device).places
    pupils = places.networks(*params["from"])
    targets = [n for n in places.networks(*params["to"]) if not n.purposes & set(params["from"])]
    pairs = [(pupil, target) for pupil in pupils for target in targets]
    yield from kept_out(
        device,
        pairs,
        WRONG,
        fine=lambda flow: (
            bool(flow.hosts)
            and "any" not in flow.services
            and "management" not in flow.destinations
        ),
    )
