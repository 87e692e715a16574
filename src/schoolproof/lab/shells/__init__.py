"""Command lines are found in this folder: one module a platform, its `shell` is the class."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from schoolproof.errors import UserError
from schoolproof.lab.shells.base import Shell

__all__ = ["Shell", "names", "shell_for"]


def names() -> tuple[str, ...]:
    """Platforms that the lab can play."""
    found = (m.name for m in pkgutil.iter_modules(__path__))
    return tuple(sorted(n for n in found if hasattr(_module(n), "shell")))


def shell_for(platform: str) -> type[Shell]:
    """The command line of a platform.

    Raises:
        UserError: the lab cannot play this platform.
    """
    if platform not in names():
        msg = f"the lab has no {platform} devices; it plays {', '.join(names())}"
        raise UserError(msg)
    shell: type[Shell] = _module(platform).shell
    return shell


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{name}")
