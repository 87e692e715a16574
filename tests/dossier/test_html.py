"""The page as a text: complete, honest, the same every time, and in need of nothing."""

from __future__ import annotations

import itertools
import re
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from schoolproof.check.status import State
from schoolproof.dossier.formats import html
from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page import build
from schoolproof.dossier.page.findings import findings_view
from schoolproof.dossier.page.front import headline, numbers
from schoolproof.dossier.page.sites import Sites
from schoolproof.errors import UserError

from .fleet import fleet
from .made import SINCE, point

ID = re.compile(r'\bid="([^"]*)"')


@pytest.fixture(scope="module")
def text(example: Dossier) -> str:
    return html.render(example)


def test_the_same_dossier_gives_the_same_page(text: str, example: Dossier) -> None:
    assert html.render(example) == text


def test_it_needs_nothing_from_anywhere(text: str) -> None:
    assert "default-src 'none'" in unescape(text)
    assert re.findall(r'(?:src|srcset|action|poster)="(?!data:image/svg\+xml;base64,)', text) == []
    assert re.findall(r"url\((?!#)", text) == []
    outside = set(re.findall(r'href="(https?://[^/"]+)', text))
    assert outside <= {"https://www.gov.uk"}
    assert 'style="' not in text, "the policy forbids style attributes"


def test_no_name_of_a_place_is_given_twice(text: str) -> None:
    assert [name for name, n in Counter(ID.findall(text)).items() if n > 1] == []


def test_every_colour_of_a_chart_is_one_of_the_page(text: str) -> None:
    used = {
        name
        for group in re.findall(r'class="((?:[fs]-[\w-]+ ?)+)"', text)
        for name in group.split()
    }
    sheet = (Path(build.__file__).parent / "style.css").read_text("utf-8")
    assert {"f-met", "s-met-line"} <= used
    assert [name for name in used if f".{name} {{" not in sheet] == []
    drawings = re.findall(r'<svg[^>]*class="plot".*?</svg>', text, re.DOTALL)
    assert len(drawings) == 3
    assert [one for one in drawings if "#0000" in one or "<title" not in one] == []


def test_failed_evidence_leads_to_its_findings(text: str, example: Dossier) -> None:
    targets = set(re.findall(r'href="#(f[oa]-[^"]+)"', text))
    assert targets <= set(ID.findall(text))
    codes = {e.verdict.code for e in example.findings}
    assert len(targets) == len(codes)


def test_headings_go_down_one_level_at_a_time(text: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_every_clause_is_there_with_its_state(text: str, example: Dossier) -> None:
    for site in example.status.sites:
        for area in site.areas:
            for clause in (c for group in area.groups for c in group.clauses):
                part = text.partition(f'id="c-{clause.clause.id}"')[2].partition(">")[0]
                states = re.findall(rf"{site.slug}:(\w+)", part)
                assert states == [build.marks.STATES[clause.state].slug], clause.clause.id


def test_every_finding_is_printed_or_counted(example: Dossier, tmp_path: Path) -> None:
    for found in (example, fleet(tmp_path / "fleet", copies=8)):
        view = findings_view(found, Sites.of(found))
        groups = [*view["open"], *view["accepted"]]
        told = sum(len(g.whole) + len(g.lines) + g.omitted for g in groups)
        assert told == len(found.findings)
        assert view["count"] + view["waived"] == len(found.findings)


def test_what_is_not_known_is_never_called_met(example: Dossier) -> None:
    names = list(example.status.areas)
    core = [a.standard.standard for a in example.status.sites[0].areas if a.standard.core]
    states = dict.fromkeys(names, State.MET)
    whole = replace(example, status=replace(example.status, areas=states))
    sites = Sites.of(whole)
    assert headline(whole, sites) == "All six core standards are met at all three schools."
    for state, words in ((State.NOT_KNOWN, "not known"), (State.MANUAL, "left to people to judge")):
        states[core[0]] = state
        less = replace(example, status=replace(example.status, areas=dict(states)))
        said = headline(less, sites)
        assert said.startswith("Five of the six core standards are fully met at all three schools.")
        assert f"One is {words}." in said


def test_the_share_that_is_met_counts_the_unknown_against_it(example: Dossier) -> None:
    found = Counter({State.MET: 6, State.NOT_KNOWN: 3, State.MANUAL: 1, State.NOT_APPLICABLE: 90})
    said = numbers(found, Sites.of(example))
    assert "make 10 demands" in said
    assert "6 are met (60\N{NO-BREAK SPACE}%)" in said
    assert "Of 3 we do not know" in said


def test_a_text_without_a_day_is_not_in_date(example: Dossier) -> None:
    old, fresh = example.held[0], replace(example.held[1], day=date(2026, 11, 20), stale=False)
    page = html.render(replace(example, held=(replace(old, day=None, stale=False), fresh)))
    rows = page.split('id="collected"')[1].split("<tr data-f")[1:3]
    assert "not dated" in rows[0]
    assert "in date" not in rows[0]
    assert "20 Nov 2026" in rows[1]
    assert "1 of 2 devices are too old" in page


def test_what_could_not_be_judged_stands_at_the_top(example: Dossier) -> None:
    page = html.render(replace(example, problems=("configs/hill/hl-sw1.cfg: cut in mid-word",)))
    first = page.split('id="standards"')[0]
    assert "Not everything could be judged" in first
    assert "cut in mid-word" in first


def test_what_changed_is_not_made_up(example: Dossier) -> None:
    page = html.render(replace(example, since=replace(SINCE, problem="Git holds no state of it")))
    part = page.split('id="since-h"')[1].split("</section>")[0]
    assert "Git holds no state of it." in part
    assert "better" not in part


def test_a_commit_that_could_not_be_judged_is_no_point_of_the_line(example: Dossier) -> None:
    good = (point(0), point(1))
    bad = point(2, passed=0, failed=0, unknown=0, problem="inventory/hosts.yaml:3: no YAML")
    plain = html.render(replace(example, trend=replace(example.trend, points=good)))
    with_bad = html.render(replace(example, trend=replace(example.trend, points=(*good, bad))))
    drawing = re.compile(r'<svg[^>]*aria-labelledby="trend-plot.*?</svg>', re.DOTALL)
    assert drawing.findall(plain) == drawing.findall(with_bad) != []
    assert "not judged" in with_bad.split('id="trend"')[1]


@pytest.mark.parametrize("library", ["jinja2", "matplotlib"])
def test_a_missing_library_is_told_with_its_remedy(
    example: Dossier, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    build.environment.cache_clear()
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UserError, match=rf"needs {library}: pip install 'schoolproof\[report\]'"):
        html.render(example)
    build.environment.cache_clear()
