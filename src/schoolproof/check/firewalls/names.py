"""Proofs that names are looked up at school: plain DNS, over TLS, over HTTPS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_network
from typing import Any

from schoolproof.check.firewalls.applications import let_through
from schoolproof.check.firewalls.audience import profile_of
from schoolproof.check.firewalls.proof import (
    EVERYBODY,
    Wrong,
    declared_services,
    escape,
    flows_of,
    once_per_rule,
    prove,
)
from schoolproof.check.result import OK, Gap, Item
from schoolproof.check.vendors import knows, wanted
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.query import Flows, Passage
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, networks
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import USER_PURPOSES, Device
from schoolproof.model.policies import FirewallPolicy

FOREIGN = Wrong("a user network asks foreign resolvers here", "refused", "services")
HTTPS = Wrong(
    "DNS over HTTPS gets out: no rule above refuses its servers, no application control stops it",
    "refused",
    "services",
)
LISTS = ("internet_services", "destinations", "destinations6", "url_categories")


def foreign_dns_proof(device: Device, blocked: Sequence[str]) -> Iterator[Item]:
    """Packets of user networks to resolvers outside that the site file does not name."""
    flows, service = flows_of(device), declared_services(blocked)
    resolvers = networks(ip_network(text) for text in device.site.services.get("dns", ()))
    allowed = [Cube(EVERYBODY, resolvers, EVERY_SERVICE, EVERY_PORT, -1, -1)] if resolvers else []
    questions = [flows.outward(n, service) for n in flows.places.networks(*USER_PURPOSES)]
    yield from prove(flows, questions, FOREIGN, outside=True, cut=lambda _: allowed)


def doh_proof(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Web packets of user networks that neither a list of servers nor a profile stops."""
    flows, https = flows_of(device), declared_services(["tcp/443"])
    listed = _above(flows, params["doh_words"])
    found: list[Passage] = []
    for network in flows.places.networks(*USER_PURPOSES):
        packets = flows.outward(network, https)
        found += flows.passing(packets, outside=True, cut=lambda rule: listed.get(id(rule), []))
        yield OK
    for passage in once_per_rule(found).values():
        try:
            items = [_by_profile(device, passage, p, params) for p in passage.policies]
            yield OK if OK in items else items[0] if items else escape(passage, HTTPS)
        except UnknownFact as gap:
            yield Gap(passage.rule.label, f"{passage.rule.label}: {gap}")


def _by_profile(
    device: Device, passage: Passage, policy: FirewallPolicy, params: Mapping[str, Any]
) -> Item:
    """By the category of its servers where the maker has one, else by application control."""
    if not knows(device, params, "doh_categories"):
        return _by_application(device, passage, policy, params)
    sites = profile_of(device, policy, "web_filter")
    names = wanted(device, params, "doh_categories")
    if sites is not None and all(sites.categories.get(name) == "block" for name in names):
        return OK
    tls = profile_of(device, policy, "tls_inspection")
    if tls is not None and tls.mode == "deep":  # inside TLS an application shows only then
        hidden = wanted(device, params, "doh_applications")
        if not any(let_through(device, policy, hidden, any_port=False)):
            return OK
    return escape(passage, HTTPS)


def _by_application(
    device: Device, passage: Passage, policy: FirewallPolicy, params: Mapping[str, Any]
) -> Item:
    apps = profile_of(device, policy, "app_control")
    if apps is None:
        return escape(passage, HTTPS)
    numbers = wanted(device, params, "doh_applications")
    if not numbers:
        says = "the profile does not name the number of DNS over HTTPS (fortinet_doh_applications)"
        raise UnknownFact(says)
    stopped = all(apps.applications.get(number) == "block" for number in numbers)
    return OK if stopped else escape(passage, HTTPS)


def _above(flows: Flows, words: Sequence[str]) -> dict[int, list[Cube]]:
    """For each rule what refusing rules above hold that name DNS over HTTPS."""
    found: dict[int, list[Cube]] = {}
    for firewall in flows.firewalls:
        held: list[Cube] = []
        for rule in firewall.base.rules:
            found[id(rule)] = list(held)
            if _refuses_doh(rule, words):
                held += [cube for cube, _ in rule.terms]
    return found


def _refuses_doh(rule: Rule, words: Sequence[str]) -> bool:
    policy = rule.policy
    return not rule.accepts and policy is not None and _named(policy, words)


def _named(policy: FirewallPolicy, words: Sequence[str]) -> bool:
    facts = [fact for fact in LISTS if fact in policy.lines]
    names = [name.lower() for fact in facts for name in getattr(policy, fact)]
    return any(word in name for name in names for word in words)
