"""Tables of what the report stands on: waivers, collected texts, records of changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check.waivers import WARN_DAYS
from schoolproof.dossier.model import Accepted, Dossier, Held
from schoolproof.dossier.page.marks import Mark
from schoolproof.dossier.page.sites import Sites
from schoolproof.dossier.page.text import percent

RECORDS = 300  # newest changes that are listed


def waivers_view(dossier: Dossier, sites: Sites) -> dict[str, Any]:
    """Accepted risks, with how long each still runs."""
    controls = {control.id: control for control in dossier.run.controls}
    rows = [
        {
            "waiver": waiver,
            "entry": waiver.entry,
            "control": controls.get(waiver.entry.control),
            "where": waiver.entry.device or sites.name(waiver.entry.site),
            "schools": sites.keys([waiver.entry.site]),
            "mark": _mark(waiver),
        }
        for waiver in dossier.accepted
    ]
    ended = sum(waiver.days < 0 for waiver in dossier.accepted)
    soon = sum(0 <= waiver.days <= WARN_DAYS for waiver in dossier.accepted)
    return {"rows": rows, "ended": ended, "soon": soon, "warn": WARN_DAYS}


def _mark(waiver: Accepted) -> Mark:
    if waiver.days < 0:
        return Mark("notmet", f"ended {-waiver.days} days ago")
    left = "today is its last day" if not waiver.days else f"{waiver.days} days left"
    if waiver.days <= WARN_DAYS:
        return Mark("partly", f"ends soon: {left}")
    return Mark("met", left)


def collected_view(dossier: Dossier, sites: Sites) -> dict[str, Any]:
    """Each device's text: from when it is, and how much of it was not understood."""
    rows = [
        {
            "held": held,
            "site": sites.name(held.site),
            "schools": sites.keys([held.site]),
            "mark": _age(held),
            "unread": percent(held.unread, held.lines),
        }
        for held in dossier.held
    ]
    return {
        "rows": rows,
        "stale": sum(held.stale and held.day is not None for held in dossier.held),
        "undated": sum(held.day is None for held in dossier.held),
        "lines": sum(held.lines for held in dossier.held),
        "unread": sum(held.unread for held in dossier.held),
        "platforms": Counter(held.platform for held in dossier.held).most_common(),
        "notes": dossier.run.notes[:RECORDS],
    }


def _age(held: Held) -> Mark:
    if held.day is None:
        return Mark("unknown", "not dated")
    return Mark("unknown", "too old") if held.stale else Mark("met", "in date")


def records_view(dossier: Dossier, sites: Sites) -> dict[str, Any]:
    """What was done to which device, newest first."""
    rows = [row for record in dossier.records for row in _record(record, sites)]
    rows.sort(key=lambda row: row["finished"], reverse=True)
    return {"rows": rows[:RECORDS], "left": max(0, len(rows) - RECORDS)}


def _record(record: Mapping[str, Any], sites: Sites) -> Iterator[dict[str, Any]]:
    devices = record.get("devices")
    for host, entry in devices.items() if isinstance(devices, Mapping) else ():
        if not isinstance(entry, Mapping):
            continue  # no record of ours says that
        site = str(entry.get("site") or "")
        yield {
            "plan": str(record.get("plan", ""))[:16],
            "commit": str(record.get("commit", ""))[:12],
            "who": _who(record),
            "urgent": bool(record.get("break_glass")),
            "dry": bool(record.get("dry")),
            "host": host,
            "site": sites.name(site) if site else "",
            "schools": sites.keys([site]),
            "finished": str(entry.get("finished") or entry.get("started") or ""),
            "end": str(entry.get("end") or f"not ended, stage {entry.get('stage', 'not known')}"),
            "why": str(entry.get("why") or ""),
            "commands": len(entry.get("commands") or ()),
        }


def _who(record: Mapping[str, Any]) -> str:
    """Who asked, who agreed, who ran it."""
    words = (("author", "asked for by"), ("approver", "approved by"), ("by", "run by"))
    return "; ".join(f"{word} {record[name]}" for name, word in words if record.get(name))
