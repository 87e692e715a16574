"""Platforms are found in this folder: one module each, its name is the platform's name."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from schoolproof.errors import InventoryError
from schoolproof.platforms.base import Default, Fixes, Platform, Safety, SecretRule, Session

__all__ = [
    "Default",
    "Fixes",
    "Platform",
    "Safety",
    "SecretRule",
    "Session",
    "names",
    "platform_named",
    "recognise",
]


@cache
def names() -> tuple[str, ...]:
    """Names of all platforms, without aliases."""
    return tuple(name for name in _modules() if _has_platform(name))


@cache
def _modules() -> tuple[str, ...]:
    """What lies in this folder, nothing of it imported."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def _has_platform(name: str) -> bool:
    return hasattr(importlib.import_module(f"{__name__}.{name}"), "platform")


@cache
def platform_named(name: str) -> Platform:
    """The platform with this name or alias.

    Raises:
        InventoryError: there is none; the message names the nearest.
    """
    own = name in _modules() and _has_platform(name)  # then the others need not be imported
    for module in (name,) if own else names():
        found: Platform = importlib.import_module(f"{__name__}.{module}").platform
        if name in {module, *found.aliases}:
            return replace(found, name=module)
    near = get_close_matches(name, names(), n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(names())}"
    msg = f"unknown platform {name!r}{hint}"
    raise InventoryError(msg)


def recognise(text: str) -> str | None:
    """The platform whose own words the text holds most often, or None when no one leads."""
    scores = sorted(
        ((len(platform_named(n).signature.findall(text)), n) for n in names()), reverse=True
    )
    if not scores or not scores[0][0]:
        return None
    if len(scores) > 1 and scores[0][0] < 2 * scores[1][0]:
        return None
    return scores[0][1]
