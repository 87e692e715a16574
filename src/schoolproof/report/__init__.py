"""Report formats are found in this folder: one module each with `render(run, options) -> str`."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from schoolproof.check.run import Run
from schoolproof.errors import UserError


@dataclass(frozen=True, slots=True)
class Options:
    """How to print. `width` in columns; `verbose` shows every finding."""

    width: int = 80
    colour: bool = False
    verbose: bool = False


@cache
def formats() -> tuple[str, ...]:
    """Names of all formats."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if _module(m.name)))


@cache
def _module(name: str) -> ModuleType | None:
    module = importlib.import_module(f"{__name__}.{name}")
    return module if hasattr(module, "render") else None


def render(name: str, run: Run, options: Options | None = None) -> str:
    """A run in one format.

    Raises:
        UserError: there is no such format.
    """
    module = _module(name) if name in formats() else None
    if module is None:
        msg = f"there is no format {name!r}; known are {', '.join(formats())}"
        raise UserError(msg)
    return str(module.render(run, options or Options()))
