"""What ConfigTree.apply says of a command is what a real FRR does with it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from schoolproof.parse import ConfigTree, Node
from schoolproof.platforms import platform_named

from .router import Router

FRR = platform_named("frr")
STEPS: list[list[str]] = yaml.safe_load((Path(__file__).parent / "typed.yaml").read_text())


def said(tree: ConfigTree) -> Counter[str]:
    """Every command with the sections around it; their order apart, nothing is left out."""
    return Counter(_place(node) for node in tree.walk() if node.role.value == "line")


def _place(node: Node) -> str:
    above = _place(node.parent) if node.parent and node.parent.parent else ""
    return f"{above} / {node.text}" if above else node.text


def test_the_router_does_what_the_text_engine_predicts(router: Router) -> None:
    with router.session() as session:
        before = FRR.grammar.parse(str(session.send_command("show running-config")))
        for commands in STEPS:
            session.send_config_set(commands)
            after = FRR.grammar.parse(str(session.send_command("show running-config")))
            predicted = said(before.apply(commands))
            assert (predicted - said(after), said(after) - predicted) == ({}, {}), commands
            before = after
