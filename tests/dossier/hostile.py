"""Makes every text of a dossier hostile: tags, a formula, terminal codes, right-to-left marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from schoolproof.check.status import Evidence
from schoolproof.check.waivers import WaiverEntry
from schoolproof.dossier.model import Dossier

MARK = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\x1b[31m\u202ecod.exe"
FORMULA = "=cmd|' /C calc'!A0 "
SAFE = "\\x1b[31m\\u202ecod.exe"  # how it must be seen


def poisoned(found: Dossier) -> Dossier:
    """The same dossier, written by somebody who hates us."""
    run = replace(found.run, results=(), verdicts=_walk(found.run.verdicts))
    controls = tuple(replace(c, title=c.title + MARK, id=c.id + MARK) for c in found.run.controls)
    sites = tuple(
        replace(
            site, slug=site.slug + MARK, name=FORMULA + site.name + MARK, areas=_walk(site.areas)
        )
        for site in found.status.sites
    )
    kept = {"run", "status", "today", "audience"}
    changes = {f.name: _walk(getattr(found, f.name)) for f in fields(found) if f.name not in kept}
    status = replace(found.status, sites=sites)
    return replace(found, run=replace(run, controls=controls), status=status, **changes)


def _walk(value: Any) -> Any:
    """Every text below here with the mark at its end; enumerations and our own standards stay."""
    if isinstance(value, str):
        return value + MARK if value and not isinstance(value, Enum) else value
    if isinstance(value, tuple | list):
        return tuple(_walk(item) for item in value)
    if isinstance(value, WaiverEntry):
        words = ("reason", "owner", "accepted", "subject", "control")
        return value.model_copy(update={w: _walk(getattr(value, w)) for w in words})
    if isinstance(value, Mapping):
        return {_key(key): _walk(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _field(value, f.name) for f in fields(value)})
    return value


def _key(key: Any) -> Any:
    """Keys that are data, of a matrix; those of a record and of counts are our words."""
    return _walk(key) if isinstance(key, tuple) else key


def _field(value: Any, name: str) -> Any:
    found = getattr(value, name)
    if name in {"check", "params", "devices", "roles"} and not isinstance(value, Evidence):
        return found  # of a control: what it is, not what it says
    if name in {"areas", "clauses"} and isinstance(found, Mapping):
        return found  # words of ours
    return _walk(found)
