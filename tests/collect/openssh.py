"""A bastion: OpenSSH's own server on loopback, for as long as a test needs it.

It forwards to the ports that it is told and does nothing else. It runs as the user who runs the
tests; no account and no file of the machine is touched.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
SEPARATION = Path("/run/sshd")  # the server wants this folder when root starts it
OWN_RUN = (
    "unshare", "--mount", "sh", "-c",
    'mount -t tmpfs -o mode=755 tmpfs /run && mkdir /run/sshd && exec "$@"', "sh",
)  # fmt: skip


def missing() -> str:
    """Why there can be no bastion here; empty when there can."""
    absent = [name for name in ("sshd", "ssh", "ssh-keygen") if not _where(name)]
    if absent:
        return f"{', '.join(absent)} not installed; .ci/real-devices installs what is needed"
    if _wrapped() and subprocess.run([*OWN_RUN, "true"], check=False, env=_env()).returncode:
        return "root may start no OpenSSH here: there is no /run/sshd"
    return ""


@dataclass(frozen=True)
class Bastion:
    """Where it answers and what it remembers."""

    folder: Path
    port: int
    user: str

    @property
    def log(self) -> str:
        """What the server wrote."""
        return (self.folder / "sshd.log").read_text(encoding="utf-8", errors="replace")

    def led_to(self, port: int) -> int:
        """How many connections to this port it was asked for."""
        return sum(
            line.endswith(f"target 127.0.0.1 port {port}\n")
            for line in self.log.splitlines(keepends=True)
        )

    @property
    def known(self) -> str:
        """Its line for known_hosts."""
        key = (self.folder / "host_key.pub").read_text(encoding="utf-8").split()
        return f"[127.0.0.1]:{self.port} {key[0]} {key[1]}\n"

    def ssh_config(self, *names: str, rest: str) -> str:
        """Entries for its names, then the rest."""
        entry = f"""\
Host {" ".join(names)}
  HostName 127.0.0.1
  Port {self.port}
  User {self.user}
  IdentityFile {self.folder}/user_key
  IdentitiesOnly yes
  StrictHostKeyChecking yes
  UserKnownHostsFile inventory/known_hosts
"""
        return entry + rest


@contextmanager
def bastion(folder: Path, open_ports: Iterable[int], *, itself: bool = False) -> Iterator[Bastion]:
    """A bastion that leads to these ports of 127.0.0.1 only, and to itself if asked."""
    folder.mkdir()
    for name in ("host_key", "user_key"):
        _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name))
    port = _free_port()
    ports = [*open_ports, *([port] if itself else [])]
    options = {
        "ListenAddress": f"127.0.0.1:{port}",
        "HostKey": folder / "host_key",
        "AuthorizedKeysFile": folder / "user_key.pub",
        "PermitOpen": " ".join(f"127.0.0.1:{number}" for number in ports),
        "AuthenticationMethods": "publickey",
        "StrictModes": "no",
        "UsePAM": "no",
        "PermitTTY": "no",
        "ForceCommand": "/bin/false",
        "MaxStartups": "100",
        "PidFile": "none",
        "LogLevel": "DEBUG1",
    }
    told = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    command = [*_wrapped(), _where("sshd"), "-D", "-f", "/dev/null", "-E", str(folder / "sshd.log")]
    with subprocess.Popen([*command, *told], env=_env()) as process:
        try:
            _wait_for(port, process)
            yield Bastion(folder, port, getpass.getuser())
        finally:
            process.terminate()


def _wrapped() -> tuple[str, ...]:
    return OWN_RUN if os.geteuid() == 0 and not SEPARATION.is_dir() else ()


def _where(name: str) -> str:
    return shutil.which(name, path=PATH) or ""


def _env() -> dict[str, str]:
    return {**os.environ, "PATH": PATH}


def _run(*command: str) -> None:
    subprocess.run(command, check=True, env=_env())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the bastion did not start")
