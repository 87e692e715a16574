"""Words of IOS: what opens which mode, what configuration mode knows, parts of a text."""

from __future__ import annotations

import re

from schoolproof.lab.machine import Machine
from schoolproof.parse import Node

RANGE = (None, re.compile(r"interface range \S.*"))
MODES = (
    (re.compile(r"interface range "), "config-if-range"),
    (re.compile(r"interface "), "config-if"),
    (re.compile(r"vlan \d"), "config-vlan"),
    (re.compile(r"line "), "config-line"),
    (re.compile(r"router "), "config-router"),
    (re.compile(r"ip access-list extended "), "config-ext-nacl"),
    (re.compile(r"ip access-list standard "), "config-std-nacl"),
    (re.compile(r"class-map "), "config-cmap"),
    (re.compile(r"policy-map "), "config-pmap"),
)
# First words that configuration mode knows; another one is a typing mistake.
WORDS = frozenset({
    "aaa", "access-list", "access-session", "alias", "ap", "archive", "arp", "authentication",
    "banner", "boot", "call-home", "cdp", "class-map", "clock", "control-plane", "crypto",
    "default", "device-tracking", "diagnostic", "dot1x", "enable", "errdisable", "event",
    "exception", "fips", "flow", "hostname", "hw-module", "interface", "ip", "ipv6", "key",
    "lacp", "ldap", "license", "line", "lldp", "logging", "login", "mac", "macro", "memory",
    "mls", "monitor", "mtu", "nmsp", "no", "ntp", "object-group", "parameter-map", "password",
    "platform", "policy-map", "port-channel", "power", "privilege", "process", "qos", "radius",
    "radius-server", "redundancy", "rmon", "route-map", "router", "sdm", "security", "service",
    "service-template", "snmp-server", "spanning-tree", "stack-power", "switch", "system",
    "tacacs", "tacacs-server", "template", "tftp-server", "transceiver", "udld", "user-name",
    "username", "version", "vlan", "vrf", "vstack", "vtp", "wireless", "wlan",
})  # fmt: skip


def banner_of(text: str, kind: str) -> str:
    """The text between the delimiters of a banner line."""
    start = re.search(rf"^banner {kind} (\^C|\S)", text, re.MULTILINE)
    if not start:
        return ""
    end = text.find(start[1], start.end())
    return text[start.end() : end] + "\n" if end > 0 else ""


def part_of(machine: Machine, rest: str) -> str:
    """The sections that `show running-config interface …` asks for."""
    tree = machine.grammar.parse(machine.running)
    wanted = rest.lower().replace(" ", "")
    picked: list[Node] = [
        node
        for node in tree.root.commands()
        if node.text.lower().replace(" ", "").startswith(wanted)
    ]
    lines = [line for node in picked for line in (node.raw, *(n.raw for n in node.walk()))]
    return "!\n" + "".join(line for line in lines if not line.startswith("!")) + "end\n"
