"""A warning appears before login."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Finding, Item, Wanted, control, expect
from schoolproof.model import Device

PRODUCTS = (
    *("cisco", "catalyst", "procurve", "aruba", "fortigate", "fortinet", "fortios", "ios-xe"),
    *("palo alto", "pan-os"),
)
MODEL = re.compile(
    r"(?<![\w-])(?:pa-\d{3,4}|fg[tw]?-?\d{2,4}[a-z]|c9\d{3}[a-z]*)(?![\w])", re.IGNORECASE
)
TELLS = re.compile(r"pass(?:word|phrase) *(?:is\b|[:=])", re.IGNORECASE)


@control(code="CYBER-016", clauses=["CS-2a"], severity="low", params={"forbid_words": PRODUCTS})
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """A warning is shown before login, and it names neither the product nor a password.

    Why it matters: it takes away the excuse of not having known; a banner that names the product
    tells an intruder which weakness to try.

    Expected results:
        pass: there is a warning that gives nothing away
        fail: there is none, or it names the product, its version or a password
    """
    wanted = Wanted(bool, "a warning", True)
    yield from expect(device, "banner.login", wanted, says="no warning before login")
    text = device.banner.login.casefold()
    words = {word.casefold() for word in params["forbid_words"]} | _own(device)
    patterns = (TELLS.search(text), MODEL.search(text))
    if any(patterns) or any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text) for w in words):
        says = "the banner gives something away: a product, a version or a password"
        line = device.banner.lines["login"]
        yield Finding(device, says, "a warning alone", "more than that", line=line)


def _own(device: Device) -> set[str]:
    """Model and version of this device, as far as its text tells them."""
    facts = device.firmware if "firmware" in device.lines else None
    known = [f for f in ("model", "version") if facts is not None and f in facts.lines]
    return {str(getattr(facts, fact)).casefold() for fact in known}
