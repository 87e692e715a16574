"""The environment that the school's devices are reached with."""

from __future__ import annotations

import pytest

from tests.apply.school import ENVIRONMENT
from tests.frr.conftest import router

__all__ = ["router"]


@pytest.fixture(autouse=True)
def _accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
