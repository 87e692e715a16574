"""Is this text the whole configuration of this device? Judged before anything is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schoolproof.collect.reasons import CollectError, Reason
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


def _no_pager(text: str, expected: Expected) -> None:
    found = [n for n, line in _numbered(text) if PAGER.match(line.strip("\x08 \t"))]
    for number in _outside_values(found, text, expected.platform):
        raise CollectError(Reason.PAGER, f"line {number} is the device's pager, not text")


def _no_error(text: str, expected: Expected) -> None:
    session = expected.platform.session
    if session is None:
        return
    found = [n for n, line in _numbered(text) if session.errors.fullmatch(line.strip())]
    for number in _outside_values(found, text, expected.platform):
        start = _start(text.split("\n")[number - 1])
        msg = f"line {number} is an error message of the device: {start}"
        raise CollectError(Reason.ERROR_TEXT, msg)


def _enough(text: str, _expected: Expected) -> None:
    lines = sum(1 for line in text.splitlines() if line.strip())
    if lines < FEWEST:
        raise CollectError(Reason.TRUNCATED, f"{lines} lines are no configuration")


def _no_prompt(text: str, expected: Expected) -> None:
    names = {re.escape(name) for name in (expected.prompt, expected.hostname) if name}
    if not names:
        return
    pattern = re.compile(rf"(?:{'|'.join(sorted(names))})(?:\(\S*\))? ?[>#$]")
    found = [n for n, line in _numbered(text) if pattern.match(line)]
    for number in _outside_values(found, text, expected.platform):
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
    for line, sentence in platform.grammar.parse(text).problems:
        raise CollectError(Reason.TRUNCATED, f"line {line}: {sentence}")


def _hostname(text: str, expected: Expected) -> None:
    session = expected.platform.session
    found = session.hostname.search(text) if session and session.hostname else None
    names = [("calls itself", found[1].strip('"'))] if found else []
    if expected.prompt and not re.search(r"^prompt ", text, re.MULTILINE):
        names.append(("answers as", _named_in(expected.prompt)))
    for verb, name in names:
        if not _same(name, expected.hostname):
            msg = f"the device {verb} {_start(name)!r}, expected is {expected.hostname!r}"
            raise CollectError(Reason.HOSTNAME, msg)


def _named_in(prompt: str) -> str:
    """The name in `admin@hv-fw1(active)`, PAN-OS's prompt; others have the name alone."""
    return prompt.rpartition("@")[2].partition("(")[0]


def _same(name: str, wanted: str) -> bool:
    """Devices cut long names in prompts: IOS after 20 characters, FortiOS with a tilde."""
    name, wanted = name.rstrip("~").lower(), wanted.lower()
    return name == wanted or (len(name) >= 16 and wanted.startswith(name))  # noqa: PLR2004  Netmiko's cut


def _size(text: str, expected: Expected) -> None:
    new, old = _lines(text), _lines(expected.last)
    if len(new) < HALF * len(old):
        msg = f"{len(new)} lines, the last good text has {len(old)}"
        raise CollectError(Reason.SHRUNK, msg)
    if new and old and not expected.platform.end and _cut_line(new[-1], set(old)):
        raise CollectError(Reason.TRUNCATED, "the last line is the beginning of one it had before")
    lost = _lost_tail(new, old)
    if lost >= TAIL:
        msg = f"the last {lost} lines of the last good text are missing"
        raise CollectError(Reason.TRUNCATED, msg)


def _cut_line(last: str, old: set[str]) -> bool:
    return last not in old and any(line.startswith(last) for line in old)


def _lost_tail(new: list[str], old: list[str]) -> int:
    """How many lines `old` has after the last landmark that both share, beyond those `new` has.

    A landmark is a line that stands once. A text cut at its end loses many and gains none; an
    edit near the end leaves landmarks behind it, or puts others there.
    """
    once = {line for line, times in Counter(old).items() if times == 1}
    here = {line: place for place, line in enumerate(new)}
    for place in range(len(old) - 1, -1, -1):
        line = old[place]
        if line in once and line in here:
            return (len(old) - place) - (len(new) - here[line])
    return 0


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.split("\n"), start=1)


def _outside_values(found: list[int], text: str, platform: Platform) -> list[int]:
    """Those of the lines that stand in no value of several lines, such as a banner."""
    if not found:
        return []
    inside = {
        number
        for node in platform.grammar.parse(text).walk()
        if "\n" in node.text
        for number in range(node.line + 1, node.line + node.text.count("\n") + 1)
    }
    return [number for number in found if number not in inside]


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
    _platform,
    _no_prompt,
    _whole,
    _hostname,
    _size,
)
