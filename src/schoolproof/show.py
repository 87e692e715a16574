"""`schoolproof show` and `schoolproof sanitise`: one file, with or without a repository around."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path
from typing import Any

from schoolproof.check.read import ReadConfig, read_config, require_device
from schoolproof.errors import ConfigError, InventoryError, UserError
from schoolproof.inventory import find_root, read_text
from schoolproof.model import plain
from schoolproof.platforms import Platform, names, platform_named, recognise
from schoolproof.report.safe import printable
from schoolproof.sanitise import RawConfig, SanitisedConfig, load_key
from schoolproof.sanitise import sanitise as take_out

SCHEMA = "schoolproof/show/1"


def show_file(file: Path, platform_name: str | None, fmt: str) -> str:
    """Every fact that is set with its line, and the lines that were not understood.

    Raises:
        UserError: an unknown format or platform, or a file that is no configuration.
    """
    if fmt not in {"console", "json"}:
        msg = f"there is no format {fmt!r}; known are console, json"
        raise UserError(msg)
    text, platform = _open(file, platform_name)
    require_device(text, platform, path=str(file))
    read = read_config(text, platform, _key(file), source=str(file))
    return _as_json(read) if fmt == "json" else _as_text(read, file)


def sanitise_file(file: Path, platform_name: str | None) -> SanitisedConfig:
    """The sanitised text of a file; `-` is standard input.

    Raises:
        UserError: an unknown platform, or one that cannot be recognised.
        SecretLeakError: something secret would have survived.
    """
    text, platform = _open(file, platform_name)
    return take_out(RawConfig(text, source=str(file)), platform, _key(file))


def _open(file: Path, platform_name: str | None) -> tuple[str, Platform]:
    text = sys.stdin.read() if str(file) == "-" else read_text(file)
    name = platform_name or recognise(text)
    if name is None:
        msg = f"its platform is not plain to see: say --platform {' or '.join(names())}"
        raise ConfigError(msg, path=file)
    return text, platform_named(name)


def _key(file: Path) -> bytes:
    """The repository's key; outside of one, a new key."""
    try:
        return load_key(find_root(file.parent if str(file) != "-" else Path.cwd()))
    except InventoryError:
        return secrets.token_bytes(32)  # nothing to compare with, so a key for this once


def _as_json(read: ReadConfig) -> str:
    device = read.device
    facts = [
        {"fact": path, "value": plain(value), "line": line} for path, value, line in device.facts()
    ]
    unread = [{"line": node.line, "text": node.text.split("\n", 1)[0]} for node in read.unread]
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "hostname": device.hostname if "hostname" in device.lines else None,
        "platform": device.platform,
        "facts": facts,
        "unread": unread,
    }
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def _as_text(read: ReadConfig, file: Path) -> str:
    lines = [f"{printable(str(file))} read as {read.device.platform}"]
    for path, value, line in read.device.facts():
        place = f"line {line}" if line else "default"
        lines.append(f"{place:>10}  {printable(path)} = {printable(str(plain(value)))}")
    lines.append(f"{len(read.unread)} of {read.commands} lines were not understood")
    lines += [f"{f'line {n.line}':>10}  {printable(n.text)}" for n in read.unread]
    return "\n".join(lines) + "\n"
