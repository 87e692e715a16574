"""From a text to a device that can be judged: sanitise in memory, parse, read facts."""

from __future__ import annotations

from dataclasses import dataclass

from schoolproof.errors import ConfigError
from schoolproof.model import Device, SecretUse, secret_in
from schoolproof.parse import ConfigTree, Node
from schoolproof.platforms import Platform, recognise
from schoolproof.sanitise import RawConfig, sanitise

MIN_COMMANDS = 3  # fewer lines are no device, whatever they say


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """A device, the tree it was read from, and what was not understood."""

    device: Device
    tree: ConfigTree
    unread: tuple[Node, ...]
    commands: int
    cleared: int  # secrets that stood in clear and were taken out in memory
    lines: list[str]  # of the sanitised text

    def line_text(self, line: int | None) -> str:
        """The stripped text of a line, first line of a longer value; empty for None."""
        return self.lines[line - 1].strip() if line and line <= len(self.lines) else ""


def read_config(text: str, platform: Platform, key: bytes, *, source: str = "") -> ReadConfig:
    """Read one configuration, sanitised or not: what leaves here holds no secret.

    Raises:
        SecretLeakError: a secret could not be taken out; nothing is judged then.
    """
    clean = sanitise(RawConfig(text, source=source), platform, key)
    tree = platform.grammar.parse(clean.text)
    device = Device()
    unread = platform.read(tree, device)
    device.put(None, platform=platform.name, native_text=clean.text, secrets=_secrets(clean.text))
    commands = sum(1 for node in tree.walk() if node.role.value == "line")
    lines = clean.text.split("\n")
    return ReadConfig(device, tree, tuple(unread), commands, clean.count, lines)


def _secrets(text: str) -> tuple[SecretUse, ...]:
    if "<redacted:" not in text:
        return ()
    uses = []
    for number, line in enumerate(text.split("\n"), start=1):
        secret = secret_in(line) if "<redacted:" in line else None
        if secret:
            uses.append(SecretUse(number, secret=secret, text=line.strip()))
    return tuple(uses)


def require_device(text: str, platform: Platform, *, path: str) -> None:
    """Refuse what is no configuration of this platform, with a sentence that says what it is.

    Raises:
        ConfigError: empty, binary, an error message of the device, or another platform's text.
    """
    if "\0" in text:
        raise ConfigError("this is a binary file, not a configuration", path=path)
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise ConfigError("the file is empty: collect the device again", path=path)
    if len(lines) < MIN_COMMANDS:
        msg = f"{len(lines)} lines are no configuration (it begins {lines[0].strip()[:40]!r})"
        raise ConfigError(msg, path=path, line=1)
    looks_like = recognise(text)
    if looks_like and looks_like != platform.name:
        msg = (
            f"this looks like {looks_like}, the inventory says {platform.name}: "
            "correct `platform:` in inventory/hosts.yaml, or the file"
        )
        raise ConfigError(msg, path=path)


def require_whole(read: ReadConfig, platform: Platform, *, path: str) -> None:
    """Refuse a text that was cut: sections left open, or the platform's last line missing.

    Raises:
        ConfigError: with the line where what is open began.
    """
    require_end(read.tree, read.device.native_text, platform, path=path)


def require_end(tree: ConfigTree, text: str, platform: Platform, *, path: str) -> None:
    """The same of a text and its tree.

    Raises:
        ConfigError: as `require_whole`.
    """
    for line, sentence in tree.problems:
        msg = f"{sentence}: the text was cut or pasted in part; collect it again"
        raise ConfigError(msg, path=path, line=line)
    if platform.end is None:
        return
    last = [line for line in text.splitlines() if line.strip()][-1]
    if not platform.end.fullmatch(last.strip()):
        msg = f"the text ends with {last.strip()[:40]!r} and not with `end`: it was cut"
        raise ConfigError(msg, path=path, line=text.count("\n") + 1)
