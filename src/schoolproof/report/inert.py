"""Pipelines read commands from what a step prints; text from devices must never be one.

GitHub's runner obeys a line that begins with `::`, after blanks; it and the agent of Azure DevOps
obey `##[` and `##vso[` anywhere in a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schoolproof.report.safe import printable

AT_START = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
ANYWHERE = re.compile(r"#(?=#(?:vso)?\[)")


def inert(text: str) -> str:
    """A report that is printed: what would be a command has a blank in it."""
    return ANYWHERE.sub("# ", AT_START.sub(r"\1: ", text))


def inert_json(text: str) -> str:
    """JSON with the same meaning in which no two `#` stand together."""
    return text.replace("##", "#\\u0023")


def inert_xml(text: str) -> str:
    """XML with the same meaning in which no two `#` stand together."""
    return text.replace("##", "#&#35;")


def lines(parts: Iterable[str]) -> str:
    """Several lines of text, each without anything that a terminal would obey."""
    return "\n".join(printable(part) for part in parts)
