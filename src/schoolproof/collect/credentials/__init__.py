"""User names, passwords and enable secrets. Providers are found in this folder, one file each.

A provider has `ORDER` (the lowest is asked first) and `provider(root)`, which gives a function
that knows the credentials of a host, or None. Nothing here is ever printed or stored.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """One account. Equal ones are one account to the lock-out brake."""

    username: str
    password: str
    enable: str = ""

    def __repr__(self) -> str:
        return "<Credentials, not shown>"

    def __str__(self) -> str:
        return repr(self)


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom. `username` is what the inventory says, empty when it says nothing."""

    host: str
    site: str
    username: str = ""


Provider = Callable[[Wanted], Credentials | None]


def providers(root: Path) -> tuple[Provider, ...]:
    """All providers for a repository, in the order in which they are asked."""
    names = [found.name for found in pkgutil.iter_modules(__path__)]
    modules = sorted((importlib.import_module(f"{__name__}.{name}") for name in names), key=_order)
    return tuple(module.provider(root) for module in modules)


def _order(module: ModuleType) -> int:
    return int(module.ORDER)


def find(wanted: Wanted, known: tuple[Provider, ...]) -> Credentials | None:
    """The first answer.

    Raises:
        UserError: a provider is set up wrongly, such as a vault that does not open.
    """
    return next((found for provider in known if (found := provider(wanted))), None)
