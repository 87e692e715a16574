"""Words of devices in files that people edit: always on one line, always quoted where needed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import yaml

from schoolproof.check.load import built_in_folder
from schoolproof.inventory.yaml import load_yaml

SHOWN = 4  # names in a remark; more are counted
LONGEST = 60  # characters of a device's own words in a remark
WORD = re.compile(r"[^\W\d_]+")


class _OneLine(yaml.SafeDumper):
    """Escapes line breaks inside quotes, where YAML would else let them stand."""


def _escaped(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_OneLine.add_representer(str, _escaped)


def flow(value: Any) -> str:
    """A value as YAML on one line; what cannot be printed is escaped.

    A line break in a device's word would end the comment that it stands in, and what follows
    would be read as a declaration.
    """
    text = yaml.dump(
        value, Dumper=_OneLine, default_flow_style=True, sort_keys=False, width=float("inf")
    )
    return text.removesuffix("\n").removesuffix("\n...")


def remark(text: str) -> str:
    """A device's words for a comment: printable, and short."""
    shown = "".join(c if c.isprintable() else "?" for c in text)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def listed(words: Iterable[str]) -> str:
    """The first of some words, and how many more there are."""
    every = list(words)
    more = f" and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
    return ", ".join(map(remark, every[:SHOWN])) + more


def spans(numbers: Iterable[int]) -> str:
    """`10, 20-24` for 10, 20, 21, 22, 23, 24."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(f"{a}-{b}" if a != b else str(a) for a, b in parts)


def guess(name: str) -> str | None:
    """The purpose that a network's name speaks of; None when it speaks of none or of several."""
    said = {word.lower() for word in WORD.findall(name)}
    found = [purpose for purpose, words in _purposes().items() if said & words]
    return found[0] if len(found) == 1 else None


@cache
def _purposes() -> dict[str, frozenset[str]]:
    path = built_in_folder("template") / "draft" / "purposes.yaml"
    return {purpose: frozenset(words) for purpose, words in load_yaml(path).items()}
