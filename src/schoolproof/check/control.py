"""The `@control` decorator gives a function its code, clauses and severity."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schoolproof.check.result import Item, Severity
from schoolproof.errors import ControlError

Check = Callable[..., Iterable[Item]]
CODE = re.compile(r"[A-Z]+-\d{3}")
SECTIONS = ("Why it matters:", "Expected results:")
INPUTS = frozenset({"device", "host", "site", "trust", "registers", "today", "params", "history"})


@dataclass(frozen=True, slots=True)
class Control:
    """One checkable rule. `id` is its path below `validators/`, without the ending."""

    check: Check
    code: str
    clauses: tuple[str, ...]
    severity: Severity
    devices: frozenset[str]  # classes it speaks of; empty: all
    roles: frozenset[str]  # roles it speaks of; empty: all
    params: Mapping[str, Any]
    certainty: str
    waivable: bool
    enforce_from: date | None
    inputs: tuple[str, ...]
    id: str = ""
    title: str = ""
    path: str = ""
    doc: str = field(default="", repr=False)

    @property
    def standard(self) -> str:
        """The folder it stands in: a DfE standard, or `local`."""
        return self.id.split("/", 1)[0]

    @property
    def scope(self) -> str:
        """`device`, `site` or `trust`; what takes registers alone speaks of the trust."""
        found = (name for name in ("device", "site", "trust") if name in self.inputs)
        return next(found, "trust")

    def section(self, heading: str) -> str:
        """The text of a docstring section such as `Why it matters:`, in one paragraph per line."""
        found = re.search(rf"{re.escape(heading)}(.*?)(?:\n\s*\n|\Z)", self.doc, re.DOTALL)
        return inspect.cleandoc(found.group(1)) if found else ""

    def speaks_of(self, classes: frozenset[str], role: str) -> bool:
        """Whether devices of these classes and this role are its business."""
        fits_class = not self.devices or bool(self.devices & classes)
        return fits_class and (not self.roles or role in self.roles)


def control(  # noqa: PLR0913  these are a control's attributes, each by keyword
    *,
    code: str,
    clauses: Iterable[str],
    severity: str,
    device: str | Iterable[str] = "all",
    role: str | Iterable[str] = (),
    params: Mapping[str, Any] | None = None,
    certainty: str = "fact",
    waivable: bool = True,
    enforce_from: str | None = None,
) -> Callable[[Check], Control]:
    """Make a control of a generator function; its inputs come by parameter name.

    Args:
        code: the catalogue's number, `SWITCH-009`.
        clauses: ids of the DfE clauses that it is evidence for.
        severity: low, medium, high or critical.
        device: `switch`, `firewall`, `wireless_controller`, several of them, or `all`.
        role: `core`, `access` … when it speaks of some roles only.
        params: names and defaults; `policies/profile.yaml` may override them.
        certainty: `fact` when the text decides, `judgement` when a person should look.
        waivable: False when no risk acceptance is possible.
        enforce_from: ISO date until which it only warns.

    Raises:
        ControlError: something is missing or is not one of the known words.
    """

    def make(check: Check) -> Control:
        inputs = tuple(inspect.signature(check).parameters)
        doc = inspect.getdoc(check) or ""
        _validate(code, inputs, doc, certainty)
        return Control(
            check=check,
            code=code,
            clauses=tuple(clauses),
            severity=Severity(severity),
            devices=frozenset() if device == "all" else _names(device),
            roles=_names(role),
            params=dict(params or {}),
            certainty=certainty,
            waivable=waivable,
            enforce_from=date.fromisoformat(enforce_from) if enforce_from else None,
            inputs=inputs,
            doc=doc,
        )

    return make


def _names(given: str | Iterable[str]) -> frozenset[str]:
    return frozenset({given} if isinstance(given, str) else given)


def _validate(code: str, inputs: tuple[str, ...], doc: str, certainty: str) -> None:
    if not CODE.fullmatch(code):
        msg = f"the code {code!r} is not like SWITCH-009"
        raise ControlError(msg)
    if certainty not in {"fact", "judgement"}:
        msg = f"{code}: certainty is `fact` or `judgement`, not {certainty!r}"
        raise ControlError(msg)
    unknown = set(inputs) - INPUTS
    if unknown or not set(inputs) & {"device", "site", "trust", "registers"}:
        known = "device, site or trust (and host, registers, today, params, history)"
        msg = f"{code}: a check takes {known}, not {', '.join(inputs)}"
        raise ControlError(msg)
    if "history" in inputs and "device" not in inputs:
        msg = f"{code}: the history is that of a device, so a check that takes it takes the device"
        raise ControlError(msg)
    missing = [heading for heading in SECTIONS if heading not in doc]
    if missing:
        msg = f"{code}: the docstring lacks {' and '.join(missing)}"
        raise ControlError(msg)
