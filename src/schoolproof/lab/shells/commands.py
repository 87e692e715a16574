"""Commands as people type them: cut short, and with a filter behind a bar."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

Handler = Callable[[Any, str], Awaitable[None]]
HandlerT = TypeVar("HandlerT", bound=Handler)


class Commands:
    """The commands of one mode. Of several that fit, the one that was named first is meant."""

    def __init__(self) -> None:
        self._known: list[tuple[tuple[str, ...], Handler]] = []

    def __call__(self, *spellings: str) -> Callable[[HandlerT], HandlerT]:
        """Decorator: this method does these commands; `*` at the end takes what follows."""

        def register(handler: HandlerT) -> HandlerT:
            self._known.extend((tuple(spelling.split()), handler) for spelling in spellings)
            return handler

        return register

    def find(self, line: str) -> tuple[Handler, str] | None:
        """Who does this command, and what stands behind its words."""
        typed = line.split()
        for words, handler in self._known:
            fixed = words[:-1] if words[-1] == "*" else words
            if len(typed) < len(fixed) or (len(typed) > len(fixed) and fixed is words):
                continue
            if all(w.startswith(t.lower()) for w, t in zip(fixed, typed, strict=False)):
                return handler, line.split(None, len(fixed))[-1] if len(typed) > len(fixed) else ""
        return None


def split_filter(line: str) -> tuple[str, str]:
    """(command, filter) of `show running-config | include snmp`."""
    command, bar, rest = line.partition("|")
    return (command.strip(), rest.strip()) if bar else (line, "")


def filtered(text: str, how: str) -> str:
    """The lines that a filter lets through; an unknown filter lets all through."""
    kind, _, wanted = how.partition(" ")
    wanted = wanted.strip().strip('"')
    if not kind or not wanted:
        return text
    try:
        pattern = re.compile(wanted)
    except re.error:
        pattern = re.compile(re.escape(wanted))
    lines = text.splitlines(keepends=True)
    if "include".startswith(kind) or kind == "grep":
        return "".join(line for line in lines if pattern.search(line))
    if "exclude".startswith(kind):
        return "".join(line for line in lines if not pattern.search(line))
    if "begin".startswith(kind):
        start = next((i for i, line in enumerate(lines) if pattern.search(line)), len(lines))
        return "".join(lines[start:])
    return text
