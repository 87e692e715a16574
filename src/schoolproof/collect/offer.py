"""What a device offers in the first message of SSH, which is not encrypted (RFC 4253, 4.2 and 7.1).

Paramiko says only that nothing fits. A person wants to know which old algorithms to name.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Sequence

import paramiko

from schoolproof.collect.ssh import LEGACY

OURS = b"SSH-2.0-schoolproof\r\n"
KEXINIT = 20
HEAD = 1 + 16  # bytes: the kind of message, and a random cookie
LONGEST = 35000  # bytes of a packet, as in RFC 4253, 6.1
LINES = 50  # a device may say this much before it names its version


def needed(sock: socket.socket, patience: float) -> tuple[str, ...]:
    """One old algorithm of each kind of which the device offers nothing newer.

    Empty when it offers something newer everywhere, or nothing at all that could be named.

    Raises:
        OSError: it did not answer.
        ValueError: what it said is no SSH.
    """
    sock.settimeout(patience)
    with sock.makefile("rb") as reader:
        for _ in range(LINES):
            if reader.readline(LONGEST).startswith(b"SSH-"):
                break
        sock.sendall(OURS)
        length, padding = struct.unpack(">IB", reader.read(5))
        if length > LONGEST:
            raise ValueError("a packet is too long")
        lists = _lists(reader.read(length - 1 - padding))
    known = paramiko.Transport(sock).get_security_options()
    kinds = (known.kex, known.key_types, known.ciphers, known.digests)
    return tuple(
        old
        for offered, understood in zip(lists, kinds, strict=True)
        if (old := _only_old(offered, understood))
    )


def _lists(message: bytes) -> tuple[set[str], ...]:
    """Key exchanges, host keys, and for one direction ciphers and MACs."""
    if not message or message[0] != KEXINIT:
        raise ValueError("its first message is another one")
    lists, place = [], HEAD
    for _ in range(6):
        (size,) = struct.unpack_from(">I", message, place)
        place += 4 + size
        lists.append(set(message[place - size : place].decode("ascii", "replace").split(",")))
    kex, keys, ciphers, _, macs, _ = lists
    return kex, keys, ciphers, macs


def _only_old(offered: set[str], understood: Sequence[str]) -> str:
    usable = [name for name in understood if name in offered]
    if any(name not in LEGACY for name in usable):
        return ""
    return next((name for name in LEGACY if name in usable), "")
