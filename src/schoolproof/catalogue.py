"""`schoolproof controls`: the controls as a list, or one of them explained."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from schoolproof.check.control import Control
from schoolproof.check.load import built_in_folder, find_controls
from schoolproof.errors import InventoryError, UserError
from schoolproof.inventory import find_root
from schoolproof.report.summary import title
from schoolproof.testing import judge_sample, samples

SCHEMA = "schoolproof/controls/1"


def listing(fmt: str) -> str:
    """All controls, by standard.

    Raises:
        UserError: an unknown format.
    """
    _require(fmt)
    controls = _known()
    if fmt == "json":
        return _json({"schema": SCHEMA, "controls": [_entry(c) for c in controls]})
    lines: list[str] = []
    for standard in sorted({c.standard for c in controls}):
        lines += ["", title(standard)]
        for c in (c for c in controls if c.standard == standard):
            lines.append(f"  {c.code:<14} {c.severity:<9} {c.id.partition('/')[2]}")
            lines.append(f"  {'':<24} {c.title}")
    lines += ["", f"{len(controls)} controls. Explain one: schoolproof controls NAME"]
    return "\n".join(lines) + "\n"


def explain(name: str, fmt: str) -> str:
    """One control: what it demands, why, its parameters, its samples and how each is mended.

    Raises:
        UserError: an unknown control or format.
    """
    _require(fmt)
    known = {c.id: c for c in _known()}
    found = known.get(name) or next((c for c in known.values() if c.code == name.upper()), None)
    if found is None:
        near = get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else "; `schoolproof controls` lists all"
        msg = f"there is no control {name!r}{hint}"
        raise UserError(msg)
    if fmt == "json":
        return _json({"schema": SCHEMA, "controls": [_entry(found)]})
    return "\n".join(_explained(found)) + "\n"


def _explained(control: Control) -> list[str]:
    devices = ", ".join(sorted(control.devices)) or "all devices"
    lines = [
        f"{control.id} ({control.code}, {control.severity})",
        f"{control.title}.",
        "",
        control.doc,
        "",
        f"Speaks of: {devices}",
        f"Evidence for: {', '.join(control.clauses)}",
        f"Certainty: {control.certainty}",
    ]
    if not control.waivable:
        lines.append("It cannot be waived.")
    if control.enforce_from:
        lines.append(f"It only warns until {control.enforce_from}.")
    if control.params:
        lines.append("Parameters (policies/profile.yaml may change them):")
        lines += [f"  {name}: {value}" for name, value in control.params.items()]
    return lines + _samples(control)


def _samples(control: Control) -> list[str]:
    """The first failing sample of each platform, what it says, and what mends it."""
    folder = built_in_folder("validators").parent / "tests" / "validators" / control.id
    shown: dict[str, list[str]] = {}
    for sample in samples(folder) if folder.is_dir() else []:
        if sample.outcome != "fail" or sample.platform in shown:
            continue
        finding = next((f for f in judge_sample(control, sample).findings if f.fix), None)
        if finding:
            lines = ["", f"On {sample.platform}, for example: {finding.message}"]
            if finding.line:
                lines.append(f"  {finding.line:>4} | {finding.quote}")
            shown[sample.platform] = [*lines, "  mend with:", *(f"    {c}" for c in finding.fix)]
    return [line for lines in shown.values() for line in lines]


def _entry(control: Control) -> dict[str, Any]:
    return {
        "id": control.id,
        "code": control.code,
        "title": control.title,
        "standard": control.standard,
        "clauses": list(control.clauses),
        "severity": control.severity,
        "devices": sorted(control.devices) or ["all"],
        "certainty": control.certainty,
        "waivable": control.waivable,
        "enforce_from": str(control.enforce_from) if control.enforce_from else None,
        "params": {name: _plain(value) for name, value in control.params.items()},
        "description": control.doc,
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple | list | set | frozenset) else value


def _known() -> tuple[Control, ...]:
    """The controls of the repository around, or the built-in ones."""
    try:
        return find_controls(find_root(Path.cwd()))
    except InventoryError:
        return find_controls()


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def _require(fmt: str) -> None:
    if fmt not in {"console", "json"}:
        msg = f"there is no format {fmt!r}; known are console, json"
        raise UserError(msg)
