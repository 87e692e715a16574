"""Web filter and DNS filter profiles."""

from __future__ import annotations

from schoolproof.model.filters import Action, DnsFilter, WebFilter
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.reading import Reading, config, ignore_keys
from schoolproof.platforms.fortinet.settings import Settings

ACTIONS: dict[str, Action] = {
    "block": "block",
    "monitor": "monitor",
    "warning": "warn",
    "authenticate": "authenticate",
    "allow": "allow",
}
UNRATED = "0"
YOUTUBE = frozenset({"none", "moderate", "strict"})
PASSES = frozenset({"exempt", "allow", "monitor"})

ignore_keys(
    "webfilter profile",
    "labels, pages shown to users, and logs of parts of pages",
    "comment",
    "replacemsg-group",
    "extended-log",
    "feature-set",
    "options",
    "https-replacemsg",
    "post-action",
    "web-flow-log-encoding",
    "wisp",
    "wisp-servers",
    "wisp-algorithm",
    "web-content-log",
    "web-filter-activex-log",
    "web-filter-applet-log",
    "web-filter-command-block-log",
    "web-filter-cookie-log",
    "web-filter-cookie-removal-log",
    "web-filter-js-log",
    "web-filter-jscript-log",
    "web-filter-referer-log",
    "web-filter-unknown-log",
    "web-filter-vbs-log",
    "web-url-log",
    "web-invalid-domain-log",
    "web-ftgd-err-log",
    "web-ftgd-quota-usage",
    "web-extended-all-action-log",
    "web-antiphishing-log",
    "youtube-channel-status",
    "config youtube-channel-filter",
    "config antiphish",
    "config file-filter",
)
ignore_keys(
    "webfilter profile/web",
    "lists of words and sites that only block more, and logs of them",
    "bword-threshold",
    "bword-table",
    "content-header-list",
    "blocklist",
    "blacklist",
    "log-search",
    "keyword-match",
    "vimeo-restrict",
)
ignore_keys("webfilter profile/web", "the vendor's list of trusted sites", "allowlist", "whitelist")
ignore_keys(
    "webfilter profile/ftgd-wf",
    "quotas, and what else is rated",
    "exempt-quota",
    "max-quota-timeout",
    "rate-image-urls",
    "rate-javascript-urls",
    "rate-css-urls",
    "rate-crl-urls",
    "config quota",
    "config risk",
)
ignore_keys(
    "webfilter profile/ftgd-wf/filters",
    "how long a warning holds, and what page is shown",
    "warn-duration",
    "warning-duration-type",
    "warning-prompt",
    "auth-usr-grp",
    "override-replacemsg",
    "log",
)
ignore_keys(
    "webfilter profile/override",
    "how an override works once it is given",
    "ovrd-cookie",
    "ovrd-scope",
    "profile-type",
    "ovrd-dur-mode",
    "ovrd-dur",
    "profile-attribute",
)
ignore_keys("webfilter urlfilter", "labels, and answers by address", "name", "comment")
ignore_keys("webfilter urlfilter", "blocks more", "ip-addr-block", "one-arm-ips-urlfilter")
ignore_keys("webfilter urlfilter", "version 7.2 and later", "include-subdomains")
ignore_keys(
    "webfilter urlfilter/entries",
    "how an address is compared",
    "type",
    "exempt",
    "web-proxy-profile",
    "referrer-host",
    "dns-address-family",
    "antiphish-action",
    "comment",
)
ignore_keys("webfilter ftgd-local-rating", "labels", "comment")
ignore_keys(
    "dnsfilter profile",
    "labels, pages shown to users, and logs of failures",
    "comment",
    "log-all-url",
    "sdns-ftgd-err-log",
    "sdns-domain-log",
    "block-action",
    "redirect-portal",
    "redirect-portal6",
    "strip-ech",
    "external-ip-blocklist",
    "transparent-dns-database",
    "config dns-translation",
)
ignore_keys("dnsfilter profile/ftgd-dns/filters", "logs of one category", "log")
ignore_keys("dnsfilter profile/domain-filter", "the school's own list", "domain-filter-table")


def category_actions(filters: Settings) -> dict[str, Action]:
    """Category number → action of a table of filters; an entry without a category is unrated."""
    found: dict[str, Action] = {}
    for entry in filters.edits():
        action = ACTIONS.get(entry.text("action", "monitor"))
        if action:
            found.setdefault(entry.text("category", UNRATED), action)
    return found


def category_lines(filters: Settings) -> dict[str, int | None]:
    """Category number → the line that says what happens to it."""
    found: dict[str, int | None] = {}
    for entry in filters.edits():
        found.setdefault(entry.text("category", UNRATED), entry.line("action") or entry.at)
    return found


@config("webfilter profile")
def web_filters(reading: Reading, block: Settings) -> None:
    """Web filter profiles, the factory's own included."""
    for entry in block.edits():
        row = WebFilter(entry.at, name=entry.name)
        _ratings(entry.section("ftgd-wf"), row)
        web = entry.section("web")
        row.put(web.line("safe-search"), safe_search=frozenset(web.list("safe-search")))
        youtube = web.text("youtube-restrict", "none")
        if youtube in YOUTUBE:
            row.put(web.line("youtube-restrict"), youtube_restrict=youtube)
        log_all = entry.flag("log-all-url", default=False)
        row.put(entry.line("log-all-url"), log_all_urls=log_all)
        _overrides(entry, row)
        table = web.text("urlfilter-table")
        row.put(web.line("urlfilter-table"), exceptions=_exceptions(reading, entry, table))
        firewall_of(reading.device).web_filters.add(entry.key(), row)


def _ratings(part: Settings, row: WebFilter) -> None:
    """What the rating service decides.

    `unset options` (none) and `options` with `ftgd-disable` (off) are written; a profile with
    neither line keeps its facts unset, since what it does is not documented.
    """
    actions = category_actions(part.section("filters"))
    row.category_lines = category_lines(part.section("filters"))
    options = part.list("options")
    if "options" not in part:
        return
    line = part.line("options")
    off = "ftgd-disable" in options
    if off:
        row.put(line, categories={}, unrated="allow", error_allow=True)
        return
    unrated = actions.pop(UNRATED, "allow")
    row.put(part.section("filters").at or part.at, categories=actions)
    row.put(_unrated_line(part), unrated=unrated)
    row.put(line, error_allow="error-allow" in options)


def _unrated_line(part: Settings) -> int | None:
    for entry in part.section("filters").edits():
        if entry.text("category", UNRATED) == UNRATED:
            return entry.line("action") or entry.at
    return part.section("filters").at or part.at


def _overrides(entry: Settings, row: WebFilter) -> None:
    """Whether users may lift a block: by the profile's permissions, or by an override list."""
    allowed = entry.list("ovrd-perm")
    override = entry.section("override")
    groups = (*override.list("ovrd-user-group"), *override.list("profile"))
    rated = entry.section("ftgd-wf").list("ovrd")
    line = (
        entry.line("ovrd-perm")
        or override.line("ovrd-user-group", "profile")
        or entry.section("ftgd-wf").line("ovrd")
    )
    row.put(line, overrides=bool(allowed or groups or rated))


def _exceptions(reading: Reading, entry: Settings, table: str) -> tuple[str, ...]:
    """Addresses of the profile's own list that pass before the categories are asked."""
    listed = reading.block("webfilter urlfilter", entry.vdom).edit(table) if table else None
    if listed is None:
        return ()
    return tuple(
        item.text("url")
        for item in listed.section("entries").edits()
        if item.flag("status", default=True) and item.text("action", "exempt") in PASSES
    )


@config("webfilter urlfilter")
def url_lists(_reading: Reading, block: Settings) -> None:
    """Lists of addresses; what they let through is a fact of the profiles that use them."""
    for entry in block.edits():
        for item in entry.section("entries").edits():
            for key in ("url", "action", "status"):
                item.text(key)


@config("webfilter ftgd-local-rating")
def local_ratings(reading: Reading, block: Settings) -> None:
    """Sites that the school moved to other categories."""
    ratings: dict[str, tuple[str, ...]] = {}
    firewall = firewall_of(reading.device)
    if "local_ratings" in firewall.lines:
        ratings.update(firewall.local_ratings)
    for entry in block.edits():
        moved = entry.list("rating")
        if entry.flag("status", default=True):
            ratings[entry.key()] = moved
    firewall.put(block.at, local_ratings=ratings)


@config("dnsfilter profile")
def dns_filters(reading: Reading, block: Settings) -> None:
    """DNS filter profiles."""
    for entry in block.edits():
        row = DnsFilter(entry.at, name=entry.name)
        part = entry.section("ftgd-dns")
        options = part.list("options")
        actions = category_actions(part.section("filters"))
        off = "ftgd-disable" in options
        row.category_lines = category_lines(part.section("filters"))
        row.put(part.section("filters").at or part.at, categories={} if off else actions)
        if "options" in part:
            row.put(part.line("options"), error_allow=off or "error-allow" in options)
        _safe_answers(entry, row)
        block_botnet = entry.flag("block-botnet", default=False)
        row.put(entry.line("block-botnet"), botnet_block=block_botnet)
        log_all = entry.flag("log-all-domain", default=False)
        row.put(entry.line("log-all-domain"), log_all=log_all)
        firewall_of(reading.device).dns_filters.add(entry.key(), row)


def _safe_answers(entry: Settings, row: DnsFilter) -> None:
    """Safe search by DNS. YouTube is restricted only while safe search is on."""
    safe = entry.flag("safe-search", default=False)
    row.put(entry.line("safe-search"), safe_search=safe)
    youtube = entry.text("youtube-restrict")
    if not safe:
        row.put(entry.line("safe-search"), youtube_restrict="none")
    elif youtube in YOUTUBE:
        row.put(entry.line("youtube-restrict"), youtube_restrict=youtube)
