"""The accepted text of a host, with its `{{ secrets.name }}` turned into comparable tokens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from schoolproof.apply.secrets import PLACEHOLDER
from schoolproof.drift.placeholders import STORED
from schoolproof.model.secret import TOKEN
from schoolproof.platforms import Platform
from schoolproof.sanitise import RawConfig, sanitise

HIDDEN = "<secret>"


@dataclass(frozen=True, slots=True)
class Resolver:
    """`value` gives a secret by its name, or None; what it gives leaves here as a token only."""

    platform: Platform
    key: bytes
    value: Callable[[str], str | None]


@dataclass(slots=True)
class Resolved:
    """`text` is sanitised. `names`: token → name; `unread`: secrets that were not compared."""

    text: str
    names: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def resolve(text: str, observed: str, resolver: Resolver) -> Resolved:
    """Put tokens in the place of names, so that both texts can be compared.

    A value that is known is fingerprinted as a collected one would be. Where it is not known, or
    the device shows a salted hash, the observed line that is the same but for the secret is taken
    as right, and the name is reported.
    """
    made = Resolved(text)
    if not PLACEHOLDER.search(text):
        return made
    seen = {STORED.sub(HIDDEN, line).strip(): line.strip() for line in observed.split("\n")}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = PLACEHOLDER.search(line)
        if found:
            twin = seen.get(PLACEHOLDER.sub(HIDDEN, line).strip(), "")
            lines[number] = _line(line, found[1], twin, resolver, made)
    made.text = "\n".join(lines)
    return made


def _line(line: str, name: str, twin: str, resolver: Resolver, made: Resolved) -> str:
    clear = PLACEHOLDER.sub(lambda found: resolver.value(found[1]) or found[0], line)
    known = clear != line
    if known:
        raw = RawConfig(clear, source="an accepted secret")
        line = sanitise(raw, resolver.platform, resolver.key).text
    own, stored = TOKEN.search(line), TOKEN.search(twin)
    if own:
        made.names[own[0]] = name
    comparable = own is not None and stored is not None and stored[3] != "-"
    if not comparable and (stored or not known):
        made.unread.append(name)
    if stored and (not comparable or (own and own[3] == stored[3])):
        pad = line[: len(line) - len(line.lstrip())]
        return f"{pad}{twin}" + ("\r" if line.endswith("\r") else "")
    return line
