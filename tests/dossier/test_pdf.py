"""The report on paper."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from schoolproof.dossier.formats import pdf
from schoolproof.dossier.model import Audience, Dossier
from schoolproof.errors import UserError

from .conftest import need_browser


def tool(name: str, path: Path) -> str:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    command = [name, str(path), *(["-"] if name == "pdftotext" else [])]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def written(example: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_browser()
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(pdf.render(example))
    return path


def test_it_is_a4_tagged_and_has_pages(written: Path) -> None:
    said = tool("pdfinfo", written)
    fields = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    assert int(fields["Pages"]) > 5
    assert "A4" in fields["Page size"]
    assert fields["Tagged"].strip() == "yes"


def test_its_first_page_is_for_leaders_and_all_clauses_follow(
    written: Path, example: Dossier
) -> None:
    pages = tool("pdftotext", written).split("\f")
    assert example.name in pages[0]
    assert "25 November 2026" in pages[0]
    assert "Core standards, to be met by 2030" in pages[0]
    assert "Open all evidence" not in "".join(pages), "no button on paper"
    whole = "".join(pages)
    areas = example.status.sites[0].areas
    ids = [c.clause.id for area in areas for group in area.groups for c in group.clauses]
    assert [clause for clause in ids if clause not in whole] == []
    assert "Commands that mend it" in whole


def test_for_auditors_all_evidence_lies_open(written: Path, example: Dossier) -> None:
    auditors = written.with_name("auditor.pdf")
    auditors.write_bytes(pdf.render(replace(example, audience=Audience.AUDITOR)))
    assert "As of" not in tool("pdftotext", written)
    assert tool("pdftotext", auditors).count("As of") > len(example.status.sites[0].areas)


def test_without_a_browser_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr(pdf, "PLACES", ())
    with pytest.raises(UserError, match="PDF needs Chromium, Chrome or Edge on this machine"):
        pdf.printed("<p>a page</p>")


def test_a_browser_that_fails_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho 'no display' >&2\nexit 1\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="chromium wrote no PDF: no display"):
        pdf.printed("<p>a page</p>")


def test_a_browser_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "chromium"
    slow.write_text("#!/bin/sh\n/bin/sleep 60\n", "utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "SECONDS", 1)
    with pytest.raises(UserError, match="did not finish the PDF within 1 seconds"):
        pdf.printed("<p>a page</p>")
