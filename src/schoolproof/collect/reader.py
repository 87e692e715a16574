"""Reads what one command shows, whole or not at all. Nothing is sent but the command."""

from __future__ import annotations

import re
import threading
import time

from netmiko import BaseConnection

from schoolproof.collect.judge import PAGER
from schoolproof.collect.reasons import CollectError, Reason

POLL = 0.01  # seconds
QUIET = 0.03  # seconds of silence after what looks like the prompt
PAGER_QUIET = 1.0  # seconds of silence after what looks like a pager
SLOW = 4  # a device may be silent for so many times its longest pause so far
LONGEST = 1800.0  # seconds for one command
TAIL = 400  # characters at the end in which the prompt must stand
LEFT = re.compile(r"[ \t]*[>#$][ \t]*\Z")


class Reader:
    """One command on one session. `timeout`: seconds of silence after which it stalled."""

    def __init__(
        self, connection: BaseConnection, timeout: float, stopping: threading.Event
    ) -> None:
        self._connection = connection
        self._timeout = timeout
        self._stopping = stopping
        name = re.escape(connection.base_prompt.strip())
        self._prompt = re.compile(rf"(?:^|[\r\n])[ \t]*({name}[^\r\n]{{0,60}}?)[ \t]*[>#$][ \t]*\Z")

    def read(self, command: str) -> tuple[str, str]:
        """The text that the command shows, without its echo, and the prompt's name after it.

        Raises:
            CollectError: silence, a pager, or the end of the run.
        """
        start = time.monotonic()
        self._connection.write_channel(self._connection.normalize_cmd(command))
        parts: list[str] = []
        tail = ""
        last, pause = start, 0.0
        while True:
            part = self._connection.read_channel()
            now = time.monotonic()
            if part:
                parts.append(part)
                tail = (tail + part)[-TAIL:]
                pause, last = max(pause, now - last), now
                continue
            if now - last >= QUIET and parts and self._ended(tail):
                return self._tidied("".join(parts), command)
            self._check(now - last, max(self._timeout, SLOW * pause), now - start, tail)
            time.sleep(POLL)

    def _ended(self, tail: str) -> bool:
        return self._prompt.search(self._plain(tail)) is not None

    def _check(self, silent: float, allowed: float, spent: float, tail: str) -> None:
        if self._stopping.is_set():
            raise CollectError(Reason.INTERRUPTED, "the run was stopped")
        last = self._plain(tail).rsplit("\n", 1)[-1]
        if silent >= PAGER_QUIET and PAGER.search(last):
            raise CollectError(Reason.PAGER, "it waits for a key although paging was switched off")
        if getattr(self._connection.remote_conn, "closed", False):
            raise CollectError(Reason.RESET, "it closed the connection in mid-output")
        if silent >= allowed or spent >= LONGEST:
            # a line that ends like a prompt: the device is done, only not under its own name
            if LEFT.search(last) and len(last) < TAIL // 4:
                msg = "the prompt after the text is not the one before it"
                raise CollectError(Reason.PROMPT, msg)
            msg = f"it fell silent in mid-output for {silent:.0f} seconds"
            raise CollectError(Reason.TIMEOUT, msg)

    def _plain(self, text: str) -> str:
        if self._connection.ansi_escape_codes:
            text = self._connection.strip_ansi_escape_codes(text)
        return self._connection.normalize_linefeeds(text)

    def _tidied(self, raw: str, command: str) -> tuple[str, str]:
        text = self._plain(raw)
        found = self._prompt.search(text)
        if found is None:  # a part of the prompt was taken away with escape codes
            raise CollectError(Reason.PROMPT, "the prompt did not return")
        body = text[: found.start()]
        first, gap, rest = body.lstrip("\n ").partition("\n")
        if first.strip().endswith(command):
            body = rest if gap else ""
        return _decoded(body), _name(found[1])


def _name(prompt: str) -> str:
    """`hs-fw1 (root)` → `hs-fw1`."""
    return re.split(r"[ (]", prompt.strip(), maxsplit=1)[0]


def _decoded(text: str) -> str:
    """The session is read byte by byte as Latin-1, so that no letter is lost between two parts."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
