"""What follows from the models that people write YAML for: JSON Schemas, and starter files.

They are made from the installed package, so they fit its version without standing in it twice.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from schoolproof.errors import UserError
from schoolproof.files import write_atomic
from schoolproof.inventory.registers import FOLDER, Register, registers
from schoolproof.inventory.sites import SiteFile

SCHEMAS = "docs/schemas"  # where the first line of a starter file looks for them
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The JSON Schema of each register, and that of site files, by its place."""
    made = {f"{SCHEMAS}/registers/{n}.json": schema(n, m) for n, m in registers().items()}
    return {**made, f"{SCHEMAS}/site.json": _schema("inventory/sites/<site>.yaml", SiteFile)}


def write_schemas(root: Path) -> list[str]:
    """Write them where starter files look for them; gives back those that changed.

    Raises:
        UserError: a file cannot be written.
    """
    return [path for path, text in schemas().items() if _written(root / path, text)]


def write_starters(root: Path) -> list[str]:
    """Write a starter file for each register that the repository lacks; never over one.

    Raises:
        UserError: a file cannot be written.
    """
    texts = {f"{FOLDER}/{name}.yaml": starter(name, model) for name, model in registers().items()}
    lacking = {path: text for path, text in texts.items() if not (root / path).exists()}
    return [path for path, text in lacking.items() if _written(root / path, text)]


def _written(path: Path, text: str) -> bool:
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"its folder cannot be made ({error.strerror})"
        raise UserError(msg, path=path) from None
    write_atomic(path, text)
    return True


def schema(name: str, model: type[Register]) -> str:
    """The JSON Schema of a register."""
    return _schema(f"{FOLDER}/{name}.yaml", model)


def _schema(title: str, model: type[BaseModel]) -> str:
    shape = {k: v for k, v in model.model_json_schema().items() if k != "title"}
    data = {"$schema": DIALECT, "title": title, **shape}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def starter(name: str, model: type[Register]) -> str:
    """A file to start with: every field with what it means, behind a `#`."""
    data = model.model_json_schema()
    lines = [
        f"# yaml-language-server: $schema=../../{SCHEMAS}/registers/{name}.json",
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
    lists = [o for o in options if o.get("type") == "array"]  # one word may stand for a list of one
    return {**spec, **(lists or options)[0]} if options else spec


def _value(spec: dict[str, Any], data: dict[str, Any]) -> str:
    spec = _one(spec)
    if spec.get("examples"):
        return str(spec["examples"][0])
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
