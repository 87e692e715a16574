"""Categories of sites in web filters: what is blocked, and how findings name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from schoolproof.check.result import OK, Finding, Item
from schoolproof.check.vendors import VENDORS

APPLICATIONS = {name: text for v in VENDORS.values() for name, text in v.APPLICATIONS.items()}
SITES = {name: text for v in VENDORS.values() for name, text in v.SITES.items()}


def web_name(name: str) -> str:
    """`category 83 (child sexual abuse)`, `category adult`, `category adult or questionable`."""
    meaning = SITES.get(name, "")
    shown = name.replace("|", " or ")
    return f"category {shown} ({meaning})" if meaning else f"category {shown}"


def application_name(name: str) -> str:
    """`applications of category 6 (proxy)`."""
    meaning = APPLICATIONS.get(name, "")
    return f"applications of category {name} ({meaning})" if meaning else f"{name} applications"


def blocked(profile: Any, names: Iterable[str]) -> Iterator[Item]:
    """One finding for each web category that a filter does not block; a missing one is allowed."""
    for name in names:
        either = name.split("|")
        if any(profile.categories.get(one) == "block" for one in either):
            yield OK
            continue
        first = next((one for one in either if one in profile.categories), either[0])
        yield Finding(
            profile,
            f"{web_name(name)} is not blocked",
            expected="block",
            actual=profile.categories.get(first, "allow"),
            fact="categories",
            want={first: "block"},
            line=line_of_category(profile, first),
        )


def line_of_category(profile: Any, name: str) -> int | None:
    """The line of its entry, or of the table that lacks it, or of the profile."""
    written = name in profile.categories  # an entry does nothing while ratings are off
    line: int | None = profile.category_lines.get(name) if written else None
    return line or profile.lines["categories"] or profile.line


def blocks_something(profile: Any) -> bool:
    """Any entry that blocks, an own list of names, or the rest of an application list.

    Raises:
        UnknownFact: the profile is not in the text.
    """
    found = list(profile.categories.values())
    for fact in ("applications", "unrated", "other", "botnet_block"):
        value = getattr(profile, fact) if fact in profile.lines else None
        found += value.values() if isinstance(value, dict) else [value]
    return "block" in found or True in found
