"""When two PAN-OS texts mean the same. Rules are read from the top, the first match decides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schoolproof.parse import ConfigTree
from schoolproof.parse.set_lines import set_quoted as quoted
from schoolproof.parse.set_lines import set_words
from schoolproof.platforms.base import ListLine, Meaning
from schoolproof.platforms.paloalto_panos.grammar import form_of
from schoolproof.platforms.paloalto_panos.way import way

LISTS = (
    r"source|destination|from|to|application|source-user|category|members|static|layer3|layer2"
    r"|block|alert|continue|override|hip-profiles|interface|tag"
)


def _join(items: Iterable[str]) -> str:
    words = [quoted(word) for word in items]
    return words[0] if len(words) == 1 else f"[ {' '.join(words)} ]"


def _split(text: str) -> list[str]:
    return [word for word in set_words(text) if word not in {"[", "]"}]


def _way(accepted: ConfigTree, observed: ConfigTree, anew: bool) -> list[str]:
    """Commands are known from one text of `set` lines to another."""
    if form_of(accepted) != "set" or form_of(observed) != "set":
        return []
    return way(accepted, observed, anew=anew)


MEANING = Meaning(
    lists=tuple(
        ListLine(
            re.compile(pattern),
            _split,
            _join,
            add="{head} {items}",
            remove="delete {head} {items}",
        )
        for pattern in (
            rf"(?P<head>set (?:.* )?(?:{LISTS})) (?P<items>\[ .* \]|\S+|\"[^\"]*\")",
            r"(?P<head>set [^\[]*) (?P<items>\[ .* \])",
        )
    ),
    keys=re.compile(
        r"set (?:.* )?(?:hostname|timezone|action|disabled|log-end|log-start|log-setting"
        r"|description"
        r"|idle-timeout|failed-attempts|lockout-time|login-banner|disable-[\w-]+|phash"
        r"|minimum-length|ip-netmask|fqdn|port|rules (?:\"[^\"]*\"|\S+) schedule"
        r"|negate-source|negate-destination"
        r"|ntp-server-address|interface .* interface-management-profile|link-state)(?= )"
    ),
    sequences=re.compile(
        r"set (?:vsys \S+ )?(?:(?:pre-|post-)?rulebase) (?:security|nat|decryption) rules "
        r"(?P<entry>\"(?:\\\"|[^\"])*\"|\S+)(?= )"
    ),
    negations=((re.compile(r"set (.*) \S+"), r"delete \1"),),
    ordered=re.compile(
        r"<(?:security|nat|decryption|pbf|qos|application-override)> / <rules>$"
        r"|\b(?:security|nat|decryption|pbf|qos|application-override) \{ / rules \{$"
    ),
    defaults=re.compile(r"set .* (?:disabled no|log-end yes|negate-(?:source|destination) no)"),
    way=_way,
    identity=(
        re.compile(r"<config [^>]*\bversion=\"(?P<version>[\d.]+)\""),
        re.compile(r"<config [^>]*\bdetail-version=\"(?P<version>[\d.]+)\""),
    ),
)
