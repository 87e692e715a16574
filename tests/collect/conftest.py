"""The account of the virtual devices."""

from __future__ import annotations

import pytest

from tests.collect.network import ENABLE, PASSWORD, USER


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOLPROOF_USERNAME", USER)
    monkeypatch.setenv("SCHOOLPROOF_PASSWORD", PASSWORD)
    monkeypatch.setenv("SCHOOLPROOF_ENABLE", ENABLE)
