"""Where the time of a device goes, as the collector measures it."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.collect.options import Options
from schoolproof.collect.run import collect
from schoolproof.collect.stages import Stage
from schoolproof.lab import Fault
from tests.collect.network import device, network

DELAY = 0.4  # seconds


def test_the_stages_of_a_device_add_up_to_its_time(tmp_path: Path) -> None:
    with network(tmp_path, [device("dev", "cisco_ios", delay_s=DELAY)]) as (project, _running):
        (outcome,) = collect(project, Options(timeout=5)).outcomes
    stages = dict(outcome.stages)
    assert set(stages) == set(Stage)
    assert stages[Stage.COMMAND] >= DELAY
    assert stages[Stage.PREPARE] >= DELAY
    assert sum(stages.values()) == pytest.approx(outcome.seconds, abs=0.3)


def test_a_device_that_failed_has_the_stages_it_came_to(tmp_path: Path) -> None:
    with network(tmp_path, [device("dev", "cisco_ios", Fault.AUTH)]) as (project, _running):
        (outcome,) = collect(project, Options(timeout=5)).outcomes
    assert outcome.reason == "auth"
    assert set(dict(outcome.stages)) == {Stage.CONNECT, Stage.BRAKE, Stage.LOGIN}
