"""Values for `{{ secrets.name }}`, looked up when they are needed and never written.

The environment stands above the vault: `SCHOOLPROOF_SECRET_<HOST>_<NAME>`, then
`SCHOOLPROOF_SECRET_<NAME>` (capitals, an underscore for whatever is neither letter nor digit).
The vault is `inventory/secrets.yaml`, encrypted with `ansible-vault`: `hosts: {host: {name:
value}}` and `all: {name: value}`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from schoolproof.errors import InventoryError, UserError

PLACEHOLDER = re.compile(r"\{\{ ?secrets\.(\w+) ?\}\}")
FILE = Path("inventory", "secrets.yaml")
VAULT_PASSWORD = "SCHOOLPROOF_VAULT_PASSWORD"  # noqa: S105  the name of a variable
LINE_ENDS = re.compile(r"[\r\n\x00]")


@dataclass(frozen=True)
class Secrets:
    """The secrets of one repository. Its text form shows none."""

    root: Path

    def __repr__(self) -> str:
        return "<Secrets, not shown>"

    def value(self, host: str, name: str) -> str | None:
        """A value, or None when nobody gives it.

        Raises:
            UserError: a value with a line end, which would be read as another command.
        """
        value = self._environment(host, name)
        if value is None:
            value = self._vault.get(host, {}).get(name, self._vault.get("", {}).get(name))
        if value is not None and LINE_ENDS.search(value):
            msg = f"the secret {name} of {host} has more than one line, so it is not used"
            raise UserError(msg)
        return value

    def missing(self, host: str, names: set[str]) -> list[str]:
        """Names that have no value."""
        return sorted(name for name in names if self.value(host, name) is None)

    @staticmethod
    def _environment(host: str, name: str) -> str | None:
        for word in (f"{host}_{name}", name):
            value = os.environ.get(f"SCHOOLPROOF_SECRET_{variable(word)}")
            if value is not None:
                return value
        return None

    @cached_property
    def _vault(self) -> dict[str, dict[str, str]]:
        """Values by host; those for all under an empty name."""
        path = self.root / FILE
        if not path.is_file():
            return {}
        data = _opened(path)
        hosts = {str(h): _strings(v) for h, v in _strings_or_tables(data.get("hosts")).items()}
        return {**hosts, "": _strings(data.get("all"))}


def filled(command: str, value: Callable[[str], str | None]) -> str:
    """A command with the secrets in it. `value` gives them by name.

    Raises:
        UserError: a secret is missing, or the command holds what a device takes for a key.
    """
    values = {name: value(name) for name in PLACEHOLDER.findall(command)}
    missing = sorted(name for name, given in values.items() if given is None)
    if missing:
        raise UserError(f"no value for the secrets {', '.join(missing)}")
    whole = PLACEHOLDER.sub(lambda found: values[found[1]] or "", command)
    if any(not c.isprintable() and c not in "\n\x03" for c in whole) or "?" in whole:
        raise UserError("a command holds a key that the device would act on, such as `?`")
    return whole


def variable(word: str) -> str:
    """As environment variables are spelt."""
    return re.sub(r"[^A-Z0-9]", "_", word.upper())


def _strings(table: Any) -> dict[str, str]:
    return {str(k): str(v) for k, v in _strings_or_tables(table).items()}


def _strings_or_tables(table: Any) -> dict[Any, Any]:
    return table if isinstance(table, dict) else {}


def _opened(path: Path) -> dict[str, Any]:
    from ansible.parsing.vault import (  # noqa: PLC0415  slow to import
        AnsibleVaultError,
        VaultLib,
        VaultSecret,
    )

    data = path.read_bytes()
    if not data.startswith(b"$ANSIBLE_VAULT;"):
        msg = "this file is not encrypted: run `ansible-vault encrypt` on it, change what it held"
        raise InventoryError(msg, path=path)
    secret: Any = VaultSecret(_password(path))
    try:
        clear = yaml.safe_load(VaultLib([("default", secret)]).decrypt(data))
    except AnsibleVaultError:
        msg = f"the vault does not open with the password in {VAULT_PASSWORD}"
        raise InventoryError(msg, path=path) from None
    except yaml.YAMLError:
        raise InventoryError("inside the vault is no YAML", path=path) from None
    return clear if isinstance(clear, dict) else {}


def _password(path: Path) -> bytes:
    given = os.environ.get(VAULT_PASSWORD, "")
    file = os.environ.get(f"{VAULT_PASSWORD}_FILE", "")
    if not given and file:
        try:
            given = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            msg = f"the file in {VAULT_PASSWORD}_FILE cannot be read ({error.strerror})"
            raise InventoryError(msg, path=path) from None
    if not given:
        msg = f"set {VAULT_PASSWORD} or {VAULT_PASSWORD}_FILE to open this vault"
        raise InventoryError(msg, path=path)
    return given.encode()
