"""The documented differences between the virtual devices and what is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import yaml

from schoolproof.platforms import platform_named


@dataclass(frozen=True, slots=True)
class Change:
    """One difference of one host. Not `saved`: it is in the running configuration only."""

    what: str
    commands: tuple[str, ...]
    saved: bool = True


def documented() -> dict[str, tuple[Change, ...]]:
    """Changes by host, as `drift.yaml` beside this file lists them."""
    text = files(__package__).joinpath("drift.yaml").read_text(encoding="utf-8")
    return {
        host: tuple(
            Change(row["what"], tuple(row["commands"]), row.get("saved", True)) for row in rows
        )
        for host, rows in yaml.safe_load(text).items()
    }


def drifted(text: str, platform: str, changes: tuple[Change, ...]) -> tuple[str, str]:
    """(running, saved) after these changes.

    Raises:
        CommandError: a change does not fit this text.
    """
    grammar = platform_named(platform).grammar
    running = saved = text
    for change in changes:
        running = grammar.apply(grammar.parse(running), change.commands)
        if change.saved:
            saved = grammar.apply(grammar.parse(saved), change.commands)
    return running, saved
