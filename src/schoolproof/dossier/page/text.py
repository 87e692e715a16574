"""Words for numbers, days and lists, in plain British English."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from schoolproof.report.safe import printable

if TYPE_CHECKING:
    from markupsafe import Markup

NUMBERS: Final = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
]
MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day(value: date | None, otherwise: str = "not known") -> str:
    """`25 November 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else otherwise


def short_day(value: date | None, otherwise: str = "not known") -> str:
    """`25 Nov 2026`."""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}" if value else otherwise


def number(value: int) -> str:
    """A word up to ten, digits with commas from then on."""
    return NUMBERS[value] if 0 <= value < len(NUMBERS) else f"{value:,}"


def count(value: int, noun: str, plural: str = "") -> str:
    """`1 school`, `3 schools`, `1,204 clauses`."""
    return f"{value:,} {noun if value == 1 else plural or noun + 's'}"


def listed(names: Iterable[str], most: int = 6) -> str:
    """`a, b and c`; after so many names, how many more."""
    found = list(names)
    if len(found) > most:
        return f"{', '.join(found[:most])} and {len(found) - most:,} more"
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def ident(text: str) -> str:
    """A text as the name of an anchor: the same text always gives the same one, others another."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", text)
    if plain == text and text:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain.strip('-') or 'x'}-{digest}"


def sentence(text: str) -> str:
    """A text with a capital letter and a full stop, for reasons that are written without.

    A first word that is a name, such as `hs-fw1`, keeps its letters.
    """
    clean = printable(text).strip()
    if not clean:
        return ""
    end = "" if clean[-1] in ".!?…" else "."
    first = clean[0].upper() if clean.split()[0].rstrip(",").isalpha() else clean[0]
    return f"{first}{clean[1:]}{end}"


def prose(text: str) -> Markup:
    """A sentence in which what stands between back-ticks is shown as code."""
    return ticks(sentence(text))


def ticks(text: str) -> Markup:
    """A text in which what stands between back-ticks is shown as code."""
    from markupsafe import Markup  # noqa: PLC0415  comes with jinja2, an extra

    pieces = printable(text).split("`")
    if len(pieces) % 2 == 0:
        return Markup.escape(printable(text))
    parts = (
        Markup("<code>{}</code>").format(piece) if index % 2 else Markup.escape(piece)
        for index, piece in enumerate(pieces)
    )
    return Markup("").join(parts)


def web(address: str) -> str:
    """An address that a link may lead to; nothing else than https does."""
    return address if address.startswith("https://") else ""


def percent(part: float, whole: float) -> str:
    """`61 %`; never rounded up to all nor down to nothing."""
    if not whole:
        return "0\N{NO-BREAK SPACE}%"
    share = round(100 * part / whole)
    if part < whole:
        share = min(share, 99)
    return f"{max(share, 1) if part else 0}\N{NO-BREAK SPACE}%"
