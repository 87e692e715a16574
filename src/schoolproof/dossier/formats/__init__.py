"""Formats of the report are found here: one module each with `render(dossier) -> str | bytes`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from schoolproof.dossier.model import Dossier
from schoolproof.errors import UserError


@cache
def formats() -> tuple[str, ...]:
    """Names of all formats."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def known(name: str) -> str:
    """The name again.

    Raises:
        UserError: there is no such format.
    """
    if name not in formats():
        msg = f"there is no format {name!r}; known are {', '.join(formats())}"
        raise UserError(msg)
    return name


def render(name: str, dossier: Dossier) -> str | bytes:
    """A dossier in one format.

    Raises:
        UserError: there is no such format, or this machine lacks what it needs.
    """
    module = importlib.import_module(f"{__name__}.{known(name)}")
    found = module.render(dossier)
    assert isinstance(found, str | bytes)  # noqa: S101  what a format promises
    return found
