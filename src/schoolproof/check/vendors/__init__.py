"""What makers call the kinds of sites and applications that controls ask about.

One file for each platform: `LISTS` holds the maker's words by theme, `SITES` and `APPLICATIONS`
say what numbers mean. A file that is put here is found by itself. In a list `a|b` stands for
either: one of them is enough.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from schoolproof.errors import UnknownFact
from schoolproof.model import Device

Words = tuple[str, ...]


def _files() -> dict[str, Any]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}


VENDORS = _files()


def lists(**themes: str) -> dict[str, Words]:
    """Parameters of a control, by platform: `categories="illegal"` gives `fortinet_categories`.

    A theme that a maker has no words for gives no parameter.
    """
    return {
        f"{platform}_{name}": vendor.LISTS[theme]
        for platform, vendor in VENDORS.items()
        for name, theme in themes.items()
        if theme in vendor.LISTS
    }


def wanted(device: Device, params: Any, name: str) -> Words:
    """The list of the device's maker.

    Raises:
        UnknownFact: nobody wrote down what this maker calls it.
    """
    key = f"{device.platform}_{name}"
    if key not in params:
        msg = f"what the maker of {device.platform} calls these {name} is not known here"
        raise UnknownFact(msg)
    return tuple(params[key])


def knows(device: Device, params: Any, name: str) -> bool:
    """Whether the device's maker has such a list."""
    return f"{device.platform}_{name}" in params
