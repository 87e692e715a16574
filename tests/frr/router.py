"""A real FRR behind a real OpenSSH, for as long as a test needs it. See device.sh."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from netmiko import BaseConnection, ConnectHandler

HERE = Path(__file__).parent
NAME, USER = "ql-rtr1", "sptest"
PROGRAMS = ("vtysh", "sshd", "unshare", "ip", "openssl", "ssh-keygen")
SPACES = ("unshare", "--mount", "--uts", "--pid", "--fork", "--mount-proc", "--kill-child")
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def missing() -> str:
    """Why no router can be started here; empty when one can."""
    absent = [name for name in PROGRAMS if shutil.which(name, path=PATH) is None]
    if absent:
        return f"{', '.join(absent)} not installed; .ci/real-devices installs what is needed"
    tried = subprocess.run(
        [*_root(), *SPACES, "unshare", "--net", "true"], capture_output=True, check=False
    )
    if tried.returncode:
        return "namespaces of its own (root, or sudo without a password) are not allowed here"
    return ""


def _root() -> tuple[str, ...]:
    return () if os.geteuid() == 0 else ("sudo", "-n")


@dataclass(frozen=True)
class Router:
    """Where the router answers, and whom it lets in."""

    port: int
    password: str
    known_hosts: Path
    saved: Path  # the configuration that survives a restart
    log: Path
    host: str = "127.0.0.1"
    user: str = USER

    def session(self, device_type: str = "cisco_ios") -> BaseConnection:
        """A login over SSH; the host key is known, and another one would be refused."""
        return ConnectHandler(
            device_type=device_type,
            host=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_keys=False,
            ssh_strict=True,
            alt_host_keys=True,
            alt_key_file=str(self.known_hosts),
        )

    def typed(self, commands: Sequence[str]) -> str:
        """Somebody logs in and types these in configuration mode; what the router answers."""
        with self.session() as session:
            return str(session.send_config_set(list(commands)))

    def running(self, command: str = "show running-config") -> str:
        """The running configuration, as the router shows it."""
        with self.session() as session:
            return str(session.send_command(command))


@contextmanager
def started(folder: Path) -> Iterator[Router]:
    """The router with frr.conf; its processes end with the block, and with this process."""
    shutil.copy(HERE / "frr.conf", folder)
    port, password = _free_port(), secrets.token_urlsafe(12)
    hashed = subprocess.run(
        ["openssl", "passwd", "-6", "-stdin"],
        input=password,
        text=True,
        capture_output=True,
        check=True,
    ).stdout.strip()
    script = ["sh", str(HERE / "device.sh"), str(folder), str(port), NAME, USER, hashed]
    with subprocess.Popen(
        [*_root(), *SPACES, *script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PATH": PATH},
    ) as process:
        assert process.stdout is not None
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"the router did not start: {_logs(folder)}")
        _wait_for(port, folder)
        yield _router(folder, port, password)
    # leaving the block closed its standard input, at which it ends


def _router(folder: Path, port: int, password: str) -> Router:
    known = folder / "known_hosts"
    kind, key = (folder / "host_key.pub").read_text().split()[:2]
    known.write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    return Router(port, password, known, folder / "etc" / "frr.conf", folder / "sshd.log")


def _wait_for(port: int, folder: Path) -> None:
    """OpenSSH goes into the background first and listens then."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers on port {port}: {_logs(folder)}")


def _logs(folder: Path) -> str:
    return " ".join(path.read_text() for path in folder.glob("*.log") if os.access(path, os.R_OK))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
