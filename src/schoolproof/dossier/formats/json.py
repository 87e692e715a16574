"""`schoolproof/report/1`: the report for machines. The schema stands beside the docs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from schoolproof.dossier.model import Accepted, Dossier, Part
from schoolproof.report import roadmap_view, status_view, trend_view
from schoolproof.report.entries import Entry
from schoolproof.report.inert import inert_json

SCHEMA = "schoolproof/report/1"


def render(dossier: Dossier) -> str:
    """The parts that the audience is shown, as JSON text."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "name": dossier.name,
        "today": str(dossier.today),
        "audience": dossier.audience,
        "state": dossier.status.state,
        "commit": dossier.revision.commit or None,
        "uncommitted": dossier.revision.changed,
        "problems": list(dossier.problems),
    }
    for part in dossier.parts:
        data |= WRITERS[part](dossier)
    return inert_json(json.dumps(data, indent=2, ensure_ascii=True, default=str)) + "\n"


def _front(dossier: Dossier) -> dict[str, Any]:
    return {
        "areas": dossier.status.areas,
        "since": asdict(dossier.since),
        "next_steps": [step.key for step in dossier.next_steps],
        "not_known": [asdict(silence) for silence in dossier.silences],
    }


def _standards(dossier: Dossier) -> dict[str, Any]:
    return {"sites": status_view.as_data(dossier.status)["sites"]}


def _roadmap(dossier: Dossier) -> dict[str, Any]:
    return {"roadmap": roadmap_view.as_data(dossier.roadmap)}


def _trend(dossier: Dossier) -> dict[str, Any]:
    return {"trend": trend_view.as_data(dossier.trend)}


def _findings(dossier: Dossier) -> dict[str, Any]:
    return {"findings": [_finding(entry) for entry in dossier.findings]}


def _finding(entry: Entry) -> dict[str, Any]:
    first = entry.first
    return {
        "control": entry.verdict.control,
        "code": entry.verdict.code,
        "title": entry.control.title if entry.control else None,
        "clauses": list(entry.verdict.clauses),
        "site": entry.verdict.site,
        "device": entry.verdict.device,
        "severity": entry.severity,
        "blocking": entry.blocking,
        "waived": first.waived,
        "path": first.path,
        "message": first.message,
        "expected": first.expected,
        "actual": first.actual,
        "subjects": [{"subject": str(f.subject), "line": f.line} for f in entry.group.findings],
        "fix": entry.fix,
    }


def _reach(dossier: Dossier) -> dict[str, Any]:
    return {
        "reach": [
            {
                "site": matrix.site,
                "cells": [
                    {"from": source, "to": target, **asdict(cell)}
                    for (source, target), cell in matrix.cells.items()
                ],
                "notes": list(matrix.notes),
            }
            for matrix in dossier.reach
        ]
    }


def _waivers(dossier: Dossier) -> dict[str, Any]:
    return {"waivers": [_waiver(waiver) for waiver in dossier.accepted]}


def _waiver(waiver: Accepted) -> dict[str, Any]:
    return {
        **waiver.entry.model_dump(mode="json"),
        "place": waiver.place,
        "days_left": waiver.days,
        "findings": waiver.used,
    }


def _collected(dossier: Dossier) -> dict[str, Any]:
    return {"collected": [asdict(held) for held in dossier.held]}


def _records(dossier: Dossier) -> dict[str, Any]:
    return {"records": list(dossier.records)}


WRITERS: Mapping[Part, Callable[[Dossier], dict[str, Any]]] = {
    Part.FRONT: _front,
    Part.STANDARDS: _standards,
    Part.ROADMAP: _roadmap,
    Part.TREND: _trend,
    Part.FINDINGS: _findings,
    Part.REACH: _reach,
    Part.WAIVERS: _waivers,
    Part.COLLECTED: _collected,
    Part.RECORDS: _records,
}
