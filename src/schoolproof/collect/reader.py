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
        self._connection.clear_buffer()
        self._connection.write_channel(self._connection.normalize_cmd(command))
        parts: list[str] = []
        tail, looked = "", 0
        last, pause = start, 0.0
        while True:
            part = self._connection.read_channel()
            now = time.monotonic()
            if part:
                parts.append(part)
                tail = (tail + part)[-TAIL:]
                pause, last = max(pause, now - last), now
                continue
            if looked < len(parts) and now - last >= QUIET:
                looked = len(parts)
                if self._prompt.search(self._plain(tail)):
                    text, name = self._tidied("".join(parts), command)
                    if text.strip():
                        return text, name
            self._check(now - last, max(self._timeout, SLOW * pause), now - start, tail)
            time.sleep(POLL)

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
                raise self._odd_end(last)
            msg = f"it fell silent in mid-output for {silent:.0f} seconds"
            raise CollectError(Reason.TIMEOUT, msg)

    def _odd_end(self, last: str) -> CollectError:
        if self._prompt.search(last):
            return CollectError(Reason.EMPTY, "the device showed nothing")
        return CollectError(Reason.PROMPT, "the prompt after the text is not the one before it")

    def _plain(self, text: str) -> str:
        if self._connection.ansi_escape_codes:
            text = self._connection.strip_ansi_escape_codes(text)
        return self._connection.normalize_linefeeds(text)

    def _tidied(self, raw: str, command: str) -> tuple[str, str]:
        """What stands between the command's echo and the prompt; empty as long as that is nothing.

        Prompts before it are late answers to what was sent while the session was set up.
        """
        text = self._plain(raw)
        found = self._prompt.search(text)
        if found is None:
            return "", ""
        _, _, body = text[: found.start()].partition(command)
        lines = body.partition("\n")[2].split("\n")
        while lines and (not lines[0].strip() or self._prompt.search(lines[0])):
            del lines[0]
        return _decoded("\n".join(lines)), _name(found[1])


def _name(prompt: str) -> str:
    """`hs-fw1 (root)` → `hs-fw1`."""
    return re.split(r"[ (]", prompt.strip(), maxsplit=1)[0]


def _decoded(text: str) -> str:
    """The session is read byte by byte as Latin-1, so that no letter is lost between two parts."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
