"""A finding that another control has too names it as its cause; one of its own does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.check.firewalls.strict import INBOUND, MATRIX
from schoolproof.check.load import find_controls
from schoolproof.testing import judge_sample, samples

SAMPLES = Path(__file__).parents[1] / "validators" / "cyber_security"
CONTROLS = {control.id: control for control in find_controls()}


@pytest.mark.parametrize("platform", ["fortinet", "paloalto_panos"])
@pytest.mark.parametrize(
    ("name", "declared", "cause"),
    [
        ("guests_kept_out", "declared_all_the_same", MATRIX),
        ("pupils_kept_from_management", "any_service_declared", MATRIX),
        ("no_remote_desktop_from_internet", "declared_all_the_same", INBOUND),
    ],
)
def test_the_cause_is_named_where_the_flow_is_not_declared(
    platform: str, name: str, declared: str, cause: str
) -> None:
    for sample in samples(SAMPLES / name):
        if sample.platform == platform and sample.outcome == "fail":
            found = judge_sample(CONTROLS[f"cyber_security/{name}"], sample).findings
            own = sample.case == declared
            assert {f.because_of for f in found} == {"" if own else cause}, sample.path
