"""A configuration as a device gave it, secrets and all."""

from __future__ import annotations

from typing import NoReturn


class RawConfig:
    """A text that must not be written anywhere. `source` says where it is from (host or file).

    It can be neither printed nor pickled; only `sanitise` makes something of it that can.
    """

    __slots__ = ("source", "text")

    def __init__(self, text: str, *, source: str) -> None:
        self.text = text
        self.source = source

    def __repr__(self) -> str:
        return f"<RawConfig {self.source}: {self.text.count(chr(10)) + 1} lines, not shown>"

    def __reduce__(self) -> NoReturn:
        msg = f"{self!r} holds secrets and cannot be pickled or copied"
        raise TypeError(msg)

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        self.__reduce__()
