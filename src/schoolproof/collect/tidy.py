"""Takes out of a text what changes by itself, so that collecting twice changes no byte in Git."""

from __future__ import annotations

import re

from schoolproof.platforms import Platform

CARRIAGE = re.compile(r"\r+\n")


def tidy(text: str, platform: Platform) -> str:
    """The text without volatile parts, without blank lines at its ends, with one line feed last.

    Whatever a pattern of `platform.volatile` matches goes; a line of which nothing is left goes
    as a whole.
    """
    lines = []
    for line in CARRIAGE.sub("\n", text).split("\n"):
        new = line
        for pattern in platform.volatile:
            new = pattern.sub("", new)
        if new or not line:
            lines.append(new)
    return "\n".join(lines).strip("\n") + "\n"
