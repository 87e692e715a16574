"""A folder of configurations: what each is, whose it is, what it says. Raw texts stay in memory."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from ipaddress import ip_address
from pathlib import Path

from schoolproof.check.read import read_config, require_device
from schoolproof.collect.exports import ENDINGS, Export, exports, unhide
from schoolproof.collect.tidy import tidy
from schoolproof.errors import ConfigError, SecretLeakError, UserError
from schoolproof.evidence import FILE as EVIDENCE
from schoolproof.inventory.hosts import SAFE_NAME
from schoolproof.model import Device
from schoolproof.platforms import Platform, names, platform_named, recognise
from schoolproof.sanitise import RawConfig

Ask = Callable[[str], str]
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST = 63  # characters of a host's name, as the inventory allows


@dataclass(frozen=True, slots=True)
class Found:
    """One configuration. `name` comes from the file's name, `calls_itself` from the text."""

    name: str
    file: str
    platform: Platform
    day: date
    raw: RawConfig
    device: Device
    calls_itself: str

    @property
    def address(self) -> str:
        """The address that the file is named after; empty when it is a name."""
        try:
            return str(ip_address(self.name))
        except ValueError:
            return ""


def read_folder(folder: Path, platform: str | None, ask: Ask | None) -> list[Found]:
    """Every file of a folder as a device, in the order of their names.

    Args:
        folder: loose files, a RANCID tree or an Oxidized repository.
        platform: of files whose own is not plain to see.
        ask: asks a person for it; None where nobody is there.

    Raises:
        UserError: no file, one that is no configuration, or two that would be one host.
    """
    found: dict[str, Found] = {}
    for export in exports(folder):
        if export.name.rsplit("/", 1)[-1] == EVIDENCE:
            continue  # a repository's own note about its configurations
        one = _read(export, platform, ask)
        twin = found.setdefault(one.name.casefold(), one)
        if twin is not one:
            msg = f"this and {twin.file} would both be the host {one.name}: rename one"
            raise UserError(msg, path=export.name)
    if not found:
        raise UserError("there is no configuration in this folder", path=folder)
    return sorted(found.values(), key=lambda one: one.name)


def host_name(file: str) -> str:
    """The name of a host after its file: what no path may hold becomes a dash.

    Raises:
        UserError: nothing is left of it.
    """
    base = file.rsplit("/", 1)[-1]
    for ending in ENDINGS:
        base = base.removesuffix(ending)
    name = UNSAFE.sub("-", base).strip("-._")[:LONGEST]
    if not SAFE_NAME.fullmatch(name):
        raise UserError("no host can be named after this file: rename it", path=file)
    return name


def _read(export: Export, platform_name: str | None, ask: Ask | None) -> Found:
    name = host_name(export.name)
    text, _hidden = unhide(export.read().replace("\r\n", "\n"))
    platform = _platform(export.name, text, platform_name, ask)
    require_device(text, platform, path=export.name)
    text = tidy(text, platform)
    # The key is for this once: what is kept of the text here are facts, and no secret is one.
    key = secrets.token_bytes(32)
    try:
        device = read_config(text, platform, key, source=export.name).device
    except SecretLeakError as error:
        raise ConfigError(str(error), path=export.name) from None
    day = min(export.day, datetime.now(UTC).date())
    raw = RawConfig(text, source=export.name)
    return Found(name, export.name, platform, day, raw, device, _calls_itself(text, platform))


def _platform(file: str, text: str, given: str | None, ask: Ask | None) -> Platform:
    seen = recognise(text) or given
    if seen is None and ask is not None:
        seen = ask(f"{file}: which platform ({', '.join(names())})?").strip()
    if seen is None:
        msg = (
            f"its platform is not plain to see: say --platform {' or '.join(names())}, "
            "or take this file out of the folder"
        )
        raise ConfigError(msg, path=file)
    return platform_named(seen)


def _calls_itself(text: str, platform: Platform) -> str:
    session = platform.session
    found = session.hostname.search(text) if session and session.hostname else None
    return found[1].strip('"') if found else ""
