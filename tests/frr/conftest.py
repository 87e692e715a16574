"""A router of its own for each file of tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .router import Router, missing, started


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Router]:
    reason = missing()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(f"CI must test against a real router: {reason}")
    if reason:
        pytest.skip(reason)
    folder: Path = tmp_path_factory.mktemp("frr")
    with started(folder) as found:
        yield found
