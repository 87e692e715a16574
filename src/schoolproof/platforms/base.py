"""What a platform file holds: its language, its defaults, its facts, its fixes, its secrets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from schoolproof.model import Device, Facts
from schoolproof.parse import ConfigTree, Grammar, Node

Fix = Callable[[Device, Any, Any], Sequence[str]]
FixT = TypeVar("FixT", bound=Fix)


@dataclass(frozen=True, slots=True)
class Default:
    """What an absent line means. `source` is the vendor's document; `verified` False: not seen."""

    fact: str
    absent: str
    source: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class SecretRule:
    """Where a secret stands in a line.

    `pattern` has a group `secret`; `kind` is a fixed word, or a group `kind` of the pattern is
    looked up in `kinds`. `hints` are lower-case words one of which stands in every line that
    the pattern matches: the sanitiser looks for these first. `section` must be found in the path
    of the enclosing sections, their commands joined by ` / `
    (`config system snmp community / edit 1`). A pattern with the flag MULTILINE is applied to
    the whole text, for a secret on the line after its command.
    """

    pattern: re.Pattern[str]
    kind: str
    hints: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...] = ()
    resalted: bool = False  # the device shows another text each time: no fingerprint
    section: re.Pattern[str] | None = None


class Fixes:
    """The commands that make a fact what a control wants, by fact: `interface.stp.bpdu_guard`.

    A fix is a function of (device, subject, wanted value) and returns lines to paste, sections
    written with indentation.
    """

    def __init__(self) -> None:
        self._by_fact: dict[str, Fix] = {}

    def __call__(self, *facts: str) -> Callable[[FixT], FixT]:
        """Decorator: this function mends these facts."""

        def register(function: FixT) -> FixT:
            for fact in facts:
                self._by_fact[fact] = function
            return function

        return register

    def commands(self, device: Device, subject: Facts, fact: str, value: Any) -> tuple[str, ...]:
        """Lines to paste, or nothing where the platform knows no fix."""
        fix = self._by_fact.get(f"{subject.KIND}.{fact}")
        return tuple(fix(device, subject, value)) if fix else ()

    def known(self) -> frozenset[str]:
        """Facts that have a fix."""
        return frozenset(self._by_fact)


@dataclass(frozen=True, slots=True)
class Safety:
    """How a device goes back by itself when nobody confirms a change.

    `{minutes}` and `{seconds}` are filled in. `arm`: typed before the change.
    `lines`: the same as configuration, taken out by `disarm`.
    `enter`: opens configuration mode under the timer, where the platform has such a command.
    `confirm` keeps the change, `revert` undoes it at once. `saved_first`: the device goes back to
    what it has saved, so what it runs is saved before anything is armed.
    """

    arm: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    disarm: tuple[str, ...] = ()
    enter: str = ""
    confirm: tuple[str, ...] = ()
    revert: tuple[str, ...] = ()
    saved_first: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """How a device is talked to. `command` prints the whole running configuration.

    `device_type` is Netmiko's; `save` is empty where the device saves by itself.
    `errors` are lines by which the device refuses a command: they never stand in a configuration.
    """

    device_type: str
    command: str
    errors: re.Pattern[str]
    startup: str = ""  # prints the saved configuration, where the platform keeps two
    save: str = ""
    enable: bool = False  # the command needs privileged mode
    whole: re.Pattern[str] | None = None  # must stand in a whole text, where it has no last line
    hostname: re.Pattern[str] | None = None  # group 1 is the name that the device gives itself
    enter: str = ""  # opens configuration mode, where there is one; `leave` closes it
    leave: str = ""
    commit: str = ""  # typed before `leave`: only this makes what was typed the running state
    discard: str = ""  # forgets what was typed and not committed
    safeties: tuple[Safety, ...] = ()  # the best first; the next where a device refuses one
    answers: tuple[tuple[re.Pattern[str], str], ...] = ()  # to what the device asks
    changeable: bool = False  # its commands and their proof are known well enough to change it
    network_os: str = ""  # Ansible's name, where the collection of that name types the changes


NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class ListLine:
    """Lines that hold a list without order; several of one `head` and `tail` are one list.

    `pattern` matches the whole command, a leading `no` left out, with groups `head`, `items` and
    maybe `tail`. The templates are filled with {head}, {items} and {tail}; an empty `first` is
    `add`, an empty `last` is `remove`. `everything`: the list that is the same as no line at all.
    """

    pattern: re.Pattern[str]
    split: Callable[[str], Iterable[str]]
    join: Callable[[Iterable[str]], str]
    tails: Callable[[str], tuple[str, ...]] = lambda tail: (tail,)  # one line may say several
    add: str = "{head} {items}{tail}"
    remove: str = "no {head} {items}{tail}"
    first: str = ""
    last: str = ""
    everything: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """When two texts of a platform mean the same, and what undoes a line. All of it is data.

    A place is the commands of the enclosing sections and the line itself, joined by ` / `.
    `keys`: lines whose match is equal take the place of one another.
    `ordered`: places of sections in which the order of the lines means something.
    `numbered`: sections whose lines stand in the order of their leading numbers.
    `sequences`: lines that begin with the same match form one list, whose order counts; with a
    group `entry` only the order of these entries does, and each line counts for itself as well.
    `word_sets`: places of settings whose words have no order (block texts).
    `spread`: a section's command that stands for several, as these several.
    `negations`: what undoes a line that matches; otherwise `no` before the whole line does.
    `resets`: lines that `default` undoes, because `no` would say something of its own.
    `defaults`: places of lines that say what their absence says.
    `identity`: what a text tells of the device itself; groups `model`, `serial`, `version`.
    `way`: commands from an observed text (the second) to an accepted one, where the platform
    writes its own; the third says whether what differs is taken away and written anew.
    """

    block: bool = False  # `config … end` instead of indentation
    plain: Callable[[str], str] = lambda text: " ".join(text.split())
    lists: tuple[ListLine, ...] = ()
    keys: re.Pattern[str] = NEVER
    ordered: re.Pattern[str] = NEVER
    numbered: re.Pattern[str] = NEVER
    sequences: re.Pattern[str] = NEVER
    word_sets: re.Pattern[str] = NEVER
    spread: Callable[[str], tuple[str, ...]] = lambda text: (text,)
    negations: tuple[tuple[re.Pattern[str], str], ...] = ()
    resets: re.Pattern[str] = NEVER
    defaults: re.Pattern[str] = NEVER
    identity: tuple[re.Pattern[str], ...] = ()
    way: Callable[[ConfigTree, ConfigTree, bool], list[str]] | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """One kind of device. `name` is the module's name: what Nornir calls platform."""

    grammar: Grammar
    read: Callable[[ConfigTree, Device], list[Node]]  # sets facts, returns what it did not read
    classes: frozenset[str]  # of a device where the inventory does not say: switch, firewall …
    signature: re.Pattern[str]  # words that only this platform writes, at the start of a line
    defaults: tuple[Default, ...]
    fixes: Fixes
    secrets: tuple[SecretRule, ...] = ()
    aliases: tuple[str, ...] = ()
    volatile: tuple[re.Pattern[str], ...] = ()  # lines that change by themselves
    comment: str = "!"
    end: re.Pattern[str] | None = None  # last line of a complete text, where the platform has one
    session: Session | None = None  # None: texts can be read, devices cannot be collected
    meaning: Meaning = Meaning()
    # which of a firewall's rules are on, by key, and nothing else; None where the text lacks some
    rule_states: Callable[[ConfigTree], Mapping[str, bool] | None] | None = None
    name: str = field(default="")
