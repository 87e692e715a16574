"""A device of the lab: what it is told to be, and what has become of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Protocol

from schoolproof.lab.faults import Fault
from schoolproof.platforms import platform_named

SLOW_S = 2.0  # added to each command of a slow device


@dataclass(slots=True)
class LabDevice:
    """One virtual device. `text` is its running configuration, secrets and all.

    `startup` is the saved configuration where it differs. `delay_s` passes before the answer to
    each command. `minute_s` is how many real seconds one of the device's minutes lasts, for
    tests of timers. `enable_secret` None: the user is in privileged mode from the start. `old_ssh`:
    the device speaks the SSH of twenty years ago, and nothing newer.
    """

    name: str
    platform: str
    text: str = field(repr=False)
    _: KW_ONLY
    username: str
    password: str = field(repr=False)
    enable_secret: str | None = field(default=None, repr=False)
    delay_s: float = 0.0
    fault: Fault | str | None = None
    startup: str | None = field(default=None, repr=False)
    minute_s: float = 60.0
    old_ssh: bool = False

    def __post_init__(self) -> None:
        """A fault may be given by its name."""
        self.platform = platform_named(self.platform).name
        if self.fault is not None:
            self.fault = Fault(self.fault)


class Line(Protocol):
    """What a reload does to a session."""

    def abort(self) -> None:
        """Cut the connection."""


class Machine:
    """A device that runs. Read from any thread, changed only by its lab's event loop."""

    def __init__(self, device: LabDevice) -> None:
        self.device = device
        self.grammar = platform_named(device.platform).grammar
        self.running = device.text
        self.startup = device.text if device.startup is None else device.startup
        self.candidate: list[str] = []  # typed and not committed, where the platform has commits
        self.logins = 0
        self.commands: list[str] = []
        self.sessions: set[Line] = set()
        self._timers: dict[str, tuple[asyncio.TimerHandle, Callable[[], None]]] = {}

    def apply(self, commands: Sequence[str]) -> None:
        """Take configuration commands.

        Raises:
            CommandError: the device would refuse one.
        """
        self.running = self.check(commands)

    def check(self, commands: Sequence[str]) -> str:
        """What running would become.

        Raises:
            CommandError: the device would refuse a command.
        """
        return self.grammar.apply(self.grammar.parse(self.running), commands)

    def save(self) -> None:
        """Running becomes what the next start loads."""
        self.startup = self.running

    def reload(self) -> None:
        """Start again: what was not saved is lost, and so is every session."""
        self.running = self.startup
        self.stop()
        for session in list(self.sessions):
            session.abort()

    def after(self, what: str, minutes: float, action: Callable[[], None]) -> None:
        """Do this in some of the device's minutes, unless it is cancelled; one of a kind."""
        self.cancel(what)
        delay = minutes * self.device.minute_s

        loop = asyncio.get_running_loop()
        self._timers[what] = (loop.call_later(delay, self.ring, what), action)

    def ring(self, what: str) -> bool:
        """Do now what a timer waits to do; False when there is none."""
        waiting = self._timers.pop(what, None)
        if waiting is None:
            return False
        waiting[0].cancel()
        waiting[1]()
        return True

    def postpone(self, what: str, minutes: float) -> bool:
        """Start a timer again with another time; False when there is none."""
        waiting = self._timers.get(what)
        if waiting is not None:
            self.after(what, minutes, waiting[1])
        return waiting is not None

    def cancel(self, what: str) -> bool:
        """Stop a timer; False when there was none."""
        waiting = self._timers.pop(what, None)
        if waiting is not None:
            waiting[0].cancel()
        return waiting is not None

    def stop(self) -> None:
        """Stop every timer."""
        for what in list(self._timers):
            self.cancel(what)

    async def think(self) -> None:
        """Let the time of one command pass."""
        delay = self.device.delay_s + (SLOW_S if self.device.fault is Fault.SLOW else 0.0)
        if delay:
            await asyncio.sleep(delay)
