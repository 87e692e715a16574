"""Past commits as projects: what differs between them is read from Git, the rest is kept."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from schoolproof.check.baseline.against import base_controls
from schoolproof.check.baseline.based import FOLDERS, BaseProject
from schoolproof.check.baseline.gitobjects import blobs, materialise, tree
from schoolproof.check.control import Control
from schoolproof.errors import ConfigError, InventoryError, UserError
from schoolproof.evidence import FILE as COLLECTED
from schoolproof.inventory import Host, Project
from schoolproof.model import Site

HOSTS = "inventory/hosts.yaml"
MOST = 256 * 1024 * 1024  # bytes of configurations that are held, of this and earlier commits
Files = Mapping[str, str]  # object id by path


@dataclass(frozen=True, slots=True)
class Tree:
    """What decides a commit's verdicts. `rules`: inventory, policies and controls."""

    rules: Files
    configs: Files
    days: Files  # when devices were collected

    @property
    def name(self) -> str:
        """A hash of all of it: with the same name and day every verdict is the same."""
        return _hash({**self.rules, **self.configs, **self.days})


def _hash(files: Files) -> str:
    text = "".join(f"{path}\0{oid}\0" for path, oid in sorted(files.items()))
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def tree_of(root: Path, commit: str) -> Tree:
    """What a commit holds of it.

    Raises:
        UserError: Git cannot list it, or a path in it would lead out of the repository.
    """
    found = tree(root, commit, (*FOLDERS, "configs"))
    configs = {p: oid for p, oid in found.items() if p.startswith("configs/")}
    return Tree(
        {path: oid for path, oid in found.items() if path not in configs},
        {path: oid for path, oid in configs.items() if path.endswith(".cfg")},
        {path: oid for path, oid in configs.items() if path.endswith(f"/{COLLECTED}")},
    )


@dataclass(frozen=True)
class Room:
    """A folder with the rules of some commits, read once for all that share them."""

    root: Path
    head: Project

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """The commits' own controls, and today's built-in ones."""
        return base_controls(BaseProject(self.root, self.head, "", {}))

    @cached_property
    def hosts(self) -> dict[str, Host]:
        """Hosts by name."""
        return Project(self.root).hosts

    @cached_property
    def sites(self) -> dict[str, Site]:
        """Sites by slug; their paths begin at the root, because the folder will not last."""
        plain = Project(self.root)
        return {slug: self._placed(site) for slug, site in plain.sites.items()}

    def _placed(self, site: Site) -> Site:
        if not site.path:
            return site
        return replace(site, path=Path(site.path).relative_to(self.root).as_posix())


@dataclass(frozen=True, kw_only=True)
class Past(BaseProject):
    """A past commit as a project. Only one is in use at a time: its dates lie in the folder."""

    room: Room = field(repr=False)

    @cached_property
    def hosts(self) -> dict[str, Host]:
        """Hosts by name."""
        return self.room.hosts

    @cached_property
    def sites(self) -> dict[str, Site]:
        """Sites by slug."""
        return self.room.sites

    def check_files(self) -> list[ConfigError | InventoryError]:
        """Hosts without a configuration."""
        return [
            InventoryError(f"{host.name} has no configuration", path=self.config_name(host))
            for host in self.hosts.values()
            if not self.has_config(host)
        ]


class Shelf:
    """Gives past commits as projects."""

    def __init__(self, head: Project, folder: Path) -> None:
        self.head = head
        self.folder = folder
        self.texts: dict[str, bytes] = {}
        self.rooms: dict[str, Room] = {}

    def past(self, commit: str, found: Tree) -> Past:
        """A commit as a project.

        Raises:
            UserError: it has no inventory, or Git lacks an object.
        """
        if HOSTS not in found.rules:
            msg = f"the commit has no {HOSTS}"
            raise UserError(msg)
        self._fetch(found)
        room = self._room(found.rules)
        configs = room.root / "configs"
        shutil.rmtree(configs, ignore_errors=True)
        materialise(room.root, {path: self.texts[oid] for path, oid in found.days.items()})
        return Past(room.root, self.head, commit, dict(found.configs), self.texts, room=room)

    def _fetch(self, found: Tree) -> None:
        """Read what is not known yet, all at once."""
        wanted = {*found.configs.values(), *found.days.values()}
        if sum(map(len, self.texts.values())) > MOST:
            for oid in self.texts.keys() - wanted:
                del self.texts[oid]
        self.texts.update(blobs(self.head.root, sorted(wanted - self.texts.keys())))

    def _room(self, rules: Files) -> Room:
        name = _hash(rules)
        if name not in self.rooms:
            root = self.folder / name
            contents = blobs(self.head.root, rules.values())
            materialise(root, {path: contents[oid] for path, oid in rules.items()})
            self.rooms[name] = Room(root, self.head)
        return self.rooms[name]


@contextmanager
def shelf(head: Project) -> Iterator[Shelf]:
    """A shelf for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="schoolproof-trend-") as folder:
        yield Shelf(head, Path(folder).resolve())
