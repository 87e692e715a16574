"""Puts the page together: views in Python, words in templates, one file with everything in it."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schoolproof.dossier.model import Audience, Dossier, Part
from schoolproof.dossier.page import marks, text
from schoolproof.dossier.page.extras import missing
from schoolproof.dossier.page.findings import anchors, findings_view
from schoolproof.dossier.page.front import front_view
from schoolproof.dossier.page.past import past_view
from schoolproof.dossier.page.plan import plan_view
from schoolproof.dossier.page.proofs import standards_view
from schoolproof.dossier.page.reach import reach_view
from schoolproof.dossier.page.sites import Sites
from schoolproof.dossier.page.stores import collected_view, records_view, waivers_view
from schoolproof.report.safe import printable

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
TITLES = {
    Part.FRONT: "Where we stand",
    Part.STANDARDS: "Standard by standard",
    Part.ROADMAP: "Roadmap to 2030",
    Part.TREND: "How it went",
    Part.FINDINGS: "Technical findings",
    Part.REACH: "Who may talk to whom",
    Part.WAIVERS: "Accepted risks",
    Part.COLLECTED: "What this report stands on",
    Part.RECORDS: "Changes made to devices",
}
VIEWS = {
    Part.FRONT: front_view,
    Part.STANDARDS: standards_view,
    Part.ROADMAP: plan_view,
    Part.TREND: past_view,
    Part.FINDINGS: findings_view,
    Part.REACH: reach_view,
    Part.WAIVERS: waivers_view,
    Part.COLLECTED: collected_view,
    Part.RECORDS: records_view,
}


def page(dossier: Dossier, *, paper: bool = False) -> str:
    """The whole page.

    `paper`: what is folded on a screen lies open, for nobody can unfold it there. All evidence does
    so for auditors only: others would get a binder.

    Raises:
        UserError: the libraries of the `report` extra are missing.
    """
    style, script = _style(), _asset("script.js")
    sites = Sites.of(dossier)
    views: dict[str, Any] = {part.value: VIEWS[part](dossier, sites) for part in dossier.parts}
    linked = anchors(views["findings"]) if "findings" in views else {}
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            dossier=dossier,
            sites=sites,
            views=views,
            parts=dossier.parts,
            titles=TITLES,
            anchors=linked,
            opened=paper,
            evidence=paper and dossier.audience is Audience.AUDITOR,
            style=style,
            script=script,
            policy=_policy(style, script),
        )
    )


@cache
def environment() -> Environment:
    """Templates in which everything is escaped, whatever their files are called.

    Raises:
        UserError: jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  an extra
    except ImportError:
        raise missing("jinja2") from None
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "day": text.day,
        "short_day": text.short_day,
        "ident": text.ident,
        "listed": text.listed,
        "number": text.number,
        "prose": text.prose,
        "ticks": text.ticks,
        "web": text.web,
    }
    found.globals |= {
        "count": text.count,
        "percent": text.percent,
        "STATES": marks.STATES,
        "MEANINGS": marks.MEANINGS,
        "SEVERITIES": marks.SEVERITIES,
    }
    return found


def _shown(value: Any) -> Any:
    """Every text that comes from data: characters that a reader cannot see stand as codes."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return printable(value)
    return value


def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _style() -> str:
    """One sheet; the dark colours stand where the machine wants them, and where the button does."""
    dark = _asset("dark.css")
    wanted = (
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{\n{dark}}} }}'
    )
    pressed = f':root[data-theme="dark"] {{\n{dark}}}'
    screen = f"@media screen {{\n{wanted}\n{pressed}\n}}\n"
    return _asset("style.css") + screen + _asset("print.css")


def _policy(style: str, script: str) -> str:
    """Nothing is loaded from anywhere, and only our own style and script are obeyed."""
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; "
        f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
