"""Where a device is: its address and port, and whether a bastion stands before it."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import paramiko
from nornir.core.inventory import Host

from schoolproof.collect.reasons import CollectError, Reason
from schoolproof.collect.ssh import LEGACY
from schoolproof.errors import InventoryError

CONNECT = 10.0  # seconds for the TCP connection
# These would write what devices say to the disk, put secrets in Git, or loosen the host keys.
REFUSED_OPTIONS = (
    "session_log", "session_log_record_writes", "ssh_strict", "system_host_keys", "alt_host_keys",
    "alt_key_file", "password", "secret", "passphrase", "auto_connect", "encoding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    """How to reach a device. `ssh_config_file` is absolute; `extras` go to Netmiko as they are."""

    address: str
    port: int
    proxied: bool
    ssh_config_file: str | None
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
    address, port, proxied = found.hostname or host.name, found.port or 22, False
    if file:
        entry = _parsed(file).lookup(address)
        proxied = "proxyjump" in entry or "proxycommand" in entry
        port = int(entry.get("port", port)) if port == 22 else port  # noqa: PLR2004  as Netmiko
        address = entry.get("hostname", address)
    return Route(address, port, proxied, file, extras, tuple(legacy))


def _config_file(given: str | None, root: Path) -> str | None:
    if given:
        return str(root / Path(given).expanduser())
    for path in (root / "inventory" / "ssh_config", Path("~/.ssh/config").expanduser()):
        if path.is_file():
            return str(path)
    return None


@cache
def _parsed(file: str) -> paramiko.SSHConfig:
    try:
        return paramiko.SSHConfig.from_path(file)
    except (OSError, UnicodeDecodeError, paramiko.ConfigParseError) as error:
        msg = f"this SSH configuration cannot be used ({type(error).__name__})"
        raise InventoryError(msg, path=file) from None


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
