"""Registers: what is wrong is said in one sentence at its line; what follows from them is fresh."""

from __future__ import annotations

import json
import re
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from schoolproof.errors import InventoryError, UnknownFact
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
MADE = runpy.run_path(str(ROOT / "scripts" / "registers.py"))
NAMES = sorted(registers())
SITES = ("quarry-lane", "millbrook", "harbourside")
Run = Callable[..., Result]


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
    made = MADE["schema"](name, registers()[name])
    stored = (ROOT / "docs" / "schemas" / "registers" / f"{name}.json").read_text("utf-8")
    assert stored == made, "run scripts/registers.py"
    example = (ROOT / FOLDER / f"{name}.yaml").read_text("utf-8")
    data = json.loads(json.dumps(yaml.safe_load(example), default=lambda v: v.isoformat()))
    Draft202012Validator.check_schema(json.loads(stored))
    Draft202012Validator(json.loads(stored)).validate(data)


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_file_is_fresh_and_loads_empty(name: str) -> None:
    path = ROOT / "template" / "registers" / f"{name}.yaml"
    assert path.read_text("utf-8") == MADE["starter"](name, registers()[name])
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
