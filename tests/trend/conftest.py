"""The sixty commits, told once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from schoolproof.inventory import Project
from schoolproof.trend.model import Trend
from schoolproof.trend.run import trend_of
from tests.trend.story import Story, steps

KEY = "a key for tests only, not secret"
TODAY = date(2026, 7, 14)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The whole history; tests do not change it."""
    story = Story(tmp_path_factory.mktemp("told") / "school").start()
    for step in steps():
        story.tell(step)
    return story


@pytest.fixture(scope="session")
def apart(told: Story, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The same in another place, with a cache of its own."""
    return _copied(told, tmp_path_factory.mktemp("apart") / "school")


@pytest.fixture(scope="session")
def trended(apart: Story) -> Trend:
    """Its trend, commit by commit, from an empty cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCHOOLPROOF_KEY", KEY)
        project = Project(apart.root)
        return trend_of(project, since=None, today=TODAY, every="commit", jobs=1)


def _copied(told: Story, root: Path) -> Story:
    shutil.copytree(told.root, root)
    shutil.rmtree(root / ".schoolproof", ignore_errors=True)
    return Story(root)


@pytest.fixture
def story(told: Story, tmp_path: Path) -> Story:
    """The same, to be changed and with a cache of its own."""
    return _copied(told, tmp_path / "school")


@pytest.fixture
def fresh(tmp_path: Path) -> Story:
    """A repository without a commit."""
    return Story(tmp_path / "fresh").start()
