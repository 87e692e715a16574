"""Does the inventory fit the world: names that resolve, one address a device, known platforms."""

from __future__ import annotations

import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schoolproof.errors import InventoryError
from schoolproof.inventory.yaml import key_lines, load_yaml
from schoolproof.platforms import platform_named

LOOKUPS = 16  # at once


@dataclass(frozen=True, slots=True)
class Entry:
    """A host as its own lines, its groups and the defaults have it."""

    name: str
    line: int
    address: str
    port: int | None
    platform: str


def check_inventory(root: Path) -> list[str]:
    """Every problem, as sentences with their place. Unlike loading, it does not stop at the first.

    Raises:
        InventoryError: a file is no YAML.
    """
    path = root / "inventory" / "hosts.yaml"
    entries = _entries(root / "inventory")
    problems = [*_platforms(entries), *_twins(entries), *_unresolved(entries)]
    return [f"inventory/{path.name}:{line}: {sentence}" for line, sentence in sorted(problems)]


def _entries(folder: Path) -> list[Entry]:
    hosts = _mapping(folder / "hosts.yaml")
    groups = _mapping(folder / "groups.yaml")
    defaults = _mapping(folder / "defaults.yaml")
    lines = key_lines(folder / "hosts.yaml")
    found = []
    for name, own in hosts.items():
        own = own if isinstance(own, dict) else {}  # noqa: PLW2901  an entry may be empty
        names = own.get("groups") or []
        chain = [own, *(groups.get(group) or {} for group in names), defaults]
        found.append(
            Entry(
                str(name),
                lines.get(str(name), 1),
                str(own.get("hostname") or ""),
                _first(chain, "port"),
                str(_first(chain, "platform") or ""),
            )
        )
    return found


def _mapping(path: Path) -> dict[str, Any]:
    data = load_yaml(path) if path.is_file() else {}
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise InventoryError("names with their entries are expected here", path=path, line=1)
    return data


def _first(chain: list[dict[str, Any]], key: str) -> Any:
    return next((link[key] for link in chain if isinstance(link, dict) and link.get(key)), None)


def _platforms(entries: list[Entry]) -> list[tuple[int, str]]:
    problems = []
    for entry in entries:
        try:
            platform = platform_named(entry.platform) if entry.platform else None
        except InventoryError as error:
            problems.append((entry.line, f"{entry.name}: {error}"))
            continue
        if platform is None:
            problems.append((entry.line, f"{entry.name} has no platform, here or in its group"))
        elif platform.session is None:
            msg = f"{entry.name}: {platform.name} cannot be collected, only imported (--from)"
            problems.append((entry.line, msg))
    return problems


def _twins(entries: list[Entry]) -> list[tuple[int, str]]:
    seen: dict[tuple[str, int | None], str] = {}
    problems = []
    for entry in entries:
        if not entry.address:
            problems.append((entry.line, f"{entry.name} has no `hostname` to connect to"))
            continue
        twin = seen.setdefault((entry.address.lower(), entry.port), entry.name)
        if twin != entry.name:
            msg = f"{entry.name} and {twin} both have the address {entry.address}"
            problems.append((entry.line, msg))
    return problems


def _unresolved(entries: list[Entry]) -> list[tuple[int, str]]:
    """Names without an address, and names of two hosts that lead to one address."""
    named = [entry for entry in entries if entry.address and not _is_address(entry.address)]
    with ThreadPoolExecutor(LOOKUPS) as pool:
        found = list(pool.map(_resolve, (entry.address for entry in named)))
    literal = {e.address: e.name for e in entries if e.address and _is_address(e.address)}
    seen: dict[tuple[str, int | None], Entry] = {}
    problems = []
    for entry, addresses in zip(named, found, strict=True):
        if not addresses:
            msg = f"{entry.name}: no name server knows {entry.address}"
            problems.append((entry.line, msg))
        for address in addresses:
            twin = seen.setdefault((address, entry.port), entry)
            other = literal.get(address) or (twin.name if twin.address != entry.address else "")
            if other and other != entry.name:
                msg = f"{entry.name}: {entry.address} leads to {address}, as {other} does"
                problems.append((entry.line, msg))
    return problems


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _resolve(name: str) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(sorted({str(entry[4][0]) for entry in found}))
