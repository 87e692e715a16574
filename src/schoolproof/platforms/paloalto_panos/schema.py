"""What a word of a path holds: a list, named entries, or one value. Needed to edit texts.

Source: the hierarchy that `set` completion of PAN-OS 8.1 to 11.1 shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from schoolproof.errors import CommandError
from schoolproof.parse.set_lines import set_words

# the children are members of a list
LISTS = frozenset(
    {
        *("from", "to", "source", "destination", "source-user", "application", "service"),
        *("category", "members", "static", "tag", "list", "block", "alert", "allow"),
        *("continue", "override", "hip-profiles", "layer3", "layer2", "virtual-wire", "tap"),
        *("interface", "destination-hip", "source-hip", "allow-list", "ciphers", "mac", "kex"),
        *("hash", "encryption", "dh-group", "include-list", "exclude-list", "send-syslog"),
        *("non-recurring", "severity", "cve", "vendor-id", "external", "visible-vsys"),
    }
)
# the children are named by people
ENTRIES = frozenset(
    {
        *("rules", "users", "vsys", "devices", "address", "address-group", "service-group"),
        *("profile-group", "zone", "permitted-ip", "ip", "ethernet", "aggregate-ethernet"),
        *("units", "interface-management-profile", "zone-protection-profile", "url-filtering"),
        *("spyware", "vulnerability", "virus", "decryption", "custom-url-category"),
        *("authentication-profile", "syslog", "server", "match-list", "gateway"),
        *("ike-crypto-profiles", "schedule", "lists", "dns-security-categories", "decoder"),
        *("application-group", "scan", "admin-role", "server-profiles"),
        *("virtual-router", "logical-router", "vrf", "static-route", "shared-gateway"),
    }
)
# the last word is no text, but a switch of its own
BARE = frozenset({"v3", "v2c", "ssl-forward-proxy", "ssl-inbound-inspection", "none", "sinkhole"})
# of these words under one parent only one may stand
CHOICES = (
    frozenset({"ip-netmask", "ip-range", "fqdn", "ip-wildcard"}),
    frozenset({"hourly", "daily", "weekly", "every-30-mins", "every-15-mins"}),
    frozenset({"v2c", "v3"}),
    frozenset({"group", "profiles"}),
)
OF_RULES = frozenset({"severity", "cve", "vendor-id"})  # lists in the rules of profiles
RULEBASES = frozenset({"rulebase", "pre-rulebase", "post-rulebase"})
WRAPPERS = frozenset({"config", "response", "result"})
# words at the top of a virtual system
LOCAL = frozenset(
    {
        *("zone", "rulebase", "address", "address-group", "service", "service-group"),
        *("application", "application-group", "profiles", "profile-group", "schedule", "tag"),
        *("log-settings", "external-list"),
    }
)
REFERENCES = {
    "address": frozenset({"source", "destination", "static"}),
    "address-group": frozenset({"source", "destination", "static"}),
    "service": frozenset({"service", "members"}),
    "service-group": frozenset({"service", "members"}),
    "zone": frozenset({"from", "to"}),
    "profile-group": frozenset({"group"}),
}

Path = tuple[str, ...]


def is_list(path: Sequence[str]) -> bool:
    """Whether the next word of this path is a member of a list.

    `service` and `tag` are lists in a rule and tables or numbers elsewhere; the words of a URL
    filtering profile are lists, a group's profiles too.
    """
    if not path or path[-1] not in LISTS:
        return path[-2:-1] == ("group",) if path else False
    if path[-1] in {"service", "tag", "application", "interface", *OF_RULES}:
        return "rules" in path or path[-3:-2] in {("virtual-router",), ("vrf",)}
    return True


def is_table(path: Sequence[str]) -> bool:
    """Whether the next word of this path is a name that people gave."""
    if not path:
        return False
    if path[-1] in {"service", "tag", "application"}:
        return not is_list(path) and "system" not in path
    if path[-1] in {"url-filtering", "spyware", "vulnerability", "virus", "decryption"}:
        return path[-2:-1] == ("profiles",) and "profile-setting" not in path
    return path[-1] in ENTRIES


def command(text: str) -> tuple[str, list[Path]]:
    """The verb of a command and the single paths that it is about.

    Raises:
        CommandError: it is no configuration command of PAN-OS.
    """
    words = set_words(text)
    verb = words[0] if words else ""
    if verb not in {"set", "delete", "rename", "move"} or len(words) < 2:  # noqa: PLR2004
        msg = f"`{verb or text}` is not a PAN-OS configuration command with a path"
        raise CommandError(msg)
    return verb, single_paths(words[1:])


def single_paths(words: Sequence[str]) -> list[Path]:
    """`a b [ c d ]` as `a b c` and `a b d`."""
    if "[" not in words:
        return [tuple(words)]
    start = words.index("[")
    end = words.index("]") if "]" in words else len(words)
    head = tuple(words[:start])
    return [(*head, word) for word in words[start + 1 : end]]


def plain_path(path: Sequence[str]) -> Path:
    """The path without what wraps it: `config`, `devices localhost.localdomain`."""
    found = tuple(path)
    while found and found[0] in WRAPPERS:
        found = found[1:]
    if len(found) > 1 and found[0] == "devices":
        found = found[2:]
    return found


def choice_of(word: str) -> frozenset[str]:
    """Words that cannot stand beside this one."""
    return next((c - {word} for c in CHOICES if word in c), frozenset())
