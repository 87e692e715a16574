"""The command line of PAN-OS: an operational mode, and a configuration mode with `commit`.

What is set changes the candidate configuration, which all sessions share and which outlives them;
`commit` makes it the running one. The lab's firewalls print `set` lines, as they do after `set cli
config-output-format set`. Until `set cli scripting-mode on` the line editor draws the prompt again
in front of what is typed.
"""

from __future__ import annotations

import re

from schoolproof.errors import CommandError
from schoolproof.lab.shells.base import Shell
from schoolproof.lab.shells.commands import Commands, split_filter
from schoolproof.lab.terminal import plain_echo

CHANGES = frozenset({"set", "delete", "move", "rename"})
SYSTEM = "hostname: {}\nmodel: PA-VM\nserial: 000000000001\nsw-version: 11.1.0\n{}\n"
DONE = "\nCommit job 2 is in progress. Use Ctrl+C to return to command prompt\n"
DONE += "......55%98%..............100%\nConfiguration committed successfully\n"


class PanOs(Shell):
    """`admin@hv-fw1> `, and `admin@hv-fw1# ` below `[edit]`."""

    software = "OpenSSH_8.0"
    asks_by_keyboard = True
    hostname_line = re.compile(r'^set deviceconfig system hostname "?([^"\s]+)', re.MULTILINE)
    more = "lines 1-23 "
    refusal = "Server error : configuration is not available\n"
    operational = Commands()
    editing = Commands()

    async def greet(self) -> None:
        """Nobody is configuring yet."""
        self.configuring = False
        self.terminal.echo = self._echo

    def _echo(self, text: str, column: int) -> str:
        """The line editor draws prompt and text together."""
        begins = column == len(self.prompt())
        return f"\r{self.prompt()}{text}" if begins else text

    def prompt(self) -> str:
        """The name of the user and that of the device."""
        mark = "#" if self.configuring else ">"
        return f"{self.machine.device.username}@{self.hostname()}{mark} "

    def dressed(self, prompt: str) -> str:
        """In configuration mode the place in the tree stands above the prompt."""
        return f"\r\n[edit]\r\n{prompt}" if self.configuring else prompt

    async def obey(self, line: str) -> None:
        """A command of the mode that we are in."""
        if line.startswith("#"):
            return
        command, self.filter = split_filter(line)
        first = command.split()[0]
        found = (self.editing if self.configuring else self.operational).find(command)
        if found:
            await found[0](self, found[1])
        elif self.configuring and first in CHANGES:
            await self._change(line)
        else:
            await self.terminal.say(f"Unknown command: {first}\n")

    async def _change(self, line: str) -> None:
        try:
            self.machine.check([*self.machine.candidate, line])
        except CommandError:
            await self.terminal.say("Invalid syntax.\n")
            return
        self.machine.candidate.append(line)

    @operational("set cli scripting-mode *")
    async def _scripting(self, rest: str) -> None:
        self.terminal.echo = plain_echo if rest == "on" else self._echo

    @operational("set cli pager *")
    async def _pager(self, rest: str) -> None:
        self.rows = 0 if rest == "off" else 24

    @operational("set cli *")
    async def _cli(self, _rest: str) -> None:
        """Width and form of the output: the lab knows one of each."""

    @operational("show config running")
    async def _running(self, _rest: str) -> None:
        await self.show_config(self.text())

    @operational("show system info")
    async def _system(self, _rest: str) -> None:
        await self.show(SYSTEM.format(self.hostname(), "operational-mode: normal"))

    @operational("configure")
    async def _configure(self, _rest: str) -> None:
        self.configuring = True
        await self.terminal.say("Entering configuration mode\n")

    @operational("exit", "quit")
    async def _leave(self, _rest: str) -> None:
        self.open = False

    @editing("show")
    async def _candidate(self, _rest: str) -> None:
        await self.show(self.named(self.machine.check(self.machine.candidate)))

    @editing("revert config")
    async def _revert(self, _rest: str) -> None:
        self.machine.candidate = []
        await self.terminal.say("Config loaded from running-config.xml\n")

    @editing("commit *")
    async def _commit(self, _rest: str) -> None:
        self.machine.apply(self.machine.candidate)
        self.machine.save()
        self.machine.candidate = []
        await self.terminal.say(DONE)

    @editing("exit", "quit")
    async def _exit(self, _rest: str) -> None:
        self.configuring = False
        await self.terminal.say("Exiting configuration mode\n")


shell = PanOs
