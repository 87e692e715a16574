"""Registers: what is wrong is said in one sentence at its line; what follows from them is fresh."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from schoolproof.errors import InventoryError, UnknownFact
from schoolproof.inventory.register_files import schemas, starter
from schoolproof.inventory.registers import (
    FOLDER,
    Registers,
    load_register,
    load_registers,
    registers,
)
from tests.conftest import Result

ROOT = Path(__file__).parents[2]
BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
NAMES = sorted(registers())
SITES = ("quarry-lane", "millbrook", "harbourside")
Run = Callable[..., Result]
CONTRACT = {
    "name": "a line",
    "kind": "broadband",
    "supplier": "Example Fibre",
    "start": "2026-01-01",
    "end": "2027-01-01",
}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_register_is_refused_in_one_sentence_at_its_line(path: Path) -> None:
    first, *_ = path.read_text(encoding="utf-8").splitlines()
    line, _, words = first.removeprefix("# expect: ").partition(": ")
    name = path.stem.partition(".")[0]
    with pytest.raises(InventoryError) as error:
        load_register(path, registers()[name], SITES)
    said = str(error.value)
    assert said.startswith(f"{path}:{line}:"), said
    assert words in said
    assert "\n" not in said


def test_there_are_thirty_bad_files() -> None:
    assert len(BAD) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_of_a_register_is_fresh_and_takes_the_example(name: str) -> None:
    place = f"docs/schemas/registers/{name}.json"
    assert (ROOT / place).read_text("utf-8") == schemas()[place], "run scripts/registers.py"
    takes(place, ROOT / FOLDER / f"{name}.yaml")


@pytest.mark.parametrize("site", SITES)
def test_the_schema_of_a_site_file_is_fresh_and_takes_the_example(site: str) -> None:
    place = "docs/schemas/site.json"
    assert (ROOT / place).read_text("utf-8") == schemas()[place], "run scripts/registers.py"
    takes(place, ROOT / "inventory" / "sites" / f"{site}.yaml")


def takes(schema: str, example: Path) -> None:
    """The schema is one, and the example is right by it."""
    stored = json.loads((ROOT / schema).read_text("utf-8"))
    data = yaml.safe_load(example.read_text("utf-8"))
    Draft202012Validator.check_schema(stored)
    Draft202012Validator(stored).validate(json.loads(json.dumps(data, default=str)))


WRITTEN = [
    *(ROOT / "template" / "registers").glob("*.yaml"),
    *(ROOT / FOLDER).glob("*.yaml"),
    *(ROOT / "inventory" / "sites").glob("*.yaml"),
]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_first_line_names_a_schema_that_is_there(path: Path) -> None:
    assert schema_of(path).is_file()


def schema_of(path: Path) -> Path:
    """The schema that the first line of a file names, from the folder of the file."""
    first = path.read_text("utf-8").splitlines()[0]
    return path.parent / first.removeprefix("# yaml-language-server: $schema=")


def test_a_single_word_is_right_for_editors_where_it_is_right_for_the_check() -> None:
    rows = {"contracts": [{**CONTRACT, "sites": "hill"}]}
    schema = json.loads(schemas()["docs/schemas/registers/contracts.json"])
    Draft202012Validator(schema).validate(rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_file_is_fresh_and_loads_empty(name: str) -> None:
    path = ROOT / "template" / "registers" / f"{name}.yaml"
    assert path.read_text("utf-8") == starter(name, registers()[name])
    assert load_register(path, registers()[name]).rows == []


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_file_is_a_register_once_its_rows_are_taken_in(name: str, tmp_path: Path) -> None:
    text = (ROOT / "template" / "registers" / f"{name}.yaml").read_text("utf-8")
    path = tmp_path / f"{name}.yaml"
    rows = re.sub(r"(?m)^# (?=  )", "", text).replace(": []", ":")
    path.write_text(rows, encoding="utf-8")
    assert load_register(path, registers()[name]).rows


@pytest.mark.parametrize("name", NAMES)
def test_every_field_says_what_it_means(name: str) -> None:
    data = registers()[name].model_json_schema()
    for shape in (data, *data["$defs"].values()):
        for field, spec in shape["properties"].items():
            assert spec.get("description"), (name, field)


def test_the_example_is_complete_and_knows_its_lines() -> None:
    found = load_registers(ROOT, SITES)
    assert found is not None
    for name, register in found.items():
        lines = (ROOT / FOLDER / f"{name}.yaml").read_text("utf-8").splitlines()
        assert register.rows, name
        assert register.reviewed, name
        for row in register.rows:
            assert row.label in "\n".join(lines[row.at - 1 : row.at + 2]), (name, row.at)


def test_a_file_with_another_name_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "contract.yaml").write_text("contracts: []\n", encoding="utf-8")
    with pytest.raises(InventoryError, match=r"did you mean contracts\.yaml"):
        load_registers(tmp_path, SITES)


def test_without_the_folder_everything_about_registers_is_unknown(tmp_path: Path) -> None:
    files = load_registers(tmp_path, SITES)
    with pytest.raises(UnknownFact, match="keeps no inventory/registers/"):
        _ = Registers(files).roles


def test_with_the_folder_a_missing_file_is_an_empty_register(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    found = Registers(load_registers(tmp_path, SITES)).roles
    assert (found.rows, found.file) == ([], "inventory/registers/roles.yaml")


def test_a_bad_register_ends_the_check_with_its_sentence(run: Run, school: Path) -> None:
    folder = school / FOLDER
    folder.mkdir()
    bad = Path(__file__).parent / "bad" / "roles.unknown_field.yaml"
    shutil.copy(bad, folder / "roles.yaml")
    result = run("check")
    assert result.returncode == 2
    assert "did you mean `duties`?" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_thin_repository_writes_its_own_starters_and_schemas(run: Run, school: Path) -> None:
    (school / FOLDER).mkdir()
    own = school / FOLDER / "roles.yaml"
    own.write_text("roles:\n  - {role: head}\n", encoding="utf-8")
    result = run("registers", "--schemas", "--starters")
    assert result.returncode == 0, result.stderr
    assert own.read_text("utf-8") == "roles:\n  - {role: head}\n"
    made = {path.stem for path in (school / FOLDER).glob("*.yaml")}
    assert made == set(NAMES)
    for path in (school / FOLDER).glob("*.yaml"):
        assert path == own or schema_of(path).is_file()
    assert "0 files written" in run("registers", "--schemas", "--starters").stdout


def test_the_list_says_rows_reviews_and_what_is_missing(run: Run, school: Path) -> None:
    assert "--starters" in run("registers").stdout
    (school / FOLDER).mkdir()
    text = "reviewed: 2026-09-01\nroles:\n  - {role: head}\n"
    (school / FOLDER / "roles.yaml").write_text(text, encoding="utf-8")
    lines = run("registers").stdout.splitlines()
    (roles,) = (line for line in lines if line.startswith("roles.yaml"))
    assert roles.split() == ["roles.yaml", "1", "rows", "reviewed", "2026-09-01"]
    (assets,) = (line for line in lines if line.startswith("assets.yaml"))
    assert assets.split() == ["assets.yaml", "missing", "reviewed", "never"]


def test_a_folder_that_cannot_be_made_is_one_sentence(run: Run, school: Path) -> None:
    (school / "docs").write_text("a file", encoding="utf-8")
    result = run("registers", "--schemas")
    assert result.returncode == 2
    assert "its folder cannot be made" in result.stderr
    assert "Traceback" not in result.stderr
