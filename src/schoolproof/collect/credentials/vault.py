"""Credentials from `inventory/vault.yaml`, a file that `ansible-vault` encrypted.

Its text: `default`, `sites` and `hosts` with username, password, enable; see docs/collecting.md.
The vault's password comes from SCHOOLPROOF_VAULT_PASSWORD or SCHOOLPROOF_VAULT_PASSWORD_FILE.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from schoolproof.collect.credentials import Credentials, Provider, Wanted
from schoolproof.errors import InventoryError
from schoolproof.inventory.yaml import Strict

ORDER = 20
VARIABLE = "SCHOOLPROOF_VAULT_PASSWORD"


class Account(Strict):
    """One entry; what is missing comes from the wider entry."""

    username: str = ""
    password: str = ""
    enable: str = ""


class VaultFile(Strict):
    """The whole file."""

    default: Account = Account()
    sites: dict[str, Account] = Field(default_factory=dict)
    hosts: dict[str, Account] = Field(default_factory=dict)


def provider(root: Path) -> Provider:
    """The provider; the file is decrypted once, when it is first asked."""
    path = root / "inventory" / "vault.yaml"
    opened = cache(lambda: _open(path))

    def find(wanted: Wanted) -> Credentials | None:
        if not path.is_file():
            return None
        file = opened()
        chain = [file.hosts.get(wanted.host), file.sites.get(wanted.site), file.default]
        accounts = [account for account in chain if account]
        username = _first(accounts, "username") or wanted.username
        password = _first(accounts, "password")
        if not username or not password:
            return None
        return Credentials(username, password, _first(accounts, "enable"))

    return find


def _first(accounts: list[Account], what: str) -> str:
    return next((value for account in accounts if (value := str(getattr(account, what)))), "")


def _open(path: Path) -> VaultFile:
    data = path.read_bytes()
    if not data.startswith(b"$ANSIBLE_VAULT;"):
        msg = "this file is not encrypted: run `ansible-vault encrypt` on it, change what it held"
        raise InventoryError(msg, path=path)
    clear = _decrypt(data, path)
    try:
        return VaultFile.model_validate(yaml.safe_load(clear) or {})
    except ValidationError as error:
        # only the place: the value may be a password
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        msg = f"inside the vault, `{where}` is not as docs/collecting.md says"
        raise InventoryError(msg, path=path) from None
    except yaml.YAMLError:
        raise InventoryError("inside the vault is no YAML", path=path) from None


def _decrypt(data: bytes, path: Path) -> bytes:
    from ansible.parsing.vault import (  # noqa: PLC0415  slow to import
        AnsibleVaultError,
        VaultLib,
        VaultSecret,
    )

    secret: Any = VaultSecret(_password(path))
    try:
        return bytes(VaultLib([("default", secret)]).decrypt(data))
    except AnsibleVaultError:
        msg = f"the vault does not open with the password in {VARIABLE}"
        raise InventoryError(msg, path=path) from None


def _password(path: Path) -> bytes:
    given = os.environ.get(VARIABLE, "")
    file = os.environ.get(f"{VARIABLE}_FILE", "")
    if not given and file:
        try:
            given = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            msg = f"the file that {VARIABLE}_FILE names cannot be read ({error.strerror})"
            raise InventoryError(msg, path=path) from None
    if not given:
        msg = f"set {VARIABLE} or {VARIABLE}_FILE to open this vault"
        raise InventoryError(msg, path=path)
    return given.encode()
