"""Application control lists: the first entry that matches decides."""

from __future__ import annotations

from schoolproof.model.filters import Action, AppControl
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.reading import Reading, config, ignore_keys
from schoolproof.platforms.fortinet.settings import Settings, Words

# key of an entry → words that stand for "no limit"
LIMITS = {
    "risk": frozenset({"1", "2", "3", "4", "5"}),
    "sub-category": frozenset({"all"}),
    "protocols": frozenset({"all"}),
    "vendor": frozenset({"all"}),
    "technology": frozenset({"all"}),
    "behavior": frozenset({"all"}),
    "popularity": frozenset({"1", "2", "3", "4", "5"}),
    "tags": frozenset[str](),
}
MIXED = frozenset({"risk", "popularity"})  # a limit where some of the words are left out

ignore_keys(
    "application list",
    "labels, pages shown to users, and how deep the engine looks",
    "comment",
    "replacemsg-group",
    "extended-log",
    "app-replacemsg",
    "enforce-default-app-port",
    "force-inclusion-ssl-di-sigs",
    "p2p-black-list",
    "p2p-block-list",
    "deep-app-inspection",
    "options",
    "control-default-network-services",
    "config default-network-services",
)
ignore_keys(
    "application list/entries",
    "shaping, quarantine and rate limits of matched traffic",
    "log-packet",
    "rate-count",
    "rate-duration",
    "rate-mode",
    "rate-track",
    "session-ttl",
    "shaper",
    "shaper-reverse",
    "per-ip-shaper",
    "quarantine",
    "quarantine-expiry",
    "quarantine-log",
    "config parameters",
)


def action_of(word: str, *, logged: bool) -> Action:
    """`pass` with a log is monitoring; `reset` blocks too."""
    if word in {"block", "reset"}:
        return "block"
    return "monitor" if logged else "allow"


@config("application list")
def app_controls(reading: Reading, block: Settings) -> None:
    """Application control lists."""
    for entry in block.edits():
        row = AppControl(entry.at, name=entry.name)
        rest = _Rest(entry)
        categories: dict[str, Action] = {}
        applications: dict[str, Action] = {}
        for item in entry.section("entries").edits():
            _enter(item, categories, applications, rest)
        for name in rest.left_out:
            applications.setdefault(name, rest.action)
        line = entry.section("entries").at
        row.put(line, categories=categories, applications=applications)
        row.category_lines = rest.lines
        row.put(rest.line, other=rest.action)
        unknown = action_of(
            entry.text("unknown-application-action", "pass"),
            logged=entry.flag("unknown-application-log", default=False),
        )
        row.put(entry.line("unknown-application-action"), unknown=unknown)
        firewall_of(reading.device).app_controls.add(entry.key(), row)


class _Rest:
    """What happens to applications that no entry names."""

    def __init__(self, entry: Settings) -> None:
        logged = entry.flag("other-application-log", default=False)
        self.action = action_of(entry.text("other-application-action", "pass"), logged=logged)
        self.line = entry.line("other-application-action")
        self.left_out: list[str] = []  # excluded by an entry, so later ones decide
        self.closed = False  # an entry without limits took all that is left
        self.lines: dict[str, int | None] = {}  # of the entry that decides a category


def _enter(
    item: Settings, categories: dict[str, Action], applications: dict[str, Action], rest: _Rest
) -> None:
    """Take one entry into account, if no entry before it took everything."""
    action = action_of(item.text("action", "block"), logged=item.flag("log", default=True))
    listed, wanted = item.list("category"), item.list("application")
    left_out = item.list("exclusion")
    narrow = _is_narrow(item)
    if rest.closed:
        return
    # An entry with more limits blocks a part only: no proof of blocking, but a hole if it passes.
    if narrow and action == "block":
        return
    rest.left_out += left_out
    for name in wanted:
        applications.setdefault(name, action)
    for number in listed if not wanted else ():
        categories.setdefault(number, action)
        rest.lines.setdefault(number, item.line("action") or item.at)
    if not wanted and (not listed or "all" in listed) and not narrow:
        rest.closed = True
        rest.action, rest.line = action, item.line("action") or item.at


def _is_narrow(item: Settings) -> bool:
    return any(_narrows(key, item.list(key), words) for key, words in LIMITS.items())


def _narrows(key: str, given: Words, words: frozenset[str]) -> bool:
    if not given:
        return False
    return set(given) < words if key in MIXED else not words & set(given)
