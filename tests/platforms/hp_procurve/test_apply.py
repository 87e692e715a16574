"""What commands do to a text: apply/<case>/ holds before.cfg, commands.txt and after.cfg."""

from pathlib import Path

import pytest

from schoolproof.errors import CommandError
from schoolproof.platforms import platform_named

HERE = Path(__file__).parent / "apply"
GRAMMAR = platform_named("hp_procurve").grammar
CASES = sorted(path.parent.name for path in HERE.glob("*/after.cfg"))


def read(case: str, name: str) -> str:
    return (HERE / case / name).read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_the_text_after_the_commands(case: str) -> None:
    tree = GRAMMAR.parse(read(case, "before.cfg"))
    after = tree.apply(read(case, "commands.txt").splitlines())
    assert after.text() == read(case, "after.cfg")
    assert tree.text() == read(case, "before.cfg"), "the tree that was asked must stay as it was"


@pytest.mark.parametrize("case", CASES)
def test_the_same_commands_twice_change_nothing_more(case: str) -> None:
    after = GRAMMAR.parse(read(case, "after.cfg"))
    again = after.apply(read(case, "commands.txt").splitlines())
    assert again.text() == after.text()


def test_every_case_is_whole() -> None:
    assert len(CASES) == len(list(HERE.iterdir())) > 5


def test_a_command_indented_below_nothing_is_refused() -> None:
    with pytest.raises(CommandError, match="indented"):
        GRAMMAR.parse("hostname x\n").apply(["   untagged 5"])
