"""The table of docs/proof.md: its controls exist, are proven as it says, and have their samples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schoolproof.check.load import find_controls

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "proof.md").read_text("utf-8")
ROW = re.compile(r"^\| .* \| `([a-z_]+/[a-z0-9_]+)` \| (\w+) \| ?(.*?) ?\|$", re.MULTILINE)
ROWS = [match.groups() for match in ROW.finditer(TEXT)]
CONTROLS = {control.id: control for control in find_controls()}
PLATFORMS = {"fortinet", "paloalto_panos"}
# about the firewall, but no question to its rules or filters
OTHER = {"cyber_security/automatic_updates", "cyber_security/remote_access"}
PROVES = re.compile(
    r"check\.firewalls\."
    r"(?:borders|dead|filtering|names|proof|parity|repeated|segments|strict) import"
)


def test_the_table_holds_every_control_of_firewalls_once() -> None:
    listed = [name for name, *_ in ROWS]
    assert len(listed) == len(set(listed))
    families = {"cyber_security", "filtering_and_monitoring"}
    firewall = {
        name
        for name, control in CONTROLS.items()
        if control.devices == {"firewall"} and control.standard in families
    }
    assert firewall - OTHER <= set(listed)
    assert set(listed) <= set(CONTROLS)


@pytest.mark.parametrize(("name", "how", "note"), ROWS)
def test_a_row_is_true(name: str, how: str, note: str) -> None:
    source = (ROOT / "validators" / f"{name}.py").read_text("utf-8")
    if how == "proof":
        assert PROVES.search(source), "it asks nothing of the whole rule base"
    folder = ROOT / "tests" / "validators" / name
    platforms = {path.name.split(".")[0] for path in folder.glob("*.cfg")}
    assert platforms >= PLATFORMS or note


def test_the_number_of_proofs_in_the_text_is_right() -> None:
    proofs = [how for _, how, _ in ROWS if how == "proof"]
    assert len(proofs) == 14
    assert "fourteen\ncontrols answer such questions" in TEXT
