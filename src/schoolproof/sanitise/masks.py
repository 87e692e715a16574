"""Tokens out of the way while rules run, and back again."""

from __future__ import annotations

import re

from schoolproof.model.secret import TOKEN
from schoolproof.platforms.secret_rules import MASK_BEGIN, MASK_END

# The two letters themselves are masked too, so that a text that holds them comes back unchanged.
HIDDEN = re.compile(f"{TOKEN.pattern}|[{MASK_BEGIN}{MASK_END}]")
MASK = re.compile(f"{MASK_BEGIN}(\\d+){MASK_END}")


class Masks:
    """What stands behind each mask of one text."""

    __slots__ = ("_behind",)

    def __init__(self) -> None:
        self._behind: list[str] = []

    def hide(self, text: str) -> str:
        """The text with each token masked."""
        if "<redacted:" not in text and MASK_BEGIN not in text and MASK_END not in text:
            return text
        return HIDDEN.sub(lambda found: self.mask(found[0]), text)

    def mask(self, text: str) -> str:
        """A mask for this text."""
        self._behind.append(text)
        return f"{MASK_BEGIN}{len(self._behind) - 1}{MASK_END}"

    def show(self, text: str) -> str:
        """The text with what stands behind the masks."""
        if MASK_BEGIN not in text:
            return text
        return MASK.sub(lambda found: self._behind[int(found[1])], text)
