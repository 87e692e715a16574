"""Profiles that look into allowed traffic: sites, names, threats, malware."""

from __future__ import annotations

from schoolproof.model import Facts, Table
from schoolproof.model.filters import Action, DnsFilter, ThreatProfile, WebFilter
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.categories import CATEGORIES
from schoolproof.platforms.paloalto_panos.objects import places
from schoolproof.platforms.paloalto_panos.reading import Reading, Scope, reader
from schoolproof.platforms.paloalto_panos.rules import PROFILES

SITES: dict[str, Action] = {
    "allow": "allow",
    "alert": "monitor",
    "continue": "warn",
    "override": "authenticate",
    "block": "block",
}
NAMES: dict[str, Action] = {"block": "block", "sinkhole": "block", "alert": "monitor"}
NAMES |= {"allow": "allow"}
# `default` is what the vendor chose for each signature, which is to stop what is serious
STOPS = frozenset({"default", "drop", "reset-both", "reset-client", "reset-server", "block-ip"})
OLD_STOPS = frozenset({"block", "drop-all-packets"})
KINDS: dict[str, tuple[str, type[Facts]]] = {
    "web_filter": ("web_filters", WebFilter),
    "dns_filter": ("dns_filters", DnsFilter),
    "ips": ("ips_sensors", ThreatProfile),
    "antivirus": ("antivirus_profiles", ThreatProfile),
}
# every device has these; strict resets what is serious, default does what the signature says
FACTORY = {"ips": ("default", "strict"), "antivirus": ("default",)}


@reader(turn=1)
def own_categories(reading: Reading) -> None:
    """Lists of sites that the school keeps itself. A list of categories is the vendor's."""
    found = set()
    for _, place, head in places(reading):
        for item in place.each("profiles", "custom-url-category"):
            kind = item.value("type") or "URL List"
            if item.words("list") and kind == "URL List":
                found.add(f"{head}{item.name}")
    reading.firewall.put(None, own_categories=frozenset(found))


@reader(turn=1)
def web_filters(reading: Reading) -> None:
    """URL filtering profiles: categories by the vendor's name, custom ones by the school's."""
    for scope, place, head in places(reading):
        for item in place.each("profiles", "url-filtering"):
            row = WebFilter(item.line, name=item.name)
            _sites(row, item)
            safe = item.flag("safe-search-enforcement")
            line = item.at_line("safe-search-enforcement")
            row.put(line, safe_search=frozenset({"url"}) if safe else frozenset())
            row.put(line, youtube_restrict="strict" if safe else "none")
            _logs(row, item)
            _exceptions(row, scope, item)
            reading.firewall.web_filters.add(f"{head}{item.name}", row)
        for item in place.each("profiles", "custom-url-category"):
            item.words("list")


def _sites(row: WebFilter, item: Item) -> None:
    """A category in no list is allowed and not logged."""
    found: dict[str, Action] = {}
    row.category_lines = {}
    for word, action in SITES.items():
        for entry in item.each(word):
            found[entry.name] = action
            row.category_lines[entry.name] = entry.line
    line = item.at_line("block") or item.at_line("alert") or item.line
    row.put(line, categories=found)
    unknown = found.get("unknown", "allow")
    row.put(row.category_lines.get("unknown") or line, unrated=unknown)
    waiting = row.category_lines.get("not-resolved") or line
    row.put(waiting, error_allow=found.get("not-resolved") != "block")
    row.put(None, overrides=False)  # a password opens the categories under `override` alone


def _logs(row: WebFilter, item: Item) -> None:
    """Each address is logged when no category passes without a log, and not containers only."""
    pages = item.flag("log-container-page-only", default=True)
    silent = [name for name in CATEGORIES if row.categories.get(name, "allow") == "allow"]
    silent += [name for name, action in row.categories.items() if action == "allow"]
    silent += item.words("allow-list")
    line = item.at_line("log-container-page-only")
    if not pages and silent:
        line = row.category_lines.get(silent[0]) or item.at_line("alert") or item.line
    row.put(line, log_all_urls=not pages and not silent)


def _exceptions(row: WebFilter, scope: Scope, item: Item) -> None:
    """Sites of the allow list (releases before 9), and of own categories that pass."""
    sites = [*item.words("allow-list")]
    for name, action in row.categories.items():
        own = scope.find("profiles", "custom-url-category", name)
        if own is not None and action in {"allow", "monitor"}:
            sites += own.words("list")
    line = item.at_line("allow-list") or item.at_line("allow")
    row.put(line, exceptions=tuple(dict.fromkeys(sites)))


@reader(turn=1)
def dns_filters(reading: Reading) -> None:
    """DNS security is a part of anti-spyware profiles; one without it filters no names."""
    for _, place, head in places(reading):
        for item in place.each("profiles", "spyware"):
            row = DnsFilter(item.line, name=item.name)
            part = item.at("botnet-domains")
            found, lines = _domains(part, "dns-security-categories")
            lists, _ = _domains(part, "lists")
            row.category_lines = lines
            line = item.at_line("botnet-domains") or item.line
            row.put(line, categories=found)
            known = lists.get("default-paloalto-dns") or lists.get("default-paloalto-cloud")
            old = part.value("action") if part is not None else None
            if known:
                row.put(line, botnet_block=known == "block")
            elif old in NAMES:
                row.put(line, botnet_block=NAMES[old] == "block")
            if part is not None and (action := part.at("action")) is not None:
                action.read_all()
            reading.firewall.dns_filters.add(f"{head}{item.name}", row)


def _domains(part: Item | None, word: str) -> tuple[dict[str, Action], dict[str, int | None]]:
    """List or category → action; `default` is not said here, so it is left out."""
    found: dict[str, Action] = {}
    lines: dict[str, int | None] = {}
    for entry in part.each(word) if part else ():
        action = entry.value("action")
        if (kind := entry.at("action")) is not None:
            kind.read_all()
        if action in NAMES:
            found[entry.name] = NAMES[action]
            lines[entry.name] = entry.at_line("action")
    return found, lines


@reader(turn=1)
def threat_profiles(reading: Reading) -> None:
    """Intrusion prevention and antivirus profiles."""
    for _, place, head in places(reading):
        for item in place.each("profiles", "vulnerability"):
            found = [_action(rule) for rule in item.each("rules")]
            stops = any(word in STOPS | OLD_STOPS for word in found)
            row = ThreatProfile(item.line, name=item.name)
            row.put(item.at_line("rules"), blocking=stops)
            reading.firewall.ips_sensors.add(f"{head}{item.name}", row)
        for item in place.each("profiles", "virus"):
            row = ThreatProfile(item.line, name=item.name)
            http = item.at("decoder", "http")
            for decoder in item.each("decoder"):
                decoder.value("action")
            word = (http.value("action") or "default") if http else "default"
            line = item.at_line("decoder", "http", "action") or item.line
            row.put(line, blocking=word in STOPS | OLD_STOPS)
            reading.firewall.antivirus_profiles.add(f"{head}{item.name}", row)


def _action(rule: Item) -> str:
    """The action of a rule: `default`, or an element of its own."""
    word = rule.value("action") or "default"
    if (part := rule.at("action")) is not None:
        part.read_all()
    return word


@reader(turn=4)
def named_only(reading: Reading) -> None:
    """Profiles that a rule names and the text lacks: the factory's own, and unknown ones."""
    firewall = reading.firewall
    if "policies" not in firewall.lines:
        return
    for policy in firewall.policies:
        for fact in PROFILES:
            key = getattr(policy, fact) if fact in policy.lines else None
            table: Table[Facts] = getattr(firewall, KINDS[fact][0])
            if key and key not in table:
                row = KINDS[fact][1](None, name=key)
                if key in FACTORY.get(fact, ()):
                    row.put(None, blocking=True)
                table.add(key, row)
