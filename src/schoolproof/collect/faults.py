"""What Netmiko and Paramiko raise, as reasons."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import paramiko
from netmiko.exceptions import (
    NetmikoAuthenticationException,
    NetmikoTimeoutException,
    ReadException,
    ReadTimeout,
)

from schoolproof.collect.reasons import CollectError, Reason
from schoolproof.collect.ssh import HostKeyUnknownError

# The first that fits an error, or what the error came from, decides; so the order matters.
KINDS: tuple[tuple[type[BaseException], Reason, str], ...] = (
    (paramiko.BadHostKeyException, Reason.HOST_KEY, "its key is not the one in known_hosts"),
    (paramiko.ssh_exception.IncompatiblePeer, Reason.ALGORITHMS, "it offers old algorithms only"),
    (NetmikoAuthenticationException, Reason.AUTH, "it refused the account"),
    (paramiko.AuthenticationException, Reason.AUTH, "it refused the account"),
    (socket.gaierror, Reason.DNS, "no name server knows it"),
    (ConnectionRefusedError, Reason.REFUSED, "it accepts no connection"),
    (paramiko.ProxyCommandFailure, Reason.BASTION, "the bastion did not let us through"),
    (ReadTimeout, Reason.TIMEOUT, "it did not answer in time"),
    (ConnectionError, Reason.RESET, "it closed the connection"),
    (EOFError, Reason.RESET, "it closed the connection"),
    (ReadException, Reason.RESET, "it closed the connection"),
    (TimeoutError, Reason.TIMEOUT, "it did not answer in time"),
    (NetmikoTimeoutException, Reason.TIMEOUT, "no SSH session came about in time"),
    (paramiko.SSHException, Reason.RESET, "the SSH session broke"),
    (OSError, Reason.RESET, "the connection broke"),
)


def reason_of(error: BaseException) -> CollectError:
    """The reason for an error of the libraries below. Their messages are not passed on."""
    chain = list(_chain(error))
    for one in chain:
        if isinstance(one, CollectError):
            return one
        if isinstance(one, HostKeyUnknownError):
            return CollectError(Reason.HOST_KEY_UNKNOWN, str(one))
    for kind, reason, detail in KINDS:
        if any(isinstance(one, kind) for one in chain):
            return CollectError(reason, detail)
    if isinstance(error, ValueError):
        if "enable" in str(error):
            return CollectError(Reason.ENABLE, "it did not give privileged mode")
        return CollectError(Reason.LOGIN, "it does not answer as its platform does")
    return CollectError(Reason.FAULT, f"{type(error).__name__} {_place(error)}")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"in {trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
