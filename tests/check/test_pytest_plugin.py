"""`pytest validators/` and `schoolproof check` say the same, verdict by verdict."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import Result

ROOT = Path(__file__).parents[2]
DAY = "2026-11-25"
BPDU = "network_switching/bpdu_guard"
Run = Callable[..., Result]


def run_pytest(folder: Path, *args: str) -> Result:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *args]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def items(report: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """(control, host) → (outcome, what pytest made of it)."""
    found = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314  our own file
        control = case.attrib["classname"].removeprefix("validators.").replace(".", "/")
        outcomes = [p.attrib["value"] for p in case.iter("property")]
        kinds = [child.tag for child in case if child.tag in {"failure", "skipped", "error"}]
        host = case.attrib["name"].partition("/")[2]
        found[control, host] = (outcomes[0], kinds[0] if kinds else "passed")
    return found


def test_every_verdict_on_the_example_trust_is_the_same(tmp_path: Path) -> None:
    report = tmp_path / "junit.xml"
    run_pytest(ROOT, "validators", "--today", DAY, f"--junitxml={report}")
    by_pytest = items(report)
    command = [sys.executable, "-m", "schoolproof", "check", "--today", DAY, "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    verdicts = [v for v in json.loads(done.stdout)["verdicts"] if v["device"]]
    assert len(verdicts) > 300
    assert {key: outcome for key, (outcome, _) in by_pytest.items()} == {
        (v["control"], v["device"]): v["outcome"] for v in verdicts
    }
    for v in verdicts:
        made = by_pytest[v["control"], v["device"]][1]
        expected = {"pass": "passed", "fail": "skipped" if v["waived"] else "failure"}
        assert made == expected.get(v["outcome"], "skipped"), v


def prepare(school: Path) -> None:
    """A repository whose own `validators/` holds the control that is tried."""
    target = school / "validators" / f"{BPDU}.py"
    target.parent.mkdir()
    target.write_text((ROOT / "validators" / f"{BPDU}.py").read_text("utf-8"), "utf-8")


def test_a_failure_prints_line_expected_actual_and_fix(school: Path) -> None:
    prepare(school)
    result = run_pytest(school, "validators", "-k", "bpdu_guard")
    assert result.returncode == 1
    for part in (
        "configs/hill/hl-sw1.cfg:13",
        "interface GigabitEthernet1/0/2",
        "expected on, is off",
        "spanning-tree bpduguard enable",
    ):
        assert part in result.stdout


@pytest.mark.parametrize(
    ("subject", "word"),
    [("GigabitEthernet1/0/2", "1 xfailed"), ("GigabitEthernet1/0/1", "1 failed")],
)
def test_a_waiver_is_a_strict_xfail(school: Path, subject: str, word: str) -> None:
    check_waiver(school, subject, word)


def check_waiver(school: Path, subject: str, word: str) -> None:
    prepare(school)
    text = (
        f"waivers:\n  - {{control: {BPDU}, site: hill, device: hl-sw1, subject: {subject}, "
        "accepted: 'off', reason: the board restarts, owner: IT manager, "
        "granted: 2026-11-01, expires: 2026-12-01}\n"
    )
    (school / "policies" / "waivers.yaml").write_text(text, "utf-8")
    result = run_pytest(school, "validators", "-k", "bpdu_guard", "--today", "2026-11-25")
    assert word in result.stdout


def test_a_useless_waiver_fails_as_xpass(school: Path) -> None:
    check_waiver(school, "GigabitEthernet1/0/2", "1 xfailed")
    config = school / "configs" / "hill" / "hl-sw1.cfg"
    fixed = " description Room 2\n spanning-tree bpduguard enable\n"
    config.write_text(config.read_text("utf-8").replace(" description Room 2\n", fixed), "utf-8")
    result = run_pytest(school, "validators", "-k", "bpdu_guard", "--today", "2026-11-25")
    assert "XPASS(strict)" in result.stdout
