"""The language of FortiOS texts: `config`, `edit`, `set`, `next`, `end`."""

from __future__ import annotations

from collections.abc import Sequence

from schoolproof.parse import ConfigTree, Grammar, block, block_apply


def _parse(text: str) -> ConfigTree:
    return block.parse(text, GRAMMAR)


def _apply(tree: ConfigTree, commands: Sequence[str]) -> str:
    return block_apply.apply(tree, commands)


GRAMMAR = Grammar(_parse, _apply)
