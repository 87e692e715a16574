"""Nothing is carried out that was not approved by somebody else, in time, with its secrets."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from schoolproof.apply.run import Terms, clear
from schoolproof.errors import UserError
from tests.apply.play import PLAN, approve, drift, make
from tests.apply.school import CASES, School, school

GLASS = {"reason": "the hall is without network", "approver": "head"}


@pytest.fixture
def made(tmp_path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201  a fixture's own type says less
    """A school with one router that drifted."""
    with school(tmp_path / "school", "frr") as found:
        drift(found, "frr")
        yield found


def terms(made: School, **more: str) -> Terms:
    return Terms(made.root / PLAN, **more)  # type: ignore[arg-type]  # texts only


def test_an_approved_plan_is_clear(made: School) -> None:
    digest = make(made)
    approve(made, digest)
    head = clear(made.project, terms(made)).head
    assert (head["author"], head["approver"]) == ("maker@example.org", "second@example.org")


def test_who_and_what_must_fit(made: School) -> None:
    digest = make(made)
    with pytest.raises(UserError, match="is not approved"):
        clear(made.project, terms(made))
    approve(made, digest, author="MAKER@example.org")
    with pytest.raises(UserError, match="somebody else must"):
        clear(made.project, terms(made))
    approve(made, f"0{digest[1:]}" if digest[0] != "0" else f"1{digest[1:]}")
    with pytest.raises(UserError, match="this approves the plan"):
        clear(made.project, terms(made))
    path = made.root / PLAN.replace(".json", ".approved.yaml")
    path.write_text(yaml.safe_dump({"plan": digest}), encoding="utf-8")
    with pytest.raises(UserError, match="changed after it was committed"):
        clear(made.project, terms(made))


def test_outside_the_window_only_break_glass(made: School) -> None:
    approve(made, make(made))
    (made.root / "policies" / "calendar.yaml").write_text("windows: []\n", encoding="utf-8")
    with pytest.raises(UserError, match="the change window of hillside is closed"):
        clear(made.project, terms(made))
    with pytest.raises(UserError, match="needs a reason"):
        clear(made.project, terms(made, reason="because", approver="head"))
    with pytest.raises(UserError, match="needs a reason"):
        clear(made.project, terms(made, reason=GLASS["reason"]))
    assert clear(made.project, terms(made, **GLASS)).head["break_glass"] == GLASS


def test_a_plan_of_another_commit_is_refused(made: School) -> None:
    make(made)
    path = made.root / "configs" / "hillside" / f"{CASES['frr']['host']}.cfg"
    path.write_text(path.read_text("utf-8").replace("Core switch", "Core"), encoding="utf-8")
    made.commit("Another description")
    with pytest.raises(UserError, match="plan again"):
        clear(made.project, terms(made, **GLASS))


def test_a_missing_or_wrong_secret_stops_before_any_device(
    made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = CASES["frr"]["host"]
    made.running.change(host, ["password another-word-9"])
    make(made)
    logins = made.running.logins(host)
    with pytest.raises(UserError, match="no value for the secrets password"):
        clear(made.project, terms(made, **GLASS))
    monkeypatch.setenv("SCHOOLPROOF_SECRET_PASSWORD", "not-the-right-one")
    with pytest.raises(UserError, match="is not the accepted one"):
        clear(made.project, terms(made, **GLASS))
    assert made.running.logins(host) == logins
    clear_text = next(
        line.split()[1] for line in made.accepted["frr"].split("\n") if line[:9] == "password "
    )
    monkeypatch.setenv("SCHOOLPROOF_SECRET_PASSWORD", clear_text)
    assert clear(made.project, terms(made, **GLASS)).plan.changing
    for path in made.root.rglob("*"):
        if path.is_file() and ".git/" not in str(path):
            assert clear_text not in path.read_text("utf-8", "replace")
