"""Formats for reviewers: reference outputs, schemas, limits, and text that must stay inert."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator
from junitparser import JUnitXml

from schoolproof.report import formats, sarif
from tests.baseline.conftest import CONFIG, WAITING, Repo

HERE = Path(__file__).parent
EXPECTED = HERE.parent / "reports"
SARIF = Draft4Validator(json.loads((HERE / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
BPDU = "network_switching/bpdu_guard"
FEW = ("--control", "local/*", "--control", BPDU)
HOSTILE = "::error::x %0A::stop-commands::y ##vso[task.complete]z ##[error]q <b>@team</b> `|`#1 ]]>"
JUNIT = {  # element → attributes that it may have, those that it must have, children
    "testsuites": ({"name", "tests", "failures", "errors", "time"}, set(), {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id"},
        {"name", "tests"},
        {"properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": (
        {"name", "classname", "time", "file", "line"},
        {"name", "classname"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": ({"message", "type"}, set(), set()),
    "error": ({"message", "type"}, set(), set()),
    "skipped": ({"message"}, set(), set()),
}


@pytest.fixture
def changed(repo: Repo) -> Repo:
    """Against the base: two new, one worse, one mended, one accepted."""
    repo.change("\nend", "\nline vty 0 4\n exec-timeout 30 0\n!\nend")
    repo.write(
        "policies/waivers.yaml",
        (HERE / "waivers.yaml").read_text("utf-8"),
    )
    repo.commit("a waiver")
    repo.change(" spanning-tree bpduguard enable\n", "")
    repo.change(" description Office\n", "")
    repo.change(" exec-timeout 20 0", " exec-timeout 40 0")
    repo.change(" exec-timeout 30 0", " exec-timeout 10 0")
    return repo


def named(repo: Repo, text: str) -> str:
    """The text with what differs between two machines left out."""
    commit = repo.git("rev-parse", "HEAD")
    text = text.replace(commit, "COMMIT").replace(commit[:12], "COMMIT")
    return re.sub(r'"version": "\d+\.\d+\.\d+"', '"version": "VERSION"', text)


@pytest.mark.parametrize("fmt", formats())
def test_a_format_says_what_it_said(changed: Repo, fmt: str) -> None:
    code, text = changed.render(fmt, "--base", "HEAD", *FEW)
    path = EXPECTED / f"{fmt}.expected"
    if os.environ.get("SCHOOLPROOF_UPDATE"):
        path.write_text(named(changed, text), "utf-8")
    assert code == 1
    assert named(changed, text) == path.read_text("utf-8")


def test_no_reference_is_left_over() -> None:
    assert {path.stem for path in EXPECTED.glob("*.expected")} == set(formats())


@pytest.mark.parametrize("base", [(), ("--base", "HEAD")])
def test_sarif_holds_its_schema(changed: Repo, base: tuple[str, ...]) -> None:
    log = json.loads(changed.render("sarif", *base)[1])
    assert [error.message for error in SARIF.iter_errors(log)] == []
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)
    bpdu = next(rule for rule in rules if rule["name"] == BPDU)
    assert "NS-1h:" in bpdu["help"]["text"]
    accepted = [r for r in run["results"] if r["suppressions"]]
    assert accepted
    assert "IT manager" in accepted[0]["suppressions"][0]["justification"]
    states = {r.get("baselineState") for r in run["results"]}
    assert states == ({"new", "updated", "unchanged"} if base else {None})


def test_fingerprints_know_no_line_numbers(changed: Repo) -> None:
    def marks() -> dict[str, set[str]]:
        results = json.loads(changed.render("sarif")[1])["runs"][0]["results"]
        assert results
        sarif = [r["partialFingerprints"]["primaryLocationLineHash"] for r in results]
        gitlab = [r["fingerprint"] for r in json.loads(changed.render("gitlab")[1])]
        assert len(set(sarif)) == len(sarif)
        assert len(set(gitlab)) == len(gitlab)
        return {"sarif": set(sarif), "gitlab": set(gitlab)}

    before = marks()
    changed.change("hostname hl-sw1\n", "hostname hl-sw1\n!\n! three\n! lines\n")
    assert marks() == before


def test_junit_holds_the_shape_that_its_readers_share(changed: Repo) -> None:
    root = ET.fromstring(changed.render("junit")[1])  # noqa: S314  our own output
    assert root.tag == "testsuites"
    for element in root.iter():
        allowed, needed, children = JUNIT[element.tag]
        assert needed <= set(element.attrib) <= allowed
        assert {child.tag for child in element} <= children
    for suite in root:
        found = [child.tag for case in suite for child in case]
        numbers = ("failure", "failures"), ("error", "errors"), ("skipped", "skipped")
        assert all(int(suite.attrib[name]) == found.count(tag) for tag, name in numbers)
        assert int(suite.attrib["tests"]) == len(suite)
    said = {case.attrib["name"].split()[1]: [c.tag for c in case] for case in root.iter("testcase")}
    assert said[BPDU] == ["failure"]
    assert said["cyber_security/no_telnet"] in (["skipped"], ["failure"], [])


def test_a_known_reader_of_junit_counts_what_we_count(changed: Repo) -> None:
    text = changed.render("junit")[1]
    read = JUnitXml.fromstring(text.encode())
    cases = [case for suite in read for case in suite]
    said = [type(result).__name__ for case in cases for result in case.result]
    assert said.count("Failure") == text.count("<failure") > 0
    assert said.count("Skipped") == text.count("<skipped") > 0
    for suite in read:
        before = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == before


def test_what_is_not_known_is_no_passed_case(changed: Repo) -> None:
    changed.change(" exec-timeout 40 0", " exec-timeout soon 0")
    root = ET.fromstring(changed.render("junit", *FEW)[1])  # noqa: S314  our own output
    (case,) = [c for c in root.iter("testcase") if WAITING in c.attrib["name"]]
    assert [child.tag for child in case] == ["skipped"]
    assert case[0].attrib["message"].startswith("unknown: ")


def test_gitlab_has_the_keys_that_it_wants(changed: Repo) -> None:
    found = json.loads(changed.render("gitlab")[1])
    assert found
    for issue in found:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("/", "./"))


def test_annotations_keep_within_what_github_shows(changed: Repo) -> None:
    _, text = changed.render("github", "--base", "HEAD", "--strict")
    lines = text.splitlines()
    kinds = [line[2:].split(" ")[0] for line in lines]
    assert kinds.count("error") == 10
    assert kinds.count("warning") == 10
    assert kinds[-1] == "notice"
    assert re.search(r"; \d+ more findings are not shown here", lines[-1])
    order = ("critical", "high", "medium", "low")
    found = [re.search(r"title=schoolproof%3A (\w+)", line) for line in lines]
    ranks = [order.index(m[1]) for m in found[:10] if m and m[1] in order]
    assert ranks == sorted(ranks)


def test_lines_that_the_change_wrote_come_first(changed: Repo) -> None:
    _, text = changed.render(
        "github", "--base", "HEAD", "--strict", "--control", "local/waiting", "--control", BPDU
    )
    first, second = re.findall(r"line=(\d+)", text)[:2]
    config = (changed.root / CONFIG).read_text("utf-8").splitlines()
    assert config[int(first) - 1].strip() in {"exec-timeout 40 0", "interface GigabitEthernet1/0/1"}
    assert second


def test_a_comment_begins_with_its_mark_and_keeps_its_limit(changed: Repo) -> None:
    ports = "".join(
        f"interface GigabitEthernet2/0/{n}\n switchport mode access\n!\n" for n in range(900)
    )
    changed.change("line con 0", f"{ports}line con 0")
    _, comment = changed.render("comment", "--base", "HEAD")
    assert comment.startswith("<!-- schoolproof -->\n")
    assert len(comment.encode()) <= 65_536
    assert re.search(r"\d+ more entries do not fit here: the step summary", comment)
    _, summary = changed.render("github_summary", "--base", "HEAD")
    assert 65_536 < len(summary.encode()) <= 1024 * 1024


@pytest.mark.parametrize("fmt", formats())
def test_text_from_devices_is_never_a_command(changed: Repo, fmt: str) -> None:
    changed.change("interface GigabitEthernet1/0/2\n", f"interface {HOSTILE}\n")
    changed.change(" description Room 2\n", f" description {HOSTILE}\n")
    changed.change(" exec-timeout 40 0", f" exec-timeout {HOSTILE.replace(' ', '_')}")
    done = changed.check("--base", "HEAD", "--format", fmt)
    commands = [x for x in done.stdout.splitlines() if x.lstrip().startswith("::")]
    if fmt == "github":
        assert all(re.match(r"::(error|warning|notice) ", line) for line in commands)
        assert len(commands) == len(done.stdout.splitlines())
    else:
        assert commands == []
    azure = re.findall(r"##(?:vso)?\[[\w.]*", done.stdout)
    if fmt == "azure":
        assert set(azure) <= {"##vso[task.logissue", "##vso[task.complete"}
        assert done.stdout.count("##vso[task.complete") == 1
        assert all(line.startswith("##vso[") for line in done.stdout.splitlines())
    else:
        assert azure == [] or fmt == "github"


@pytest.mark.parametrize("fmt", ["comment", "github_summary", "markdown"])
def test_text_from_devices_is_no_markdown(changed: Repo, fmt: str) -> None:
    changed.change("interface GigabitEthernet1/0/2\n", f"interface {HOSTILE}\n")
    _, text = changed.render(fmt, "--base", "HEAD")
    outside = re.sub(r"(`{3,})text\n.*?\n\1|(`+).*?\2", "", text, flags=re.DOTALL)
    assert "<b>" not in outside
    assert not re.search(r"(?<![\w`])@team", outside)


def test_another_format_is_written_beside(changed: Repo) -> None:
    done = changed.check("--base", "HEAD", "--also", "sarif=a.sarif", "--also", "comment=b.md")
    assert done.returncode == 1
    assert json.loads((changed.root / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (changed.root / "b.md").read_text("utf-8").startswith("<!-- schoolproof -->")
    wrong = changed.check("--also", "sarif")
    assert wrong.returncode == 2
    assert "is not like sarif=out.sarif" in wrong.stderr


def test_over_the_limit_the_changed_and_the_severe_are_in_the_file(
    changed: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = json.loads(changed.render("sarif", "--base", "HEAD")[1])["runs"][0]
    monkeypatch.setattr(sarif, "MOST", 8)
    short = json.loads(changed.render("sarif", "--base", "HEAD")[1])["runs"][0]
    assert len(short["results"]) == 8
    fresh = [r for r in whole["results"] if r["baselineState"] != "unchanged"]
    assert len(fresh) < 8
    assert all(result in short["results"] for result in fresh)
    said = short["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
    assert said == f"{len(whole['results']) - 8} results of lower severity are not in this file"


def test_devices_that_are_as_before_are_counted_and_not_listed(changed: Repo) -> None:
    changed.commit("all of it")
    code, data = changed.against()
    assert (code, data["base"]["as_before"]) == (0, ["hl-sw1"])
    assert not [v for v in data["verdicts"] if v["device"]]
    whole = changed.against("--strict")[1]
    assert whole["base"]["as_before"] == []
    assert whole["summary"]["outcomes"] == data["summary"]["outcomes"]
    assert sum(whole["summary"]["outcomes"].values()) == len(whole["verdicts"])
