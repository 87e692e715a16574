"""Faults in the middle of a change: what happens to a device when a certain command is typed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from schoolproof.errors import CommandError
from schoolproof.lab import Fault, Lab


class Tripwire(list[str]):
    """Takes the place of a device's list of commands; at the n-th of `words` it does something."""

    def __init__(self, words: tuple[str, ...], count: int, action: Callable[[], Any]) -> None:
        super().__init__()
        self.words, self.left, self.action = words, count, action

    def append(self, command: str) -> None:
        """One more command was typed; the device's own thread calls this."""
        super().append(command)
        if command.startswith(self.words):
            self.left -= 1
            if self.left == 0:
                self.action()


def machine(running: Lab, host: str) -> Any:
    """The inside of a device."""
    return running._server(host).machine  # noqa: SLF001  no other way to break it


def on_command(
    running: Lab, host: str, words: tuple[str, ...], count: int, action: Callable[[], Any]
) -> None:
    """Do something when the n-th command that begins so is typed."""
    machine(running, host).commands = Tripwire(words, count, action)


def hang_up(running: Lab, host: str) -> None:
    """Cut every session of a device."""
    for session in list(machine(running, host).sessions):
        session.abort()


def refuse_next(running: Lab, host: str) -> None:
    """The device refuses the command that was just typed, and only this one."""
    inside = machine(running, host)

    def refuse(_commands: Any) -> str:
        del inside.check
        raise CommandError("not on this device")

    inside.check = refuse


class _Shut:
    """A device that lets nobody in while it is changed."""

    def __init__(self, device: Any, changed: Callable[[], bool]) -> None:
        self._device, self._changed = device, changed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._device, name)

    @property
    def fault(self) -> Fault | None:
        return Fault.AUTH if self._changed() else None


def shut_while(running: Lab, host: str, changed: Callable[[], bool]) -> None:
    """From now on nobody gets in as long as the device is changed."""
    inside = machine(running, host)
    inside.device = _Shut(inside.device, changed)


def kill_all(pid: int) -> None:
    """Kill a process and all that it started, at once."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = entry.read_text().rpartition(")")[2].split()
            children.setdefault(int(words[1]), []).append(int(entry.parent.name))
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
