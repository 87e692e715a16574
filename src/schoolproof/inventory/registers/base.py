"""What all registers share: a review, entries for some sites or for all, and the line of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, ClassVar

import yaml
from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, StringConstraints

from schoolproof.inventory.yaml import Strict

Places = dict[str, int]


def _day(value: Any) -> Any:
    """Pydantic would read the number 2026 as seconds since 1970, and drop the hour of a time."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date) or isinstance(value, datetime):
        msg = "a day is wanted here, written like 2026-09-01"
        raise ValueError(msg)  # noqa: TRY004  pydantic turns ValueError into its own error
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _no_address(value: str) -> str:
    if "@" in value:
        msg = "a role is wanted here, no address of a person: names of people stay out of Git"
        raise ValueError(msg)
    return value


Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Role = Annotated[Text, AfterValidator(_no_address)]
Texts = Annotated[list[Text], BeforeValidator(_listed, json_schema_input_type=Text | list[Text])]
Percent = Annotated[float, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]


class Placed(Strict, use_attribute_docstrings=True):
    """Something that stands in a file: it knows its lines."""

    _path: str = PrivateAttr("")
    _line: int = PrivateAttr(1)
    _fields: Places = PrivateAttr(default_factory=dict)

    @property
    def file(self) -> str:
        """The file, from the repository's root."""
        return self._path

    @property
    def at(self) -> int:
        """Where the entry begins, 1-based."""
        return self._line

    def line_of(self, field: str) -> int:
        """Where a field stands; where it is missing, the entry's own line."""
        return self._fields.get(field, self._line)

    def put_lines(self, node: yaml.Node, path: str) -> None:
        """Take over the lines of the YAML node that this was read from."""
        self._path = path
        self._line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            return
        below = {str(key.value): child for key, child in node.value}
        self._fields = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
        for name in type(self).model_fields:
            child = below.get(name)
            if child is not None:
                _put_lines(getattr(self, name), child, path)


def _put_lines(value: Any, node: yaml.Node, path: str) -> None:
    if isinstance(value, Placed):
        value.put_lines(node, path)
    elif isinstance(value, list) and isinstance(node, yaml.SequenceNode):
        for item, child in zip(value, node.value, strict=False):
            _put_lines(item, child, path)


class Entry(Placed):
    """One row of a register."""

    sites: Texts = Field(default_factory=list)
    """Sites that it holds for, by the names of the files in inventory/sites/; none: every site."""

    @property
    def label(self) -> str:
        """What a finding calls the entry: the value of its first field."""
        own = next(name for name in type(self).model_fields if name != "sites")
        return str(getattr(self, own))

    def holds_for(self, site: str) -> bool:
        """Whether it speaks of a site."""
        return not self.sites or site in self.sites


class Register(Placed):
    """A whole file. The list that bears the file's name holds its rows."""

    name: ClassVar[str] = ""

    reviewed: Day | None = None
    """The day on which somebody last read the whole register and found it right."""
    reviewed_by: Role | None = None
    """The role that did so."""

    @property
    def rows(self) -> list[Any]:
        """All entries."""
        return list(getattr(self, self.name))

    @property
    def label(self) -> str:
        """What a finding calls the register."""
        return f"{self.name}.yaml"

    def of(self, site: str) -> Iterator[Any]:
        """Entries that hold for a site."""
        return (row for row in self.rows if row.holds_for(site))
