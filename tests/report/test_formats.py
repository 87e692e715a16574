"""Reports: the schemas hold, and hostile text comes out harmless."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schoolproof.report import formats
from schoolproof.report.markdown import code, escape
from schoolproof.report.safe import printable
from tests.conftest import Result

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
CONFIG = "configs/hill/hl-sw1.cfg"
Run = Callable[..., Result]
HOSTILE = "\x1b[31m<script>alert(1)</script> | `code` @team \u202e =1+1 ::error::x"


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / name).read_text(encoding="utf-8")))


def test_check_holds_its_schema(run: Run) -> None:
    result = run("check", "--format", "json")
    schema("check-1.json").validate(json.loads(result.stdout))


def test_show_holds_its_schema(run: Run) -> None:
    result = run("show", CONFIG, "--platform", "cisco_ios", "--format", "json")
    data = json.loads(result.stdout)
    schema("show-1.json").validate(data)
    facts = {f["fact"]: (f["value"], f["line"]) for f in data["facts"]}
    vlan = "interfaces[GigabitEthernet1/0/1].switched_vlan.access_vlan"
    assert facts[vlan] == (20, 8)
    assert facts["hostname"] == ("hl-sw1", 2)


def test_show_lists_what_was_not_understood(run: Run, school: Path) -> None:
    path = school / CONFIG
    path.write_text(path.read_text("utf-8").replace("end\n", "frobnicate all\nend\n"), "utf-8")
    data = json.loads(run("show", CONFIG, "--format", "json").stdout)
    assert [u["text"] for u in data["unread"]] == ["frobnicate all"]


@pytest.mark.parametrize("fmt", formats())
def test_hostile_text_is_harmless_in_every_format(run: Run, school: Path, fmt: str) -> None:
    path = school / CONFIG
    text = path.read_text("utf-8").replace("interface GigabitEthernet1/0/2", f"interface {HOSTILE}")
    path.write_text(text.replace(" description Room 2", f" description {HOSTILE}"), "utf-8")
    out = run("check", "--format", fmt).stdout
    assert "\x1b" not in out
    assert "\u202e" not in out
    if fmt == "markdown":
        assert "<script>" not in out.replace("`<script>", "")


@given(st.text())
def test_printable_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@given(st.text(alphabet=st.sampled_from("`ab ")))
def test_inline_code_cannot_be_closed_from_inside(text: str) -> None:
    shown = code(text)
    fence = shown[: len(shown) - len(shown.lstrip("`"))]
    inner = shown[len(fence) : len(shown) - len(fence)]
    assert not fence or fence not in inner.strip().split(" ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>", "&lt;b&gt;"),
        ("[x](y)", r"\[x\]\(y\)"),
        ("*a*", r"\*a\*"),
        ("#12", r"\#<!-- -->12"),
        ("@team", "@<!-- -->team"),
        ("a|b", r"a\|b"),
        ("&amp;", "&amp;amp;"),
    ],
)
def test_markdown_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_console_fits_eighty_columns_without_colour(run: Run) -> None:
    out = run("check").stdout
    assert max(len(line) for line in out.splitlines()) <= 80
