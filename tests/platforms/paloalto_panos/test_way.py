"""Commands between two texts: references stay whole, and a schedule is no other's namesake."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.drift.compare import compare
from schoolproof.drift.remedy import put_back
from schoolproof.platforms import platform_named

HERE = Path(__file__).parent
PANOS = platform_named("paloalto_panos")
CASES: dict[str, Any] = yaml.safe_load((HERE / "way.yaml").read_text(encoding="utf-8"))
SCHOOL = PANOS.grammar.parse((HERE / "school_set" / "raw.cfg").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_the_commands_there_and_back(name: str) -> None:
    case = CASES[name]
    changed = SCHOOL.apply(case["before"])
    for wanted, now, commands in ((SCHOOL, changed, "back"), (changed, SCHOOL, "again")):
        remedy = put_back(wanted, now, PANOS)
        assert list(remedy.commands) == case[commands]
        assert not remedy.left
        assert not compare(wanted, now.apply(remedy.commands), PANOS)


def test_each_schedule_counts_for_itself() -> None:
    text = SCHOOL.text().replace("daily 08:30-15:30", "daily 00:00-23:59")
    changed = PANOS.grammar.parse(text)
    assert text != SCHOOL.text()
    assert compare(SCHOOL, changed, PANOS)


def test_another_form_is_left_and_not_mended() -> None:
    text = (HERE / "school_xml" / "raw.cfg").read_text(encoding="utf-8")
    other = PANOS.grammar.parse(text.replace("<hostname>", "<hostname>x"))
    remedy = put_back(PANOS.grammar.parse(text), other, PANOS)
    assert (remedy.commands, bool(remedy.left)) == ((), True)
