"""The way to one device for applying: the collector's own sessions, typed into line by line."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from netmiko import BaseConnection
from nornir.core.inventory import Host as NornirHost

from schoolproof.apply.link import Collected, RejectedError
from schoolproof.apply.secrets import Secrets
from schoolproof.collect.brake import Brake
from schoolproof.collect.credentials import Credentials, Wanted, find, providers
from schoolproof.collect.dial import Dialler, silence_loggers
from schoolproof.collect.judge import Expected, judge
from schoolproof.collect.options import TIMEOUT
from schoolproof.collect.run import open_nornir
from schoolproof.collect.ssh import KnownHosts
from schoolproof.collect.tidy import tidy
from schoolproof.errors import SchoolproofError, UserError
from schoolproof.inventory import Host, Project
from schoolproof.platforms import Platform, Session, platform_named
from schoolproof.sanitise import RawConfig, load_key, sanitise

POLL_S = 0.01
REFUSED = "the device refused a command"
QUIET_S = 0.04  # of silence behind what looks like a prompt
PROMPT = re.compile(r"(?:^|[\r\n])[ \t]*([^\s#>$]{1,64}(?: ?\([^()\r\n]{1,64}\))?) ?[#>$] ?\Z")
WAIT_S = 30.0  # without a word from the device: saving takes long
LONGEST_S = 900.0  # for one command that keeps saying how far it is, as a commit does


class SshLink:
    """One device of a repository, over SSH. Sessions are opened as `collect` opens them."""

    def __init__(self, project: Project, name: str) -> None:
        silence_loggers()
        self.project, self.host = project, project.hosts[name]
        self.platform: Platform = platform_named(self.host.platform)
        nornir = open_nornir(project)
        self._nornir: NornirHost = nornir.inventory.hosts[name]
        self._account = _account(project, self.host, self._nornir)
        self._known = KnownHosts(project.root / "inventory" / "known_hosts", trust_new=False)
        self._config = nornir.config
        self._secrets = Secrets(project.root)  # the vault is opened when one is asked for, once

    def _dialler(self) -> Dialler:
        """One for each session: a login refused during a change may be welcome after it."""
        stopping = threading.Event()
        root, known = self.project.root, self._known
        return Dialler(root, self._config, Brake(stopping), known, stopping, TIMEOUT)

    def read(self) -> Collected:
        """Collect in a new session, judged as `collect` judges."""
        session = _session(self.platform)
        raw, prompt = self._dialler().read(self._nornir, session, self._account, 1)
        text = tidy(raw, self.platform)
        named = str(self.host.data.get("hostname") or self.host.name)
        judge(text, Expected(self.platform, named, prompt))
        held = RawConfig(text, source=self.host.name)
        return Collected(sanitise(held, self.platform, load_key(self.project.root)), held)

    def secret(self, name: str) -> str | None:
        """A secret of the device by its name."""
        return self._secrets.value(self.host.name, name)

    @contextmanager
    def console(self) -> Iterator[Typist]:
        """A new session to type into."""
        session = _session(self.platform)
        with self._dialler().session(self._nornir, session, self._account) as connection:
            yield Typist(connection, session)


def _session(platform: Platform) -> Session:
    if platform.session is None:
        raise UserError(f"{platform.name} devices cannot be reached by this program")
    return platform.session


def _account(project: Project, host: Host, nornir: NornirHost) -> Credentials:
    username = nornir.get_connection_parameters("netmiko").username or ""
    found = find(Wanted(host.name, host.site, username), providers(project.root))
    if found is None:
        msg = f"no account is known for {host.name}: see docs/collecting.md"
        raise UserError(msg)
    return found


class SilentError(SchoolproofError):
    """The device closed the session, or no prompt came."""


class Typist:
    """Types commands one by one and waits for the prompt after each; answers known questions."""

    def __init__(self, connection: BaseConnection, session: Session) -> None:
        self._connection, self._session = connection, session

    def type(self, command: str) -> str:
        """Type one command; the prompt's text comes back."""
        return self.ask(command)[1]

    def ask(self, command: str) -> tuple[str, str]:
        """Type one command; what the device prints, and the prompt behind it.

        Raises:
            RejectedError: the device refused it.
            SilentError: the session is gone, or no prompt came.
        """
        self._send(command)
        output, prompt = self._answer()
        lines = (line.strip() for line in output.split("\n"))
        if any(self._session.errors.fullmatch(line) for line in lines):
            raise RejectedError(REFUSED)
        return output, prompt

    def _send(self, text: str) -> None:
        for line in text.split("\n"):
            self._connection.write_channel(f"{line.rstrip()}{self._connection.RETURN}")

    def _answer(self) -> tuple[str, str]:
        text, last, start = "", time.monotonic(), time.monotonic()
        while True:
            part = self._connection.read_channel()
            now = time.monotonic()
            if part:
                text, last = text + part, now
            elif now - last >= QUIET_S and text:
                plain = self._plain(text)
                found = PROMPT.search(plain)
                if found and "\n" in plain.strip("\n "):
                    return plain[: found.start()], found[1]
                if found and self._connection.ansi_escape_codes and now - last >= 5 * QUIET_S:
                    return plain[: found.start()], found[1]
                answer = self._to(plain.rsplit("\n", 1)[-1])
                if answer is not None:
                    text = ""
                    self._send(answer)
            if getattr(self._connection.remote_conn, "closed", False):
                raise SilentError("the device closed the session")
            if now - last > WAIT_S or now - start > LONGEST_S:
                raise SilentError(f"no prompt came in {now - start:.0f} seconds")
            time.sleep(POLL_S)

    def _to(self, question: str) -> str | None:
        answers = self._session.answers
        return next((answer for asked, answer in answers if asked.search(question)), None)

    def _plain(self, text: str) -> str:
        if self._connection.ansi_escape_codes:
            text = self._connection.strip_ansi_escape_codes(text)
        return str(self._connection.normalize_linefeeds(text))
