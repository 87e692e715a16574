"""Accounts: who is asked first, what is never shown."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

from schoolproof.collect.credentials import Credentials, Wanted, find, providers
from schoolproof.errors import InventoryError

WANTED = Wanted("ql-core", "quarry-lane", "collector")
NAMES = ("USERNAME", "PASSWORD", "ENABLE")
VAULT = b"""
default: {username: all, password: for-all, enable: for-all-enable}
sites: {quarry-lane: {password: for-the-site}}
hosts: {ql-fw1: {username: other, password: for-the-host}}
"""


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"SCHOOLPROOF_{name}", raising=False)


def _vault(root: Path, text: bytes = VAULT, *, encrypt: bool = True) -> None:
    (root / "inventory").mkdir()
    data = VaultLib([("default", VaultSecret(b"opens it"))]).encrypt(text) if encrypt else text
    (root / "inventory" / "vault.yaml").write_bytes(data)


def test_the_host_stands_above_the_site_and_that_above_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = providers(tmp_path)
    for name, value in (
        ("USERNAME", "u"),
        ("PASSWORD", "all"),
        ("PASSWORD_QUARRY_LANE", "site"),
        ("PASSWORD_QL_CORE", "host"),
        ("ENABLE_QUARRY_LANE", "site enable"),
    ):
        monkeypatch.setenv(f"SCHOOLPROOF_{name}", value)
    assert find(WANTED, known) == Credentials("u", "host", "site enable")
    assert find(Wanted("ql-fw1", "quarry-lane"), known) == Credentials("u", "site", "site enable")
    assert find(Wanted("mb-core", "millbrook"), known) == Credentials("u", "all")


def test_the_inventory_may_give_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOLPROOF_PASSWORD", "p")
    assert find(WANTED, providers(tmp_path)) == Credentials("collector", "p")


def test_a_vault_gives_what_the_wider_entry_leaves_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _vault(tmp_path)
    monkeypatch.setenv("SCHOOLPROOF_VAULT_PASSWORD", "opens it")
    known = providers(tmp_path)
    assert find(WANTED, known) == Credentials("all", "for-the-site", "for-all-enable")
    other = Credentials("other", "for-the-host", "for-all-enable")
    assert find(Wanted("ql-fw1", "quarry-lane"), known) == other


@pytest.mark.parametrize(
    ("password", "text", "sentence"),
    [
        ("wrong", VAULT, "does not open"),
        ("", VAULT, "set SCHOOLPROOF_VAULT_PASSWORD"),
        ("opens it", b"default: {passwort: Pl4nted}", "is not as docs/collecting.md says"),
        ("opens it", b"default: [Pl4nted", "is no YAML"),
    ],
)
def test_a_vault_that_is_wrong_says_so_and_shows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str, text: bytes, sentence: str
) -> None:
    _vault(tmp_path, text)
    monkeypatch.setenv("SCHOOLPROOF_VAULT_PASSWORD", password)
    with pytest.raises(InventoryError, match=sentence) as caught:
        find(WANTED, providers(tmp_path))
    assert "Pl4nted" not in str(caught.value)


def test_a_vault_in_clear_is_refused(tmp_path: Path) -> None:
    _vault(tmp_path, encrypt=False)
    with pytest.raises(InventoryError, match="not encrypted"):
        find(WANTED, providers(tmp_path))


def test_the_vault_password_may_stand_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _vault(tmp_path)
    (tmp_path / "key").write_text("opens it\n", encoding="utf-8")
    monkeypatch.setenv("SCHOOLPROOF_VAULT_PASSWORD_FILE", str(tmp_path / "key"))
    assert find(WANTED, providers(tmp_path)) is not None


def test_the_keyring_is_asked_for_host_site_and_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {
        ("schoolproof/quarry-lane", "collector"): "site",
        ("schoolproof", "collector"): "all",
        ("schoolproof", "collector/enable"): "enable",
    }
    errors = types.SimpleNamespace(KeyringError=OSError)
    fake = types.SimpleNamespace(get_password=lambda s, n: kept.get((s, n)), errors=errors)
    monkeypatch.setitem(sys.modules, "keyring", fake)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    known = providers(tmp_path)
    assert find(WANTED, known) == Credentials("collector", "site", "enable")
    assert find(Wanted("x", "y", "collector"), known) == Credentials("collector", "all", "enable")


def test_a_person_is_asked_once_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    answers = iter(["typed", ""])
    stdin = types.SimpleNamespace(isatty=lambda: True, readline=lambda: "\n")
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr("getpass.getpass", lambda _question: next(answers))
    known = providers(tmp_path)
    assert find(WANTED, known) == Credentials("collector", "typed")
    assert find(Wanted("x", "y", "collector"), known) == Credentials("collector", "typed")


def test_credentials_show_nothing() -> None:
    account = Credentials("name", "Pl4nted", "Pl4nted")
    assert "Pl4nted" not in f"{account} {account!r} {[account]}"
