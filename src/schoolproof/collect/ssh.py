"""SSH made strict: keys against `inventory/known_hosts`, old algorithms only where asked for."""

from __future__ import annotations

import base64
import binascii
import threading
from collections.abc import Iterable
from pathlib import Path

import paramiko

from schoolproof.errors import InventoryError
from schoolproof.files import write_atomic

# Not offered unless the inventory names them for a host (`data: {legacy_ssh: [...]}`). The better
# ones first: those are the ones that a refusal proposes.
LEGACY_KEX = (
    "diffie-hellman-group14-sha1",
    "diffie-hellman-group-exchange-sha1",
    "diffie-hellman-group1-sha1",
)
LEGACY_KEYS = ("ssh-rsa",)
LEGACY_CIPHERS = ("aes256-cbc", "aes192-cbc", "aes128-cbc", "3des-cbc")
LEGACY_MACS = ("hmac-sha1", "hmac-md5", "hmac-sha1-96", "hmac-md5-96")
LEGACY = (*LEGACY_KEX, *LEGACY_KEYS, *LEGACY_CIPHERS, *LEGACY_MACS)


def disabled_algorithms(wanted: Iterable[str]) -> dict[str, list[str]]:
    """What Paramiko must not offer to a host that asks for these old algorithms by name."""
    asked = set(wanted)
    return {
        "kex": [name for name in LEGACY_KEX if name not in asked],
        "keys": [name for name in LEGACY_KEYS if name not in asked],
        "ciphers": [name for name in LEGACY_CIPHERS if name not in asked],
        "macs": [name for name in LEGACY_MACS if name not in asked],
    }


class HostKeyUnknownError(paramiko.SSHException):
    """The device's key does not stand in `inventory/known_hosts`."""


class KnownHosts:
    """The file of host keys. Keys of devices never seen are refused, or kept when `trust_new`.

    `added` says which were kept in this run, as (name, kind of key, fingerprint).
    """

    def __init__(self, path: Path, *, trust_new: bool, write: bool = True) -> None:
        self.path = path
        self.trust_new = trust_new
        self.added: list[tuple[str, str, str]] = []
        self._write = write
        self._lock = threading.Lock()
        self._new: dict[str, paramiko.PKey] = {}
        if path.is_file():
            _check(path)

    def policy(self) -> paramiko.MissingHostKeyPolicy:
        """What Paramiko asks when a name has no key in the file."""
        return _Policy(self)

    def keep(self, name: str, key: paramiko.PKey) -> None:
        """Keep the key of a device never seen.

        Raises:
            HostKeyUnknownError: new devices are not trusted, or it came with two keys in one run.
        """
        if not self.trust_new:
            msg = f"its key {fingerprint(key)} does not stand in inventory/known_hosts"
            raise HostKeyUnknownError(msg)
        with self._lock:
            seen = self._new.setdefault(name, key)
            if seen.asbytes() != key.asbytes():
                raise HostKeyUnknownError("it came with two keys in one run")
            if seen is not key:
                return
            self.added.append((name, key.get_name(), fingerprint(key)))
            if self._write:
                old = self.path.read_text(encoding="utf-8") if self.path.is_file() else ""
                gap = "" if not old or old.endswith("\n") else "\n"
                line = f"{name} {key.get_name()} {key.get_base64()}\n"
                write_atomic(self.path, f"{old}{gap}{line}")


class _Policy(paramiko.MissingHostKeyPolicy):
    def __init__(self, known: KnownHosts) -> None:
        self._known = known

    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        _ = client
        self._known.keep(hostname, key)


def fingerprint(key: paramiko.PKey) -> str:
    """The key's fingerprint as OpenSSH prints it."""
    return f"{key.get_name()} {key.fingerprint}"


def _check(path: Path) -> None:
    """A line that Paramiko cannot read would be passed over, and its device be new again."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split()
        marker = fields[0].startswith("@")
        if marker or len(fields) < 3 or not _is_base64(fields[2]):  # noqa: PLR2004  name, kind, key
            msg = "this line is no host key: NAME KIND KEY (lines with @ are not read)"
            raise InventoryError(msg, path=path, line=number)


def _is_base64(text: str) -> bool:
    try:
        return bool(base64.b64decode(text, validate=True))
    except binascii.Error:
        return False
