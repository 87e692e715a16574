"""Whether a device became what was predicted, by meaning."""

from __future__ import annotations

from schoolproof.drift.compare import compare
from schoolproof.drift.lines import masked
from schoolproof.drift.placeholders import STORED
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform


def same(wanted: ConfigTree, found: ConfigTree, platform: Platform, sent: frozenset[str]) -> bool:
    """Whether two texts mean the same, secrets that were just sent left out."""
    for part in compare(wanted, found, platform).walk():
        if part.reordered and not (part.missing or part.extra):
            return False
        changed = [item for pair in part.changed for item in pair]
        if any(bare(i.text) not in sent for i in (*part.missing, *part.extra, *changed)):
            return False
    return True


def bare(text: str) -> str:
    """A line without its secret and without the word for how that is stored."""
    return masked(STORED.sub("<secret>", text)).strip()
