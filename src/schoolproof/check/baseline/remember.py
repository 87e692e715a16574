"""Verdicts on devices that nothing has changed for: taken from the cache, before waivers.

Waivers, `enforce_from` and what blocks depend on the day, so they are never kept.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from schoolproof.check.baseline.cache import Cache, name_of
from schoolproof.check.baseline.stored import decode, encode, same
from schoolproof.check.host import HostResult, Session
from schoolproof.check.load import PACKAGE
from schoolproof.check.result import Outcome
from schoolproof.errors import UserError
from schoolproof.inventory import Host, Project
from schoolproof.inventory.registers import FOLDER

SCHEMA = "4"  # of an entry; another one is another name
ASKS = "history"  # in the place of an entry: it stands under a name that says the past too
CLOCK = re.compile(rb"\b(?:today|now|utcnow|time|time_ns|localtime|gmtime)\(")


class Remembered:
    """Remembers results of one project and says why others had to be judged."""

    def __init__(self, cache_: Cache, elder: Remembered | None = None) -> None:
        self.cache = cache_
        self.parts: dict[str, dict[str, str]] = {}
        self.judged: list[str] = []
        self.cached = 0
        self.results: dict[str, HostResult] = elder.results if elder else {}
        self.inputs: Inputs | None = None

    def recall(self, session: Session, host: Host) -> HostResult | None:
        """What is known of a host as it is now, before waivers; None: it must be judged."""
        if self.inputs is None:
            self.inputs = Inputs(session)
        try:
            parts = self.inputs.of(host)
        except UserError:
            return None  # it cannot be read; judging says so
        self.parts[host.name] = parts
        name = name_of(parts)
        data = None if name in self.results else self.cache.get(name)
        if data == ASKS:  # of this text some verdict rests on what Git says of its past
            parts["history"] = session.histories.of(host.name).rests_on
            name = name_of(parts)
            data = None if name in self.results else self.cache.get(name)
        result = self.results.get(name) or decode(session, host, data)
        if result is not None:
            self.results[name] = result
            self.cached += 1
        return result

    def keep(self, session: Session, host: Host, result: HostResult) -> None:
        """Remember a result, if it is whole and comes back from the cache as it went in."""
        self.judged.append(host.name)
        parts = self.parts.get(host.name)
        if parts is None:
            return
        parts.pop("history", None)
        bare = name_of(parts)
        if result.history:
            parts["history"] = result.history
        broken = result.problem or any(v.outcome is Outcome.ERROR for v in result.verdicts)
        if broken or text_digest(session.project, host) != parts["text"]:
            return
        name = name_of(parts)
        self.results[name] = result
        try:
            data = encode(result)
        except ValueError:
            return
        again = decode(session, host, data)
        if again and same(again, result):
            self.cache.put(name, data)
            if name != bare:
                self.cache.put(bare, ASKS)


def text_digest(project: Project, host: Host) -> str:
    """SHA-256 of a configuration.

    Raises:
        ConfigError: it cannot be read.
    """
    return hashlib.sha256(project.config_bytes(host)).hexdigest()


class Inputs:
    """Everything that decides a device's verdicts, as hashes by name."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._sites: dict[str, tuple[str, str]] = {}
        self._asked: dict[tuple[frozenset[str], str], str] = {}

    def of(self, host: Host) -> dict[str, str]:
        """The parts of one host.

        Raises:
            ConfigError: its configuration cannot be read.
        """
        site, profile = self._sites.get(host.site) or self._site(host.site)
        return {
            "schema": SCHEMA,
            "text": text_digest(self.session.project, host),
            "entry": _entry(host),
            "site": site,
            "profile": profile,
            "controls": self._controls,
            "engine": engine(),
            "key": self._key,
            "wider": self._wider(host),
        }

    @cached_property
    def whole(self) -> str:
        """All that controls over sites and schools look at, but for the devices themselves."""
        session = self.session
        sites = files_digest(session.project.root / "inventory" / "sites")
        profile = session.profile.model_dump_json()
        return _sha(repr((self._controls, sites, profile, self._registers, session.today)).encode())

    def _site(self, slug: str) -> tuple[str, str]:
        path = self.session.project.root / "inventory" / "sites" / f"{slug}.yaml"
        special = self.session.profile.sites.get(slug, {})
        words = sorted((name, override.model_dump_json()) for name, override in special.items())
        profile = _sha(repr((self._profile, words)).encode())
        pair = _sha(path.read_bytes() if path.is_file() else b""), profile
        self._sites[slug] = pair
        return pair

    @cached_property
    def _profile(self) -> str:
        """What the profile says for all sites; what blocks does not count."""
        return self.session.profile.model_dump_json(include={"controls"})

    @cached_property
    def _controls(self) -> str:
        """All control files, not only the one that a verdict comes from: they may share code."""
        folders = {Path(c.path).parents[1] for c in self.session.controls}
        digests = sorted(files_digest(folder) for folder in folders)
        chosen = [c.id for c in self.session.controls]
        # What looks at the clock is judged anew each day.
        clock = any(CLOCK.search(Path(c.path).read_bytes()) for c in self.session.controls)
        day = str(datetime.now(UTC).date()) if clock else ""
        return _sha(repr((digests, chosen, day)).encode())

    def _wider(self, host: Host) -> str:
        """The day and the registers, where a control that speaks of this device asks for them."""
        kind = (host.classes, host.role)
        if kind not in self._asked:
            mine = [c for c in self.session.controls if c.scope == "device" and c.speaks_of(*kind)]
            names = {name for control in mine for name in control.inputs}
            day = str(self.session.today) if "today" in names else ""
            self._asked[kind] = day + (self._registers if "registers" in names else "")
        return self._asked[kind]

    @cached_property
    def _registers(self) -> str:
        registers = self.session.registers
        found: list[object] = [files_digest(self.session.project.root / FOLDER)]
        found += [registers.waivers, sorted(registers.collected.items())]
        found += [(_entry(host), host.address, host.data) for host in registers.hosts.values()]
        return _sha(repr(found).encode())

    @cached_property
    def _key(self) -> str:
        return _sha(b"schoolproof key\0" + self.session.key)


def _entry(host: Host) -> str:
    return repr((host.name, host.site, host.platform, host.role, sorted(host.classes)))


@cache
def engine() -> str:
    """This package, byte for byte, the library that local controls may use, and Python."""
    others = f"{python_version()} {version('ciscoconfparse2')}"
    return _sha((files_digest(PACKAGE) + others).encode())


@cache
def files_digest(folder: Path) -> str:
    """SHA-256 over the paths below a folder and what the files hold; its own place is left out."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".pyc", ".pyo"} and path.is_file():
            data = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
