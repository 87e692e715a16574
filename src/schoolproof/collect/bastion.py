"""The way through a bastion: OpenSSH's own `ssh`, with its two ends as our connection.

Paramiko's ProxyCommand does not notice that the program has ended, and Netmiko's lets it ask for
passwords at the terminal; so the program is started here.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from schoolproof.collect.reasons import CollectError, Reason

LEAVE = 3.0  # seconds for the program to end by itself
ENOUGH = 65536  # bytes of its error messages that are looked at
OURS = "SCHOOLPROOF_"  # no program started here needs our passwords
# What OpenSSH says, in the order in which it is looked for, each at the start of its line: above
# it a bastion's banner may say anything. `open failed` is the bastion's word on the device.
SAYINGS: tuple[tuple[re.Pattern[str], Reason, str], ...] = tuple(
    (re.compile(rf"^{pattern}", re.IGNORECASE | re.MULTILINE), reason, detail)
    for pattern, reason, detail in (
        (r"\S+: permission denied \(", Reason.BASTION, "the bastion refused our login"),
        (
            r"host key verification failed",
            Reason.BASTION,
            "the bastion's host key is unknown or another one",
        ),
        (r"ssh: could not resolve", Reason.BASTION, "no name server knows the bastion"),
        (r"ssh: connect to host ", Reason.BASTION, "the bastion cannot be reached"),
        (r"connection closed by unknown port", Reason.BASTION, "it did not lead to the next one"),
        (
            r".{0,300}(?:bad configuration|bad owner|no such file|no argument after)",
            Reason.BASTION,
            "ssh_config has a mistake",
        ),
        (
            r"channel \d+: open failed: administratively",
            Reason.BASTION,
            "the bastion does not forward to it",
        ),
        (
            r"channel \d+: open failed: .*refused",
            Reason.REFUSED,
            "it accepts no connection from the bastion",
        ),
        (
            r"channel \d+: open failed: .*(?:not known|resolution)",
            Reason.DNS,
            "no name server of the bastion knows it",
        ),
        (
            r"channel \d+: open failed: .*(?:no route|unreach)",
            Reason.UNREACHABLE,
            "the bastion has no way to it",
        ),
        (
            r"channel \d+: open failed: .*timed out",
            Reason.TIMEOUT,
            "it did not answer the bastion in time",
        ),
        (
            r"kex_exchange_identification|connection (?:closed|reset) by|connection to \S+ closed",
            Reason.RESET,
            "the bastion closed the connection",
        ),
    )
)


def jump(hops: str, file: str, address: str, port: int, patience: float) -> tuple[str, ...]:
    """`ssh` for OpenSSH's ProxyJump; of several hops the last one reaches the device.

    It never asks a person: many devices are asked at once, and nobody may be there.
    """
    *before, last = [_uri(hop.strip()) for hop in hops.split(",")]
    chain = ["-J", ",".join(before)] if before else []
    there = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    options = ("BatchMode=yes", f"ConnectTimeout={patience:.0f}")
    told = [word for option in options for word in ("-o", option)]
    return ("ssh", "-F", file, *told, *chain, "-W", there, "--", last)


def _uri(hop: str) -> str:
    """`user@host:port`, as ssh takes it in both places."""
    return hop if hop.startswith("ssh://") else f"ssh://{hop}"


@contextmanager
def through(program: tuple[str, ...], root: Path, patience: float) -> Iterator[socket.socket]:
    """A connection to the device, once the device has said its first word.

    Args:
        program: what leads there.
        root: its working directory, so that relative paths in ssh_config mean the repository's.
        patience: seconds to wait for the first word.

    Raises:
        CollectError: it did not lead there; `bastion` when that is not the device's own fault.
    """
    ours, its = socket.socketpair()
    with ours:
        with its:
            process = _started(program, root, its)
        try:
            _first_word(ours, process, patience)
            yield ours
        finally:
            _end(process)


def _started(program: tuple[str, ...], root: Path, its: socket.socket) -> subprocess.Popen[bytes]:
    environment = {name: v for name, v in os.environ.items() if not name.startswith(OURS)}
    environment["SSH_ASKPASS_REQUIRE"] = "never"
    try:
        return subprocess.Popen(  # noqa: S603  what the repository's ssh_config names
            program,
            stdin=its.fileno(),
            stdout=its.fileno(),
            stderr=subprocess.PIPE,
            cwd=root,
            env=environment,
            start_new_session=True,  # no terminal to ask at; Ctrl-C lets devices finish
        )
    except OSError:
        msg = f"the program {program[0]!r} cannot be started here"
        raise CollectError(Reason.BASTION, msg) from None


def _first_word(ours: socket.socket, process: subprocess.Popen[bytes], patience: float) -> None:
    ours.settimeout(patience)
    try:
        if ours.recv(1, socket.MSG_PEEK):
            return
    except TimeoutError:
        msg = f"nothing came through the bastion in {patience:.0f} seconds"
        raise CollectError(Reason.TIMEOUT, msg) from None
    except OSError:
        pass
    raise _said(process)


def _said(process: subprocess.Popen[bytes]) -> CollectError:
    """Why the program ended. Its own words may quote a person's files, so they stay here."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(LEAVE)
    said = _messages(process)
    for pattern, reason, detail in SAYINGS:
        if pattern.search(said):
            return CollectError(reason, detail)
    if process.returncode == 0:
        return CollectError(Reason.RESET, "it closed the connection before its first word")
    return CollectError(Reason.BASTION, "the bastion did not let us through")


def _messages(process: subprocess.Popen[bytes]) -> str:
    """Its error messages so far; what it started may hold the other end open."""
    if process.stderr is None:
        return ""
    handle = process.stderr.fileno()
    os.set_blocking(handle, False)
    try:
        return os.read(handle, ENOUGH).decode("latin-1")
    except BlockingIOError:
        return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """Nothing stays behind, neither the program nor those that it started for more hops."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, how)
            with suppress(subprocess.TimeoutExpired):
                process.wait(LEAVE)
    if process.stderr is not None:
        process.stderr.close()
