"""Credentials from the system's keyring, where the package `keyring` is installed.

Services are `schoolproof/<host>`, `schoolproof/<site>`, `schoolproof`; the account's name is the
inventory's username. An enable secret stands under the name with `/enable` behind it.
"""

from __future__ import annotations

from pathlib import Path

from schoolproof.collect.credentials import Credentials, Provider, Wanted

ORDER = 30


def provider(_root: Path) -> Provider:
    """The provider; without the package, or without a usable keyring, it knows nothing."""
    return _find


def _find(wanted: Wanted) -> Credentials | None:
    if not wanted.username:
        return None
    services = (f"schoolproof/{wanted.host}", f"schoolproof/{wanted.site}", "schoolproof")
    password = _first(services, wanted.username)
    if not password:
        return None
    return Credentials(wanted.username, password, _first(services, f"{wanted.username}/enable"))


def _first(services: tuple[str, ...], name: str) -> str:
    try:
        import keyring  # noqa: PLC0415  an extra, and slow to import
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return ""
    try:
        return next((v for s in services if (v := keyring.get_password(s, name))), "")
    except KeyringError:  # no keyring on this machine, or a locked one
        return ""
