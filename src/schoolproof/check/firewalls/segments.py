"""The matrix of purposes: what passes between networks of a site on one firewall."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.check.firewalls.proof import Wrong, allowed, fits, flows_to, prove
from schoolproof.check.result import Item
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import Device, Network
from schoolproof.model.site import AllowedFlow

Pair = tuple[str, str]
Networks = list[tuple[Network, Network]]


def pairs(flows: Flows) -> dict[Pair, Networks]:
    """Pairs of networks with nothing in common, by what they are for."""
    found: dict[Pair, Networks] = {}
    known = flows.places.networks()
    for source in known:
        for target in known:
            if not source.purposes & target.purposes:
                names = (
                    " and ".join(sorted(source.purposes)),
                    " and ".join(sorted(target.purposes)),
                )
                found.setdefault(names, []).append((source, target))
    return found


def prove_pair(device: Device, flows: Flows, pair: Pair, networks: Networks) -> Iterator[Item]:
    """Items for one pair: each rule that lets through what is not declared."""
    source, target = networks[0]
    declared = [
        flow for purpose in target.purposes for flow in flows_to(device, source.purposes, purpose)
    ]
    says = f"{pair[0]} networks reach {pair[1]} networks by more than the site file allows"
    questions = [flows.between(one, other) for one, other in networks]
    wrong = Wrong(says, "a flow of the site file")
    yield from prove(flows, questions, wrong, outside=False, cut=lambda r: _fine(declared, r))


def _fine(declared: list[AllowedFlow], rule: Rule) -> list[Cube]:
    return [allowed(flow) for flow in declared if fits(flow, rule.policy)]
