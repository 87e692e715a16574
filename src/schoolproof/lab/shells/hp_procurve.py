"""The command line of ProVision and ArubaOS-Switch, with its full-screen escape codes.

Escape codes as in captures of 2530 and 2920 switches; the words of the reload questions differ
between releases and are one of them.
"""

from __future__ import annotations

import re

from schoolproof.errors import CommandError
from schoolproof.lab.editing import Editing
from schoolproof.lab.shells.base import Shell
from schoolproof.lab.shells.commands import Commands, split_filter
from schoolproof.platforms.hp_procurve.language import SECTIONS

ROW = 24
MEMBERS = (re.compile(r"(?:oobm|vsf|stacking)$"), re.compile(r"member \d+"))
LEAVES = re.compile(
    r"(?:no )?(?:hostname|aaa|radius-server|tacacs-server|snmp-server|snmpv3|spanning-tree|logging"
    r"|password|console|timesync|sntp|ntp|trunk|dhcp-snooping|arp-protect|loop-protect|lldp"
    r"|telnet-server|web-management|rest-interface|banner|ip (?:ssh|authorized-managers"
    r"|default-gateway|route|routing|dns)|crypto|tftp|include-credentials|management-vlan) ?.*"
)
# First words that configuration mode knows; another one is a typing mistake.
WORDS = frozenset({
    "aaa", "access-list", "arp-protect", "aruba-central", "autorun", "banner", "cdp", "class",
    "clock", "connection-rate-filter", "console", "crypto", "device-identity", "device-profile",
    "dhcp", "dhcp-server", "dhcp-snooping", "dhcpv6-snooping", "fault-finder", "filter",
    "front-panel-security", "gvrp", "hostname", "igmp", "include-credentials", "interface", "ip",
    "ipv6", "instrumentation", "key-chain", "lldp", "lockout-mac", "logging", "loop-protect",
    "mac-age-time", "management-vlan", "max-vlans", "mirror", "module", "mstp", "no", "ntp",
    "oobm", "openflow", "password", "policy", "port-security", "power-over-ethernet",
    "primary-vlan", "qos", "radius-server", "rate-limit", "rest-interface", "router", "savepower",
    "setup", "sflow", "snmp-server", "snmpv3", "sntp", "spanning-tree", "stacking", "static-mac",
    "switch-interconnect", "tacacs-server", "telnet-server", "tftp", "time", "timesync", "tls",
    "trunk", "udp", "usb-port", "virus-throttle", "vlan", "vsf", "web-management",
})  # fmt: skip
GREETING = """
Aruba {model} Switch
Software revision {release}

(C) Copyright 2024 Hewlett Packard Enterprise Development LP

                         RESTRICTED RIGHTS LEGEND

 Confidential computer software. A licence from the maker is needed to have,
 use or copy it.

"""
HEADER = re.compile(
    r"^; (?:hpStack_\w+|(\S+)) Configuration Editor; Created on release #(\S+)", re.MULTILINE
)


class HpProcurve(Shell):
    """`Press any key to continue`, `>` and `#`, cursor movements around every prompt."""

    software = "Mocana SSH 6.3"
    hostname_line = re.compile(r'^hostname "?([^"\s]+)', re.MULTILINE)
    more = "-- MORE --, next page: Space, next line: Enter, quit: Control-C"
    erase_more = f"\r\x1b[{ROW};1H\x1b[2K\x1b[{ROW};1H"
    refusal = "Invalid input: running-config\n"
    anywhere, user, manager, privileged = Commands(), Commands(), Commands(), Commands()
    editing: Editing | None = None
    enabled = False

    async def greet(self) -> None:
        """Who made it, the banner, and a key to press."""
        self.terminal.echo = self._echo
        self.terminal.enter = f"\x1b[{ROW};0H\x1bE"
        self.enabled = self.machine.device.enable_secret is None
        found = HEADER.search(self.text())
        model, release = (found[1] or "stack", found[2]) if found else ("2530-24G", "YA.16.11.0012")
        await self.terminal.say(GREETING.format(model=model, release=release))
        banner = re.search(r'^banner motd "([^"]*)"', self.text(), re.MULTILINE)
        if banner:
            await self.terminal.say(f"{banner[1]}\n")
        await self.terminal.write("Press any key to continue")
        await self.terminal.key()
        await self.terminal.write(f"\x1b[1;{ROW}r\x1b[1;1H\x1b[2J\x1b[{ROW};1H")

    def prompt(self) -> str:
        """`mb-sw1> `, `mb-sw1# `, `mb-sw1(config)# `, `mb-sw1(vlan-20)# `."""
        name = self.hostname()
        if self.editing is None:
            return f"{name}{'#' if self.enabled else '>'} "
        if not self.editing.path:
            return f"{name}(config)# "
        kind, _, which = self.editing.path[-1].partition(" ")
        short = "eth" if kind == "interface" else kind
        return f"{name}({short}{'-' if which else ''}{which.replace(' ', '-')})# "

    def dressed(self, prompt: str) -> str:
        """The prompt as the switch paints it into the last row."""
        row, end = f"\x1b[{ROW};1H", f"\x1b[{ROW};{len(prompt) + 1}H"
        painted = f"{row}{row}\x1b[2K{row}\x1b[?25h{row}{row}{prompt}"
        return f"\x1b[1;{ROW}r{painted}{row}{end}{row}\x1b[?25h{end}"

    def _echo(self, text: str, column: int) -> str:
        """Each letter with the cursor put before and behind it."""
        shown = ""
        for at, letter in enumerate(text, start=column + 1):
            before, behind = f"\x1b[{ROW};{at}H", f"\x1b[{ROW};{at + 1}H"
            shown += f"{before}{letter}{before}\x1b[?25h{behind}{behind}"
        return shown

    async def obey(self, line: str) -> None:
        """Reading commands work in every mode, others in their own."""
        if line.startswith((";", "!")):
            return
        command, self.filter = split_filter(line)
        tables = [self.anywhere] if self.editing else [self.anywhere, self.user]
        if self.enabled:
            tables += [self.manager] if self.editing else [self.manager, self.privileged]
        found = next((f for table in tables if (f := table.find(command))), None)
        if found:
            await found[0](self, found[1])
        elif self.editing is not None:
            await self._configure(line, self.editing)
        else:
            await self._invalid(line)

    async def _invalid(self, line: str) -> None:
        await self.terminal.say(f"Invalid input: {line.rsplit(maxsplit=1)[-1]}\n")

    async def _configure(self, line: str, editing: Editing) -> None:
        command = line
        while command.count('"') % 2:
            command += "\n" + await self.terminal.line()
        words = command.removeprefix("no ").split()
        if not editing.path and (not words or words[0] not in WORDS):
            await self.terminal.say(f"Invalid input: {line.split(maxsplit=1)[0]}\n")
            return
        try:
            editing.enter(command)
        except CommandError:
            await self._invalid(line)

    @user("enable")
    async def _enable(self, _rest: str) -> None:
        if not self.enabled and not await self.admitted("Password:", tries=1):
            await self.terminal.say("Invalid password\n")
            return
        self.enabled = True

    @anywhere("exit")
    async def _exit(self, _rest: str) -> None:
        if self.editing is None:
            await self._leave()
        elif not self.editing.leave():
            self.editing = None

    @anywhere("end")
    async def _end(self, _rest: str) -> None:
        self.editing = None

    async def _leave(self) -> None:
        """`exit` in manager mode goes back to operator mode, from there it logs out."""
        if self.enabled and self.machine.device.enable_secret is not None:
            self.enabled = False
        else:
            await self._logout("")

    @anywhere("logout")
    async def _logout(self, _rest: str) -> None:
        answer = await self.ask("Do you want to log out [y/n]? ")
        if not answer.lower().startswith("y"):
            return
        if self.enabled and self.machine.running != self.machine.startup:
            question = "Do you want to save current configuration [y/n/^C]? "
            if (await self.ask(question)).lower().startswith("y"):
                self.machine.save()
        self.open = False

    @anywhere("terminal *")
    async def _terminal(self, _rest: str) -> None:
        """The width changes nothing here."""

    @manager("no page")
    async def _no_page(self, _rest: str) -> None:
        self.rows = 0

    @manager("page")
    async def _page_on(self, _rest: str) -> None:
        self.rows = ROW

    @anywhere("show version")
    async def _version(self, _rest: str) -> None:
        found = HEADER.search(self.text())
        release = found[2] if found else "YA.16.11.0012"
        await self.show(f"\nImage stamp:    /ws/swbuildm/lab\n                {release}\n")

    @manager("show running-config")
    async def _running(self, _rest: str) -> None:
        await self.show_config(f"\nRunning configuration:\n\n{self.text()}\n")

    @manager("show config", "show config files")
    async def _startup(self, _rest: str) -> None:
        text = self.named(self.machine.startup)
        await self.show_config(f"\nStartup configuration: 1\n\n{text}\n")

    @manager("write memory")
    async def _write(self, _rest: str) -> None:
        self.machine.save()

    @manager("write terminal")
    async def _write_terminal(self, _rest: str) -> None:
        await self._running("")

    @privileged("configure", "configure terminal")
    async def _configure_terminal(self, _rest: str) -> None:
        self.editing = Editing(self.machine, ((None, SECTIONS), MEMBERS), LEAVES)

    @manager("no reload")
    async def _no_reload(self, _rest: str) -> None:
        self.machine.cancel("reload")

    @manager("reload after *")
    async def _reload_after(self, rest: str) -> None:
        """`[[DD:]HH:]MM` later."""
        if not re.fullmatch(r"(?:(?:\d+:)?\d+:)?\d+", rest):
            await self._invalid(f"reload after {rest}")
            return
        parts = [int(part) for part in reversed(rest.split(":"))]
        minutes = sum(n * unit for n, unit in zip(parts, (1, 60, 1440), strict=False))
        if await self._sure(f"Reload scheduled in {minutes} minutes.\n"):
            self.machine.after("reload", minutes, self.machine.reload)

    @manager("reload", "boot system")
    async def _reload(self, _rest: str) -> None:
        if await self._sure(""):
            self.machine.reload()

    async def _sure(self, news: str) -> bool:
        await self.terminal.say(news)
        if self.machine.running != self.machine.startup:
            question = "Do you want to save current configuration [y/n/^C]? "
            if (await self.ask(question)).lower().startswith("y"):
                self.machine.save()
        question = "System will be rebooted from primary image. Do you want to continue [y/n]? "
        return (await self.ask(question)).lower().startswith("y")


shell = HpProcurve
