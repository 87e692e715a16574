"""JSON, CSV and Markdown of the report, and the command that writes them."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schoolproof.check.standards import clauses as all_clauses
from schoolproof.dossier.formats import render
from schoolproof.dossier.formats.csv import HEADER
from schoolproof.dossier.model import PARTS, Audience, Dossier, Part
from schoolproof.report.csv_cells import FORMULA
from schoolproof.report.markdown import escape

from .hostile import poisoned
from .made import ROOT

SCHEMA = json.loads((ROOT / "docs/schemas/report-1.json").read_text("utf-8"))
BLOCK = re.compile(r"^```text\n.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
TEXTS = ("json", "csv", "markdown")
KEYS = {  # the parts' own words in JSON
    Part.FRONT: "next_steps",
    Part.STANDARDS: "sites",
    Part.ROADMAP: "roadmap",
    Part.TREND: "trend",
    Part.FINDINGS: "findings",
    Part.REACH: "reach",
    Part.WAIVERS: "waivers",
    Part.COLLECTED: "collected",
    Part.RECORDS: "records",
}


def text_of(fmt: str, dossier: Dossier) -> str:
    found = render(fmt, dossier)
    assert isinstance(found, str)
    return found


def table(dossier: Dossier) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_of("csv", dossier))))


@pytest.mark.parametrize("audience", [None, *Audience])
def test_json_follows_its_schema_and_shows_the_parts_of_its_audience(
    example: Dossier, audience: Audience | None
) -> None:
    data = json.loads(text_of("json", replace(example, audience=audience)))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert {key for key in KEYS.values() if key in data} == {KEYS[p] for p in PARTS[audience]}


def test_every_clause_stands_in_every_format_with_its_state(example: Dossier) -> None:
    rows = [row for row in table(example) if row["kind"] == "clause"]
    markdown = text_of("markdown", example)
    sites = json.loads(text_of("json", example))["sites"]
    for site in example.status.sites:
        assert {r["code"] for r in rows if r["site"] == site.slug} == set(all_clauses())
        assert all(row["state"] for row in rows)
    for site in sites:
        told = {
            c["id"]: c["state"] for a in site["areas"] for g in a["groups"] for c in g["clauses"]
        }
        assert set(told) == set(all_clauses())
        for row in rows:
            assert row["site"] != site["site"] or row["state"] == told[row["code"]]
    page = text_of("html", example)
    for clause in all_clauses():
        assert escape(clause) in markdown
        assert clause in page


def test_csv_has_every_finding_waiver_and_device(example: Dossier) -> None:
    rows = table(example)
    kinds = [row["kind"] for row in rows]
    assert kinds.count("finding") == len(example.findings)
    assert kinds.count("waiver") == len(example.accepted)
    assert kinds.count("device") == len(example.held)
    assert kinds.count("unknown") == len(example.silences)
    assert tuple(rows[0]) == HEADER


def test_what_is_not_known_is_counted_and_named(example: Dossier) -> None:
    markdown = text_of("markdown", example)
    assert example.silences
    for silence in example.silences[:5]:
        assert escape(silence.code) in markdown


def test_hostile_text_is_inert(example: Dossier) -> None:
    dossier = poisoned(example)
    for row in table(dossier):
        for cell in row.values():
            assert not cell.startswith(FORMULA)
            assert "\x1b" not in cell
            assert "\u202e" not in cell
    markdown = text_of("markdown", dossier)
    outside = CODE.sub("", BLOCK.sub("", markdown))  # inside code nothing is read as HTML
    assert "<script" not in outside
    for fmt in TEXTS:
        text = text_of(fmt, dossier)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "##vso[" not in text or fmt != "json"


def command(*words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "schoolproof", "report", "--no-history", *words]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_writes_several_formats_at_once(tmp_path: Path) -> None:
    data, sheet = tmp_path / "report.json", tmp_path / "report.csv"
    scope = ("--today", "2026-11-25", "--site", "millbrook")
    done = command(*scope, "--format", "json", "--output", str(data), "--also", f"csv={sheet}")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(data.read_text("utf-8"))
    assert [site["site"] for site in told["sites"]] == ["millbrook"]
    assert told["name"] == "Millbrook Primary School"
    assert told["since"]["problem"] == "past commits were not judged for this report"
    assert sheet.read_text("utf-8").startswith("kind,site,standard")


def wrong_words() -> Iterator[tuple[list[str], str]]:
    yield ["--format", "docx"], "there is no format 'docx'; known are csv, html, json"
    yield ["--audience", "parents"], "there is no audience 'parents'; known are leaders, technical"
    yield ["--site", "nowhere"], "the inventory has no site 'nowhere'"
    yield ["--today", "soon"], "--today 'soon' is no date"
    yield ["--also", "pdf"], "--also 'pdf' is not like"


@pytest.mark.parametrize(("words", "sentence"), list(wrong_words()))
def test_wrong_words_get_one_sentence(words: list[str], sentence: str) -> None:
    done = command(*words)
    assert done.returncode == 2
    assert done.stderr.startswith(f"schoolproof: {sentence}")
    assert done.stderr.count("\n") == 1
