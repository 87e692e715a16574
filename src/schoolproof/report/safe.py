"""Text that comes from devices and people's files is hostile: make it harmless for a terminal."""

from __future__ import annotations

import unicodedata

# Control, format (bidirectional marks, zero width), surrogate, private use, line separators.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def printable(text: str) -> str:
    """The text on one line, every character that a terminal would obey shown as its code."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) in HIDDEN:
        return f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"  # noqa: PLR2004  one byte
    return character
