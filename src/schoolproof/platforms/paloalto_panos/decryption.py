"""Which rules' traffic is decrypted, from the decryption rules.

A security rule is decrypted when a decryption rule surely holds for all its traffic, and no rule
before it surely holds for all of it otherwise. Where that cannot be said the fact stays unset.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

from schoolproof.model import Table
from schoolproof.model.filters import TlsInspection
from schoolproof.model.objects import AddressObject
from schoolproof.model.policies import FirewallPolicy
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.objects import SERVICES, address_keys
from schoolproof.platforms.paloalto_panos.reading import Reading, Scope, reader

SIDES = (("from", "source_zones"), ("to", "destination_zones"))
Fit = Literal["all", "some", "none"]
Network = IPv4Network | IPv6Network
MAX_DEPTH = 16  # groups in groups


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
            if policy.vdom != scope.name or "action" not in policy.lines:
                continue
            if policy.action != "accept":
                policy.put(policy.line, tls_inspection=None)
            elif any(_decrypts(i) and _fit(reading, scope, policy, i) != "none" for i in active):
                _decide(reading, scope, policy, active)
            else:
                policy.put(policy.line, tls_inspection=None, inspection_mode="flow")


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
                if _takes_some(reading, scope, policy, item):
                    policy.put(item.line, tls_inspection=None, inspection_mode="flow")
                return  # a part of the sources is left out, or may be
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
    found: list[Fit] = [*_sides(scope, policy, item)]
    for word in ("source", "destination"):
        if item.flag(f"negate-{word}") or getattr(policy, f"{word}_negate"):
            found.append("all" if item.words(word) == ("any",) else "some")
            continue
        names = item.words(word)
        keys = {k for n in names for k in address_keys(reading.firewall, scope, n, item.line)}
        facts = (f"{word}s", f"{word}s6")
        has = {n for f in facts if f in policy.lines for n in getattr(policy, f)}
        found.append("all" if "any" in names else _held(reading, keys, has or {"any"}))
    people = {n for n in item.words("source-user") if n != "any"}
    if people:
        found.append("all" if policy.groups and set(policy.groups) <= people else "some")
    services = {n for n in item.words("service") if n != "any"}
    if services and not _secure(reading, scope, services):
        found.append("some")
    if "none" in found:
        return "none"
    return "some" if "some" in found else "all"


def _takes_some(reading: Reading, scope: Scope, policy: FirewallPolicy, item: Item) -> bool:
    """Whether a rule surely takes some of a policy's own networks away, whole and for everybody.

    So it is where it differs from the policy in its sources alone, and one of them lies in the
    subnet of an interface behind the policy's source.
    """
    sides = dict(zip(("from", "to"), _sides(scope, policy, item), strict=True))
    narrower = item.flag("negate-source") or item.flag("negate-destination")
    people = set(item.words("source-user")) | set(item.words("service"))
    if narrower or policy.source_negate or people - {"any"} or set(sides.values()) != {"all"}:
        return False
    if "sources" not in policy.lines or set(policy.sources) != {"any"}:
        return False
    if len(policy.source_zones) != 1 or "any" in policy.source_zones:
        return False  # whose networks are taken away matters, and there may be several kinds
    names = [n for n in item.words("source") if n != "any"]
    keys = [k for n in names for k in address_keys(reading.firewall, scope, n, item.line)]
    taken = _prefixes(reading.firewall.address_objects, keys) or []
    nets = _subnets(reading, policy)
    return any(_within(net, other) for net in taken for other in nets)


def _subnets(reading: Reading, policy: FirewallPolicy) -> list[Network]:
    """Subnets of the interfaces in the source zones of a policy."""
    ports = [p for p in reading.device.interfaces if {"zone", "addresses"} <= set(p.lines)]
    behind = [p for p in ports if p.enabled and p.zone in policy.source_zones]
    return [address.network for port in behind for address in port.addresses]


def _sides(scope: Scope, policy: FirewallPolicy, item: Item) -> tuple[Fit, Fit]:
    """How the zones of a decryption rule fit a policy's, from and to."""
    head = f"{scope.name}/" if scope.name else ""
    found: list[Fit] = []
    for word, fact in SIDES:
        wanted = {n if n == "any" else f"{head}{n}" for n in item.words(word)}
        has = set(getattr(policy, fact)) if fact in policy.lines else {"any"}
        found.append(_zones(wanted, has))
    return found[0], found[1]


def _zones(wanted: set[str], has: set[str]) -> Fit:
    if "any" in wanted or (has <= wanted and "any" not in has):
        return "all"
    return "none" if "any" not in has and not wanted & has else "some"


def _held(reading: Reading, wanted: set[str], has: set[str]) -> Fit:
    """Whether addresses hold all, some or none of others; by their names where one is no prefix."""
    if has <= wanted and "any" not in has:
        return "all"
    table = reading.firewall.address_objects
    nets, mine = _prefixes(table, wanted), _prefixes(table, has)
    if nets is None or mine is None:
        return "some"
    if all(any(_within(net, other) for other in nets) for net in mine):
        return "all"
    touch = any(a.version == b.version and a.overlaps(b) for a in nets for b in mine)
    return "some" if touch else "none"


def _prefixes(
    table: Table[AddressObject], keys: Iterable[str], depth: int = 0
) -> list[Network] | None:
    """The prefixes that these names hold, groups resolved; None: something else is among them."""
    found: list[Network] = []
    for key in keys:
        row = table.get(key)
        if row is not None and row.type == "group" and depth < MAX_DEPTH:
            inner = _prefixes(table, row.members, depth + 1)
            if inner is None:
                return None
            found += inner
        elif row is not None and row.type == "subnet" and "value" in row.lines:
            found.append(ip_network(row.value))
        else:
            return None
    return found


def _within(net: Network, other: Network) -> bool:
    return net.version == other.version and net.subnet_of(other)  # type: ignore[arg-type]  # the versions are equal


def _secure(reading: Reading, scope: Scope, names: set[str]) -> bool:
    """Whether these services hold HTTPS on its own port."""
    table = reading.firewall.service_objects
    rows = [table.get(scope.key(SERVICES, name)) for name in names]
    return any(row and "tcp_ports" in row.lines and "443" in row.tcp_ports for row in rows)
