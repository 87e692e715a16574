"""Texts that came another way: loose files, RANCID's tree, Oxidized's repository."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from schoolproof.collect.bring_in import bring_in
from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Report, Status
from schoolproof.errors import UserError
from schoolproof.evidence import collected_days
from schoolproof.inventory import Project
from tests.collect.network import DEVICES, PLATFORMS, planted_in

WHEN = datetime(2026, 10, 5, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Three hosts, one of each platform, all calling themselves sw1."""
    root = tmp_path / "school"
    (root / "inventory").mkdir(parents=True)
    hosts = {
        f"dev-{platform}": {
            "hostname": f"{platform}.example.org",
            "platform": platform,
            "data": {"site": "one", "hostname": "sw1"},
        }
        for platform in PLATFORMS
    }
    (root / "inventory" / "hosts.yaml").write_text(yaml.safe_dump(hosts), encoding="utf-8")
    return Project(root)


def _text(platform: str) -> str:
    return (DEVICES / f"{platform}.cfg").read_text(encoding="utf-8")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (WHEN.timestamp(), WHEN.timestamp()))


def _status(report: Report) -> dict[str, str]:
    return {outcome.host: outcome.reason or outcome.status for outcome in report.outcomes}


def test_loose_files_by_name_address_and_ending(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    _put(
        folder / "dev-cisco_ios.TXT".replace("TXT", "txt"), _text("cisco_ios").replace("\n", "\r\n")
    )
    _put(folder / "fortinet.example.org.conf", _text("fortinet"))
    _put(folder / "some" / "dev-hp_procurve.cfg", _text("hp_procurve"))
    _put(folder / "nobody.cfg", _text("cisco_ios"))
    report = bring_in(project, folder, Options())
    assert set(_status(report).values()) == {Status.CHANGED}
    assert len(report.outcomes) == 3
    assert any(note.startswith("nobody.cfg: no host") for note in report.notes)
    assert planted_in(project.root) == []
    assert set(collected_days(project.root, "one").values()) == {WHEN.date()}
    again = bring_in(project, folder, Options())
    assert set(_status(again).values()) == {Status.UNCHANGED}


def test_a_rancid_tree_with_secrets_filtered_out(project: Project, tmp_path: Path) -> None:
    text = _text("cisco_ios").replace(
        "snmp-server community Pl4ntedIosCommunity RO 10", "!snmp-server community <removed> RO 10"
    )
    _put(tmp_path / "rancid" / "schools" / "configs" / "dev-cisco_ios.example.org", text)
    _put(tmp_path / "rancid" / "schools" / "router.db", "dev-cisco_ios;cisco;up\n")
    report = bring_in(project, tmp_path / "rancid", Options())
    assert _status(report) == {"dev-cisco_ios": Status.CHANGED}
    assert "count as weak" in report.outcomes[0].remark
    written = project.config_path(project.hosts["dev-cisco_ios"]).read_text(encoding="utf-8")
    assert "\nsnmp-server community <redacted:hidden:weak:-> RO 10\n" in written
    assert sum("there is no file" in note for note in report.notes) == 2


def test_an_oxidized_repository_without_a_working_copy(project: Project, tmp_path: Path) -> None:
    work, bare = tmp_path / "work", tmp_path / "oxidized.git"
    _put(work / "dev-fortinet", _text("fortinet"))
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    date = {**os.environ, "GIT_COMMITTER_DATE": WHEN.isoformat()}
    for command in (
        ["git", "init", "-q", str(work)],
        ["git", "-C", str(work), "add", "."],
        ["git", "-C", str(work), *names, "commit", "-q", "-m", "update"],
        ["git", "clone", "-q", "--bare", str(work), str(bare)],
    ):
        subprocess.run(command, check=True, env=date, capture_output=True)
    report = bring_in(project, bare, Options())
    assert _status(report) == {"dev-fortinet": Status.CHANGED}
    assert collected_days(project.root, "one") == {"dev-fortinet": WHEN.date()}


def test_what_is_cut_or_twice_or_of_another_device_is_refused(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    _put(folder / "dev-cisco_ios.cfg", _text("cisco_ios")[:900])
    _put(folder / "dev-fortinet.cfg", _text("fortinet").replace('"sw1"', '"sw9"'))
    _put(folder / "dev-hp_procurve.cfg", _text("hp_procurve"))
    _put(folder / "old" / "dev-hp_procurve.txt", _text("hp_procurve"))
    report = bring_in(project, folder, Options())
    assert _status(report) == {
        "dev-cisco_ios": "truncated",
        "dev-fortinet": "hostname",
        "dev-hp_procurve": "file",
    }
    assert report.exit_code == 1
    assert not list(project.root.rglob("*.cfg"))


def test_a_folder_for_nobody_is_an_error(project: Project, tmp_path: Path) -> None:
    _put(tmp_path / "exports" / "nobody.cfg", "x")
    with pytest.raises(UserError, match="no file here is named like a host"):
        bring_in(project, tmp_path / "exports", Options())
    with pytest.raises(UserError, match="there is no such folder"):
        bring_in(project, tmp_path / "nowhere", Options())
