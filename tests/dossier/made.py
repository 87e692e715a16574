"""Dossiers for tests: what was judged is real, past and reachability are made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from schoolproof.check.result import Severity
from schoolproof.check.run import Scope, run_check
from schoolproof.check.status import State, status_of
from schoolproof.dossier.held import accepted, held
from schoolproof.dossier.model import Dossier, Revision, Shift, Since
from schoolproof.dossier.silence import silences
from schoolproof.flows.matrix import Cell, Matrix
from schoolproof.inventory import Project
from schoolproof.inventory.terms import Term
from schoolproof.report.entries import entries
from schoolproof.roadmap.model import Effort, Kind, Roadmap, Step
from schoolproof.trend.model import Move, Point, Trend

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)


def dossier(root: Path = ROOT, **changes: Any) -> Dossier:
    """A dossier of a repository; `changes` replace what is said here."""
    project = Project(root)
    sites = tuple(sorted({host.site for host in project.hosts.values()}))
    run = run_check(project, Scope(), today=TODAY)
    status = status_of(run, project, sites)
    made = Dossier(
        name="Greenfield Learning Trust",
        today=TODAY,
        audience=None,
        run=run,
        status=status,
        revision=Revision("4f1c9a7e52b0d3c8a6e1f09b7d24c35e8a90b1d7", date(2026, 11, 24)),
        next_steps=STEPS[:3],
        silences=silences(run, status),
        since=SINCE,
        findings=tuple(sorted(entries(run, waived=True), key=lambda e: e.first.waived)),
        accepted=tuple(accepted(project, run, frozenset(sites))),
        held=tuple(held(project, run)),
        roadmap=Roadmap(TODAY, TERMS, STEPS, ()),
        trend=trend(),
        reach=tuple(matrix(site) for site in sites),
        records=(RECORD,),
        problems=(),
    )
    return replace(made, **changes)


TERMS = (
    Term("autumn term 2026", date(2026, 9, 2), date(2026, 12, 18), known=True),
    Term("spring term 2027", date(2027, 1, 5), date(2027, 3, 25), known=True),
    Term("summer term 2027", date(2027, 4, 12), date(2027, 7, 21), known=False),
)


def step(key: str, title: str, **changes: Any) -> Step:
    """A step of the roadmap."""
    usual = Step(
        key=key,
        title=title,
        why="A switch without security updates stays open to faults that everybody knows.",
        kind=Kind.DEVICE,
        standard="network_switching",
        clauses=("NS-2c",),
        sites=("millbrook",),
        subjects=("mb-core",),
        risk=Severity.HIGH,
        effort=Effort.LARGE,
        effort_why="something has to be bought",
        cost=Decimal(6400),
        who="head of IT services",
        after=(),
        due=date(2027, 7, 31),
        term=TERMS[1].name,
        source="inventory/registers/assets.yaml:237",
        fix=(),
    )
    return replace(usual, **changes)


STEPS = (
    step("restore", "Try a restore of every critical system", term=TERMS[0].name, overdue=True),
    step("core", "Replace the core switch that has no support any more", risk=Severity.CRITICAL),
    step(
        "bpdu", "Turn on BPDU guard on 3 switches", fix=("interface Gi1/0/1", " no shut"), cost=None
    ),
    step("later", "Plan the new wireless contract", after=("core",), term=TERMS[2].name, due=None),
)
SINCE = Since(
    term="autumn term 2026",
    day=date(2026, 8, 30),
    met_then=358,
    met_now=373,
    failed_then=31,
    failed_now=26,
    unknown_then=60,
    unknown_now=62,
    shifts=(Shift("network_switching", "Network switching", State.NOT_MET, State.PARTLY),),
)
RECORD = {
    "schema": "schoolproof/record/1",
    "plan": "9b1de0f2c4a85577",
    "commit": "4f1c9a7e52b0d3c8a6e1",
    "author": "network manager",
    "approver": "head of IT services",
    "devices": {
        "ql-sci-sw1": {
            "site": "quarry-lane",
            "end": "done",
            "commands": ["interface GigabitEthernet1/0/3", " spanning-tree bpduguard enable"],
            "finished": "2026-11-10T17:22:09+00:00",
        }
    },
}


def point(number: int, **changes: Any) -> Point:
    """A month of the trend, a little better than the last."""
    usual = Point(
        commit=f"{number:02d}" * 20,
        day=date(2026, 1, 5) + timedelta(days=28 * number),
        subject="Shut the telnet door of the library switch",
        passed=600 + 6 * number,
        failed=60 - 3 * number,
        unknown=100 - 4 * number,
        other=18,
        waived=4,
        clauses={State.MET: 300 + number},
        areas={"network_switching": State.PARTLY},
        mean_age=30.0 + number,
    )
    return replace(usual, **changes)


def trend() -> Trend:
    """Eleven months, one of them broken."""
    broken = point(4, problem="inventory/hosts.yaml:3: this is no YAML", mean_age=None)
    points = tuple(broken if number == 4 else point(number) for number in range(11))
    move = Move("07" * 20, date(2026, 7, 20), "Take out the old guest network", 3, 1, 0)
    return Trend("month", points, (move,), 30, 0)


def matrix(site: str) -> Matrix:
    """Pupils reach the internet by two services, and nobody reaches management."""
    names = ("pupil", "staff", "guest", "management", "server", "voice", "print", "internet")
    cells = {(a, b): Cell("none") for a in names for b in names if a != b}
    cells["pupil", "internet"] = Cell("some", ("tcp/80", "tcp/443"), ("12",))
    cells["staff", "internet"] = Cell("all", (), ("3",))
    cells["staff", "print"] = Cell("some", ("tcp/9100", "tcp/631"), ("7",))
    cells["guest", "server"] = Cell("unknown", why="policy 9 names a schedule that is not there")
    return Matrix(site, names, cells)
