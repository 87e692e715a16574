"""From what came back to the accepted file: tidy, judge, take the secrets out, write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from schoolproof.collect.judge import Expected, judge
from schoolproof.collect.outcome import Status
from schoolproof.collect.reasons import CollectError, Reason
from schoolproof.collect.stages import Stage, stage
from schoolproof.collect.tidy import tidy
from schoolproof.errors import SchoolproofError, SecretLeakError
from schoolproof.evidence import record
from schoolproof.inventory import Host, Project, read_text
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, SanitisedConfig, sanitise

RUNNING, SAVED = "running", "saved"


@dataclass(frozen=True)
class Keeper:
    """Writes the configurations of one repository."""

    project: Project
    key: bytes
    dry_run: bool = False
    take: Callable[[str, str, SanitisedConfig], None] | None = None  # host, which, good text
    _lock: threading.Lock = field(default_factory=threading.Lock)
    # One text at a time: more would only keep the threads that talk to devices from running.
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, host: Host, raw: str, prompt: str, day: date) -> Status:
        """Judge a text and write it, unless it is what the file says already.

        Args:
            host: whose text it is.
            raw: the text as it came, secrets and all.
            prompt: the prompt's name after the text; empty for a file.
            day: when it was so (UTC).

        Raises:
            CollectError: it is not the whole configuration of this host, or cannot be written.
        """
        path = self.project.config_path(host)
        last = read_text(path) if path.is_file() else ""
        with self._our_turn(), stage(Stage.JUDGE):
            clean = self._clean(host, raw, prompt, last)
        status = Status.UNCHANGED if clean.text == last else Status.CHANGED
        if self.take is not None:
            self.take(host.name, RUNNING, clean)
        if self.dry_run:
            return status
        try:
            with stage(Stage.WRITE):
                self._write(host, clean, day, new=status is Status.CHANGED)
        except OSError as error:
            msg = f"its file cannot be written ({error.strerror})"
            raise CollectError(Reason.WRITE, msg) from None
        except SchoolproofError as error:
            raise CollectError(Reason.WRITE, str(error)) from None
        return status

    @contextmanager
    def _our_turn(self) -> Iterator[None]:
        with stage(Stage.TURN):
            self._turn.acquire()
        try:
            yield
        finally:
            self._turn.release()

    def _write(self, host: Host, clean: SanitisedConfig, day: date, *, new: bool) -> None:
        if new:
            path = self.project.config_path(host)
            path.parent.mkdir(parents=True, exist_ok=True)
            clean.write(path, root=self.project.root / "configs")
        with self._lock:
            record(self.project.root, host.site, host.name, day)

    def keep_saved(self, host: Host, raw: str, prompt: str) -> None:
        """Judge what a device has saved and hand it on; it is written nowhere.

        Raises:
            CollectError: it is not the whole configuration of this host.
        """
        if self.take is not None:
            self.take(host.name, SAVED, self._clean(host, raw, prompt, ""))

    def _clean(self, host: Host, raw: str, prompt: str, last: str) -> SanitisedConfig:
        platform = platform_named(host.platform)
        text = tidy(raw, platform)
        name = str(host.data.get("hostname") or host.name)
        judge(text, Expected(platform, name, prompt, tidy(last, platform) if last else ""))
        try:
            return sanitise(RawConfig(text, source=host.name), platform, self.key)
        except SecretLeakError as error:
            raise CollectError(Reason.QUARANTINED, str(error)) from None
