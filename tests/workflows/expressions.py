"""The part of GitHub's expression language that the workflows use; anything else is an error.

https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

TOKEN = re.compile(r"\s*('(?:[^']|'')*'|&&|\|\||==|!=|[!()\[\],]|[A-Za-z_][\w.-]*|-?\d+)")
WHOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
Contexts = Mapping[str, Any]


def evaluate(text: str, contexts: Contexts, status: str = "success") -> Any:
    """The value of one expression, without its braces."""
    parser = _Parser(_tokens(text), contexts, status)
    value = parser.either()
    assert not parser.left, f"not understood: {text}"
    return value


def fill(text: str, contexts: Contexts) -> str:
    """A text with its expressions replaced."""
    return WHOLE.sub(lambda found: as_text(evaluate(found[1], contexts)), text)


def as_text(value: Any) -> str:
    """How an expression's value stands in a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value)


def _tokens(text: str) -> list[str]:
    found, position = [], 0
    text = text.strip()
    while position < len(text):
        match = TOKEN.match(text, position)
        assert match, f"not understood: {text[position:]}"
        found.append(match[1])
        position = match.end()
    return found


@dataclass
class _Parser:
    left: list[str]
    contexts: Contexts
    status: str

    def either(self) -> Any:
        value = self.both()
        while self._take("||"):
            other = self.both()
            value = value or other
        return value

    def both(self) -> Any:
        value = self.compared()
        while self._take("&&"):
            other = self.compared()
            value = other if value else value
        return value

    def compared(self) -> Any:
        value = self.single()
        for sign, same in (("==", True), ("!=", False)):
            if self._take(sign):
                return (_plain(value) == _plain(self.single())) is same
        return value

    def single(self) -> Any:
        if self._take("!"):
            return not self.single()
        if self._take("("):
            value = self.either()
            assert self._take(")")
            return value
        word = self.left.pop(0)
        if word.startswith("'"):
            return word[1:-1].replace("''", "'")
        if word.lstrip("-").isdigit():
            return int(word)
        if word in {"true", "false"}:
            return word == "true"
        return self._call(word) if self._take("(") else self._look_up(word)

    def _call(self, name: str) -> Any:
        arguments = []
        while not self._take(")"):
            arguments.append(self.either())
            self._take(",")
        known: dict[str, Callable[..., Any]] = {
            "always": lambda: True,
            "success": lambda: self.status == "success",
            "failure": lambda: self.status == "failure",
            "cancelled": lambda: self.status == "cancelled",
            "fromJSON": json.loads,
            "contains": lambda whole, part: part in whole,
        }
        return known[name](*arguments)

    def _look_up(self, path: str) -> Any:
        first, *rest = path.split(".")
        value = self.contexts[first]  # a context that the test does not give is a mistake
        for key in rest:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def _take(self, word: str) -> bool:
        if self.left and self.left[0] == word:
            self.left.pop(0)
            return True
        return False


def _plain(value: Any) -> Any:
    return "" if value is None else value
