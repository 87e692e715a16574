"""Controls are found in their folders; the path of the file is the control's id."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from schoolproof.check.control import Control
from schoolproof.errors import ControlError

PACKAGE = Path(str(files("schoolproof")))


def built_in_folder(name: str) -> Path:
    """A folder of the package's data: in the wheel below `data/`, in a checkout at its root."""
    inside = PACKAGE / "data" / name
    return inside if inside.is_dir() else PACKAGE.parents[1] / name


def find_controls(root: Path | None = None, *, alone: bool = False) -> tuple[Control, ...]:
    """All controls by id: the built-in ones (not when `alone`), and those of the repository.

    Raises:
        ControlError: a file is not a control, or two share an id or a code.
    """
    folders = [] if alone else [built_in_folder("validators")]
    if root is not None and (root / "validators").is_dir():
        folders.append((root / "validators").resolve())
    found: dict[str, Control] = {}
    for folder in dict.fromkeys(folders):
        for path in sorted(folder.glob("*/*.py")):
            control = load_control(path)
            found[control.id] = control
    controls = tuple(found[name] for name in sorted(found))
    _refuse_twins(controls)
    return controls


def _refuse_twins(controls: Iterable[Control]) -> None:
    by_code: dict[str, Control] = {}
    for control in controls:
        twin = by_code.setdefault(control.code, control)
        if twin is not control:
            msg = f"{control.id} and {twin.id} both have the code {control.code}"
            raise ControlError(msg, path=control.path)


@cache
def load_control(path: Path) -> Control:
    """The control in one file.

    Raises:
        ControlError: the file does not import, or holds no control or several.
    """
    module = _import(path)
    found = [value for value in vars(module).values() if isinstance(value, Control)]
    if len(found) != 1:
        msg = f"a control file holds one function with @control, this holds {len(found)}"
        raise ControlError(msg, path=path)
    title = (module.__doc__ or "").strip().splitlines()
    if not title:
        raise ControlError("the file lacks a docstring: one line that says what it is", path=path)
    name = f"{path.parent.name}/{path.stem}"
    return replace(found[0], id=name, title=title[0].rstrip("."), path=str(path))


def _import(path: Path) -> ModuleType:
    name = f"schoolproof_validators.{path.parent.name}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ControlError("this is no Python file", path=path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except ControlError as error:
        raise ControlError(str(error), path=path) from error
    except Exception as error:
        msg = f"the file does not import: {type(error).__name__}: {error}"
        raise ControlError(msg, path=path) from error
    return module
