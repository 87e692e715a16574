"""Commands that put a device back to its accepted configuration, tried out before they are shown.

They are applied to the observed text and compared again; what still differs is tried once more in
a blunter way (line taken away and written anew, then the whole section), and what is left even
then is named, so that nobody believes it mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from schoolproof.drift.canon import Item
from schoolproof.drift.compare import Diff, compare
from schoolproof.drift.placeholders import Placeholders
from schoolproof.drift.remedy_block import block_commands
from schoolproof.drift.remedy_indented import indented_commands, observed_groups
from schoolproof.errors import CommandError
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform

STYLES = ("change", "replace", "replace", "rebuild", "rebuild")


@dataclass(frozen=True, slots=True)
class Remedy:
    """`commands` in order, values over several lines in one; `left`: what they do not mend.

    `secrets`: for each `{{ secrets.name }}` what the accepted text holds in its place, a token.
    """

    commands: tuple[str, ...] = ()
    secrets: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()

    def filled(self) -> tuple[str, ...]:
        """The commands with tokens for secrets: what the accepted text would say."""
        return tuple(fill(self.commands, self.secrets))


def fill(commands: Sequence[str], secrets: dict[str, str]) -> list[str]:
    """Commands with the tokens in the place of `{{ secrets.name }}`."""
    filled = []
    for command in commands:
        for name, token in secrets.items():
            if f"secrets.{name} " in command:
                command = command.replace(f"{{{{ secrets.{name} }}}}", token)  # noqa: PLW2901
        filled.append(command)
    return filled


def put_back(accepted: ConfigTree, observed: ConfigTree, platform: Platform) -> Remedy:
    """The commands from observed to accepted."""
    names = Placeholders()
    commands: list[str] = []
    now = observed
    diff = _configured(compare(accepted, now, platform), platform)
    best = (_size(diff), 0, diff)
    for style in STYLES:
        if not diff:
            break
        more = _written(accepted, now, platform, names, style)
        try:
            now = now.apply(fill(more, names.tokens)) if more else now
        except CommandError:
            continue
        commands += more
        diff = _configured(compare(accepted, now, platform), platform)
        best = min(best, (_size(diff), len(commands), diff), key=lambda state: state[:2])
    _, count, diff = best
    kept = tuple(commands[:count])
    used = {name: token for name, token in names.tokens.items() if _uses(kept, name)}
    return Remedy(kept, used, tuple(_left(diff)))


def _written(
    accepted: ConfigTree, now: ConfigTree, platform: Platform, names: Placeholders, style: str
) -> list[str]:
    """Commands in one style. Those of another platform's own way have one style more."""
    if platform.meaning.way:
        lines = platform.meaning.way(accepted, now, style != "change")
        return [names.hide(line) for line in lines]
    writer = block_commands if platform.meaning.block else indented_commands
    target = _configured(observed_groups(accepted, now, platform), platform)
    return writer(target, platform, names, style)


def _configured(diff: Diff, platform: Platform) -> Diff:
    """Without lines that tell of firmware and hardware: no command changes these."""

    def told(item: Item) -> bool:
        found = (pattern.search(item.text) for pattern in platform.meaning.identity)
        return any(f and f.groupdict().keys() & {"version", "serial"} for f in found)

    diff.missing = [item for item in diff.missing if not told(item)]
    diff.extra = [item for item in diff.extra if not told(item)]
    diff.changed = [pair for pair in diff.changed if not told(pair[0])]
    return diff


def _size(diff: Diff) -> int:
    parts = list(diff.walk())
    return sum(len(p.missing) + len(p.extra) + len(p.changed) + p.reordered for p in parts)


def _uses(commands: Sequence[str], name: str) -> bool:
    return any(f"{{{{ secrets.{name} }}}}" in command for command in commands)


def _left(diff: Diff) -> list[str]:
    lines = []
    for part in diff.walk():
        place = " / ".join(part.path)
        items = [*part.missing, *part.extra, *(a for a, _ in part.changed)]
        for item in items:
            lines.append(f"{place} / {item.text}" if place else item.text)
        if part.reordered and not items:
            lines.append(f"{place}: the order")
    return lines
