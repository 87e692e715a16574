"""Reads a case of this folder: its text, its device, and the device after a fix."""

from pathlib import Path
from typing import Any

from schoolproof.model import Device, Facts
from schoolproof.platforms import platform_named

HERE = Path(__file__).parent
FORTINET = platform_named("fortinet")


def device_of(text: str) -> Device:
    device = Device()
    FORTINET.read(FORTINET.grammar.parse(text), device)
    device.put(None, native_text=text)
    return device


def text_of(case: str) -> str:
    return (HERE / case / "raw.cfg").read_text(encoding="utf-8")


def case(name: str) -> Device:
    return device_of(text_of(name))


def mended(device: Device, subject: Facts, fact: str, wanted: Any) -> Device:
    """The device as it is read after its own fix was applied to its text."""
    commands = FORTINET.fixes.commands(device, subject, fact, wanted)
    assert commands, f"no fix for {subject.KIND}.{fact}"
    tree = FORTINET.grammar.parse(device.native_text).apply(commands)
    assert not tree.problems
    return device_of(tree.text())
