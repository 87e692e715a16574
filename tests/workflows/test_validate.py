"""The gate, the comment and the upload, step by step as a runner would run them."""

from __future__ import annotations

import base64
import gzip
import json

import pytest

from tests.workflows.conftest import commit, edit, pull_request
from tests.workflows.job import Done, World, git, run_job

FILE = ".github/workflows/validate.yml"
ROOM_1 = " spanning-tree bpduguard enable\n"
DESCRIPTION = " description Office\n"
SCOPE = "Say why each device was in scope"
COMMENT = "Write or replace the comment"
HOSTILE = "$(touch owned)`touch owned`;touch owned\n::error::x"
OLD = '[{"id": 11, "user": {"login": "somebody"}, "body": "<!-- schoolproof --> no"},\n'
BOT = '{"id": 22, "user": {"login": "github-actions[bot]"}, "body": "<!-- schoolproof -->\\nold"}]'


def gate(world: World, **inputs: object) -> Done:
    return run_job(world, FILE, "gate", inputs=inputs)


def tell(world: World, job: str, result: str = "failure", **inputs: object) -> Done:
    return run_job(world, FILE, job, inputs=inputs, needs={"gate": {"result": result}})


def test_a_change_that_breaks_a_standard_is_blocked_at_its_line(world: World) -> None:
    edit(world.clone, ROOM_1, "")
    pull_request(world, "break")
    done = gate(world)
    assert done.result == "failure"
    assert done["Judge"].code == 1
    errors = [ln for ln in done["Judge"].stdout.splitlines() if ln.startswith("::error ")]
    assert len(errors) == 1
    assert "file=configs/hill/hl-sw1.cfg,line=6," in errors[0]
    assert "SWITCH-009" in errors[0]
    assert "its configuration changed: hl-sw1" in done[SCOPE].stdout
    assert "Nothing is judged less than on the base" in done[SCOPE].stdout
    assert "SWITCH\\-009" in done.summary


def test_old_findings_do_not_block_unless_strict(world: World) -> None:
    edit(world.clone, DESCRIPTION, " description Head's office\n")
    pull_request(world, "harmless")
    assert gate(world).result == "success"
    assert gate(world, strict=True, **{"fail-on": "critical"}).result == "success"
    assert gate(world, strict=True)["Judge"].code == 1


@pytest.mark.parametrize("lost", ["the device", "the control", "facts"])
def test_less_than_on_the_base_is_no_pass(world: World, lost: str) -> None:
    if lost == "the control":
        (world.clone / "validators/local/named_ports.py").unlink()
    elif lost == "facts":
        port = "interface GigabitEthernet1/0/24\n switchport mode trunk\n"
        edit(world.clone, port, "some words that nobody reads\n")
    else:
        (world.clone / "configs/hill/hl-sw1.cfg").unlink()
    pull_request(world, "less")
    done = gate(world)
    assert done["Judge"].code == 2
    assert "Less than on the base" in done[SCOPE].stdout


def test_a_trailer_says_why_less_is_judged(world: World) -> None:
    (world.clone / "validators/local/named_ports.py").unlink()
    pull_request(world, "less", "Judged-less: replaced by the port register")
    done = gate(world)
    assert done.result == "success"
    assert "replaced by the port register" in done.summary


def test_the_first_commit_of_a_branch_has_no_base(world: World) -> None:
    world.event_name = "push"
    world.event["before"] = "0" * 40
    assert gate(world)["Judge"].code == 1
    world.event["before"] = "1" * 40
    assert gate(world)["Judge"].code == 2


def test_a_push_and_a_merge_queue_have_their_own_base(world: World) -> None:
    base = git(world.clone, "rev-parse", "HEAD")
    edit(world.clone, DESCRIPTION, " description Head's office\n")
    commit(world.clone, "Name the office")
    world.event_name = "push"
    world.event["before"] = base
    assert gate(world).result == "success"
    world.event_name = "merge_group"
    world.event["merge_group"] = {"base_sha": base}
    assert gate(world).result == "success"


def test_the_gate_reports_also_when_nothing_can_be_judged(world: World) -> None:
    (world.clone / "inventory/hosts.yaml").write_text("[", encoding="utf-8")
    pull_request(world, "broken")
    done = gate(world)
    assert done.result == "failure"
    assert "Nothing was judged" in done[SCOPE].stdout


def test_one_comment_is_written_then_replaced(world: World) -> None:
    edit(world.clone, ROOM_1, "")
    pull_request(world, "break")
    gate(world)
    assert tell(world, "comment").result == "success"
    assert world.calls[-1][:4] == ["api", "--silent", "--method", "POST"]
    assert world.calls[-1][4] == "repos/example-org/school/issues/7/comments"
    assert world.calls[-1][-1].startswith("body=<!-- schoolproof -->\n")
    assert "SWITCH\\-009" in world.calls[-1][-1]
    world.reply("api --paginate repos/example-org/school/issues/7/comments", OLD + BOT)
    tell(world, "comment")
    assert world.calls[-1][2:5] == [
        "--method",
        "PATCH",
        "repos/example-org/school/issues/comments/22",
    ]


def test_no_second_comment_when_the_first_cannot_be_found(world: World) -> None:
    pull_request(world, "nothing")
    gate(world)
    world.reply("api --paginate", "refuse")
    assert tell(world, "comment").result == "failure"
    assert not [call for call in world.calls if "POST" in call]


def test_a_pull_request_from_elsewhere_gets_no_comment(world: World) -> None:
    pull_request(world, "fork")
    world.event["pull_request"]["head"]["repo"]["full_name"] = "somebody/school"
    assert tell(world, "comment").result == "skipped"
    assert tell(world, "sarif").result == "skipped"


def test_the_upload_is_sent_packed_and_its_refusal_changes_nothing(world: World) -> None:
    pull_request(world, "nothing")
    gate(world)
    assert tell(world, "sarif", "success", sarif=True).result == "success"
    sent = dict(word.partition("=")[::2] for word in world.calls[-1] if "=" in word)
    assert sent["commit_sha"] == git(world.clone, "rev-parse", "HEAD")
    packed = gzip.decompress(base64.b64decode(sent["sarif"]))
    assert json.loads(packed)["version"] == "2.1.0"
    world.reply("api", "refuse")
    done = tell(world, "sarif", "success", sarif=True)
    assert done.result == "success"
    assert "::notice::" in done["Upload"].stdout


def test_hostile_names_stay_text(world: World) -> None:
    edit(world.clone, DESCRIPTION, f" description {HOSTILE.replace(chr(10), ' ')}\n ::error::y\n")
    edit(world.clone, ROOM_1, "")
    pull_request(world, HOSTILE, 'Judged-less: $(touch owned) `touch owned` "; touch owned; "')
    done = gate(world)
    tell(world, "comment")
    lines = done["Judge"].stdout.splitlines() + done[SCOPE].stdout.splitlines()
    assert not [ln for ln in lines if ln.startswith(("::error::x", "::error::y"))]
    assert not list(world.clone.rglob("owned"))
    assert not list(world.temp.rglob("owned"))
