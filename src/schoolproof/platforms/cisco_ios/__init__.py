"""Cisco IOS and IOS-XE: Catalyst switches and Catalyst 9800 wireless controllers.

The readers stand in the files beside this one. Each of them may have `settle`, which turns what
was seen into effective facts once the whole text was read, and `DEFAULTS`, its part of the table
of what absent lines mean.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from types import ModuleType

from schoolproof.model import Device
from schoolproof.parse import ConfigTree, Node
from schoolproof.platforms.base import Default, Platform, Safety, Session
from schoolproof.platforms.cisco_ios.fixes import fixes
from schoolproof.platforms.cisco_ios.grammar import GRAMMAR
from schoolproof.platforms.cisco_ios.meaning import MEANING
from schoolproof.platforms.cisco_ios.secrets import SECRETS
from schoolproof.platforms.cisco_ios.top import TOP, Reading

FIRST = ("acls",)  # others look access lists up while they settle


def _readers() -> tuple[ModuleType, ...]:
    """Every file beside this one, in the order in which their facts are settled."""
    names = [m.name for m in pkgutil.iter_modules(__path__)]
    names.sort(key=lambda name: (name.startswith("ignored"), name))  # what reads comes first
    ordered = [*(n for n in FIRST if n in names), *(n for n in names if n not in FIRST)]
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in ordered)


READERS = _readers()
SETTLE = tuple(reader.settle for reader in READERS if hasattr(reader, "settle"))
DEFAULTS: tuple[Default, ...] = tuple(
    row for reader in READERS for row in getattr(reader, "DEFAULTS", ())
)


def read(tree: ConfigTree, device: Device) -> list[Node]:
    """Set the facts of `device`; give back the commands that nobody understood."""
    reading = Reading(device)
    TOP.read(tree.root.children, reading, reading.unread)
    for settle in SETTLE:
        settle(reading)
    return reading.unread


platform = Platform(
    grammar=GRAMMAR,
    read=read,
    classes=frozenset({"switch"}),
    signature=re.compile(
        r"^(?:version 1[2-7]\.\d|service timestamps |boot-(?:start|end)-marker|ip cef\b|"
        r"interface (?:Fast|Gigabit|TenGigabit|TwoGigabit|FiveGigabit)Ethernet|"
        r"switch \d provision |license udi pid |line (?:con|vty) 0|"
        r"spanning-tree mode (?:rapid-)?pvst|wlan \S+ \d+ )",
        re.MULTILINE,
    ),
    defaults=DEFAULTS,
    fixes=fixes,
    secrets=SECRETS,
    aliases=("cisco_xe", "cisco_iosxe", "ios"),
    volatile=(
        re.compile(
            r"^! (?:Last configuration change|NVRAM config last updated"
            r"|No configuration change since last restart)\b.*$"
        ),
        re.compile(r"^Current configuration : \d+ bytes$"),
        re.compile(r"^Using \d+ out of \d+ bytes.*$"),  # of the saved configuration
        re.compile(r"^Building configuration\.\.\.$"),
        re.compile(
            r"^Load for five secs: .*$|^Time source is .*$"
        ),  # terminal exec prompt timestamp
        re.compile(r"^ntp clock-period \d+$"),
    ),
    end=re.compile(r"end"),
    session=Session(
        device_type="cisco_ios",
        command="show running-config",
        startup="show startup-config",
        save="write memory",
        enable=True,
        errors=re.compile(
            r"% ?(?:Invalid input detected|Incomplete command|Ambiguous command|Unknown command"
            r"|Unrecognized command|Authorization failed|Access denied|Error in authentication"
            r"|Not enough space|Bad passwords|Login invalid|Unable to read)\b.*"
            r"|Command authorization failed\b.*|Unable to read configuration\b.*"
        ),
        hostname=re.compile(r"^hostname (\S+)$", re.MULTILINE),
        enter="configure terminal",
        leave="end",
        # IOS XE 17 "Configuration Rollback Confirmed Change" (needs `archive` with a path), and
        # `reload in` for devices without it
        safeties=(
            Safety(
                enter="configure terminal revert timer {minutes}",
                confirm=("configure confirm",),
                revert=("configure revert now",),
            ),
            Safety(arm=("reload in {minutes}",), confirm=("reload cancel",), saved_first=True),
        ),
        answers=(
            (re.compile(r"Save\? \[yes/no\]: ?$"), "no"),
            (re.compile(r"\[confirm\] ?$"), ""),
        ),
        changeable=True,
        network_os="cisco.ios.ios",
    ),
    meaning=MEANING,
)
