"""A revision as a project: its inventory, policies and controls in a temporary folder.

Configurations, the bulk of a repository, are read straight from Git's objects.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from schoolproof.check.baseline.gitobjects import blob_id, blobs, materialise, tree
from schoolproof.errors import ConfigError, UserError
from schoolproof.evidence import FILE as COLLECTED
from schoolproof.inventory import Host, Project
from schoolproof.model import Site

FOLDERS = ("inventory", "policies", "validators")


@dataclass(frozen=True)
class BaseProject(Project):
    """A revision. `root` is the temporary folder, `head` the working tree it is compared with."""

    head: Project
    commit: str
    oids: dict[str, str] = field(repr=False)  # of configurations, by path
    _texts: dict[str, bytes] = field(default_factory=dict, repr=False)

    @cached_property
    def hosts(self) -> dict[str, Host]:
        """Hosts by name; those of the working tree where the inventory is the same."""
        names = ("hosts.yaml", "groups.yaml", "defaults.yaml")
        if all(self.has_same(f"inventory/{name}") for name in names):
            return self.head.hosts
        return super().hosts

    @cached_property
    def sites(self) -> dict[str, Site]:
        """Sites by slug; those of the working tree where the files are the same."""
        if _listing(self.root) == _listing(self.head.root) and self.hosts is self.head.hosts:
            return {slug: self._here(site) for slug, site in self.head.sites.items()}
        return super().sites

    def _here(self, site: Site) -> Site:
        if not site.path:
            return site
        return replace(site, path=str(self.root / Path(site.path).relative_to(self.head.root)))

    def has_same(self, name: str) -> bool:
        """Whether a file of the revision is that of the working tree."""
        ours, theirs = self.root / name, self.head.root / name
        if not (ours.is_file() and theirs.is_file()):
            return ours.is_file() == theirs.is_file()
        return ours.read_bytes() == theirs.read_bytes()

    @property
    def key_root(self) -> Path:
        """The working tree: with another key, equal secrets would look different."""
        return self.head.root

    @property
    def git_root(self) -> Path:
        """The working tree: the temporary folder is in no repository."""
        return self.head.root

    @property
    def revision(self) -> str:
        """The revision itself."""
        return self.commit

    def has_config(self, host: Host) -> bool:
        """Whether the revision has a configuration of this host."""
        return self.config_name(host) in self.oids

    def config_bytes(self, host: Host) -> bytes:
        """A configuration of the revision: from the working tree where it is the same.

        Raises:
            ConfigError: the revision has none.
        """
        path = self.config_name(host)
        oid = self.oids.get(path)
        if oid is None:
            raise ConfigError("the base has no such configuration", path=path)
        if oid not in self._texts:
            self._texts[oid] = blobs(self.head.root, [oid])[oid]
        return self._texts[oid]

    def prefetch(self) -> dict[str, bytes]:
        """Read all configurations at once, those of the working tree from there.

        Returns those of the working tree that differ, by path: what the change wrote.
        """
        changed, missing = {}, []
        for host in self.head.hosts.values():
            if not self.head.has_config(host):
                continue
            path = self.config_name(host)
            data = self.head.config_bytes(host)
            oid = self.oids.get(path, "")
            if blob_id(data, oid) == oid:
                self._texts[oid] = data
            else:
                changed[path] = data
        missing = [oid for oid in self.oids.values() if oid not in self._texts]
        self._texts.update(blobs(self.head.root, missing))
        return changed


def _listing(root: Path) -> dict[str, bytes]:
    folder = root / "inventory" / "sites"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


@contextmanager
def base_project(head: Project, commit: str) -> Iterator[BaseProject]:
    """The revision as a project, for as long as the block lasts.

    Raises:
        UserError: the revision has no inventory, or Git cannot give it.
    """
    wanted = tree(head.root, commit, FOLDERS)
    if "inventory/hosts.yaml" not in wanted:
        raise UserError("the base has no inventory/hosts.yaml")
    configs = tree(head.root, commit, ["configs"])
    wanted |= {path: oid for path, oid in configs.items() if path.endswith(f"/{COLLECTED}")}
    contents = blobs(head.root, wanted.values())
    with tempfile.TemporaryDirectory(prefix="schoolproof-base-") as folder:
        root = Path(folder).resolve()
        materialise(root, {path: contents[oid] for path, oid in wanted.items()})
        texts = {path: oid for path, oid in configs.items() if path.endswith(".cfg")}
        yield BaseProject(root, head, commit, texts)
