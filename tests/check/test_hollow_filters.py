"""A pass over a filter that only watches says so: it is no proof that anything is filtered."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.check import Outcome
from schoolproof.check.load import find_controls
from schoolproof.testing import judge_sample, samples

FOLDER = Path(__file__).parents[1] / "validators"
CONTROLS = {control.id: control for control in find_controls()}
ASKED = ("no_unfiltered_path", "backup_line_filtered")


@pytest.mark.parametrize("platform", ["fortinet", "paloalto_panos"])
@pytest.mark.parametrize("name", ASKED)
def test_a_filter_that_blocks_nothing_is_remarked_on(name: str, platform: str) -> None:
    control = CONTROLS[f"filtering_and_monitoring/{name}"]
    found = {
        sample.case: sample
        for sample in samples(FOLDER / control.id)
        if sample.platform == platform
    }
    hollow = judge_sample(control, found["filter_that_watches"])
    assert hollow.outcome is Outcome.PASS
    assert [f for f in hollow.findings if f.is_remark and "blocks nothing" in f.message]
    sound = found.get("filtered") or found["both_filtered"]
    assert not judge_sample(control, sound).findings
    owner = CONTROLS["filtering_and_monitoring/filters_that_block"]
    assert judge_sample(owner, found["filter_that_watches"]).outcome is Outcome.FAIL
