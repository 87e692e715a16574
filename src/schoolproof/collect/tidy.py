"""Takes out of a text what changes by itself, so that collecting twice changes no byte in Git."""

from __future__ import annotations

import re
from functools import cache

from schoolproof.platforms import Platform

CARRIAGE = re.compile(r"\r+\n")
GONE = "\x1a"  # stands for what was taken out, until its line is looked at; no text holds it
EMPTIED = re.compile(f"^{GONE}+$\n?", re.MULTILINE)


def tidy(text: str, platform: Platform) -> str:
    """The text without volatile parts, without blank lines at its ends, with one line feed last.

    Whatever a pattern of `platform.volatile` matches goes; a line of which nothing is left goes
    as a whole.
    """
    text = CARRIAGE.sub("\n", text).replace(GONE, "")
    for pattern in platform.volatile:
        text = _by_line(pattern).sub(GONE, text)
    return EMPTIED.sub("", text).replace(GONE, "").strip("\n") + "\n"


@cache
def _by_line(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(pattern.pattern, pattern.flags | re.MULTILINE)
