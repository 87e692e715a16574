"""One SSH server for one device, on loopback."""

from __future__ import annotations

import asyncio
import logging
import socket
import warnings
from collections.abc import Sequence

import asyncssh

from schoolproof.lab.faults import Fault
from schoolproof.lab.machine import Machine
from schoolproof.lab.shells import shell_for
from schoolproof.lab.terminal import Terminal

LOOPBACK = "127.0.0.1"
KEY = "ssh-ed25519"
WAITING = 16  # logins that may wait at one device
# Netmiko's FortiOS driver speaks only the group exchanges of old units.
EXCHANGES = (
    "curve25519-sha256",
    "ecdh-sha2-nistp256",
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group14-sha256",
)

OLD_KEY, OLD_BITS = "ssh-rsa", 2048
OLD = {
    "kex_algs": ("diffie-hellman-group14-sha1",),
    "encryption_algs": ("aes256-cbc", "aes128-cbc", "3des-cbc"),
    "mac_algs": ("hmac-sha1",),
}


class Door(asyncssh.SSHServer):
    """Lets in who has the device's user name and password, and counts who tries."""

    def __init__(self, machine: Machine, guests: set[asyncssh.SSHServerConnection]) -> None:
        self._machine = machine
        self._guests = guests
        self._connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Somebody knocks."""
        self._connection = conn
        self._guests.add(conn)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncssh's signature
        """And is gone."""
        if self._connection is not None:
            self._guests.discard(self._connection)

    def begin_auth(self, username: str) -> bool:  # noqa: ARG002  asyncssh's signature
        """The banner stands before the password."""
        banner = shell_for(self._machine.device.platform).banner(self._machine)
        if banner and self._connection is not None:
            self._connection.send_auth_banner(banner)
        return True

    def password_auth_supported(self) -> bool:
        """Passwords are taken."""
        return True

    def kbdint_auth_supported(self) -> bool:
        """Questions are asked by platforms that do so, in place of the plain password."""
        return shell_for(self._machine.device.platform).asks_by_keyboard

    def get_kbdint_challenge(
        self,
        username: str,  # noqa: ARG002  asyncssh's signature
        lang: str,  # noqa: ARG002  asyncssh's signature
        submethods: str,  # noqa: ARG002  asyncssh's signature
    ) -> tuple[str, str, str, list[tuple[str, bool]]]:
        """One question: the password."""
        return "", "", "", [("Password: ", False)]

    def validate_kbdint_response(self, username: str, responses: Sequence[str]) -> bool:
        """One attempt, as with a password."""
        return len(responses) == 1 and self.validate_password(username, responses[0])

    def validate_password(self, username: str, password: str) -> bool:
        """One attempt."""
        device = self._machine.device
        self._machine.logins += 1
        fits = (username, password) == (device.username, device.password)
        return fits and device.fault is not Fault.AUTH


class Server:
    """A device's port. With the fault `refused` the port is held but nobody answers."""

    def __init__(self, machine: Machine, port: int) -> None:
        self.machine = machine
        self.key = _new_key(machine)
        self._shown = _new_key(machine) if machine.device.fault is Fault.HOSTKEY else self.key
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((LOOPBACK, port))
        self.port: int = self._socket.getsockname()[1]
        self._acceptor: asyncssh.SSHAcceptor | None = None
        self._guests: set[asyncssh.SSHServerConnection] = set()

    async def start(self) -> None:
        """Answer from now on."""
        _quiet()
        if self.machine.device.fault is Fault.REFUSED:
            return
        self._acceptor = await asyncssh.create_server(
            lambda: Door(self.machine, self._guests),
            sock=self._socket,
            server_host_keys=[self._key_pair()],
            server_version=shell_for(self.machine.device.platform).software.replace(" ", "_"),
            process_factory=self._session,
            encoding=None,
            line_editor=False,
            gss_host=None,
            backlog=WAITING,
            **(OLD if self.machine.device.old_ssh else {"kex_algs": EXCHANGES}),
        )

    def _key_pair(self) -> asyncssh.SSHKeyPair:
        pair = asyncssh.load_keypairs([self._shown])[0]
        if self.machine.device.old_ssh:  # old devices sign with SHA-1 only
            pair.host_key_algorithms = (OLD_KEY.encode(),)
        return pair

    async def _session(self, process: asyncssh.SSHServerProcess[bytes]) -> None:
        terminal = Terminal(process)
        self.machine.sessions.add(terminal)
        try:
            await shell_for(self.machine.device.platform)(self.machine, terminal).run()
        finally:
            self.machine.sessions.discard(terminal)
            if not process.is_closing():
                process.exit(0)

    async def stop(self) -> None:
        """Hang up and leave the port."""
        self.machine.stop()
        if self._acceptor is not None:
            self._acceptor.close()
            await self._acceptor.wait_closed()
        guests = list(self._guests)
        for guest in guests:
            guest.abort()
        await asyncio.gather(*(guest.wait_closed() for guest in guests), return_exceptions=True)
        self._socket.close()

    def known_key(self) -> str:
        """The host key that is on record: type and base 64."""
        return " ".join(self.key.export_public_key().decode().split()[:2])


def _new_key(machine: Machine) -> asyncssh.SSHKey:
    if machine.device.old_ssh:
        return asyncssh.generate_private_key(OLD_KEY, key_size=OLD_BITS)
    return asyncssh.generate_private_key(KEY)


def _quiet() -> None:
    """Visitors who hang up in mid-output are daily life here, and so are old key exchanges."""
    logging.getLogger("asyncssh").setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").addFilter(_no_hangup)
    warnings.filterwarnings("ignore", message="Diffie-Hellman over finite fields")


def _no_hangup(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("socket.send() raised exception")
