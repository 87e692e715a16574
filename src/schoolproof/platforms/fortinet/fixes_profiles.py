"""Commands that mend filter profiles, application control, TLS inspection and threat profiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schoolproof.model import Device
from schoolproof.model.filters import AppControl, DnsFilter, ThreatProfile, TlsInspection, WebFilter
from schoolproof.platforms.fortinet.fixes import PAD, entry, fixes, in_vdom, setting
from schoolproof.platforms.fortinet.fixes_firewall import switch
from schoolproof.platforms.fortinet.fixes_text import entry_of, free_number, vdom_of
from schoolproof.platforms.fortinet.profiles_threat import STOPS
from schoolproof.platforms.fortinet.profiles_web import ACTIONS, PASSES, UNRATED
from schoolproof.platforms.fortinet.settings import Settings

WORDS: dict[str, str] = {ours: word for word, ours in ACTIONS.items()}
READ_ONLY = frozenset({"deep-inspection", "certificate-inspection", "no-inspection"})
MODES = {"deep": "deep-inspection", "certificate": "certificate-inspection", "none": "disable"}


def within(name: str, lines: Iterable[str]) -> list[str]:
    """Lines inside a nested `config name`."""
    return [f"config {name}", *(PAD + line for line in lines), "end"]


def edit(name: object, *lines: str) -> list[str]:
    """Lines inside one nested `edit`."""
    return [f"edit {name}", *(PAD + line for line in lines), "next"]


def _web(device: Device, row: WebFilter, *lines: str) -> list[str]:
    vdom = vdom_of(device.firewall.web_filters, row, row.name)
    return in_vdom(vdom, entry("webfilter profile", row.name, *lines))


def _web_text(device: Device, row: WebFilter) -> Settings:
    vdom = vdom_of(device.firewall.web_filters, row, row.name)
    return entry_of(device, "webfilter profile", vdom, row.name)


def _category_lines(part: Settings, wanted: Mapping[str, str]) -> list[str]:
    """Entries of `config filters` for these categories, re-using the numbers that are there."""
    filters = part.section("filters")
    there = {item.text("category", UNRATED): item.name for item in filters.edits()}
    free = free_number(filters)
    lines: list[str] = []
    for category, action in wanted.items():
        number = there.get(category)
        if number is None:
            number, free = str(free), free + 1
        if action == "allow":
            lines += [f"delete {number}"] if category in there else []
            continue
        named = [f"set category {category}"] if category != UNRATED else []
        lines += edit(number, *named, f"set action {WORDS.get(action, action)}")
    return within("filters", lines)


@fixes("web_filter.categories")
def web_categories(device: Device, row: WebFilter, wanted: Mapping[str, str]) -> list[str]:
    """What happens to each of these categories; others stay as they are."""
    part = _web_text(device, row).section("ftgd-wf")
    # Without this line, or with ftgd-disable, no category counts at all.
    rating = [] if "options" in part and row.error_allow is False else _closed(part)
    return _web(device, row, *within("ftgd-wf", [*rating, *_category_lines(part, wanted)]))


@fixes("web_filter.unrated")
def web_unrated(device: Device, row: WebFilter, wanted: str) -> list[str]:
    """What happens to sites that nobody rated."""
    part = _web_text(device, row).section("ftgd-wf")
    return _web(device, row, *within("ftgd-wf", _category_lines(part, {UNRATED: wanted})))


@fixes("web_filter.error_allow")
def web_error(device: Device, row: WebFilter, wanted: object) -> list[str]:
    """Whether pages pass when the rating service does not answer."""
    part = _web_text(device, row).section("ftgd-wf")
    kept = [word for word in part.list("options") if word not in {"error-allow", "ftgd-disable"}]
    line = setting("options", [*kept, "error-allow"] if wanted else kept)
    return _web(device, row, *within("ftgd-wf", [line]))


def _closed(part: Settings) -> list[str]:
    kept = [word for word in part.list("options") if word not in {"error-allow", "ftgd-disable"}]
    return [setting("options", kept)]


@fixes("web_filter.safe_search")
def web_safe_search(device: Device, row: WebFilter, wanted: object) -> list[str]:
    """Safe search by address and by header."""
    words = sorted(wanted, reverse=True) if isinstance(wanted, frozenset | set) else []
    given = words or ["url", "header"]
    return _web(device, row, *within("web", [setting("safe-search", given)]))


@fixes("web_filter.youtube_restrict")
def web_youtube(device: Device, row: WebFilter, wanted: object) -> list[str]:
    """YouTube's restricted mode."""
    return _web(device, row, *within("web", [f"set youtube-restrict {wanted}"]))


@fixes("web_filter.log_all_urls")
def web_log(device: Device, row: WebFilter, wanted: object) -> list[str]:
    """Log allowed pages too."""
    return _web(device, row, f"set log-all-url {switch(wanted)}")


@fixes("web_filter.overrides")
def web_overrides(device: Device, row: WebFilter, wanted: object) -> list[str]:
    """Take away every way to lift a block. There is no fix that gives one."""
    if wanted:
        return []
    text = _web_text(device, row)
    override = text.section("override")
    lists = [f"unset {key}" for key in ("ovrd-user-group", "profile") if override.has(key)]
    rated = ["unset ovrd"] if text.section("ftgd-wf").has("ovrd") else []
    return _web(
        device,
        row,
        *(["unset ovrd-perm"] if text.has("ovrd-perm") else []),
        *(within("override", lists) if lists else []),
        *(within("ftgd-wf", rated) if rated else []),
    )


@fixes("web_filter.exceptions")
def web_exceptions(device: Device, row: WebFilter, wanted: Iterable[str]) -> list[str]:
    """Keep only the wanted exceptions of the profile's list of addresses."""
    vdom = vdom_of(device.firewall.web_filters, row, row.name)
    table = _web_text(device, row).section("web").text("urlfilter-table")
    listed = entry_of(device, "webfilter urlfilter", vdom, table).section("entries")
    kept = frozenset(wanted)
    extra = [
        f"delete {item.name}"
        for item in listed.edits()
        if item.text("action", "exempt") in PASSES and item.text("url") not in kept
    ]
    return in_vdom(vdom, entry("webfilter urlfilter", table, *within("entries", extra)))


def _dns(device: Device, row: DnsFilter, *lines: str) -> list[str]:
    vdom = vdom_of(device.firewall.dns_filters, row, row.name)
    return in_vdom(vdom, entry("dnsfilter profile", row.name, *lines))


def _dns_text(device: Device, row: DnsFilter) -> Settings:
    vdom = vdom_of(device.firewall.dns_filters, row, row.name)
    return entry_of(device, "dnsfilter profile", vdom, row.name).section("ftgd-dns")


@fixes("dns_filter.categories")
def dns_categories(device: Device, row: DnsFilter, wanted: Mapping[str, str]) -> list[str]:
    """What happens to each of these categories; others stay as they are."""
    part = _dns_text(device, row)
    rating = _closed(part) if "ftgd-disable" in part.list("options") else []
    return _dns(device, row, *within("ftgd-dns", [*rating, *_category_lines(part, wanted)]))


@fixes("dns_filter.error_allow")
def dns_error(device: Device, row: DnsFilter, wanted: object) -> list[str]:
    """Whether names pass when the rating service does not answer."""
    part = _dns_text(device, row)
    kept = [word for word in part.list("options") if word not in {"error-allow", "ftgd-disable"}]
    line = setting("options", [*kept, "error-allow"] if wanted else kept)
    return _dns(device, row, *within("ftgd-dns", [line]))


@fixes("dns_filter.safe_search")
def dns_safe_search(device: Device, row: DnsFilter, wanted: object) -> list[str]:
    """Safe search by answers that lead to the engines' safe addresses."""
    return _dns(device, row, f"set safe-search {switch(wanted)}")


@fixes("dns_filter.youtube_restrict")
def dns_youtube(device: Device, row: DnsFilter, wanted: object) -> list[str]:
    """YouTube's restricted mode, which needs safe search."""
    return _dns(device, row, "set safe-search enable", f"set youtube-restrict {wanted}")


@fixes("dns_filter.botnet_block")
def dns_botnet(device: Device, row: DnsFilter, wanted: object) -> list[str]:
    """Block names of known botnets."""
    return _dns(device, row, f"set block-botnet {switch(wanted)}")


@fixes("dns_filter.log_all")
def dns_log(device: Device, row: DnsFilter, wanted: object) -> list[str]:
    """Log every name that is asked for."""
    return _dns(device, row, f"set log-all-domain {switch(wanted)}")


@fixes("app_control.applications", "app_control.categories")
def applications(device: Device, row: AppControl, wanted: Mapping[str, str]) -> list[str]:
    """New entries before all others, since the first one that matches decides."""
    key = "application" if _are_applications(row, wanted) else "category"
    vdom = vdom_of(device.firewall.app_controls, row, row.name)
    entries = entry_of(device, "application list", vdom, row.name).section("entries")
    before = next((item.name for item in entries.edits()), None)
    lines: list[str] = []
    number = free_number(entries)
    for action in dict.fromkeys(wanted.values()):
        named = [name for name, found in wanted.items() if found == action]
        lines += edit(number, f"set {key} {' '.join(named)}", f"set action {_word(action)}")
        lines += [f"move {number} before {before}"] if before else []
        number += 1
    return in_vdom(vdom, entry("application list", row.name, *within("entries", lines)))


def _are_applications(row: AppControl, wanted: Mapping[str, str]) -> bool:
    """The vendor numbers categories up to two digits, applications from five."""
    return any(len(name) > 3 or name in row.applications for name in wanted)  # noqa: PLR2004  see above


def _word(action: str) -> str:
    return "block" if action == "block" else "pass"


@fixes("app_control.other")
def other_applications(device: Device, row: AppControl, wanted: str) -> list[str]:
    """What happens to applications that no entry names."""
    return _apps(device, row, f"set other-application-action {_word(wanted)}")


@fixes("app_control.unknown")
def unknown_applications(device: Device, row: AppControl, wanted: str) -> list[str]:
    """What happens to traffic that is no known application."""
    return _apps(device, row, f"set unknown-application-action {_word(wanted)}")


def _apps(device: Device, row: AppControl, *lines: str) -> list[str]:
    vdom = vdom_of(device.firewall.app_controls, row, row.name)
    return in_vdom(vdom, entry("application list", row.name, *lines))


@fixes("tls_inspection.mode")
def tls_mode(device: Device, row: TlsInspection, wanted: str) -> list[str]:
    """Look into TLS, or at host names only."""
    part = _tls_part(device, row)
    key = "inspect-all" if part == "ssl" else "status"
    return _tls(device, row, part, f"set {key} {MODES.get(wanted, wanted)}")


@fixes("tls_inspection.quic")
def tls_quic(device: Device, row: TlsInspection, wanted: str) -> list[str]:
    """QUIC: from release 7.4 on it can be looked into or blocked."""
    return _tls(device, row, "https", f"set quic {wanted}")


@fixes("tls_inspection.untrusted_certificate")
def tls_untrusted(device: Device, row: TlsInspection, wanted: str) -> list[str]:
    """Servers whose certificate nobody vouches for."""
    return _tls(device, row, _tls_part(device, row), f"set untrusted-server-cert {wanted}")


def _tls_part(device: Device, row: TlsInspection) -> str:
    """The section that decides: `ssl` where it covers all ports, else `https`."""
    vdom = vdom_of(device.firewall.tls_inspections, row, row.name)
    every = entry_of(device, "firewall ssl-ssh-profile", vdom, row.name).section("ssl")
    return "https" if every.text("inspect-all", "disable") == "disable" else "ssl"


def _tls(device: Device, row: TlsInspection, part: str, line: str) -> list[str]:
    """Nothing for the factory's profiles, which cannot be changed: the policy needs another one."""
    if row.name in READ_ONLY:
        return []
    vdom = vdom_of(device.firewall.tls_inspections, row, row.name)
    return in_vdom(vdom, entry("firewall ssl-ssh-profile", row.name, *within(part, [line])))


@fixes("threat_profile.blocking")
def threats(device: Device, row: ThreatProfile, wanted: object) -> list[str]:
    """Block instead of watching."""
    sensors = device.firewall.ips_sensors
    vdom = vdom_of(sensors, row, row.name)
    if any(found is row for found in sensors):
        return in_vdom(vdom, _sensor(device, row, vdom)) if wanted else []
    vdom = vdom_of(device.firewall.antivirus_profiles, row, row.name)
    word = "block" if wanted else "monitor"
    lines = within("http", [f"set av-scan {word}"])
    return in_vdom(vdom, entry("antivirus profile", row.name, *lines))


def _sensor(device: Device, row: ThreatProfile, vdom: str | None) -> list[str]:
    """Let entries that only pass do what the vendor chose; an empty sensor gets one."""
    entries = entry_of(device, "ips sensor", vdom, row.name).section("entries")
    lines: list[str] = []
    for item in entries.edits():
        action = [] if item.text("action", "default") in STOPS else ["set action default"]
        status = ["set status default"] if item.text("status") == "disable" else []
        lines += edit(item.name, *action, *status) if action or status else []
    if not lines:
        lines = edit(1, "set severity medium high critical", "set action default")
    return entry("ips sensor", row.name, *within("entries", lines))
