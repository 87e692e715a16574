"""Configuration mode of languages with sections: which one does the next command go into?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schoolproof.lab.machine import Machine

Sections = Sequence[tuple[re.Pattern[str] | None, re.Pattern[str]]]


class Editing:
    """One session's place in the configuration; each command takes effect at once.

    `sections` are pairs of patterns as in a platform's rules: the section around, or None for the
    top, and the command that opens one. `leaves` are commands that no section knows.
    """

    def __init__(self, machine: Machine, sections: Sections, leaves: re.Pattern[str]) -> None:
        self.machine = machine
        self.path: list[str] = []
        self._sections = sections
        self._leaves = leaves

    def enter(self, command: str) -> None:
        """Take one command.

        Raises:
            CommandError: the device refuses it; nothing has changed then.
        """
        path = self.path[: self._depth(command)]
        lines = [*path, command]
        self.machine.apply([" " * depth + line for depth, line in enumerate(lines)])
        opened = self._opens(path[-1] if path else None, command)
        self.path = lines if opened else path

    def leave(self) -> bool:
        """One section up; False when there is none."""
        if not self.path:
            return False
        self.path.pop()
        return True

    def _depth(self, command: str) -> int:
        if not self.path or self._opens(self.path[-1], command):
            return len(self.path)
        bare = command.removeprefix("no ").removeprefix("default ")
        for depth in range(len(self.path) - 1, -1, -1):
            if self._opens(self.path[depth - 1] if depth else None, bare):
                return depth
        return 0 if self._leaves.fullmatch(command) else len(self.path)

    def _opens(self, section: str | None, command: str) -> bool:
        for around, opener in self._sections:
            fits = section is None if around is None else bool(section and around.match(section))
            if fits and opener.fullmatch(command):
                return True
        return False
