"""A fix, applied and read again, makes the fact what was wanted."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from schoolproof.model import Device, Facts
from schoolproof.model import read as fact_of
from schoolproof.platforms import platform_named

from .reading import HERE, raw, read

fixes = platform_named("paloalto_panos").fixes
CASES = [
    case
    for case in yaml.safe_load((HERE / "fixes.yaml").read_text(encoding="utf-8"))
    if not (case["fact"] == "absent" and not case["gone"])
]


def subject_of(device: Device, case: dict[str, Any]) -> Facts | None:
    owner: Any = device.firewall if case.get("inside") else device
    if not case["subject"]:
        return device
    found = re.fullmatch(r"(\w+)(?:\[(.*)\])?", case["subject"])
    assert found
    table = getattr(owner, found[1])
    row: Facts | None = table if found[2] is None else table.get(found[2])
    return row


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['text']}-{c['subject']}-{c['fact']}")
def test_fix(case: dict[str, Any]) -> None:
    device, tree = read(raw(case["text"]))
    subject = subject_of(device, case)
    assert subject is not None
    wanted = case.get("wanted")
    if isinstance(wanted, list) and case["fact"] == "admin_access":
        wanted = frozenset(wanted)
    commands = fixes.commands(device, subject, case["fact"], wanted if wanted is not None else True)
    assert commands
    after, again = read(tree.apply(commands).text())
    mended = subject_of(after, case)
    if case["fact"] == "absent":
        assert mended is None
        return
    assert mended is not None
    if not any(command.startswith("delete") for command in commands):
        assert again.apply(commands).text() == again.text()
    _check(mended, case["fact"], wanted)


def _check(mended: Facts, path: str, wanted: Any) -> None:
    now = fact_of(mended, path)
    if isinstance(wanted, dict):
        assert {key: now[key] for key in wanted} == wanted
    elif isinstance(wanted, list):
        assert list(now) == wanted
    else:
        assert now == wanted


def test_fixes_name_facts_of_the_model() -> None:
    assert {"firewall_policy.web_filter", "interface.admin_access"} <= fixes.known()
