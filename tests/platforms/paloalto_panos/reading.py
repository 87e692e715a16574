"""Reads texts of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from schoolproof.model import Device
from schoolproof.parse import ConfigTree
from schoolproof.platforms.paloalto_panos import read as read_facts
from schoolproof.platforms.paloalto_panos.grammar import GRAMMAR

HERE = Path(__file__).parent


def raw(case: str) -> str:
    """The raw text of a sample."""
    return (HERE / case / "raw.cfg").read_text(encoding="utf-8")


def read(text: str) -> tuple[Device, ConfigTree]:
    """The facts of a text."""
    tree = GRAMMAR.parse(text)
    device = Device()
    read_facts(tree, device)
    device.native_text = text
    return device, tree


def facts(text: str) -> dict[str, Any]:
    """Facts by path, without their lines."""
    return {path: value for path, value, _ in read(text)[0].facts()}
