"""A school repository on disk: where its hosts, sites and accepted configurations are."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from schoolproof.errors import ConfigError, InventoryError
from schoolproof.inventory.hosts import Host, load_hosts
from schoolproof.inventory.sites import load_site
from schoolproof.model import Site


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that has `inventory/hosts.yaml`.

    Raises:
        InventoryError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "inventory" / "hosts.yaml").is_file():
            return folder
    msg = (
        f"no inventory/hosts.yaml in {start} or above: go to your school repository, "
        "or make one with `schoolproof init`"
    )
    raise InventoryError(msg)


def read_text(path: Path) -> str:
    """A configuration's text with its own line ends; UTF-8, else Latin-1 byte for byte.

    Raises:
        ConfigError: the file cannot be read.
    """
    return decode(read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """A file as it is.

    Raises:
        ConfigError: the file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"this file cannot be read ({error.strerror})", path=path) from None


def decode(data: bytes) -> str:
    """A configuration's text: UTF-8, else Latin-1 byte for byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


@dataclass(frozen=True)
class Project:
    """One repository. `root` is absolute."""

    root: Path

    @cached_property
    def hosts(self) -> dict[str, Host]:
        """Hosts by name."""
        return load_hosts(self.root / "inventory")

    @cached_property
    def sites(self) -> dict[str, Site]:
        """Sites by slug; a site without a file is one that declares nothing."""
        found = {}
        for path in sorted((self.root / "inventory" / "sites").glob("*.yaml")):
            found[path.stem] = load_site(path)
        for host in self.hosts.values():
            if host.site not in found:
                found[host.site] = Site(slug=host.site, name=host.site, phase="")
        return found

    @property
    def key_root(self) -> Path:
        """Where the key of the fingerprints stands."""
        return self.root

    @property
    def git_root(self) -> Path:
        """Where Git is asked for what was."""
        return self.root

    @property
    def revision(self) -> str:
        """The commit that this is, or the one that it came from."""
        return "HEAD"

    def config_path(self, host: Host) -> Path:
        """Where the accepted configuration of a host stands."""
        return self.root / "configs" / host.site / f"{host.name}.cfg"

    def config_name(self, host: Host) -> str:
        """The same, as people read it: from the root."""
        return f"configs/{host.site}/{host.name}.cfg"

    def has_config(self, host: Host) -> bool:
        """Whether a host has an accepted configuration."""
        return self.config_path(host).is_file()

    def config_bytes(self, host: Host) -> bytes:
        """The accepted configuration of a host, byte for byte.

        Raises:
            ConfigError: it cannot be read.
        """
        return read_bytes(self.config_path(host))

    def config_text(self, host: Host) -> str:
        """The accepted configuration of a host as text, with its own line ends.

        Raises:
            ConfigError: it cannot be read.
        """
        return decode(self.config_bytes(host))

    def relative(self, path: Path) -> str:
        """A path as people read it: from the root, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)

    def check_files(self) -> list[ConfigError | InventoryError]:
        """Hosts without a configuration, and configurations that no host owns."""
        problems: list[ConfigError | InventoryError] = []
        wanted = {self.config_path(host): host for host in self.hosts.values()}
        for path, host in wanted.items():
            if not path.is_file():
                msg = f"{host.name} has no configuration: collect it, or remove the host"
                problems.append(InventoryError(msg, path=self.relative(path)))
        for path in sorted((self.root / "configs").rglob("*.cfg")):
            if path not in wanted:
                near = get_close_matches(path.stem, self.hosts, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                msg = f"no host of inventory/hosts.yaml has this configuration{hint}"
                problems.append(InventoryError(msg, path=self.relative(path)))
        return problems
