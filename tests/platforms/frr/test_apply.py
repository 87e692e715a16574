"""What commands do to a text: apply/<case>/ holds before.cfg, commands.txt and after.cfg.

tests/frr types commands into a real FRR and compares.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.errors import CommandError
from schoolproof.platforms import platform_named

HERE = Path(__file__).parent / "apply"
GRAMMAR = platform_named("frr").grammar
CASES = sorted(path.name for path in HERE.iterdir())


def read(case: str, name: str) -> str:
    return (HERE / case / name).read_text()


@pytest.mark.parametrize("case", CASES)
def test_the_text_after_the_commands(case: str) -> None:
    tree = GRAMMAR.parse(read(case, "before.cfg"))
    after = tree.apply(read(case, "commands.txt").splitlines())
    assert after.text() == read(case, "after.cfg")
    assert tree.text() == read(case, "before.cfg"), "the tree that was asked must stay as it was"


@pytest.mark.parametrize("case", CASES)
def test_line_ends_are_kept(case: str) -> None:
    tree = GRAMMAR.parse(read(case, "before.cfg").replace("\n", "\r\n"))
    after = tree.apply(read(case, "commands.txt").splitlines())
    assert after.text() == read(case, "after.cfg").replace("\n", "\r\n")


def test_a_command_indented_below_nothing_is_refused() -> None:
    with pytest.raises(CommandError, match="indented"):
        GRAMMAR.parse("hostname x\n").apply([" shutdown"])
