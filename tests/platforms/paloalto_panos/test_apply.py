"""What commands do to a text, in each of its forms."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from schoolproof.errors import CommandError
from schoolproof.platforms.paloalto_panos.grammar import GRAMMAR

from .reading import HERE, raw

CASES = yaml.safe_load((HERE / "apply.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_commands(case: dict[str, Any]) -> None:
    tree = GRAMMAR.parse(case["text"])
    if "error" in case:
        with pytest.raises(CommandError, match=case["error"]):
            tree.apply(case["commands"])
    else:
        assert tree.apply(case["commands"]).text() == case["after"]
    assert tree.text() == case["text"]


@pytest.mark.parametrize("sample", ["school_set", "tricky_values", "several_systems"])
def test_a_text_made_of_its_own_commands_means_the_same(sample: str) -> None:
    tree = GRAMMAR.parse(raw(sample))
    lines = [
        n.text for n in tree.root.commands() if n.text.startswith("set ") and "\n" not in n.text
    ]
    assert tree.apply([line for line in lines if line != "set cli"]).text() == tree.text()


def test_a_refused_text_is_not_changed() -> None:
    with pytest.raises(CommandError, match="sound XML"):
        GRAMMAR.parse(raw("document_type")).apply(["set zone trust"])
