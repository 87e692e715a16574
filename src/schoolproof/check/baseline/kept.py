"""Findings of the cache, unpacked only when somebody looks at them.

Most of a large trust does not change in one pull request, and its old findings are only counted.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from typing import Any, overload

from schoolproof.check.result import Finding, Severity

SEVERITIES = {severity.value: severity for severity in Severity}  # quicker than asking the class
DEFAULTS = {f.name: f.default for f in fields(Finding) if f.default is not MISSING}
LEFT_OUT = frozenset({"want", "waived", "waiver_note"})  # of a finding before waivers
Packed = tuple[int, int, bytes]  # findings, those that are no remarks, and all of them in bytes


class Kept(Sequence[Finding]):
    """A tuple of findings that unpacks itself. The bytes come out of a sealed entry."""

    __slots__ = ("_body", "_found", "_length", "failures")

    def __init__(self, packed: Packed) -> None:
        self._length, self.failures, self._body = packed
        self._found: tuple[Finding, ...] | None = None

    def _all(self) -> tuple[Finding, ...]:
        if self._found is None:
            plain = marshal.loads(zlib.decompress(self._body))  # noqa: S302  sealed by the cache
            self._found = tuple(_restored(data) for data in plain)
        return self._found

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._all(),)


def pack(findings: Sequence[Finding]) -> Packed | None:
    """Findings before waivers, as `Kept` takes them; None for no findings.

    Raises:
        ValueError: a local control gave something that is of its own kind.
    """
    if not findings:
        return None
    body = marshal.dumps([_plain(finding) for finding in findings])
    # Ports are alike: a tenth is left, which is also a tenth to read and to test the seal of.
    return len(findings), failures(findings), zlib.compress(body, 1)


def failures(findings: Sequence[Finding]) -> int:
    """How many are no remarks."""
    if isinstance(findings, Kept):
        return findings.failures
    return sum(not finding.is_remark for finding in findings)


def _plain(finding: Finding) -> dict[str, Any]:
    data: dict[str, Any] = {"subject": finding.subject, "message": finding.message}
    for name, default in DEFAULTS.items():
        value = getattr(finding, name)
        if value != default and name not in LEFT_OUT:
            data[name] = value.value if isinstance(value, Severity) else value
    return data


def _restored(data: dict[str, Any]) -> Finding:
    severity = data.get("severity")
    return Finding(**{**data, "severity": SEVERITIES[severity]} if severity else data)
