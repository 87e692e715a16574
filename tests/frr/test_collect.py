"""A real FRR, from the first collection to its accepted configuration put back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Status
from schoolproof.collect.reasons import Reason
from schoolproof.collect.run import collect
from schoolproof.inventory import Project
from schoolproof.platforms import platform_named

from .router import NAME, Router

HERE = Path(__file__).parent
FRR = platform_named("frr")
SECRETS = ("planted-vty-01", "planted-enable-02", "changed-by-hand-03")
BY_HAND = (HERE / "by_hand.txt").read_text().splitlines()


@pytest.fixture
def repo(router: Router, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A school repository that knows the router, its host key and its account."""
    root = Path(shutil.copytree(HERE / "repo", tmp_path / "school"))
    hosts = root / "inventory" / "hosts.yaml"
    data = yaml.safe_load(hosts.read_text())
    data[NAME]["port"] = router.port
    hosts.write_text(yaml.safe_dump(data))
    shutil.copy(router.known_hosts, root / "inventory" / "known_hosts")
    monkeypatch.setenv("SCHOOLPROOF_USERNAME", router.user)
    monkeypatch.setenv("SCHOOLPROOF_PASSWORD", router.password)
    yield root
    assert planted(root, router) == []


def planted(root: Path, router: Router) -> list[Path]:
    """Files of the repository that hold a secret."""
    secrets = [secret.encode() for secret in (*SECRETS, router.password)]
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return [path for path, data in files.items() if any(secret in data for secret in secrets)]


def collected(root: Path) -> tuple[Status, str]:
    """Collect and say whether the file changed, and what it holds now."""
    report = collect(Project(root), Options())
    assert report.exit_code == 0, report.outcomes
    path = root / "configs" / "quarry" / f"{NAME}.cfg"
    return report.outcomes[0].status, path.read_text()


def sides(shown: str) -> list[str]:
    """The lines of both sides, without their numbers and fingerprints."""
    found = re.findall(r"(?m)^    ([+-] (?!\(no such).*) \(line \d+\)$", shown)
    return [re.sub(r"<redacted:.*?>", "<redacted>", line) for line in found]


def test_collected_twice_changes_no_byte(repo: Path) -> None:
    status, text = collected(repo)
    assert status is Status.CHANGED
    assert "Building configuration" not in text
    assert collected(repo) == (Status.UNCHANGED, text)


def test_it_is_checked_and_what_is_not_in_its_text_is_unknown(repo: Path) -> None:
    collected(repo)
    done = subprocess.run(
        [sys.executable, "-m", "schoolproof", "check", "--format", "json"],
        cwd=repo,
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = {v["control"]: v["outcome"] for v in json.loads(done.stdout)["verdicts"]}
    assert verdicts["cyber_security/idle_timeout"] == "pass"
    assert verdicts["cyber_security/ssh_strong"] == "unknown"
    assert verdicts["cyber_security/no_telnet"] == "unknown", "the port is not in the text"


def test_a_router_with_another_name_or_key_is_refused(repo: Path) -> None:
    hosts = repo / "inventory" / "hosts.yaml"
    text = hosts.read_text()
    hosts.write_text(text.replace("role: edge", "role: edge\n    hostname: ql-rtr2"))
    report = collect(Project(repo), Options(attempts=1))
    assert [o.reason for o in report.outcomes] == [Reason.HOSTNAME]
    hosts.write_text(text)
    known = repo / "inventory" / "known_hosts"
    key = known.read_text().split()[2]
    other = (key[:-4] + ("A" * 4)) if not key.endswith("A" * 4) else (key[:-4] + ("B" * 4))
    known.write_text(known.read_text().replace(key, other))
    report = collect(Project(repo), Options(attempts=1))
    assert [o.reason for o in report.outcomes] == [Reason.HOST_KEY]
    assert not (repo / "configs").exists()


def drift(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command line, which asks the router over SSH."""
    return subprocess.run(
        [sys.executable, "-m", "schoolproof", "drift", *options],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def accept(root: Path) -> None:
    """Commit what was collected: from now on it is what is accepted."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "Accept"]):
        subprocess.run(["git", *words], cwd=root, check=True)


def test_a_change_by_hand_is_named_and_put_back_by_the_printed_commands(
    repo: Path, router: Router
) -> None:
    _, accepted = collected(repo)
    accept(repo)
    none = drift(repo)
    assert (none.returncode, none.stdout) == (0, "0 of 1 devices drifted\n"), none.stderr

    router.typed(BY_HAND)
    seen = drift(repo)
    assert seen.returncode == 1, seen.stderr
    assert sorted(sides(seen.stdout)) == sorted((HERE / "named.txt").read_text().splitlines())
    assert "breaks CYBER-010 cyber_security/idle_timeout" in seen.stdout

    printed = drift(repo, "--commands")
    assert printed.returncode == 1
    assert "fill in from your vault: password" in printed.stdout, "no secret is shown"
    assert "not put back by these" not in printed.stdout
    filled = printed.stdout.replace("{{ secrets.password }}", SECRETS[0])
    assert "{{" not in filled
    answer = router.typed(filled.splitlines())
    assert FRR.session is not None
    assert FRR.session.errors.search(answer) is None, answer

    after = drift(repo)
    assert (after.returncode, after.stdout) == (0, "0 of 1 devices drifted\n"), after.stderr
    assert not any(secret in done.stdout for done in (seen, printed) for secret in SECRETS)
    assert collected(repo) == (Status.UNCHANGED, accepted)


def test_what_the_router_refuses_is_known_as_an_error(router: Router) -> None:
    assert FRR.session is not None
    refused = (HERE / "refused.txt").read_text().splitlines()
    for command in refused:
        answer = router.typed([command]).splitlines()
        found = [line for line in answer if FRR.session.errors.fullmatch(line.strip())]
        assert found, command


def test_saving_writes_what_a_restart_reads(router: Router) -> None:
    assert FRR.session is not None
    router.typed(["interface lan0", "description Saved"])
    router.running(FRR.session.save)
    assert " description Saved\n" in router.saved.read_text()


def test_nothing_of_the_router_stays_on_the_machine(router: Router) -> None:
    users = subprocess.run(["getent", "passwd", router.user], capture_output=True, check=False)
    assert users.returncode != 0
    assert "10.40.0.254" not in Path("/proc/net/fib_trie").read_text()
    assert not any("lan0" in line for line in Path("/proc/net/dev").read_text().splitlines())
