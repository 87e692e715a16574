"""Facts: attributes that a parser sets, each with its line, or does not set at all.

Reading an unset fact raises `UnknownFact`, so that what was not read can never pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, ClassVar, Generic, TypeVar

from schoolproof.errors import UnknownFact


class _SlotsFromAnnotations(type):
    """Makes each annotated name a slot, so a fact is declared once."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
        notes = namespace.get("__annotations__", {})
        slots = (n for n, note in notes.items() if not str(note).startswith("ClassVar"))
        namespace.setdefault("__slots__", tuple(slots))
        return super().__new__(cls, name, bases, namespace)


class Facts(metaclass=_SlotsFromAnnotations):
    """Base of everything in the model.

    `line` is where the object itself stands (1-based, None where no line writes it);
    `lines` gives the line of each fact, None for a documented default.
    """

    KIND: ClassVar[str] = "device"

    line: int | None
    lines: dict[str, int | None]
    reasons: dict[str, str]  # why facts that could be read are not set after all; often absent

    def __init__(self, line: int | None = None, /, **facts: Any) -> None:
        self.line = line
        self.lines = {}
        for name, value in facts.items():
            setattr(self, name, value)
            self.lines[name] = line

    def put(self, line: int | None, /, **facts: Any) -> None:
        """Set facts that `line` states (None: the platform's documented default)."""
        for name, value in facts.items():
            setattr(self, name, value)
            self.lines[name] = line

    def default(self, **facts: Any) -> None:
        """Set facts that no line has set, from the platform's documented defaults."""
        for name, value in facts.items():
            if name not in self.lines:
                setattr(self, name, value)
                self.lines[name] = None

    def forget(self, reason: str, *names: str) -> None:
        """Unset facts that something else decides; `reason` is the sentence why."""
        for name in names:
            if name in self.lines:
                delattr(self, name)
                del self.lines[name]
                self.reasons = {**getattr(self, "reasons", {}), name: reason}

    def __getattr__(self, name: str) -> Any:
        # Python asks here only when a slot is empty. Dunder look-ups (copy, pickle) must see
        # an AttributeError, or those modules break.
        if name.startswith("__") or name == "reasons":
            raise AttributeError(name)
        if name in getattr(self, "reasons", {}):
            raise UnknownFact(self.reasons[name])
        msg = f"{self.KIND}.{name}" if self.KIND != "device" else name
        raise UnknownFact(msg)

    @property
    def label(self) -> str:
        """What a finding calls this object."""
        return str(getattr(self, "name", "")) if "name" in self.lines else self.KIND


F = TypeVar("F", bound=Facts)


class Table(Generic[F]):
    """Objects of one kind by their key, in the order of the text. Iterating gives the objects."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: dict[str, F] = {}

    def __iter__(self) -> Iterator[F]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __getitem__(self, key: str) -> F:
        return self._rows[key]

    def get(self, key: str) -> F | None:
        """The object with this key, or None."""
        return self._rows.get(key)

    def add(self, key: str, row: F) -> F:
        """Store `row` under `key` (a later one replaces an earlier one) and return it."""
        self._rows[key] = row
        return row

    def drop(self, key: str) -> None:
        """Forget `key`; no complaint when it is not there."""
        self._rows.pop(key, None)

    def items(self) -> Iterator[tuple[str, F]]:
        """Pairs of key and object."""
        return iter(self._rows.items())


def read(subject: Facts, path: str) -> Any:
    """The value of a dotted fact path, for example `stp.bpdu_guard`.

    Raises:
        UnknownFact: no parser set it.
    """
    return attrgetter(path)(subject)


def line_of(subject: Facts, path: str) -> int | None:
    """The line that decides a fact; for an absent setting the line of the object that lacks it."""
    *owners, name = path.split(".")
    owner: Any = subject
    for part in owners:
        owner = getattr(owner, part)
    line = owner.lines.get(name)
    if line is None:
        line = owner.line
    return line if line is not None else subject.line
