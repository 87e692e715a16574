"""Writes what follows from the models of the registers: JSON Schemas, and starter files.

Run it after changing a model: `.venv/bin/python scripts/registers.py`.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schoolproof.inventory.registers import Register, registers

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "docs" / "schemas" / "registers"
STARTERS = ROOT / "template" / "registers"


def schema(name: str, model: type[Register]) -> str:
    """The JSON Schema of a register."""
    data = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"inventory/registers/{name}.yaml",
        **{k: v for k, v in model.model_json_schema().items() if k != "title"},
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def starter(name: str, model: type[Register]) -> str:
    """A file to start with: every field with what it means, behind a `#`."""
    data = model.model_json_schema()
    lines = [
        f"# yaml-language-server: $schema=../../docs/schemas/registers/{name}.json",
        f"# {data['description']}",
        "# Take away the # and one blank in front of what you need, and the [] before the rows.",
    ]
    for field, spec in data["properties"].items():
        if field == "sites":
            continue
        shape = _row(spec, data)
        if shape is None:
            lines += ["", f"# {spec.get('description', '')}", f"# {field}: {_value(spec, data)}"]
        else:
            lines += ["", f"# {spec.get('description', '')}", f"{field}:"]
            lines += [f"#{line}" for line in _fields(shape, data, "   - ")]
    return "\n".join(_null_to_list(lines)) + "\n"


def _null_to_list(lines: list[str]) -> Iterator[str]:
    """A list whose rows are all comments is empty."""
    for line in lines:
        yield f"{line} []" if line.endswith(":") and not line.startswith("#") else line


def _row(spec: dict[str, Any], data: dict[str, Any]) -> dict[str, Any] | None:
    reference = spec.get("items", {}).get("$ref") or spec.get("$ref")
    return data["$defs"][reference.rsplit("/", 1)[1]] if reference else None


def _fields(shape: dict[str, Any], data: dict[str, Any], lead: str) -> Iterator[str]:
    need = shape.get("required", [])
    last = sorted(shape["properties"].items(), key=lambda pair: pair[0] == "sites")
    pad = " " * len(lead)
    for field, spec in last:
        must = "" if field in need else " May be left out."
        note = f"{spec.get('description', '')}{must}"
        yield from textwrap.wrap(note, 100, initial_indent=f"{pad}# ", subsequent_indent=f"{pad}# ")
        below = _row(_one(spec), data)
        if below is None or "enum" in below:
            yield f"{lead}{field}: {_value(spec, data)}"
        else:
            yield f"{lead}{field}:"
            inner = f"{pad}  - " if spec.get("type") == "array" else f"{pad}  "
            yield from _fields(below, data, inner)
        lead = pad


def _one(spec: dict[str, Any]) -> dict[str, Any]:
    """A field that may be null, without the null."""
    options = [o for o in spec.get("anyOf", []) if o.get("type") != "null"]
    return {**spec, **options[0]} if options else spec


def _value(spec: dict[str, Any], data: dict[str, Any]) -> str:
    spec = _one(spec)
    if "enum" in spec or "const" in spec:
        return str(spec.get("enum", [spec.get("const")])[0])
    if spec.get("type") == "array":
        return f"[{_value(spec.get('items', {}), data)}]"
    if spec.get("format") in {"date", "date-time"}:
        return "2026-09-01" if spec["format"] == "date" else "2026-09-01T08:30:00"
    if spec.get("pattern"):
        return '"2026-09"'
    simple = {"integer": "0", "number": "0", "boolean": "false", "object": "{}"}
    return simple.get(spec.get("type", ""), "…")


def main() -> None:
    """Write them all."""
    for folder in (SCHEMAS, STARTERS):
        folder.mkdir(parents=True, exist_ok=True)
    for name, model in registers().items():
        (SCHEMAS / f"{name}.json").write_text(schema(name, model), encoding="utf-8")
        (STARTERS / f"{name}.yaml").write_text(starter(name, model), encoding="utf-8")


if __name__ == "__main__":
    main()
