"""Security rules in the order in which the device asks them, first match decides.

Panorama's rules, where the text has them, stand around the local ones: pre, local, post. What
narrows a rule beyond the model stands in `internet_services` as `condition:…`, so that a proof
takes the rule as a maybe only.
"""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.model import Device
from schoolproof.model.objects import Zone
from schoolproof.model.policies import FirewallPolicy
from schoolproof.parse import ConfigTree
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.applications import filtered, members, standard_services
from schoolproof.platforms.paloalto_panos.objects import SERVICES, address_keys, split
from schoolproof.platforms.paloalto_panos.reading import Reading, Scope, reader

ACTIONS = {
    "allow": "accept",
    "deny": "deny",
    "drop": "deny",
    "reset-client": "deny",
    "reset-server": "deny",
    "reset-both": "deny",
}
NO_PEOPLE = frozenset({"any"})
DEFAULT = "application-default"
HIP = ("hip-profiles", "source-hip", "destination-hip", "source-device", "destination-device")
# fact → word in `profile-setting profiles` and in a profile group
PROFILES = {
    "web_filter": "url-filtering",
    "dns_filter": "spyware",
    "ips": "vulnerability",
    "antivirus": "virus",
}


@reader()
def zones(reading: Reading) -> None:
    """Zones with their interfaces, of whatever kind."""
    if "zone" not in reading.root.children and not reading.scopes[0].own.has("zone"):
        return
    for scope in reading.scopes:
        for item in scope.own.each("zone"):
            row = Zone(item.line, name=item.name)
            names = [
                n for kind in item.each("network") if kind.name in KINDS for n in kind.children
            ]
            for kind in ("layer3", "layer2", "virtual-wire", "tap", "external", "tunnel"):
                item.words("network", kind)
            row.put(item.at_line("network") or item.line, interfaces=tuple(names))
            known = item.flag("enable-user-identification")
            row.put(item.at_line("enable-user-identification"), user_identification=known)
            key = f"{scope.name}/{item.name}" if scope.name else item.name
            reading.firewall.zones.add(key, row)


KINDS = frozenset({"layer3", "layer2", "virtual-wire", "tap"})


@reader(turn=3)
def policies(reading: Reading) -> None:
    """All rules. Where Panorama holds some that the text lacks, the table stays unset."""
    firewall = reading.firewall
    if hidden(reading):
        del firewall.policies, firewall.lines["policies"]
    for scope in reading.scopes:
        order = 0
        for item in _rules(reading, scope):
            order += 1
            row = read_rule(reading, scope, item)
            row.put(item.line, order=order)
            if "policies" in firewall.lines:
                key = f"{scope.name}/{item.name}" if scope.name else item.name
                while key in firewall.policies:  # a pushed rule has the name of a local one
                    key += " (again)"
                firewall.policies.add(key, row)
        _defaults(reading, scope, order)


def rule_states(tree: ConfigTree) -> dict[str, bool] | None:
    """Which rules are on, by the keys of the model's table, and nothing else; None: see `policies`.

    Quick enough for every past text of a firewall.
    """
    reading = Reading(tree, Device())
    if hidden(reading):
        return None
    return {
        f"{scope.name}/{item.name}" if scope.name else item.name: not item.flag("disabled")
        for scope in reading.scopes
        for item in _rules(reading, scope)
    }


def hidden(reading: Reading) -> bool:
    """Whether rules are decided elsewhere: a text of Panorama's, or of a device that it manages."""
    pushed = any(w in reading.pushed.children for w in ("pre-rulebase", "post-rulebase"))
    if pushed:
        return False
    system = reading.root.at("deviceconfig", "system")
    managed = system is not None and (
        system.at("panorama") is not None or system.at("panorama-server") is not None
    )
    return reading.from_panorama or managed


def _rules(reading: Reading, scope: Scope) -> Iterator[Item]:
    yield from reading.pushed.each("pre-rulebase", "security", "rules")
    yield from scope.own.each("rulebase", "security", "rules")
    yield from reading.pushed.each("post-rulebase", "security", "rules")


def read_rule(reading: Reading, scope: Scope, item: Item) -> FirewallPolicy:
    """All facts of one rule but its order."""
    row = FirewallPolicy(item.line, number=item.name, name="", vdom=scope.name)
    row.put(item.at_line("disabled"), enabled=not item.flag("disabled"))
    action = ACTIONS.get(item.value("action") or "")
    if action:
        row.put(item.at_line("action"), action=action)
    conditions = [*_zones(scope, item, row), *_narrower(item)]
    line = next((item.at_line(word) for word, _ in conditions), None)
    row.put(line, internet_services=tuple(f"condition:{text}" for _, text in conditions))
    _addresses(reading, scope, item, row)
    _people(item, row)
    _services(reading, scope, item, row)
    _handling(scope, item, row)
    _profiles(scope, item, row)
    return row


def _zones(scope: Scope, item: Item, row: FirewallPolicy) -> list[tuple[str, str]]:
    """Zones; `intrazone` means the source's zone on both sides, one zone at a time."""
    head = f"{scope.name}/" if scope.name else ""

    def keys(word: str) -> tuple[str, ...]:
        return tuple(n if n in {"any", "multicast"} else f"{head}{n}" for n in item.words(word))

    kind = item.value("rule-type") or "universal"
    origin, target = keys("from"), keys("to")
    if kind == "intrazone":
        target = origin
    if origin:
        row.put(item.at_line("from"), source_zones=origin)
    if target:
        line = item.at_line("from") if kind == "intrazone" else item.at_line("to")
        row.put(line, destination_zones=target)
    many = kind == "intrazone" and (len(origin) > 1 or "any" in origin)
    apart = kind == "interzone" and bool({"any", *origin} & {"any", *target})
    return [("rule-type", f"the rule type {kind}")] if many or apart else []


def _narrower(item: Item) -> Iterator[tuple[str, str]]:
    """What else must hold of the device that speaks."""
    for word in HIP:
        if set(item.words(word)) - {"any"}:
            yield word, word


def _addresses(reading: Reading, scope: Scope, item: Item, row: FirewallPolicy) -> None:
    for word in ("source", "destination"):
        names, line = item.words(word), item.at_line(word)
        keys = [k for n in names for k in address_keys(reading.firewall, scope, n, line)]
        if names:
            four, six = split(reading.firewall, tuple(dict.fromkeys(keys)))
            negate = item.flag(f"negate-{word}")
            row.put(line, **{f"{word}s": four})
            if not negate:
                row.put(line, **{f"{word}s6": six})
        negate = item.flag(f"negate-{word}")
        row.put(item.at_line(f"negate-{word}"), **{f"{word}_negate": negate})


def _people(item: Item, row: FirewallPolicy) -> None:
    names = tuple(n for n in item.words("source-user") if n not in NO_PEOPLE)
    row.put(item.at_line("source-user"), groups=names)


def _services(reading: Reading, scope: Scope, item: Item, row: FirewallPolicy) -> None:
    """Applications, services, and site categories."""
    written = item.words("application")
    apps = () if "any" in written else members(scope, written)
    names, line = item.words("service"), item.at_line("service")
    if written:
        kinds = () if "any" in written else filtered(scope, apps)
        row.put(item.at_line("application"), applications=apps, app_categories=kinds)
    keys: list[str] = []
    for name in names:
        if name == DEFAULT:
            keys += standard_services(reading.firewall, scope, apps)
        else:
            keys.append(name if name == "any" else scope.key(SERVICES, name))
    if names:
        row.put(line, services=tuple(dict.fromkeys(keys)))
    if DEFAULT in names and not apps:  # any application, each on its own ports
        found = (*row.internet_services, "condition:each application on its standard ports")
        row.put(line, internet_services=found)
    row.put(None, service_negate=False, match_vip=False, nat=False)
    listed = item.words("category")
    categories = () if "any" in listed else listed
    row.put(item.at_line("category"), url_categories=categories)


def _handling(scope: Scope, item: Item, row: FirewallPolicy) -> None:
    """Logs, schedule, description. A session's end is logged unless that is switched off."""
    start, end = item.flag("log-start"), item.flag("log-end", default=True)
    line = item.at_line("log-end") or item.at_line("log-start")
    row.put(line, log="all" if start or end else "none")
    row.put(item.at_line("log-setting"), log_forwarding=item.value("log-setting"))
    name = item.value("schedule")
    key = scope.key("schedule", name) if name else "always"
    row.put(item.at_line("schedule"), schedule=key)
    row.put(item.at_line("description"), comment=item.value("description") or "")


def _profiles(scope: Scope, item: Item, row: FirewallPolicy) -> None:
    """Profiles one by one, or those of the group. A refused session is not looked into."""
    line = item.at_line("profile-setting")
    group = item.value("profile-setting", "group")
    source, where = item.at("profile-setting", "profiles"), line
    found: dict[str, str | None] = {}
    if group is not None:
        source = scope.find("profile-group", group)
        where = item.at_line("profile-setting", "group")
        if source is None:  # defined elsewhere: what it holds is not known
            return
    for fact, word in PROFILES.items():
        name = source.value(word) if source is not None else None
        found[fact] = scope.key(f"profiles/{word}", name) if name else None
    allowed = "action" in row.lines and row.action == "accept"
    for fact, key in found.items():
        at = source.at_line(PROFILES[fact]) if source is not None else None
        row.put(at or where, **{fact: key if allowed else None})
    row.put(where, profiles_active=allowed and any(found.values()))


@reader()
def groups(reading: Reading) -> None:
    """Profile groups are read where rules name them; here those that none names."""
    for place in (reading.shared, reading.pushed, *(scope.own for scope in reading.scopes)):
        for item in place.each("profile-group"):
            for word in PROFILES.values():
                item.words(word)


def _defaults(reading: Reading, scope: Scope, order: int) -> None:
    """The last two rules: between zones nothing passes, within a zone everything does.

    Neither logs. A text that overrides them says so in `default-security-rules`.
    """
    places = [
        (reading.pushed, "post-rulebase"),
        (scope.own, "rulebase"),
        (reading.pushed, "rulebase"),
    ]
    firewall = reading.firewall
    found: dict[str, Item] = {}
    for place, base in reversed(places):
        for item in place.each(base, "default-security-rules", "rules"):
            for word in ("action", "log-start", "log-end"):
                item.value(word)
            found[item.name] = item
    within, between = found.get("intrazone-default"), found.get("interzone-default")
    denies = within is not None and ACTIONS.get(within.value("action") or "allow") == "deny"
    head = f"{scope.name}/" if scope.name else ""
    for key, zone in firewall.zones.items():
        if key.startswith(head):
            zone.put(within.at_line("action") if within else None, intrazone_deny=denies)
    logged = between is not None and (between.flag("log-end") or between.flag("log-start"))
    line = between.at_line("log-end") if between is not None else None
    if scope is reading.scopes[0] or not logged:
        firewall.logging.put(line, implicit_deny=logged)
    if between is not None and (between.value("action") or "deny") == "allow":
        _open_end(reading, scope, between, order + 1)


def _open_end(reading: Reading, scope: Scope, item: Item, order: int) -> None:
    """The rule between zones, turned into one that lets everything pass."""
    row = FirewallPolicy(item.line, number=item.name, name="", vdom=scope.name, order=order)
    row.put(item.line, enabled=True, source_zones=("any",), destination_zones=("any",))
    row.put(item.line, sources=("any",), destinations=("any",))
    row.put(item.line, sources6=("ipv6:any",), destinations6=("ipv6:any",), services=("any",))
    row.put(
        item.line, source_negate=False, destination_negate=False, service_negate=False, nat=False
    )
    row.put(item.line, groups=(), applications=(), app_categories=(), url_categories=())
    row.put(item.line, internet_services=(), schedule="always", comment="", match_vip=False)
    row.put(item.at_line("action"), action="accept")
    logged = item.flag("log-end") or item.flag("log-start")
    row.put(item.at_line("log-end"), log="all" if logged else "none")
    row.put(item.line, profiles_active=False, **dict.fromkeys(PROFILES, None))
    if "policies" in reading.firewall.lines:
        key = f"{scope.name}/{item.name}" if scope.name else item.name
        reading.firewall.policies.add(key, row)
