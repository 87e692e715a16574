"""Nornir's SimpleInventory files, read without Nornir: hosts, groups, defaults.

Keys are Nornir's own (SimpleInventory: hostname, port, username, password, platform, groups, data,
connection_options); `data` holds what schoolproof needs: site, role, device.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from schoolproof.errors import InventoryError
from schoolproof.inventory.yaml import Strict, key_lines, load_model, load_yaml
from schoolproof.platforms import platform_named

SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")


def _no_password(value: str | None) -> str | None:
    if value:
        msg = "passwords never stand in Git; give them by environment variable or Vault"
        raise ValueError(msg)
    return value


class HostEntry(Strict):
    """One entry of hosts.yaml, groups.yaml or defaults.yaml."""

    hostname: str | None = None
    port: int | None = Field(default=None, ge=1, le=65535)
    username: str | None = None
    password: Annotated[str | None, AfterValidator(_no_password)] = None
    platform: str | None = None
    groups: list[str] = Field(default_factory=list)
    data: dict[str, Any] = Field(default_factory=dict)
    connection_options: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Host:
    """A device of the inventory, groups and defaults resolved."""

    name: str
    site: str
    platform: str
    address: str
    role: str
    classes: frozenset[str]
    line: int
    data: dict[str, Any]


def load_hosts(folder: Path) -> dict[str, Host]:
    """All hosts by name, in the order of the file.

    Raises:
        InventoryError: a name given twice or not fit for a path, an unknown group or platform,
            a host without site or platform, two hosts with one address.
    """
    path = folder / "hosts.yaml"
    entries = _entries(path)
    groups = _entries(folder / "groups.yaml") if (folder / "groups.yaml").is_file() else {}
    defaults = _defaults(folder / "defaults.yaml")
    hosts: dict[str, Host] = {}
    by_address: dict[tuple[str, int | None], str] = {}
    lines = key_lines(path)
    for name, entry in entries.items():
        line = lines.get(name, 1)
        host = _resolve(name, entry, groups, defaults, (path, line))
        hosts[name] = host
        twin = by_address.setdefault((host.address, entry.port), name)
        if twin != name and host.address:
            msg = f"{name} and {twin} both have the address {host.address}"
            raise InventoryError(msg, path=path, line=line)
    return hosts


def _entries(path: Path) -> dict[str, HostEntry]:
    data = load_yaml(path) or {}
    if not isinstance(data, dict):
        raise InventoryError("names with their entries are expected here", path=path, line=1)
    return {
        str(name): load_model(path, HostEntry, raw or {}, at=(str(name),))
        for name, raw in data.items()
    }


def _defaults(path: Path) -> HostEntry:
    return load_model(path, HostEntry) if path.is_file() else HostEntry()


def _resolve(
    name: str,
    entry: HostEntry,
    groups: dict[str, HostEntry],
    defaults: HostEntry,
    place: tuple[Path, int],
) -> Host:
    path, line = place
    if not SAFE_NAME.fullmatch(name):
        msg = f"{name!r} cannot be a host name: letters, digits, dot, dash and underscore only"
        raise InventoryError(msg, path=path, line=line)
    chain = [entry]
    for group in entry.groups:
        if group not in groups:
            msg = f"{name} is in the group {group!r}, which inventory/groups.yaml does not have"
            raise InventoryError(msg, path=path, line=line)
        chain.append(groups[group])
    chain.append(defaults)
    data: dict[str, Any] = {}
    for link in reversed(chain):
        data.update(link.data)
    platform = next((link.platform for link in chain if link.platform), None)
    site = data.get("site") or next(iter(entry.groups), "")
    if not platform or not site:
        msg = f"{name} has no {'site' if platform else 'platform'}: add it here or in its group"
        raise InventoryError(msg, path=path, line=line)
    if not SAFE_NAME.fullmatch(str(site)):
        msg = f"{site!r} cannot be a site's name: letters, digits, dot, dash and underscore only"
        raise InventoryError(msg, path=path, line=line)
    try:
        known = platform_named(platform)
    except InventoryError as error:
        msg = f"{name}: {error}"
        raise InventoryError(msg, path=path, line=line) from None
    classes = data.get("device", known.classes)
    return Host(
        name=name,
        site=str(site),
        platform=known.name,
        address=entry.hostname or "",
        role=str(data.get("role", "")),
        classes=frozenset({classes} if isinstance(classes, str) else classes),
        line=line,
        data=data,
    )
