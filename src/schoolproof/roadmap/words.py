"""The words of a step: where it is, what a device is called, who does it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from schoolproof.roadmap.draft import Material

FEW = 2  # so many schools are named, more are counted
DEVICES = {
    "switch": ("switch", "switches"),
    "firewall": ("firewall", "firewalls"),
    "wireless_controller": ("wireless controller", "wireless controllers"),
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    """Small numbers in words."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def at_sites(material: Material, sites: Sequence[str]) -> str:
    """` at Millbrook and Harbourside`, ` at all schools`; empty for a trust of one school."""
    if len(material.project.sites) == 1 or not sites:
        return ""
    if len(sites) <= FEW:
        return " at " + " and ".join(material.sites[slug] or slug for slug in sites)
    whole = len(sites) == len(material.project.sites)
    return " at all schools" if whole else f" at {number(len(sites))} schools"


def devices(material: Material, names: Sequence[str]) -> str:
    """`three switches`; one is named."""
    if len(names) == 1:
        return names[0]
    hosts = material.project.hosts
    classes = [hosts[name].classes if name in hosts else frozenset() for name in names]
    for word, (_, plural) in DEVICES.items():
        if all(word in found for found in classes):
            return f"{number(len(names))} {plural}"
    return f"{number(len(names))} devices"


def sentence_start(text: str) -> str:
    """A sentence that goes on within another one: small at the start, but SSH and IPv6 stay."""
    first = text.split(" ", 1)[0]
    return text if any(c.isupper() for c in first[1:]) else text[:1].lower() + text[1:]


def listed(parts: Iterable[str], most: int = 3) -> str:
    """The first few, and how many more."""
    all_parts = list(dict.fromkeys(parts))
    more = len(all_parts) - most
    shown = ", ".join(all_parts[:most])
    return f"{shown} and {number(more)} more" if more > 0 else shown


def full(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def slug(text: str) -> str:
    """Letters, digits and dashes: fit for a key."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "unnamed"
