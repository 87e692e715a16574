"""The language of IOS text: what opens a section, which values run over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schoolproof.parse import ConfigTree, Grammar
from schoolproof.parse.indented import Indented, Span
from schoolproof.parse.indented import parse as parse_indented
from schoolproof.parse.indented_apply import apply as apply_indented
from schoolproof.platforms.cisco_ios.paste import typed
from schoolproof.platforms.cisco_ios.rules import RULES

# The device prints its own delimiter as the two letters ^C; people paste any other letter.
DELIMITED = r"(?P<delimiter>\^C|\S)(?P<rest>.*)"
BANNER = re.compile(
    r"(?:banner (?:login|motd|exec|incoming|prompt-timeout|slip-ppp|config-save|text)"
    r"|aaa authentication (?:banner|fail-message)|vacant-message|refuse-message"
    r"|menu \S+ (?:title|prompt)) ?" + DELIMITED,
    re.DOTALL,
)
CERTIFICATE = re.compile(
    r"(?:certificate (?:(?:ca|self-signed|rollover|ra-\w+) )*[0-9A-Fa-f]+|key-string)$"
)
MACRO = re.compile(r"macro (?:name|auto execute) \S+(?: \S+)*$")

STYLE = Indented(
    closers=frozenset(
        {
            "end",
            "exit",
            "exit-address-family",
            "exit-af-interface",
            "exit-af-topology",
            "exit-peer-policy",
            "exit-peer-session",
            "exit-service-family",
            "exit-vrf",
        }
    ),
    spans=(
        Span(BANNER, what="banner"),
        Span(CERTIFICATE, re.compile(r"quit"), what="certificate"),
        Span(MACRO, re.compile(r"@"), what="macro"),
    ),
    span_hints=(
        "banner ",
        "certificate ",
        "macro name ",
        "aaa authentication ",
        "vacant-message ",
        "refuse-message ",
        "menu ",
        "key-string",
    ),
)


def parse(text: str) -> ConfigTree:
    """The tree of an IOS text. Never raises."""
    return parse_indented(text, STYLE, GRAMMAR)


def apply(tree: ConfigTree, commands: Sequence[str]) -> str:
    """The text after these commands were pasted in configuration mode."""
    return apply_indented(tree, typed(tree, commands), RULES)


GRAMMAR = Grammar(parse, apply)
