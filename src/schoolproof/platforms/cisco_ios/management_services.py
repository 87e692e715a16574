"""Services that no school needs: each with what an absent line means."""

from __future__ import annotations

import re
from functools import partial

from schoolproof.model import Table
from schoolproof.model.management import Service
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.management import major_version
from schoolproof.platforms.cisco_ios.top import TOP, Reading

SMART_INSTALL = re.compile(r"ws-c(?:29|35|36|37|38|45|65)", re.IGNORECASE)
FIRST_WITHOUT_PAD = 16  # X.25 PAD is not part of every IOS-XE image: absent says nothing there

# By name: the command, and whether the service runs when no line speaks of it (None: not known).
COMMANDS: dict[str, tuple[str, bool | None]] = {
    "tcp-small-servers": ("service tcp-small-servers", False),
    "udp-small-servers": ("service udp-small-servers", False),
    "finger": ("ip finger", False),
    "pad": ("service pad", None),
    "bootp": ("ip bootp server", True),
    "source-route": ("ip source-route", True),
    "smart-install": ("vstack", None),
    "call-home": ("service call-home", False),
    "configuration from network": ("service config", False),
    "identd": ("ip identd", False),
    "dns": ("ip dns server", False),
    "rcp": ("ip rcmd rcp-enable", False),
    "rsh": ("ip rcmd rsh-enable", False),
    "ftp": ("ftp-server enable", False),
}
BY_COMMAND = {command: name for name, (command, _) in COMMANDS.items()}
BY_COMMAND["service finger"] = "finger"


def services(reading: Reading) -> Table[Service]:
    """The table of services, made when first needed."""
    if "services" not in reading.device.lines:
        reading.device.put(None, services=Table())
    return reading.device.services


def _service(reading: Reading, node: Node, negated: str | None, *, name: str) -> None:
    services(reading).add(name, Service(node.line, name=name, enabled=not negated))


for _command, _name in BY_COMMAND.items():
    TOP.line(rf"(no )?{_command}(?: .+)?")(partial(_service, name=_name))


@TOP.line(r"tftp-server .+")
def _tftp(reading: Reading, node: Node) -> None:
    if "tftp" not in services(reading):
        services(reading).add("tftp", Service(node.line, name="tftp", enabled=True))


@TOP.line(r"boot network .+", r"boot host .+")
def _network_boot(reading: Reading, node: Node) -> None:
    name = "configuration from network"
    services(reading).add(name, Service(node.line, name=name, enabled=True))


def settle(reading: Reading) -> None:
    """Services that no line speaks of; where the default is not known there is no row."""
    table = services(reading)
    for name, (_, absent) in COMMANDS.items():
        state = _absent(reading, name) if absent is None else absent
        if name not in table and state is not None:
            table.add(name, Service(None)).put(None, name=name, enabled=state)
    if "tftp" not in table:
        table.add("tftp", Service(None)).put(None, name="tftp", enabled=False)


def _absent(reading: Reading, name: str) -> bool | None:
    major = major_version(reading)
    if name == "pad":
        return True if major is not None and major < FIRST_WITHOUT_PAD else None
    firmware = reading.device.firmware if "firmware" in reading.device.lines else None
    model = firmware.model if firmware and "model" in firmware.lines else ""
    return True if SMART_INSTALL.match(model) else None
