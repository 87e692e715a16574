"""The command line of FortiOS: `config`, `edit`, `set`, `next`, `end`, `show`, `get`.

What is set takes effect at `next` or `end`. `show full-configuration` prints what `show` prints:
the lab does not know the values that FortiOS leaves out. Saving modes: FortiOS Administration
Guide, "Using configuration save mode"; in mode `revert` the unit goes back to what was saved when
nothing was saved for `cfg-revert-timeout` seconds (600).
"""

from __future__ import annotations

import re
import secrets
import string

from schoolproof.errors import CommandError
from schoolproof.lab.shells.base import Shell
from schoolproof.lab.shells.commands import Commands, split_filter
from schoolproof.parse import Node
from schoolproof.parse.block import open_quote, words

BASE64 = string.ascii_letters + string.digits + "+/"
SALTED = re.compile(r"(?<=\bENC )((?:AK1|SH2|PB2)?)([A-Za-z0-9+/]{8,})(=*)")
HEADER = re.compile(r"^#config-version=(\w+)-([\d.]+)-FW-build(\d+)-(\d+)", re.MULTILINE)
VERBS = frozenset({
    "set", "unset", "append", "select", "unselect", "delete", "purge", "move", "rename", "clone",
    "config", "edit", "next", "end",
})  # fmt: skip
FAIL = "Command fail. Return code {}\n"


class Fortinet(Shell):
    """`fw # `, `fw (policy) # `, `--More--`."""

    software = "FGT"
    hostname_line = re.compile(r'^    set hostname "?([^"\s]+)', re.MULTILINE)
    more = "--More-- "
    refusal = "command parse error before 'configuration'\n" + FAIL.format(-61)
    top = Commands()

    async def greet(self) -> None:
        """A banner after the login is to be accepted with `a`."""
        self.path: list[str] = []  # the `config` and `edit` lines we are in
        self.waiting: list[str] = []  # what was entered since the last `next` or `end`
        if re.search(r"^    set post-login-banner enable", self.text(), re.MULTILINE):
            await self.terminal.say("This unit belongs to a school.\n(Press 'a' to accept):")
            while await self.terminal.key() not in b"aA":
                pass
            await self.terminal.say("\n")

    def prompt(self) -> str:
        """`ql-fw1 # `, inside a section `ql-fw1 (global) # `."""
        if not self.path:
            return f"{self.hostname()} # "
        return f"{self.hostname()} ({words(self.path[-1])[-1]}) # "

    def text(self) -> str:
        """FortiOS encrypts every secret anew, and counts, each time it shows them."""
        text = SALTED.sub(_salted, super().text())
        return re.sub(
            r"^(#conf_file_ver=)\d+",
            lambda m: f"{m[1]}{secrets.randbelow(10**15)}",
            text,
            flags=re.MULTILINE,
        )

    async def obey(self, line: str) -> None:
        """A command at the top, or one that changes the section we are in."""
        while open_quote(line):
            line += "\n" + await self.terminal.line()
        if line.startswith("#"):
            return
        command, self.filter = split_filter(line)
        first = command.split()[0]
        if first in {"show", "get"} or (not self.path and self.top.find(command)):
            await self._read(command)
        elif first == "abort" and self.path:
            self.path, self.waiting = [], []
        elif first not in VERBS or (not self.path and first != "config"):
            await self.terminal.say("Unknown action 0\n\n")
        else:
            await self._change(line, first)

    async def _read(self, command: str) -> None:
        found = self.top.find(command)
        if found:
            await found[0](self, found[1])
        else:
            await self._refuse(command)

    async def _refuse(self, line: str) -> None:
        word = (line.split() or [""])[-1]
        await self.terminal.say(f"\ncommand parse error before '{word}'\n{FAIL.format(-61)}")

    async def _change(self, line: str, first: str) -> None:
        try:
            self.machine.check([*self.waiting, line])
        except CommandError:
            await self._refuse(line)
            return
        self.waiting.append(line)
        if first in {"config", "edit"}:
            self.path.append(line)
        elif first in {"next", "end"}:
            self._close(first)

    def _close(self, first: str) -> None:
        """`next` ends an entry, `end` a section with the entry that is open in it."""
        self.machine.apply(self.waiting)
        if first == "end" and self.path[-1].startswith("edit"):
            self.path.pop()
        self.path.pop()
        self.waiting = list(self.path)
        self._keep()

    def _keep(self) -> None:
        """Save at once, or when told, or go back when nobody does."""
        running = self.machine.running
        if "    set cfg-save revert" in running:
            found = re.search(r"^    set cfg-revert-timeout (\d+)", running, re.MULTILINE)
            minutes = int(found[1] if found else 600) / 60
            self.machine.after("revert", minutes, self.machine.reload)
        elif "    set cfg-save manual" not in running:
            self.machine.save()

    def _rows(self) -> int:
        standard = "    set output standard" in "".join(self._section(["system", "console"]))
        return 0 if standard else 24

    def _section(self, path: list[str]) -> list[str]:
        """The lines of `config <path>` at the top of the text."""
        tree = self.machine.grammar.parse(self.text())
        found = [n for n in tree.root.commands() if words(n.text)[1 : len(path) + 1] == path]
        return [line for node in found for line in _lines(node)]

    @top("show *", "show full-configuration *")
    async def _show(self, rest: str) -> None:
        """All of it, a section by its path, or the section we are in."""
        parts = words(rest)
        if parts and "full-configuration".startswith(parts[0]):
            parts = parts[1:]
        here = words(self.path[0])[1:] if self.path else []
        self.rows = self._rows()
        if parts or here:
            await self.show("".join(self._section([*here, *parts])))
        else:
            await self.show_config(self.text())

    @top("get system status")
    async def _status(self, _rest: str) -> None:
        found = HEADER.search(self.text())
        model, version, build, day = (
            found.groups() if found else ("FGT60F", "7.4.8", "2795", "250523")
        )
        vdoms = "enable" if "\nconfig vdom\n" in self.text() else "disable"
        self.rows = self._rows()
        await self.show(
            f"Version: FortiGate-{model.removeprefix('FG')} v{version},build{build},{day} (GA.M)\n"
            f"Serial-Number: {model}TK00000001\n"
            f"Hostname: {self.hostname()}\n"
            "Operation Mode: NAT\n"
            "Current virtual domain: root\n"
            f"Virtual domain configuration: {vdoms}\n"
        )

    @top("get system console")
    async def _console(self, _rest: str) -> None:
        output = "more" if self._rows() else "standard"
        await self.show(
            "baudrate            : 9600 \nlogin               : enable \n"
            f"output              : {output} \n"
        )

    @top("execute cfg save")
    async def _save(self, _rest: str) -> None:
        self.machine.cancel("revert")
        self.machine.save()

    @top("execute cfg reload")
    async def _reload(self, _rest: str) -> None:
        self.machine.reload()

    @top("exit", "quit")
    async def _exit(self, _rest: str) -> None:
        self.open = False


def _lines(node: Node) -> list[str]:
    return [node.raw, *(inner.raw for inner in node.walk())]


def _salted(found: re.Match[str]) -> str:
    """The same length and the same name of the hash, another text."""
    letters = (secrets.choice(BASE64) for _ in found[2])
    return f"{found[1]}{''.join(letters)}{found[3]}"


shell = Fortinet
