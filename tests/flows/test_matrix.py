"""Who may talk to whom: each cell says what the rules say, and unknown is never none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from schoolproof.flows.matrix import Matrix, matrix_of
from schoolproof.flows.sets.packets import service, service_texts
from schoolproof.report.matrix_svg import svg
from tests.flows.build import device_of, site, text_of

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/schemas/matrix-1.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return matrix_of("hill", {"fw1": device_of(text_of("two_vdoms"))})


def test_cells_say_what_the_rules_say(matrix: Matrix) -> None:
    assert matrix.purposes == ("pupil", "guest", "server", "internet")
    assert len(matrix.cells) == 12
    files = matrix.cells["pupil", "server"]
    assert (files.decision, files.services) == ("some", ("tcp/445",))
    assert files.rules == ("policy 3 (files)",)
    web = matrix.cells["guest", "internet"]
    assert web.services == ("tcp/80", "tcp/443")  # root refuses mail that school lets out
    assert matrix.cells["guest", "server"].decision == "none"
    assert matrix.cells["internet", "pupil"].decision == "none"
    # what enters the other VDOM without a translation leaves by no rule
    assert matrix.cells["pupil", "guest"].decision == "none"


def test_all_is_said_only_where_nothing_is_refused() -> None:
    text = text_of("kinds").split("config firewall policy")[0] + (
        'config firewall policy\n    edit 1\n        set srcintf "pupils"\n'
        '        set dstintf "wan1"\n        set action accept\n        set srcaddr "all"\n'
        '        set dstaddr "all"\n        set schedule "always"\n        set service "ALL"\n'
        "    next\nend\n"
    )
    cells = matrix_of("hill", {"fw1": device_of(text, site(pupil=("10.9.32.0/21", 30)))}).cells
    assert cells["pupil", "internet"].decision == "all"
    assert cells["pupil", "internet"].services == ("any",)
    assert cells["internet", "pupil"].decision == "none"


def test_networks_that_do_not_meet_here_are_unknown() -> None:
    behind = site(
        pupil=("10.9.32.0/21", 30), guest=("10.9.40.0/24", None), staff=("10.9.41.0/24", None)
    )
    cells = matrix_of("hill", {"fw1": device_of(text_of("kinds"), behind)}).cells
    cell = cells["guest", "staff"]
    assert cell.decision == "unknown"
    assert "do not meet" in cell.why


def test_a_firewall_without_an_answer_makes_nothing_none() -> None:
    other = device_of("config system interface\nend\n")
    found = matrix_of("hill", {"fw1": device_of(text_of("two_vdoms")), "fw2": other})
    assert found.notes
    assert found.notes[0].startswith("fw2: ")
    assert found.cells["guest", "server"].decision == "unknown"
    assert found.cells["pupil", "server"].rules == ("policy 3 (files)",)
    assert matrix_of("hill", {"fw2": other}).purposes == ()


def test_a_firewall_that_was_not_read_makes_nothing_none() -> None:
    read = {"fw1": device_of(text_of("two_vdoms"))}
    found = matrix_of("hill", read, lost=("fw2.cfg: there is no such configuration",))
    assert found.notes == ("fw2.cfg: there is no such configuration",)
    assert found.cells["guest", "server"].decision == "unknown"
    assert "fw2.cfg" in found.cells["guest", "server"].why


def test_services_in_short() -> None:
    assert service_texts(service("any")) == ["any"]
    assert service_texts(service("tcp/22")) == ["tcp/22"]
    assert service_texts(service("udp/5000-5010")) == ["udp/5000-5010"]
    assert service_texts(service("icmp")) == ["icmp", "icmp6"]
    assert service_texts(service("47")) == ["gre"]
    low, high = service("tcp/1000-65535")[0], service("tcp/1000-65535")[1] + 11
    assert service_texts((low, high)) == ["tcp/1000-65535", "protocol 7"]


def test_a_picture_is_well_formed_with_hostile_names(matrix: Matrix) -> None:
    bad = '</title><script>alert(1)</script>\x1b"'
    hostile = Matrix(bad, matrix.purposes, matrix.cells, (bad,))
    root = ET.fromstring(svg(hostile))  # noqa: S314  our own text
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "script" not in names
    texts = [element.text or "" for element in root.iter()]
    assert any("<script>" in text for text in texts)
    assert "\x1b" not in "".join(texts)
    desc = next(e.text for e in root if e.tag.endswith("desc"))
    assert desc
    assert "pupil to server: some packets pass; tcp/445; by policy 3 (files)" in desc


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "schoolproof", "flows", "--matrix", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_prints_all_formats() -> None:
    shown = run("--site", "millbrook")
    assert shown.returncode == 0, shown.stderr
    assert "staff to cctv: some packets pass; tcp/8443; by policy 17" in shown.stdout
    data = json.loads(run("--site", "millbrook", "--format", "json").stdout)
    jsonschema.validate(data, SCHEMA)
    assert len(data["cells"]) == len(data["purposes"]) * (len(data["purposes"]) - 1)
    assert run("--site", "millbrook", "--format", "svg").stdout.startswith("<svg ")
    for words, said in (
        (("--site", "nowhere"), "there is no site 'nowhere'"),
        (("--site", "millbrook", "--format", "pdf"), "there is no format 'pdf'"),
        (("--site", "millbrook", "--host", "mb-core"), "no such firewall"),
    ):
        found = run(*words)
        assert found.returncode == 2, words
        assert said in found.stderr
