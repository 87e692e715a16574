"""YAML that people write: every error says file, line, column and the nearest known word."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from schoolproof.errors import InventoryError

M = TypeVar("M", bound=BaseModel)
# libyaml's loader is ten times faster and gives the same marks; not every build of PyYAML has it.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Strict(BaseModel, extra="forbid", frozen=True):
    """Base of what people write: unknown words are mistakes."""


def load_yaml(path: Path) -> Any:
    """The data of one YAML file; None when it is empty.

    Raises:
        InventoryError: unreadable, not UTF-8, bad YAML, or a key given twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InventoryError("this file is missing", path=path) from None
    except (OSError, UnicodeDecodeError) as error:
        msg = f"this file cannot be read as UTF-8 text ({type(error).__name__})"
        raise InventoryError(msg, path=path) from error
    try:
        node = _composed(text)
        _refuse_twice(node, path)
        return None if node is None else Loader("").construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        msg = f"this is not YAML: {error.problem or 'it cannot be read'}"
        raise InventoryError(msg, path=path, line=line, column=column) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        msg = f"this is not YAML: {str(error).splitlines()[0]}"
        raise InventoryError(msg, path=path) from None


@lru_cache(maxsize=2)
def _composed(text: str) -> yaml.Node | None:
    """The nodes of a text. The same file is asked for its data, and then for lines in it."""
    return yaml.compose(text, Loader=Loader)


def _refuse_twice(node: yaml.Node | None, path: Path) -> None:
    """YAML lets the last of two equal keys win; here that would silently drop a host."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _refuse_twice(child, path)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value)
        if name in seen:
            mark = key.start_mark
            msg = f"{name!r} stands here a second time: remove one of the two"
            raise InventoryError(msg, path=path, line=mark.line + 1, column=mark.column + 1)
        seen.add(name)
        _refuse_twice(value, path)


def load_model(
    path: Path, model: type[M], data: Any = None, *, at: tuple[int | str, ...] = ()
) -> M:
    """One YAML file, or the part of it that stands `at` a key, as a pydantic model.

    Raises:
        InventoryError: the first mistake, at file:line:column, with the nearest known word.
    """
    if data is None:
        data = load_yaml(path) or {}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        line, column = place_of(path, (*at, *first["loc"]))
        sentence = _sentence(first, model)
        raise InventoryError(sentence, path=path, line=line, column=column) from None


def place_of(path: Path, loc: tuple[int | str, ...]) -> tuple[int | None, int | None]:
    """Line and column (1-based) of the deepest part of `loc` that the file holds."""
    node = _composed(path.read_text(encoding="utf-8"))
    mark = None
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if str(k.value) == str(part)), None)
            if pair is None:
                continue  # pydantic names union members in `loc` too; those are not in the file
            mark, node = pair[0].start_mark, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            mark = node.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def key_lines(path: Path) -> dict[str, int]:
    """The line (1-based) of each key at the top of a file."""
    node = _composed(path.read_text(encoding="utf-8"))
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {str(key.value): key.start_mark.line + 1 for key, _ in pairs}


def _sentence(error: Any, model: type[BaseModel]) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        word = str(error["loc"][-1])
        near = get_close_matches(word, sorted(_words(model)), n=1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        return f"`{word}` is not a word that stands here{hint}"
    if error["type"] == "missing":
        return f"`{error['loc'][-1]}` is missing in `{where.rpartition('.')[0] or 'the file'}`"
    message = error["msg"].removeprefix("Value error, ")
    given = error.get("input")
    shown = f" (it is {given!r})" if isinstance(given, str | int | float) else ""
    return f"`{where}`: {message[:1].lower()}{message[1:]}{shown}"


def _words(model: type[BaseModel]) -> set[str]:
    """Field names of a model and of the models in it."""
    found: set[str] = set()
    pending, seen = [model], set()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, field in current.model_fields.items():
            found.add(field.alias or name)
            pending.extend(_models_in(field.annotation))
    return found


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in _models_in(part)]
