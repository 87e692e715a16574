"""One session's keyboard and screen."""

from __future__ import annotations

from typing import Protocol

import asyncssh

CHUNK = 8192  # bytes written before the other side must have read
INTERRUPT, BACKSPACE, KILL, END = 0x03, {0x08, 0x7F}, 0x15, 0x1A
BLANK = 0x20


class Hangup(Exception):  # noqa: N818  not an error: the other side went away
    """The session is over."""


class Echo(Protocol):
    """How typed text is shown. `column` is where its first letter stands, from 0."""

    def __call__(self, text: str, column: int) -> str:
        """The text as it is sent back."""


def plain_echo(text: str, column: int) -> str:  # noqa: ARG001  the column is for full screens
    """Most devices send back what they got."""
    return text


class Terminal:
    """What is typed, line by line and key by key; what is shown, with the device's line ends."""

    def __init__(self, process: asyncssh.SSHServerProcess[bytes]) -> None:
        self._process = process
        self._typed = bytearray()
        self._after_return = False
        self.echo: Echo = plain_echo
        self.enter = "\r\n"  # sent back for the Enter key

    async def key(self) -> int:
        """The next key."""
        while not self._typed:
            await self._fill()
        return self._typed.pop(0)

    async def line(self, *, hidden: bool = False, column: int = 0) -> str:
        """What is typed up to Enter. Control-C gives an empty line, Control-Z the word `end`."""
        typed = bytearray()
        while True:
            shown, done = self._take(typed)
            if not hidden and shown:
                text = shown.decode("utf-8", "replace")
                await self.write(self.echo(text, column + len(typed) - len(shown)))
            if done:
                await self.write(self.enter)
                return typed.decode("utf-8", "replace")
            await self._fill()

    def _take(self, typed: bytearray) -> tuple[bytes, bool]:
        """Move keys into the line; what to show of them, and whether the line is done."""
        shown = bytearray()
        while self._typed:
            key = self._typed.pop(0)
            twin = key == ord("\n") and self._after_return
            self._after_return = key == ord("\r")
            if twin:
                continue
            if key in {ord("\r"), ord("\n")}:
                return bytes(shown), True
            if key in {INTERRUPT, END}:
                typed[:] = b"end" if key == END else b""
                return bytes(shown), True
            if key == KILL:
                typed.clear()
            elif key in BACKSPACE:
                del typed[-1:]
            elif key >= BLANK or key == ord("\t"):
                typed.append(key)
                shown.append(key)
        return bytes(shown), False

    async def _fill(self) -> None:
        """Wait for keys.

        Raises:
            Hangup: nobody types any more.
        """
        try:
            data = await self._process.stdin.read(CHUNK)
        except (asyncssh.TerminalSizeChanged, asyncssh.BreakReceived, asyncssh.SignalReceived):
            return
        if not data:
            raise Hangup
        self._after_return = False  # carriage return and line feed of one key come together
        self._typed += data

    async def write(self, text: str) -> None:
        """Show text, its line ends as they are."""
        await self.send(text.encode())

    async def say(self, text: str) -> None:
        """Show text with the device's line ends."""
        await self.write(text.replace("\r\n", "\n").replace("\n", "\r\n"))

    async def send(self, data: bytes) -> None:
        """Show bytes.

        Raises:
            Hangup: the other side went away.
        """
        try:
            for start in range(0, len(data), CHUNK):
                self._process.stdout.write(data[start : start + CHUNK])
                await self._process.stdout.drain()
        except (OSError, asyncssh.Error):
            raise Hangup from None

    def abort(self) -> None:
        """Cut the connection, in mid-word if need be."""
        self._process.get_extra_info("connection").abort()
