"""`schoolproof init`: what it writes, what it leaves alone, what it refuses."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.errors import UserError
from schoolproof.inventory import Project
from schoolproof.inventory.sites import load_site
from schoolproof.start import Made, Wish, begin
from schoolproof.start.found import host_name
from schoolproof.start.words import flow, guess, spans

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXPORTS = HERE / "exports"
SECRET = "Plainly-Fict1onal"  # noqa: S105  stands in exports/hill-sw1.txt
SITE = "inventory/sites/hill.yaml"
COMMENT = re.compile(r"^# (?=  )", re.MULTILINE)


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCHOOLPROOF_KEY", raising=False)


def wish(**words: object) -> Wish:
    return Wish(**{"site": "hill", "phase": "primary", **words})  # type: ignore[arg-type]


def run(folder: Path, *args: str, source: Path = ROOT / "src") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "schoolproof", *args]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def hill(tmp_path: Path) -> Path:
    begin(tmp_path / "hill", wish(folder=EXPORTS))
    return tmp_path / "hill"


def test_the_example_schools_can_be_judged_at_once(tmp_path: Path) -> None:
    for site in ("quarry-lane", "millbrook", "harbourside"):
        source = str(ROOT / "configs" / site)
        made = run(tmp_path, "init", site, "--phase", "secondary", "--from", source)
        assert made.returncode == 0, made.stderr
        done = run(tmp_path / site, "check", "--format", "json")
        assert done.returncode == 1, done.stderr
        data = json.loads(done.stdout)
        judged = {verdict["device"] for verdict in data["verdicts"] if verdict["device"]}
        assert judged == {path.stem for path in Path(source).glob("*.cfg")}
        outcomes = [v["outcome"] for v in data["verdicts"] if v["code"] == "SEGMENT-001"]
        assert "pass" not in outcomes  # nothing is declared yet, so nothing is proven


def test_a_repository_without_devices_is_no_pass(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "hill", "--phase", "primary").returncode == 0
    done = run(tmp_path / "hill", "check")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_no_secret_reaches_the_disk(hill: Path) -> None:
    texts = everything(hill)
    assert SECRET.encode() in (EXPORTS / "hill-sw1.txt").read_bytes()
    assert not [name for name, text in texts.items() if SECRET.encode() in text]
    assert b"<redacted:type0:" in texts["configs/hill/hill-sw1.cfg"]


def test_the_key_is_ignored_by_git_and_for_its_owner_alone(hill: Path) -> None:
    assert stat.S_IMODE((hill / ".schoolproof.key").stat().st_mode) == 0o600
    subprocess.run(["git", "init", "-q", hill], check=True)
    listed = subprocess.run(
        ["git", "-C", hill, "status", "--porcelain", "-uall"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "configs/hill/hill-sw1.cfg" in listed
    assert ".schoolproof" not in listed


def test_playbooks_come_with_it_and_know_its_devices(hill: Path) -> None:
    place = "playbooks/apply.yaml"
    assert (hill / place).read_bytes() == (ROOT / place).read_bytes()
    script = hill / "inventory" / "ansible_inventory.py"
    assert script.stat().st_mode & 0o111
    done = subprocess.run([sys.executable, script, "--list"], check=True, capture_output=True)
    assert "hill-sw1" in json.loads(done.stdout)["site_hill"]["hosts"]


def test_hosts_are_named_after_files(hill: Path) -> None:
    hosts = Project(hill).hosts
    assert set(hosts) == {"hill-sw1", "192.0.2.12"}
    assert hosts["192.0.2.12"].address == "192.0.2.12"
    assert hosts["hill-sw1"].address == ""
    assert hosts["hill-sw1"].data["hostname"] == "HILL-CORE"
    assert hosts["hill-sw1"].platform == "cisco_ios"
    assert "# its addresses: 192.0.2.11 (Vlan10)" in (hill / "inventory/hosts.yaml").read_text()


def test_the_draft_shows_what_was_seen(hill: Path) -> None:
    expected = (HERE / "hill.expected.yaml").read_text("utf-8")
    assert (hill / SITE).read_text("utf-8") == expected


def test_the_draft_declares_nothing_by_itself(hill: Path) -> None:
    site = load_site(hill / SITE)
    assert site.networks == ()
    assert site.ssids == ()
    assert site.ports == {}
    assert site.services == {}
    assert site.phase == "primary"


def test_without_its_marks_the_draft_loads(hill: Path) -> None:
    path = hill / SITE
    text = COMMENT.sub("", path.read_text("utf-8"))
    text = re.sub(r"^(networks|ports|services): (\[\]|\{\})$", r"\1:", text, flags=re.MULTILINE)
    path.write_text(text)
    with pytest.raises(UserError, match="'TODO' is no purpose"):
        load_site(path)
    path.write_text(text.replace("purpose: TODO", "purpose: unused").replace("TODO:", "uplinks:"))
    site = load_site(path)
    pupil = next(network for network in site.networks if network.vlan == 30)
    assert pupil.purposes == {"pupil"}
    assert [str(net) for net in pupil.subnets] == ["198.51.100.0/24"]
    assert site.ports["hill-sw1"].class_of("Port-channel1") == "uplink"
    assert site.services["radius"] == ("192.0.2.21",)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "hill"
    made = begin(root, wish(folder=HERE / "hostile"))
    assert made.hosts == ("odd-name-rm",)
    assert Project(root).hosts["odd-name-rm"].data["hostname"] == "../../etc/passwd"
    assert set(everything(tmp_path)) == {f"deep/hill/{name}" for name in made.written}
    site = load_site(root / SITE)
    assert (site.networks, site.ports) == ((), {})
    lines = (root / SITE).read_text("utf-8").splitlines()
    entries = [yaml.safe_load(line[4:])[0] for line in lines if line.startswith("#   - ")]
    told = {entry["vlan"]: (entry["name"], entry["purpose"]) for entry in entries}
    assert told[10] == ("x,purpose:pupil}]#", "pupil")
    assert told[20] == ("staff\"'", "staff")


@pytest.mark.parametrize("text", ["a\n\nports: {x: 1}", "a\r\nb", "a\u2028b", "a\x85b", "a: b # c"])
def test_a_word_is_one_line_and_comes_back(text: str) -> None:
    shown = flow({"name": text})
    assert len(shown.splitlines()) == 1
    assert yaml.safe_load(shown) == {"name": text}


def test_nothing_that_is_there_is_changed(tmp_path: Path) -> None:
    root = tmp_path / "hill"
    (root / "policies").mkdir(parents=True)
    (root / "README.md").write_text("ours\n")
    (root / "policies" / "profile.yaml").write_text("fail_on: low\n")
    (root / "CODEOWNERS").symlink_to("nowhere")
    before = everything(root)
    made = begin(root, wish())
    assert made.kept == ("README.md", "policies/profile.yaml")
    after = everything(root)
    assert {name: after[name] for name in before} == before
    again = begin(root, Wish())
    assert again.written == ()
    assert everything(root) == after


def test_what_is_missing_is_added_later(hill: Path) -> None:
    (hill / "policies" / "waivers.yaml").unlink()
    made = begin(hill, Wish())
    assert made.written == ("policies/waivers.yaml",)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"phase": None}, "the school's phase is needed"),
        ({"phase": "middle"}, "'middle' is no phase"),
        ({"site": "../x"}, "--site '../x'"),
        ({"folder": "nowhere"}, "there is no such folder"),
        ({"folder": "empty"}, "there is no configuration in this folder"),
        ({"folder": "notes"}, "its platform is not plain to see"),
        ({"folder": "notes", "platform": "cisco_iox"}, "unknown platform 'cisco_iox'"),
        ({"folder": "notes", "platform": "frr"}, "are no configuration"),
        ({"folder": "cut"}, "the last line is not the end"),
        ({"folder": "twins"}, "would both be the host hill-sw1"),
        ({"folder": "odd"}, "no host can be named after this file"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, words: dict[str, Any], sentence: str
) -> None:
    bad_folders(tmp_path)
    if "folder" in words:
        words = {**words, "folder": tmp_path / words["folder"]}
    with pytest.raises(UserError) as caught:
        begin(tmp_path / "hill", wish(**words))
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)
    assert not (tmp_path / "hill").exists()


def bad_folders(root: Path) -> None:
    text = (EXPORTS / "hill-sw1.txt").read_text()
    files = {
        "empty/.keep": "",
        "notes/shopping.txt": "bread\n",
        "cut/hill-sw1.txt": text.removesuffix("end\n"),
        "twins/hill-sw1.txt": text,
        "twins/HILL-SW1.cfg": text,
        "odd/;;;.txt": text,
    }
    for name, content in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content)


def test_on_the_command_line_it_ends_with_two(tmp_path: Path) -> None:
    done = run(tmp_path, "init", "hill")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("schoolproof: the school's phase is needed")
    assert done.stderr.count("\n") == 1


def test_devices_are_not_drafted_over_an_inventory(hill: Path) -> None:
    before = everything(hill)
    with pytest.raises(UserError, match="devices stand here already"):
        begin(hill, wish(folder=EXPORTS))
    assert everything(hill) == before


def test_groups_that_lack_the_school_stop_it(tmp_path: Path) -> None:
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "groups.yaml").write_text("other: {data: {site: other}}\n")
    before = everything(tmp_path)
    with pytest.raises(UserError, match=r"nothing was written: .*'hill'.*groups\.yaml"):
        begin(tmp_path, wish(folder=EXPORTS))
    assert everything(tmp_path) == before


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "hill"
    outside.mkdir()
    root.mkdir()
    (root / "policies").symlink_to(outside)
    with pytest.raises(UserError, match="leads out of the repository"):
        begin(root, wish())
    assert everything(tmp_path) == {}


def test_a_fault_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename, moved = Path.rename, []

    def full(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) > 5:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(UserError, match="No space left"):
        begin(tmp_path / "hill", wish(folder=EXPORTS))
    assert len(moved) == 6
    assert not (tmp_path / "hill").exists()


def test_a_person_is_asked_for_what_is_not_plain(tmp_path: Path) -> None:
    shutil.copy(HERE / "plain" / "gate.txt", tmp_path)
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "primary" if "phase" in question else "frr"

    made: Made = begin(tmp_path / "hill", Wish(folder=tmp_path), ask)
    assert [question.split(":")[0] for question in asked][1:] == ["gate.txt"]
    assert Project(tmp_path / "hill").hosts[made.hosts[0]].platform == "frr"


def test_small_words() -> None:
    assert host_name("a/b/core sw.example.org.cfg") == "core-sw.example.org"
    assert spans({24, 10, 20, 21, 22, 23}) == "10, 20-24"
    assert guess("HL_Pupil-WiFi") == "pupil"
    assert guess("OFFICE-AND-GUEST") is None  # two purposes are no hint
    assert guess("ADMIN") is None


def test_the_wheel_alone_makes_the_same(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
    subprocess.run([*build, str(tmp_path), str(ROOT)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    assert (tmp_path / "installed/schoolproof/data/template/school/README.md").is_file()
    words = ("init", "hill", "--phase", "primary", "--from", str(EXPORTS))
    done = run(tmp_path, *words, source=tmp_path / "installed")
    assert done.returncode == 0, done.stderr
    begin(tmp_path / "checkout", wish(folder=EXPORTS))
    ours, theirs = everything(tmp_path / "checkout"), everything(tmp_path / "hill")
    assert set(theirs) == set(ours)
    assert theirs[SITE] == ours[SITE]
    assert ".github/workflows/validate.yml" in theirs
