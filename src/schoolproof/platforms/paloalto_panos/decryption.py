"""Which rules' traffic is decrypted, from the decryption rules.

A security rule is decrypted when a decryption rule surely holds for all its traffic, and no rule
before it surely holds for all of it otherwise. Where that cannot be said the fact stays unset.
"""

from __future__ import annotations

from typing import Literal

from schoolproof.model.firewall import FirewallPolicy, TlsInspection
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.objects import SERVICES, address_keys
from schoolproof.platforms.paloalto_panos.reading import Reading, Scope, reader

SIDES = (("from", "source_zones"), ("to", "destination_zones"))
Fit = Literal["all", "some", "none"]


@reader(turn=4)
def decryption(reading: Reading) -> None:
    """Decryption rules, and the rule that decides for each security rule."""
    firewall = reading.firewall
    if "policies" not in firewall.lines:
        return
    for scope in reading.scopes:
        rules = [*scope.own.each("rulebase", "decryption", "rules")]
        head = f"{scope.name}/" if scope.name else ""
        for item in rules:
            _read(item)
        active = [item for item in rules if not item.flag("disabled")]
        for item in active:
            if _decrypts(item):
                firewall.tls_inspections.add(f"{head}{item.name}", _inspection(scope, item))
        for policy in firewall.policies:
            if policy.vdom == scope.name and "action" in policy.lines:
                _decide(reading, scope, policy, active)


def _read(item: Item) -> None:
    words = ("from", "to", "source", "destination", "source-user", "category", "service")
    for word in words:
        item.words(word)
    for word in ("action", "disabled", "negate-source", "negate-destination", "profile", "type"):
        item.value(word)


def _decrypts(item: Item) -> bool:
    return item.value("action") == "decrypt" and item.value("type") == "ssl-forward-proxy"


def _inspection(scope: Scope, item: Item) -> TlsInspection:
    """What a decrypting rule does. One for some categories only is deep for these alone."""
    row = TlsInspection(item.line, name=item.name)
    if set(item.words("category")) <= {"any"}:
        row.put(item.at_line("action"), mode="deep")
    profile = item.value("profile")
    found = scope.find("profiles", "decryption", profile) if profile else None
    if found is not None:
        path = ("ssl-forward-proxy", "block-untrusted-issuer")
        blocks = found.flag(*path)
        word = "block" if blocks else "allow"
        row.put(found.at_line(*path) or found.line, untrusted_certificate=word)
    return row


def _decide(reading: Reading, scope: Scope, policy: FirewallPolicy, rules: list[Item]) -> None:
    """The first rule that holds for all of a policy's traffic, if none before it is in doubt."""
    firewall = reading.firewall
    head = f"{scope.name}/" if scope.name else ""
    if policy.action != "accept":
        policy.put(policy.line, tls_inspection=None)
        return
    exempt: list[str] = []
    addresses: list[str] = []
    lines: list[int] = []
    for item in rules:
        fit = _fit(reading, scope, policy, item)
        categories = [n for n in item.words("category") if n != "any"]
        if fit == "none":
            continue
        if not _decrypts(item) and categories:
            exempt += categories
        elif not _decrypts(item) and fit == "some" and item.value("action") == "no-decrypt":
            addresses += [n for n in item.words("destination") if n != "any"]
            if "any" in item.words("destination"):
                return  # a part of the sources is left out: no single answer
        elif fit == "some" or (categories and _decrypts(item)):
            return
        elif _decrypts(item):
            row = firewall.tls_inspections[f"{head}{item.name}"]
            row.put(lines[0] if lines else item.line, exempt_categories=frozenset(exempt))
            row.put(item.line, exempt_addresses=frozenset(addresses))
            policy.put(item.line, tls_inspection=f"{head}{item.name}", inspection_mode="proxy")
            return
        else:
            policy.put(item.line, tls_inspection=None, inspection_mode="flow")
            return
    policy.put(policy.line, tls_inspection=None, inspection_mode="flow")


def _fit(reading: Reading, scope: Scope, policy: FirewallPolicy, item: Item) -> Fit:
    """Whether a decryption rule holds for all, some or none of a policy's traffic."""
    found: list[Fit] = []
    head = f"{scope.name}/" if scope.name else ""
    for word, fact in SIDES:
        wanted = {n if n == "any" else f"{head}{n}" for n in item.words(word)}
        has = set(getattr(policy, fact)) if fact in policy.lines else {"any"}
        found.append(_cover(wanted, has, apart=True))
    for word in ("source", "destination"):
        if item.flag(f"negate-{word}"):
            found.append("some")
            continue
        names = item.words(word)
        keys = {k for n in names for k in address_keys(reading.firewall, scope, n, item.line)}
        facts = (f"{word}s", f"{word}s6")
        has = {n for f in facts if f in policy.lines for n in getattr(policy, f)}
        found.append("all" if "any" in names else _cover(keys, has or {"any"}, apart=False))
    people = {n for n in item.words("source-user") if n != "any"}
    if people:
        found.append("all" if policy.groups and set(policy.groups) <= people else "some")
    services = {n for n in item.words("service") if n != "any"}
    if services and not _secure(reading, scope, services):
        found.append("some")
    if "none" in found:
        return "none"
    return "some" if "some" in found else "all"


def _cover(wanted: set[str], has: set[str], *, apart: bool) -> Fit:
    """Names against names; `apart`: different names never mean the same (zones)."""
    if "any" in wanted or (has <= wanted and "any" not in has):
        return "all"
    if apart and "any" not in has and not wanted & has:
        return "none"
    return "some"


def _secure(reading: Reading, scope: Scope, names: set[str]) -> bool:
    """Whether these services hold HTTPS on its own port."""
    table = reading.firewall.service_objects
    rows = [table.get(scope.key(SERVICES, name)) for name in names]
    return any(row and "tcp_ports" in row.lines and "443" in row.tcp_ports for row in rows)
