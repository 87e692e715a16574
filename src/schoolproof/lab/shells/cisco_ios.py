"""The command line of IOS and IOS-XE, as far as collecting and changing need it.

Messages and the confirmed change: Cisco IOS XE 17, "Configuration Rollback Confirmed Change" and
"Configuration Replace and Configuration Rollback". The lab does not ask for `archive` first.
"""

from __future__ import annotations

import re
import time
from typing import ClassVar

from schoolproof.errors import CommandError
from schoolproof.lab.editing import Editing, Sections
from schoolproof.lab.machine import Machine
from schoolproof.lab.shells.base import Shell
from schoolproof.lab.shells.commands import Commands, split_filter
from schoolproof.lab.shells.ios_words import MODES, RANGE, WORDS, banner_of, part_of
from schoolproof.platforms.cisco_ios.grammar import BANNER, CERTIFICATE
from schoolproof.platforms.cisco_ios.paste import GLOBAL
from schoolproof.platforms.cisco_ios.rules import SECTIONS

NAME_SHOWN = 20  # letters of the name in a prompt of configuration mode
NOTHING_PENDING = "%No Rollback Confirmed Change pending\n\n"
CHANGED = "%H:%M:%S GMT %a %b %d %Y"


class CiscoIos(Shell):
    """`>` and `#`, `configure terminal`, `--More--`."""

    software = "Cisco-1.25"
    enables = True
    hostname_line = re.compile(r"^hostname (\S+)", re.MULTILINE)
    more = " --More-- "
    erase_more = "\b" * 10 + " " * 10 + "\b" * 10
    refusal = "% Authorization failed.\n\n"
    sections: ClassVar[Sections] = (RANGE, *SECTIONS)
    leaves: ClassVar[re.Pattern[str]] = GLOBAL
    words: ClassVar[frozenset[str]] = WORDS
    user, privileged = Commands(), Commands()
    editing: Editing | None = None
    enabled = False

    @classmethod
    def banner(cls, machine: Machine) -> str:
        """`banner login` stands before the password."""
        return banner_of(machine.running, "login")

    async def greet(self) -> None:
        """`banner motd` and `banner exec` follow the login."""
        self.enabled = self.machine.device.enable_secret is None
        for kind in ("motd", "exec"):
            await self.terminal.say(banner_of(self.text(), kind))
        await self.terminal.say("\n")

    def prompt(self) -> str:
        """`ql-core>`, `ql-core#`, `ql-core(config-if)#`."""
        name = self.hostname()
        if self.editing is None:
            return f"{name}{'#' if self.enabled else '>'}"
        section = self.editing.path[-1] if self.editing.path else ""
        other = f"config-{section.split()[0]}" if section else "config"
        mode = next((mode for word, mode in MODES if word.match(section)), other)
        return f"{name[:NAME_SHOWN]}({mode})#"

    async def obey(self, line: str) -> None:
        """A command of the mode we are in."""
        if line.startswith("!"):
            return
        if self.editing is None:
            await self._execute(line)
        elif line.startswith("do "):
            await self._execute(line[3:].strip())
        else:
            await self._configure(line, self.editing)

    async def _execute(self, line: str) -> None:
        command, self.filter = split_filter(line)
        found = (self.privileged if self.enabled else self.user).find(command)
        found = found or self.user.find(command)
        if found is None:
            await self._invalid(line)
        else:
            await found[0](self, found[1])

    async def _invalid(self, line: str) -> None:
        at = len(self.prompt()) + len(line) - len(line.rsplit(maxsplit=1)[-1])
        await self.terminal.say(f"{' ' * at}^\n% Invalid input detected at '^' marker.\n\n")

    async def _configure(self, line: str, editing: Editing) -> None:
        if line == "end":
            self.editing = None
        elif line in {"exit", "quit"}:
            if not editing.leave():
                self.editing = None
        else:
            command = await self._whole(
                re.sub(r"^((?:no |default )?)int(?:er\w*)? ", r"\1interface ", line)
            )
            first = command.removeprefix("no ").removeprefix("default ").split()[0]
            if not editing.path and first not in self.words:
                await self._invalid(line)
                return
            try:
                editing.enter(command)
            except CommandError:
                await self._invalid(line)

    async def _whole(self, line: str) -> str:
        """A banner or a certificate goes on over the lines that follow."""
        banner = BANNER.match(line)
        if banner is None and not CERTIFICATE.match(line):
            return line
        mark = banner["delimiter"] if banner else None
        if banner and mark in banner["rest"]:
            return line
        if banner:
            await self.terminal.say(f"Enter TEXT message.  End with the character '{mark}'.\n")
        lines = [line]
        while True:
            lines.append(await self.terminal.line())
            if mark in lines[-1] if mark else lines[-1].strip() == "quit":
                return "\n".join(lines)

    def start_editing(self) -> None:
        """Into configuration mode."""
        self.editing = Editing(self.machine, self.sections, self.leaves)

    @user("enable *")
    async def _enable(self, _rest: str) -> None:
        servers = "\naaa new-model\n" in self.machine.running  # they are asked once
        if not self.enabled and not await self.admitted("Password: ", tries=1 if servers else 3):
            sentence = "% Error in authentication.\n\n" if servers else "% Bad secrets\n\n"
            await self.terminal.say(sentence)
            return
        self.enabled = True

    @user("disable")
    async def _disable(self, _rest: str) -> None:
        self.enabled = False

    @user("exit", "logout", "quit")
    async def _exit(self, _rest: str) -> None:
        self.open = False

    @user("terminal length *")
    async def _length(self, rest: str) -> None:
        if not rest.isdecimal():
            await self._invalid(f"terminal length {rest}")
            return
        self.rows = int(rest)

    @user("terminal *")
    async def _terminal(self, _rest: str) -> None:
        """Width, monitor and so on change nothing here."""

    @user("show version")
    async def _version(self, _rest: str) -> None:
        found = re.search(r"^version (\S+)", self.text(), re.MULTILINE)
        await self.show(
            f"Cisco IOS Software, Version {found[1] if found else '17.9'}, RELEASE SOFTWARE\n"
            f"{self.hostname()} uptime is 3 weeks, 2 days, 5 hours, 41 minutes\n"
        )

    @user("show privilege")
    async def _privilege(self, _rest: str) -> None:
        await self.show(f"Current privilege level is {15 if self.enabled else 1}\n")

    @privileged("show running-config *", "write terminal")
    async def _running(self, rest: str) -> None:
        text = self.text()
        if rest and not "all".startswith(rest):
            text = part_of(self.machine, rest)
        changed = time.strftime(CHANGED, time.gmtime())
        mark = f"!\n! Last configuration change at {changed} by {self.machine.device.username}\n"
        text = mark + text.removeprefix("!\n") if text.startswith("!\n") else text
        size = f"Current configuration : {len(text.encode())} bytes\n"
        await self.show_config(f"Building configuration...\n\n{size}{text}\n")

    @privileged("show startup-config", "show configuration")
    async def _startup(self, _rest: str) -> None:
        text = self.named(self.machine.startup)
        await self.show_config(f"Using {len(text.encode())} out of 33554432 bytes\n{text}\n")

    @privileged("write", "write memory")
    async def _write(self, _rest: str) -> None:
        self.machine.save()
        await self.terminal.say("Building configuration...\n[OK]\n")

    @privileged("copy running-config startup-config")
    async def _copy(self, _rest: str) -> None:
        await self.ask("Destination filename [startup-config]? ")
        await self._write("")

    @privileged("configure terminal")
    async def _configure_terminal(self, _rest: str) -> None:
        self.start_editing()
        await self.terminal.say("Enter configuration commands, one per line.  End with CNTL/Z.\n")

    @privileged("configure terminal revert timer *", "configure terminal revert idle *")
    async def _confirmed_change(self, rest: str) -> None:
        minutes = rest.rsplit(maxsplit=1)[-1] if rest else ""
        if not minutes.isdecimal() or not 1 <= int(minutes) <= 120:  # noqa: PLR2004  Cisco's range
            await self._invalid(f"configure terminal revert timer {rest}")
            return
        before = self.machine.running
        self.machine.after("revert", int(minutes), lambda: self._restore(before))
        await self.terminal.say(
            "Rollback Confirmed Change: Backing up current running config to flash:lab-1\n\n"
        )
        await self._configure_terminal("")

    def _restore(self, text: str) -> None:
        self.machine.running = text

    @privileged("configure confirm")
    async def _confirm(self, _rest: str) -> None:
        if not self.machine.cancel("revert"):
            await self.terminal.say(NOTHING_PENDING)

    @privileged("configure revert timer *")
    async def _revert_timer(self, rest: str) -> None:
        if not rest.isdecimal():
            await self._invalid(f"configure revert timer {rest}")
        elif not self.machine.postpone("revert", int(rest)):
            await self.terminal.say(NOTHING_PENDING)

    @privileged("configure revert now")
    async def _revert_now(self, _rest: str) -> None:
        if not self.machine.ring("revert"):
            await self.terminal.say(NOTHING_PENDING)

    @privileged("configure replace nvram:startup-config *")
    async def _replace(self, rest: str) -> None:
        sure = rest == "force" or await self.ask(
            "This will apply all necessary additions and deletions\n"
            "to replace the current running configuration with the\n"
            "contents of the specified configuration file, which is\n"
            "assumed to be a complete configuration, not a partial\n"
            "configuration. Enter Y if you are sure you want to proceed. ? [no]: "
        )
        if sure is True or str(sure).lower().startswith("y"):
            self.machine.running = self.machine.startup
            await self.terminal.say("Total number of passes: 1\nRollback Done\n\n")

    @privileged("reload cancel")
    async def _reload_cancel(self, _rest: str) -> None:
        if self.machine.cancel("reload"):
            await self.terminal.say("\n\n***\n*** --- SHUTDOWN ABORTED ---\n***\n\n")
        else:
            await self.terminal.say("%No reload is scheduled.\n")

    @privileged("reload in *")
    async def _reload_in(self, rest: str) -> None:
        found = re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,3})(?: .*)?", rest)
        if not found:
            await self._invalid(f"reload in {rest}")
        elif await self._sure():
            minutes = int(found[1] or 0) * 60 + int(found[2])
            self.machine.after("reload", minutes, self.machine.reload)

    @privileged("reload")
    async def _reload(self, _rest: str) -> None:
        if await self._sure():
            self.machine.reload()

    async def _sure(self) -> bool:
        """A reload asks whether to save, then whether to go on; Enter goes on."""
        if self.machine.running != self.machine.startup:
            question = "\nSystem configuration has been modified. Save? [yes/no]: "
            if (await self.ask(question)).lower().startswith("y"):
                await self._write("")
        return (await self.ask("Proceed with reload? [confirm]")).lower() in {"", "y", "yes"}


shell = CiscoIos
