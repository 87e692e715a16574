"""The command line of FRR's `vtysh`: IOS in manner, without `enable` and with words of its own."""

from __future__ import annotations

import re

from schoolproof.lab.shells.cisco_ios import CiscoIos
from schoolproof.lab.shells.commands import Commands
from schoolproof.platforms.frr.rules import SECTIONS

NEVER = re.compile(r"(?!)")


class Frr(CiscoIos):
    """A login whose shell is `vtysh` is in privileged mode at once."""

    software = "OpenSSH_9.2p1"
    enables = False
    refusal = "% Unknown command: show running-config\n"
    sections = SECTIONS
    leaves = NEVER
    words = frozenset({
        "access-list", "agentx", "allow-external-route-update", "banner", "bfd", "bgp", "debug",
        "domainname", "enable", "end", "frr", "hostname", "interface", "ip", "ipv6", "key", "line",
        "log", "mac", "mpls", "nexthop-group", "password", "pbr-map", "route-map", "router",
        "router-id", "rpki", "segment-routing", "service", "username", "vni", "vrf", "vty", "zebra",
    })  # fmt: skip
    privileged = Commands()

    async def _invalid(self, line: str) -> None:
        await self.terminal.say(f"% Unknown command: {line}\n")

    @privileged("show running-config *", "write terminal")
    async def _running(self, _rest: str) -> None:
        await self.show_config(
            f"Building configuration...\n\nCurrent configuration:\n{self.text()}"
        )

    @privileged("show startup-config")
    async def _startup(self, _rest: str) -> None:
        await self.show_config(self.named(self.machine.startup))

    @privileged("write", "write memory", "copy running-config startup-config")
    async def _write(self, _rest: str) -> None:
        self.machine.save()
        await self.terminal.say(
            "Note: this version of vtysh never writes vtysh.conf\n"
            "Building Configuration...\n"
            "Integrated configuration saved to /etc/frr/frr.conf\n"
            "[OK]\n"
        )

    @privileged("configure terminal", "configure")
    async def _configure_terminal(self, _rest: str) -> None:
        self.start_editing()


shell = Frr
