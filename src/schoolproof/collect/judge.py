"""Is this text the whole configuration of this device? Judged before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schoolproof.collect.reasons import CollectError, Reason
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform, recognise

FEWEST = 3  # lines; fewer are no device, whatever they say
HALF = 0.5
TAIL = 10  # lines; losing so many at the end is no edit
FEW = 0.002  # share of unprintable characters that a line of foreign letters may bring
PAGER = re.compile(
    r"--\s?more\s?--|-- MORE --, next page|<--- More --->|press any key to continue",
    re.IGNORECASE,
)
PRINTABLE = re.compile(r"[^\t\n\r\x03\x20-\x7e\xa0-\U0010ffff]|\ufffd")  # \x03 ends IOS banners


@dataclass(frozen=True, slots=True)
class Expected:
    """What the inventory and the last good file say of a device.

    `prompt` is what the device showed after the text, without its mark; empty for a file.
    `last` is the accepted text, empty when there is none.
    """

    platform: Platform
    hostname: str
    prompt: str = ""
    last: str = ""


def judge(text: str, expected: Expected) -> None:
    """Let a text pass, or say why not. Quotes no line of the text, since it may hold secrets.

    Raises:
        CollectError: with the reason that comes first in the order of `CHECKS`.
    """
    for check in CHECKS:
        check(text, expected)


def _not_empty(text: str, _expected: Expected) -> None:
    lines = sum(1 for line in text.splitlines() if line.strip())
    if not lines:
        raise CollectError(Reason.EMPTY, "the device showed nothing")


def _readable(text: str, _expected: Expected) -> None:
    odd = len(PRINTABLE.findall(text))
    if "\0" in text or odd > max(4, len(text) * FEW):
        raise CollectError(Reason.GARBAGE, f"{odd} characters are none of a configuration")


def _no_pager(text: str, _expected: Expected) -> None:
    for number, line in _numbered(text):
        if PAGER.match(line.strip("\x08 \t")):
            raise CollectError(Reason.PAGER, f"line {number} is the device's pager, not text")


def _no_error(text: str, expected: Expected) -> None:
    session = expected.platform.session
    if session is None:
        return
    long_values = _inside_values(text, expected.platform)
    for number, line in _numbered(text):
        if number not in long_values and session.errors.fullmatch(line.strip()):
            msg = f"line {number} is an error message of the device: {_start(line)}"
            raise CollectError(Reason.ERROR_TEXT, msg)


def _enough(text: str, _expected: Expected) -> None:
    lines = sum(1 for line in text.splitlines() if line.strip())
    if lines < FEWEST:
        raise CollectError(Reason.TRUNCATED, f"{lines} lines are no configuration")


def _no_prompt(text: str, expected: Expected) -> None:
    names = {name for name in (expected.prompt, expected.hostname) if name}
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?:\(\S*\))? ?[>#$](?: .*)?")
    long_values = _inside_values(text, expected.platform)
    for number, line in _numbered(text):
        if names and number not in long_values and pattern.match(line):
            raise CollectError(Reason.PROMPT, f"line {number} is the device's prompt")


def _platform(text: str, expected: Expected) -> None:
    seen = recognise(text)
    if seen and seen != expected.platform.name:
        msg = f"this looks like {seen}, the inventory says {expected.platform.name}"
        raise CollectError(Reason.PLATFORM, msg)


def _whole(text: str, expected: Expected) -> None:
    platform = expected.platform
    last = text.rstrip().rsplit("\n", 1)[-1].strip()
    if platform.end and not platform.end.fullmatch(last):
        raise CollectError(Reason.TRUNCATED, "the last line is not the end of a configuration")
    whole = platform.session.whole if platform.session else None
    if whole and not whole.search(text):
        raise CollectError(Reason.TRUNCATED, "the sections that every text has last are missing")
    for line, sentence in _tree(text, platform).problems:
        raise CollectError(Reason.TRUNCATED, f"line {line}: {sentence}")


def _hostname(text: str, expected: Expected) -> None:
    session = expected.platform.session
    found = session.hostname.search(text) if session and session.hostname else None
    names = [("calls itself", found[1])] if found else []
    if expected.prompt and not re.search(r"^prompt ", text, re.MULTILINE):
        names.append(("answers as", expected.prompt))
    for verb, name in names:
        if not _same(name, expected.hostname):
            msg = f"the device {verb} {_start(name)!r}, expected is {expected.hostname!r}"
            raise CollectError(Reason.HOSTNAME, msg)


def _same(name: str, wanted: str) -> bool:
    """Devices cut long names in prompts: IOS after 20 characters, FortiOS with a tilde."""
    name, wanted = name.rstrip("~").lower(), wanted.lower()
    return name == wanted or (len(name) >= 16 and wanted.startswith(name))  # noqa: PLR2004  Netmiko's cut


def _size(text: str, expected: Expected) -> None:
    new, old = _lines(text), _lines(expected.last)
    if len(new) < HALF * len(old):
        msg = f"{len(new)} lines, the last good text has {len(old)}"
        raise CollectError(Reason.SHRUNK, msg)
    if not new or not old or new[-1] == old[-1]:
        return
    lost = _lost_tail(new, old)
    if lost >= TAIL:
        msg = f"the last {lost} lines of the last good text are missing"
        raise CollectError(Reason.TRUNCATED, msg)


def _lost_tail(new: list[str], old: list[str]) -> int:
    """How many lines at the end of `old` stand nowhere in `new`, once `new` ends as `old` goes on."""
    have = set(new)
    lost = 0
    for line in reversed(old):
        if line in have and len(line.strip()) > len("exit"):
            break
        lost += 1
    return lost


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.split("\n"), start=1)


def _tree(text: str, platform: Platform) -> ConfigTree:
    return platform.grammar.parse(text)


def _inside_values(text: str, platform: Platform) -> frozenset[int]:
    """Lines inside a value of several lines, a banner say: what they look like does not count."""
    return frozenset(
        number
        for node in _tree(text, platform).walk()
        if "\n" in node.text
        for number in range(node.line + 1, node.line + node.text.count("\n") + 1)
    )


def _start(text: str) -> str:
    """The first words, short enough to hold no more than a message."""
    return "".join(c for c in text.strip()[:40] if c.isprintable())


Check = Callable[[str, Expected], None]
CHECKS: tuple[Check, ...] = (
    _not_empty,
    _readable,
    _no_pager,
    _no_error,
    _enough,
    _no_prompt,
    _platform,
    _whole,
    _hostname,
    _size,
)
