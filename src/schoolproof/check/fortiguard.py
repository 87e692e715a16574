"""Names of FortiGuard categories by number, for messages.

Source: Fortinet's list of web filter categories, and its application categories, November 2026.
A number that is not here is shown as a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from schoolproof.check.result import OK, Finding, Item
from schoolproof.errors import UnknownFact

WEB = {
    "1": "drug abuse",
    "3": "hacking",
    "4": "illegal or unethical",
    "5": "discrimination",
    "6": "explicit violence",
    "7": "abortion",
    "8": "other adult materials",
    "11": "gambling",
    "12": "extremist groups",
    "13": "nudity and risque",
    "14": "pornography",
    "15": "dating",
    "16": "weapons",
    "26": "malicious websites",
    "30": "education",
    "33": "health",
    "35": "medicine",
    "36": "news",
    "39": "reference",
    "57": "marijuana",
    "59": "proxy avoidance",
    "61": "phishing",
    "63": "sex education",
    "72": "peer-to-peer file sharing",
    "77": "child education",
    "83": "child sexual abuse",
    "88": "dynamic DNS",
    "96": "terrorism",
    "100": "artificial intelligence",
}
APPLICATIONS = {"2": "peer-to-peer", "6": "proxy", "7": "remote access"}


def web_name(number: str) -> str:
    """`category 83 (child sexual abuse)`."""
    return f"category {number} ({WEB[number]})" if number in WEB else f"category {number}"


def application_name(number: str) -> str:
    """`applications of category 6 (proxy)`."""
    name = f" ({APPLICATIONS[number]})" if number in APPLICATIONS else ""
    return f"applications of category {number}{name}"


def blocked(profile: Any, numbers: Iterable[str]) -> Iterator[Item]:
    """One finding for each web category that a filter does not block; a missing one is allowed.

    Raises:
        UnknownFact: the filter names its categories in words, so another maker sorts its sites.
    """
    if not all(name.isdecimal() for name in profile.categories):
        msg = f"{profile.name} names categories by word, not by number: which of them these are"
        raise UnknownFact(msg)
    for number in numbers:
        action = profile.categories.get(number, "allow")
        if action == "block":
            yield OK
            continue
        yield Finding(
            profile,
            f"{web_name(number)} is not blocked",
            expected="block",
            actual=action,
            fact="categories",
            want={number: "block"},
            line=line_of_category(profile, number),
        )


def line_of_category(profile: Any, number: str) -> int | None:
    """The line of its entry, or of the table that lacks it, or of the profile."""
    written = number in profile.categories  # an entry does nothing while ratings are off
    line: int | None = profile.category_lines.get(number) if written else None
    return line or profile.lines["categories"] or profile.line
