"""Credentials typed by a person: asked once a run, and only at a terminal."""

from __future__ import annotations

import getpass
import sys
from functools import cache
from pathlib import Path

from schoolproof.collect.credentials import Credentials, Provider, Wanted

ORDER = 90


def provider(_root: Path) -> Provider:
    """The provider; what was typed holds for every host of the run that no other provider knows."""
    ask = cache(_ask)

    def find(wanted: Wanted) -> Credentials | None:
        return ask(wanted.username) if sys.stdin.isatty() else None

    return find


def _ask(default: str) -> Credentials | None:
    hint = f" [{default}]" if default else ""
    sys.stderr.write(f"User name{hint}: ")
    sys.stderr.flush()
    username = sys.stdin.readline().strip() or default
    password = getpass.getpass("Password: ") if username else ""
    if not password:
        return None
    return Credentials(username, password, getpass.getpass("Enable secret (empty if none): "))
