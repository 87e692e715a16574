"""Private keys of many lines become one token that says how many lines there were."""

from __future__ import annotations

import re

from schoolproof.model.secret import TOKEN

BEGIN = re.compile(r"-----BEGIN ((?:[A-Z0-9]+ )*(?:PRIVATE KEY(?: BLOCK)?|PKCS12))-----")
BODY = re.compile(r"[A-Za-z0-9+/=\\]{16,}|[\w-]+: .*|(?=.*\d)[A-Za-z0-9+/=]+|=\w{4}|")
LONGEST = 400  # lines; RSA 16384 in PEM has about 200


def fold(text: str) -> tuple[str, int]:
    """The text with each private key in one line, and how many keys there were.

    A key that is cut (no END line) is taken away up to the last line that can be a part of it.
    """
    if "-----BEGIN " not in text:
        return text, 0
    parts: list[str] = []
    position = count = 0
    while found := BEGIN.search(text, position):
        end = _end(text, found)
        lines = text.count("\n", found.start(), end) + 1
        parts += [text[position : found.start()], f"<redacted:private-key:ok:-:{lines} lines>"]
        position = end
        count += 1
    return "".join([*parts, text[position:]]), count


def _end(text: str, found: re.Match[str]) -> int:
    closing = f"-----END {found[1]}-----"
    end = text.find(closing, found.end())
    other = text.find("-----BEGIN ", found.end())
    if end >= 0 and (other < 0 or end < other) and text.count("\n", found.end(), end) <= LONGEST:
        return _with_quote(text, end + len(closing))
    return _cut(text, found.end())


def _with_quote(text: str, end: int) -> int:
    """Also take the blanks up to a closing quote, so that the value is one line."""
    quote = re.compile(r'(?:\\n|\s)*(?=")').match(text, end)
    return quote.end() if quote else end


def _cut(text: str, start: int) -> int:
    """End of a key without its END line: the rest of the line, and what follows like base 64."""
    end = text.find("\n", start)
    if end < 0:
        return len(text)
    last = end if end == 0 or text[end - 1] != "\r" else end - 1
    while 0 <= end < len(text):
        stop = text.find("\n", end + 1)
        line = text[end + 1 : stop if stop >= 0 else len(text)].strip()
        if not BODY.fullmatch(line) or TOKEN.search(line):
            break
        end = stop
        if line:
            last = _line_end(text, stop)
        if stop < 0:
            return len(text)
    return last


def _line_end(text: str, stop: int) -> int:
    if stop < 0:
        return len(text)
    return stop - 1 if text[stop - 1] == "\r" else stop
