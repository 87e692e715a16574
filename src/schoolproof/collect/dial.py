"""One device: connect, log in once, read the running configuration, leave."""

from __future__ import annotations

import logging
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netmiko import BaseConnection
from nornir.core.configuration import Config
from nornir.core.inventory import Host

from schoolproof.collect.brake import Brake
from schoolproof.collect.credentials import Credentials
from schoolproof.collect.faults import reason_of
from schoolproof.collect.offer import needed
from schoolproof.collect.reader import Reader
from schoolproof.collect.reasons import CollectError, Reason
from schoolproof.collect.route import CONNECT, Route, line_to, route
from schoolproof.collect.ssh import KnownHosts, disabled_algorithms
from schoolproof.collect.stages import Stage, stage
from schoolproof.errors import SchoolproofError
from schoolproof.platforms import Session

SESSION = 15.0  # seconds for the banner and for the login
ANSWER = 10.0  # seconds for an answer while the session is set up; Netmiko's own


def silence_loggers() -> None:
    """Keep the libraries from quoting devices, at whatever level somebody set up."""
    for name in ("paramiko", "netmiko", "nornir", "nornir_netmiko"):
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class Dialler:
    """What all devices of a run share."""

    root: Path
    config: Config
    brake: Brake
    known: KnownHosts
    stopping: threading.Event
    timeout: float

    def read(
        self, host: Host, session: Session, account: Credentials, attempt: int
    ) -> tuple[str, str]:
        """The running configuration as the device shows it, and the prompt's name.

        Raises:
            CollectError: why not. Whatever else was raised below is a reason by then.
        """
        try:
            with self._logged_in(host, session, account, attempt) as connection:
                reader = Reader(connection, self.timeout * 2 ** (attempt - 1), self.stopping)
                with stage(Stage.COMMAND):
                    return reader.read(session.command)
        except Exception as error:  # noqa: BLE001  no device may stop the others
            raise self._explained(reason_of(error), host) from None
        finally:
            self.brake.left(account, host.name)

    @contextmanager
    def session(
        self, host: Host, session: Session, account: Credentials
    ) -> Iterator[BaseConnection]:
        """A session in privileged mode with paging off, for more than one command.

        Raises:
            CollectError: it did not come about. What the caller raises inside is passed on.
        """
        try:
            with self._logged_in(host, session, account, 1) as connection:
                yield connection
        except SchoolproofError:
            raise
        except Exception as error:  # noqa: BLE001  the libraries' own errors may quote the device
            raise reason_of(error) from None
        finally:
            self.brake.left(account, host.name)

    def _explained(self, error: CollectError, host: Host) -> CollectError:
        """Name the old algorithms that a device wants, for which it is asked once more."""
        if error.reason is not Reason.ALGORITHMS:
            return error
        with suppress(CollectError, OSError, ValueError, struct.error):
            with line_to(route(host, self.root), self.root) as sock:
                names = needed(sock, SESSION)
            if names:
                return CollectError(
                    error.reason, f"it offers nothing newer than {', '.join(names)}"
                )
        return error

    @contextmanager
    def _logged_in(
        self, host: Host, session: Session, account: Credentials, attempt: int
    ) -> Iterator[BaseConnection]:
        way = route(host, self.root)
        with ExitStack() as stack:
            with stage(Stage.CONNECT):
                sock = stack.enter_context(line_to(way, self.root))
            with stage(Stage.BRAKE):
                self.brake.enter(account, host.name)
            host.open_connection(
                "netmiko",
                configuration=self.config,
                hostname=way.address,
                port=way.port,
                username=account.username,
                password=account.password,
                platform=session.device_type,
                extras=self._extras(way, account, attempt) | {"sock": sock},
            )
            connection: BaseConnection = host.connections.pop("netmiko").connection
            # Netmiko's drivers add old algorithms of their own
            connection.disabled_algorithms = disabled_algorithms(way.legacy)
            yield from self._session(connection, host.name, session, account)

    def _session(
        self, connection: BaseConnection, name: str, session: Session, account: Credentials
    ) -> Iterator[BaseConnection]:
        connection.key_policy = self.known.policy()
        try:
            with stage(Stage.LOGIN):
                self._log_in(connection, name, account)
            with stage(Stage.PREPARE):
                self._prepare(connection, name, session, account)
            yield connection
        except BaseException:
            _drop(connection)  # no parting words for a session that hangs
            raise
        with stage(Stage.LEAVE):
            connection.disconnect()

    def _log_in(self, connection: BaseConnection, name: str, account: Credentials) -> None:
        try:
            connection.establish_connection()
        except Exception as error:
            if reason_of(error).reason is Reason.AUTH:
                self.brake.refused(account, name)
            raise
        self.brake.accepted(account, name)

    def _prepare(
        self, connection: BaseConnection, name: str, session: Session, account: Credentials
    ) -> None:
        """Paging off, privileged mode. The enable secret has a brake of its own."""
        secret = (account, "enable")
        try:
            connection._try_session_preparation()  # noqa: SLF001  Netmiko has no public second step
            if not session.enable or connection.check_enable_mode():
                return
            _require(account.enable)
            self.brake.enter(secret, name)
            connection.enable()
            self.brake.accepted(secret, name)
        except Exception as error:
            if reason_of(error).reason is Reason.ENABLE:
                self.brake.refused(secret, name)
            raise
        finally:
            self.brake.left(secret, name)

    def _extras(self, way: Route, account: Credentials, attempt: int) -> dict[str, Any]:
        extras: dict[str, Any] = {
            "conn_timeout": CONNECT * attempt,
            "auth_timeout": SESSION * attempt,
            "banner_timeout": SESSION * attempt,
            "use_keys": False,
            "allow_agent": False,
        }
        if attempt > 1:
            extras["read_timeout_override"] = ANSWER * 2 ** (attempt - 1)
        extras |= way.extras
        return extras | {
            "secret": account.enable,
            "encoding": "latin-1",  # see reader.py
            "auto_connect": False,
            "ssh_config_file": None,  # it was read for the route
            "ssh_strict": True,
            "system_host_keys": False,
            "alt_host_keys": True,
            "alt_key_file": str(self.known.path),
        }


def _require(enable_secret: str) -> None:
    if not enable_secret:
        raise CollectError(Reason.ENABLE, "it asks for an enable secret, none is given")


def _drop(connection: BaseConnection) -> None:
    with suppress(Exception):  # Netmiko may have done so already, and then stumbles
        connection.paramiko_cleanup()
