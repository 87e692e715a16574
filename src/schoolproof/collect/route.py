"""Where a device is: its address and port, and what leads there when a bastion stands before it."""

from __future__ import annotations

import shlex
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import paramiko
from nornir.core.inventory import Host

from schoolproof.collect.bastion import jump, through
from schoolproof.collect.reasons import CollectError, Reason
from schoolproof.collect.ssh import LEGACY
from schoolproof.errors import InventoryError

SSH = 22
CONNECT = 10.0  # seconds for the TCP connection
FIRST_WORD = 25.0  # seconds for the bastion's login and the device's first word behind it
# These would write what devices say to the disk, put secrets in Git, or loosen the host keys.
REFUSED_OPTIONS = (
    "session_log", "session_log_record_writes", "ssh_strict", "system_host_keys", "alt_host_keys",
    "alt_key_file", "password", "secret", "passphrase", "auto_connect", "encoding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    """How to reach a device. `extras` go to Netmiko as they are.

    `program` is what leads to a device behind a bastion, word by word; empty: it is reached
    directly. Netmiko does not read ssh_config again: it would look the address up, not the name.
    """

    address: str
    port: int
    program: tuple[str, ...]
    extras: dict[str, Any]
    legacy: tuple[str, ...]


def route(host: Host, root: Path) -> Route:
    """The way to a host, from Nornir's inventory and OpenSSH's own configuration.

    Raises:
        InventoryError: an option that a collector must not have, or an unknown old algorithm.
    """
    found = host.get_connection_parameters("netmiko")
    extras = dict(found.extras or {})
    for name in REFUSED_OPTIONS:
        if name in extras:
            msg = f"{host.name}: the connection option `{name}` cannot be used: take it out"
            raise InventoryError(msg, path="inventory/hosts.yaml")
    legacy = host.get("legacy_ssh") or ()
    for name in legacy:
        if name not in LEGACY:
            msg = f"{host.name}: legacy_ssh {name!r} is none of {', '.join(LEGACY)}"
            raise InventoryError(msg, path="inventory/hosts.yaml")
    file = _config_file(extras.pop("ssh_config_file", None), root)
    address, port = found.hostname or host.name, found.port or SSH
    program: tuple[str, ...] = ()
    if file:
        entry = _parsed(file, None if port == SSH else port).lookup(address)
        address, port = entry.get("hostname", address), int(entry.get("port", port))
        program = _program(entry, _within(file, root), address, port)
    return Route(address, port, program, extras, tuple(legacy))


def _program(entry: paramiko.SSHConfigDict, file: str, address: str, port: int) -> tuple[str, ...]:
    """What ssh_config says of the way; as in OpenSSH, `none` says that there is nothing."""
    if "proxycommand" in entry:
        return tuple(shlex.split(entry["proxycommand"]))
    hops = entry.get("proxyjump", "none")
    return () if hops.lower() == "none" else jump(hops, file, address, port, CONNECT)


def _within(file: str, root: Path) -> str:
    """Relative to the repository, where ssh runs: on to a second hop it passes no blanks."""
    path = Path(file)
    return str(path.relative_to(root)) if path.is_relative_to(root) else file


def _config_file(given: str | None, root: Path) -> str | None:
    if given:
        return str(root / Path(given).expanduser())
    for path in (root / "inventory" / "ssh_config", Path("~/.ssh/config").expanduser()):
        if path.is_file():
            return str(path)
    return None


@cache
def _parsed(file: str, port: int | None) -> paramiko.SSHConfig:
    """The file; a port of the inventory stands before it, so that `%p` is this one too."""
    first = f"Host *\n  Port {port}\n" if port else ""
    try:
        return paramiko.SSHConfig.from_text(first + Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, paramiko.ConfigParseError) as error:
        msg = f"this SSH configuration cannot be used ({type(error).__name__})"
        raise InventoryError(msg, path=file) from None


@contextmanager
def line_to(way: Route, root: Path) -> Iterator[socket.socket]:
    """A connection to the device, through its bastion if it has one; closed at the end.

    Raises:
        CollectError: dns, refused, unreachable, timeout, reset, bastion.
    """
    if way.program:
        with through(way.program, root, FIRST_WORD) as sock:
            yield sock
        return
    with open_socket(way) as sock:
        yield sock


def open_socket(way: Route) -> socket.socket:
    """A TCP connection, before any account is used.

    Raises:
        CollectError: dns, refused, unreachable, timeout.
    """
    where = f"{way.address} port {way.port}"
    try:
        return socket.create_connection((way.address, way.port), timeout=CONNECT)
    except (socket.gaierror, UnicodeError):
        msg = f"no name server knows {way.address}"
        raise CollectError(Reason.DNS, msg) from None
    except ConnectionRefusedError:
        raise CollectError(Reason.REFUSED, f"{where} accepts no connection") from None
    except TimeoutError:
        msg = f"{where} did not answer in {CONNECT:.0f} seconds"
        raise CollectError(Reason.TIMEOUT, msg) from None
    except ConnectionResetError:
        raise CollectError(Reason.RESET, f"{where} closed the connection") from None
    except OSError as error:
        msg = f"{where} cannot be reached ({error.strerror})"
        raise CollectError(Reason.UNREACHABLE, msg) from None
