"""`inventory/registers/*.yaml`: what only people can evidence. One module a register.

A module `roles` has a class below `Register` that reads `roles.yaml`; its list `roles` holds the
rows. A file that is missing is an empty register: the record itself is what the standards demand.
A repository without the folder says nothing, so everything about its registers is unknown.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

import yaml

from schoolproof.errors import InventoryError, UnknownFact
from schoolproof.inventory.hosts import Host
from schoolproof.inventory.registers.base import Entry, Placed, Register
from schoolproof.inventory.yaml import Loader, load_model, place_of

__all__ = [
    "Entry",
    "Owned",
    "Placed",
    "Register",
    "Registers",
    "Seen",
    "load_registers",
    "registers",
]
FOLDER = "inventory/registers"


@cache
def registers() -> dict[str, type[Register]]:
    """The model of each register by name."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name == "base":
            continue
        values = vars(importlib.import_module(f"{__name__}.{module.name}")).values()
        (model,) = (v for v in values if _is_own(v, module.name))
        model.name = module.name
        found[module.name] = model
    return found


def _is_own(value: Any, module: str) -> TypeGuard[type[Register]]:
    if not isinstance(value, type):
        return False
    return issubclass(value, Register) and value.__module__ == f"{__name__}.{module}"


@dataclass(frozen=True, slots=True)
class Owned:
    """Something elsewhere in the repository that names a role: a waiver and its owner."""

    what: str
    owner: str
    site: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a device's configuration says of itself; empty where it says nothing."""

    path: str
    model: str
    version: str
    version_line: int | None
    users: Mapping[str, int | None]  # local accounts and their lines
    uplinks: Mapping[str, int | None] = field(default_factory=dict)  # Mbps; None: not said
    subnets: Sequence[str] = ()  # of its interfaces, as prefixes


@dataclass
class Registers:
    """All registers by attribute, and what of the inventory they are compared with.

    `used` collects the names of those that were read.
    """

    files: Mapping[str, Register] | None  # None: the repository keeps none
    hosts: Mapping[str, Host] = field(default_factory=dict)
    waivers: tuple[Owned, ...] = ()
    collected: Mapping[str, Any] = field(default_factory=dict)  # host → day of the last collection
    seen: Mapping[str, Seen] = field(default_factory=dict)  # by host, of devices that were read
    used: set[str] = field(default_factory=set)

    def __getattr__(self, name: str) -> Any:
        if name not in registers():
            raise AttributeError(name)
        if self.files is None:
            msg = f"this repository keeps no {FOLDER}/, so {name}.yaml cannot be read"
            raise UnknownFact(msg)
        self.used.add(name)
        return self.files[name]

    def watched(self) -> Registers:
        """The same registers, with a list of its own of what was read."""
        return Registers(self.files, self.hosts, self.waivers, self.collected, self.seen)


def load_registers(root: Path, sites: Collection[str]) -> dict[str, Register] | None:
    """All registers of a repository; None when it has no folder for them.

    Raises:
        InventoryError: a mistake in one, a file that is no register, a site that is not there.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        return None
    for path in sorted(folder.glob("*.y*ml")):
        if path.stem not in registers() or path.suffix != ".yaml":
            near = get_close_matches(path.stem, registers(), n=1)
            hint = f"did you mean {near[0]}.yaml?" if near else f"known are {_known()}"
            raise InventoryError(f"no register has this name; {hint}", path=path)
    return {
        name: load_register(folder / f"{name}.yaml", model, sites)
        for name, model in registers().items()
    }


def _known() -> str:
    return ", ".join(sorted(registers()))


def load_register(
    path: Path, model: type[Register], sites: Collection[str] | None = None
) -> Register:
    """One register; an empty one where the file is missing.

    Raises:
        InventoryError: at file:line:column.
    """
    shown = f"{FOLDER}/{path.name}"
    if not path.is_file():
        empty = model()
        empty._path = shown  # noqa: SLF001  its own module places it
        return empty
    found = _read(path, shown, model)
    if sites is not None:
        refuse_unknown_sites(path, model.name, found.rows, sites)
    return found


_known_texts: dict[tuple[str, type[Register], bytes], Register] = {}
MOST_TEXTS = 400  # twenty states of all registers


def _read(path: Path, shown: str, model: type[Register]) -> Register:
    """A file as a register, once for each content: nobody changes a register that was read."""
    try:
        key = shown, model, path.read_bytes()
    except OSError:
        return load_model(path, model)  # which says why it cannot be read
    if key not in _known_texts:
        found = load_model(path, model)
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
        if node is not None:
            found.put_lines(node, shown)
        found._path = shown  # noqa: SLF001  an empty file has no node
        if len(_known_texts) >= MOST_TEXTS:
            _known_texts.clear()
        _known_texts[key] = found
    return _known_texts[key]


def refuse_unknown_sites(
    path: Path, name: str, rows: Iterable[Entry], sites: Collection[str]
) -> None:
    """Refuse rows of sites that the inventory does not have.

    Raises:
        InventoryError: at file:line:column.
    """
    for index, row in enumerate(rows):
        for site in row.sites:
            if site not in sites:
                line, column = place_of(path, (name, index, "sites"))
                near = get_close_matches(site, sites, n=1)
                hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(sorted(sites))}"
                msg = f"the inventory has no site {site!r}; {hint}"
                raise InventoryError(msg, path=path, line=line, column=column)
