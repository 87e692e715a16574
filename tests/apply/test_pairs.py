"""For random pairs of configurations: the plan leads there, the rollback leads back."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolproof.apply.meaning import meaning_hash
from schoolproof.drift.compare import compare
from schoolproof.drift.remedy import put_back
from schoolproof.platforms import platform_named
from tests.apply.pairs import pair

PAIRS = int(os.environ.get("SCHOOLPROOF_EXAMPLES", "40"))  # 500 before a release


@pytest.mark.parametrize("name", ["cisco_ios", "fortinet", "frr", "hp_procurve", "paloalto_panos"])
def test_the_commands_lead_there_and_back(name: str) -> None:
    platform = platform_named(name)

    @settings(
        max_examples=PAIRS,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.integers(0, 10**6))
    def there_and_back(seed: int) -> None:
        accepted, observed = (platform.grammar.parse(text) for text in pair(name, seed))
        way = put_back(accepted, observed, platform)
        assert not way.left
        reached = observed.apply(way.filled()) if way.commands else observed
        assert not compare(accepted, reached, platform)
        assert meaning_hash(accepted, platform) == meaning_hash(reached, platform)
        assert not put_back(accepted, reached, platform).commands
        back = put_back(observed, reached, platform)
        assert not back.left
        again = reached.apply(back.filled()) if back.commands else reached
        assert meaning_hash(again, platform) == meaning_hash(observed, platform)

    there_and_back()
