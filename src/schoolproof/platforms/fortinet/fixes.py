"""The table of fixes of this platform; the files beside this one fill it."""

from __future__ import annotations

from collections.abc import Iterable

from schoolproof.model import Device
from schoolproof.parse.block import quoted
from schoolproof.platforms.base import Fixes

fixes = Fixes()
PAD = "    "


def block(path: str, *lines: str) -> list[str]:
    """Lines inside `config path` … `end`."""
    return [f"config {path}", *(PAD + line for line in lines), "end"]


def entry(path: str, name: str, *lines: str) -> list[str]:
    """Lines inside one `edit` of `config path`."""
    return block(path, f"edit {quoted(name)}", *(PAD + line for line in lines), "next")


def delete(path: str, name: str) -> list[str]:
    """Take one object away."""
    return block(path, f"delete {quoted(name)}")


def setting(key: str, values: Iterable[str]) -> str:
    """`set key …`, or `unset key` where no value is left."""
    given = [quoted(value) for value in values]
    return " ".join(["set", key, *given]) if given else f"unset {key}"


def on_off(key: str, wanted: bool) -> str:
    """`set key enable` or `disable`."""
    return f"set {key} {'enable' if wanted else 'disable'}"


def has_vdoms(device: Device) -> bool:
    """Whether the text is divided into VDOMs."""
    ports = device.interfaces if "interfaces" in device.lines else ()
    return any(port.vdom is not None for port in ports)


def in_global(device: Device, lines: list[str]) -> list[str]:
    """The lines inside `config global`, where the device has VDOMs."""
    if not lines or not has_vdoms(device):
        return lines
    return ["config global", *(PAD + line for line in lines), "end"]


def in_vdom(vdom: str | None, lines: list[str]) -> list[str]:
    """The lines inside `config vdom` / `edit`, where the device has VDOMs."""
    if not vdom:
        return lines
    return [
        "config vdom",
        f"{PAD}edit {quoted(vdom)}",
        *(PAD * 2 + line for line in lines),
        f"{PAD}next",
        "end",
    ]
