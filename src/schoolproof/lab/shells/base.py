"""What all command lines share: the loop, paging, and what faults do to an output."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from random import Random
from typing import ClassVar

from schoolproof.lab.faults import Fault
from schoolproof.lab.machine import Machine
from schoolproof.lab.shells.commands import filtered
from schoolproof.lab.terminal import Hangup, Terminal

OTHER_NAME = "spare-sw9"  # who answers in place of the device that has the fault `prompt`
NOISE = 200  # bytes


class Shell(ABC):
    """One session on a device. A platform's shell says how the prompt looks and what words do."""

    software: ClassVar[str] = "OpenSSH"  # what the SSH server calls itself
    hostname_line: ClassVar[re.Pattern[str]]  # group 1 is the name
    more: ClassVar[str] = "--More--"
    erase_more: ClassVar[str] = "\r         \r"
    enables: ClassVar[bool] = False  # people there usually log in below `enable`
    asks_by_keyboard: ClassVar[bool] = False  # the password is an answer to a question
    refusal: ClassVar[str]  # said by a device that has the fault `error`

    def __init__(self, machine: Machine, terminal: Terminal) -> None:
        self.machine = machine
        self.terminal = terminal
        self.rows = 24  # 0: no paging
        self.filter = ""
        self.open = True

    @classmethod
    def banner(cls, machine: Machine) -> str:  # noqa: ARG003  platforms without one
        """Shown before the password is asked for."""
        return ""

    async def run(self) -> None:
        """Prompt, read, obey, until somebody leaves."""
        try:
            await self.greet()
            while self.open:
                prompt = self.prompt()
                await self.terminal.write(self.dressed(prompt))
                line = (await self.terminal.line(column=len(prompt))).strip()
                if line:  # Enter alone costs no device any time
                    self.machine.commands.append(line)
                    await self.machine.think()
                    await self.obey(line)
        except Hangup:
            return

    async def greet(self) -> None:  # noqa: B027  platforms without one
        """What stands above the first prompt."""

    @abstractmethod
    def prompt(self) -> str:
        """The prompt as a person reads it."""

    def dressed(self, prompt: str) -> str:
        """The prompt as it is sent."""
        return prompt

    @abstractmethod
    async def obey(self, line: str) -> None:
        """Do what one line says."""

    def text(self) -> str:
        """The running configuration as this device shows it."""
        return self.named(self.machine.running)

    def named(self, text: str) -> str:
        """A text with the name that this device gives itself."""
        found = self.hostname_line.search(text)
        if self.machine.device.fault is Fault.PROMPT and found:
            return text[: found.start(1)] + OTHER_NAME + text[found.end(1) :]
        return text

    def hostname(self) -> str:
        """The name that this device gives itself."""
        found = self.hostname_line.search(self.text())
        return found.group(1) if found else "switch"

    async def ask(self, question: str, *, hidden: bool = False) -> str:
        """Ask, and wait for an answer; a hidden one is neither shown nor kept."""
        await self.terminal.say(question)
        return (await self.terminal.line(hidden=hidden)).strip()

    async def admitted(self, question: str, *, tries: int) -> bool:
        """Ask for the enable secret, so many times at most."""
        for _ in range(tries):
            if await self.ask(question, hidden=True) == self.machine.device.enable_secret:
                return True
        return False

    async def show(self, text: str) -> None:
        """Print an output: filtered, and in pages while paging is on."""
        text = filtered(text, self.filter)
        if self.rows and text.count("\n") > self.rows:
            await self._page(text.splitlines(keepends=True))
        else:
            await self.terminal.say(text)

    async def _page(self, lines: list[str]) -> None:
        step, start = self.rows - 1, 0
        while True:
            await self.terminal.say("".join(lines[start : start + step]))
            start += step
            if start >= len(lines):
                return
            await self.terminal.write(self.more)
            key = await self.terminal.key()
            await self.terminal.write(self.erase_more)
            if key in b"qQ\x03":
                return
            step = 1 if key in b"\r\n" else self.rows - 1

    async def show_config(self, text: str) -> None:
        """Print a configuration, with the fault that this device has."""
        fault = self.machine.device.fault
        half = len(text) * 3 // 5
        if fault is Fault.ERROR:
            await self.terminal.say(self.refusal)
        elif fault is Fault.PAGER:
            self.rows = self.rows or 24
            await self.show(text)
        elif fault is Fault.GARBAGE:
            await self.terminal.say(text[:half])
            await self.terminal.send(Random(self.machine.device.name).randbytes(NOISE) + b"\0\a")  # noqa: S311  noise, not a secret
            await self.terminal.say(text[half + NOISE :])
        elif fault is Fault.TRUNCATED:
            await self.terminal.say(f"{text[:half]}\n")
        elif fault in {Fault.STALL, Fault.DROP}:
            await self.terminal.say(text[:half])
            await self._vanish(at_once=fault is Fault.DROP)
        else:
            await self.show(text)

    async def _vanish(self, *, at_once: bool) -> None:
        if at_once:
            self.terminal.abort()
            raise Hangup
        while True:  # deaf to whatever is typed
            await self.terminal.key()
