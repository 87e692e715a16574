"""Lines that only say what the device does without them: its documented defaults, shown."""

from __future__ import annotations

from schoolproof.check.read import ReadConfig
from schoolproof.drift.changes import Pair
from schoolproof.drift.explain import Facts, facts_of
from schoolproof.model import Device
from schoolproof.parse.edit import remove
from schoolproof.platforms import Platform


def without_defaults(
    found: list[Pair], accepted: ReadConfig, observed: ReadConfig, platform: Platform
) -> list[Pair]:
    """The pairs that mean something.

    A line that one text has alone means nothing when every fact that it sets is set in the other
    text too, to the same value, by the documented default; and when no fact at all changes once
    the line is taken away.
    """
    kept = found
    for read, other, observed_only in ((observed, accepted, True), (accepted, observed, False)):
        facts, absent = facts_of(read.device), facts_of(other.device)
        shown = [p for p in kept if _only_default(p, facts, absent, observed_only=observed_only)]
        if shown and _nothing_lost(shown, read, facts, platform):
            kept = [pair for pair in kept if pair not in shown]
    return kept


def _only_default(pair: Pair, facts: Facts, absent: Facts, *, observed_only: bool) -> bool:
    item, other = (
        (pair.observed, pair.accepted) if observed_only else (pair.accepted, pair.observed)
    )
    if item is None or other is not None or item.inside is not None or len(item.nodes) > 1:
        return False
    stated = [(path, value) for path, (value, line) in facts.items() if line == item.line]
    return bool(stated) and all(absent.get(path) == (value, None) for path, value in stated)


def _nothing_lost(shown: list[Pair], read: ReadConfig, facts: Facts, platform: Platform) -> bool:
    tree = platform.grammar.parse(read.tree.text())
    lines = {(p.observed or p.accepted).line for p in shown if p.observed or p.accepted}  # type: ignore[union-attr]  # one of the two is there
    for node in [n for n in tree.walk() if n.line in lines]:
        remove(node)
    device = Device()
    platform.read(platform.grammar.parse(tree.text()), device)
    after = facts_of(device)
    return all(after.get(path, (None, None))[0] == value for path, (value, _) in facts.items())
