"""A plan as a file: what people approve, and what `apply` reads back. Nothing in it is secret."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from schoolproof.apply.meaning import digest
from schoolproof.apply.model import SCHEMA, Plan
from schoolproof.errors import UserError

ADAPTER = TypeAdapter(Plan)


def as_data(plan: Plan) -> dict[str, Any]:
    """The plan as JSON data, with its own hash."""
    body = {"schema": SCHEMA, **json.loads(json.dumps(asdict(plan)))}
    return {"schema": SCHEMA, "hash": digest(body), **body}


def plan_hash(plan: Plan) -> str:
    """The plan's own hash: SHA-256 of all that it says."""
    return str(as_data(plan)["hash"])


def as_json(plan: Plan) -> str:
    """The plan's file."""
    return json.dumps(as_data(plan), indent=2) + "\n"


def read_plan(path: Path) -> tuple[Plan, str]:
    """A plan and its hash.

    Raises:
        UserError: it cannot be read, or is not what `schoolproof plan` wrote: one letter differs.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        msg = f"this plan cannot be read ({error.strerror})"
        raise UserError(msg, path=path) from None
    except ValueError:
        raise UserError("this is no plan: it is not JSON", path=path) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        msg = f"this is no plan: `schema` is not {SCHEMA}"
        raise UserError(msg, path=path)
    given = data.pop("hash", "")
    if digest(data) != given:
        msg = "this plan was changed after it was made: make it again, and have it approved again"
        raise UserError(msg, path=path)
    del data["schema"]
    try:
        return ADAPTER.validate_python(data), given
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        msg = f"this is no plan of this version (`{where}`): make it again"
        raise UserError(msg, path=path) from None
