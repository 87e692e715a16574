"""Commands as people type them, made as the text spells them: short names, ranges, way back out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schoolproof.parse import ConfigTree, port_list
from schoolproof.platforms.cisco_ios.names import key_of

TYPES = (
    "Ethernet", "FastEthernet", "GigabitEthernet", "TwoGigabitEthernet", "FiveGigabitEthernet",
    "TenGigabitEthernet", "TwentyFiveGigE", "FortyGigabitEthernet", "HundredGigE",
    "AppGigabitEthernet", "Port-channel", "Vlan", "Loopback", "Tunnel", "BDI",
)  # fmt: skip
# Typed inside a section, these leave it: no section knows them.
GLOBAL = re.compile(
    r"(?:no )?(?:hostname|username|enable (?:secret|password)|aaa |vtp |snmp-server|ntp |clock "
    r"|service |banner |login (?:block-for|delay|on-)|security passwords|lldp run|cdp run"
    r"|spanning-tree (?:mode|extend|loopguard default|(?:vlan|mst) \S+ (?:priority|root)|pathcost"
    r"|portfast(?: edge)? (?:bpduguard |bpdufilter )?default|vlan [\d,-]+$)"
    r"|ip (?:dhcp snooping(?:$| vlan [\d,-]+$)|arp inspection (?:vlan|validate)|routing|http|ssh"
    r"|domain|default-gateway|route |name-server|source-route|scp)"
    r"|dot1x system-auth-control|mls qos$|errdisable|udld (?:enable|aggressive)$|archive|vstack"
    r"|logging (?:host|trap|buffered|console|facility|source-interface|\d)|vlan dot1q tag native).*"
)
RANGE = re.compile(r"interface range (.+)")
NAME = re.compile(r"interface ([A-Za-z-]+) ?(\d\S*)((?: \S+)?)")


def typed(tree: ConfigTree, commands: Sequence[str]) -> list[str]:
    """The same commands, each as the text of this device would spell it."""
    known = {
        key_of(node.text[10:]): node.text
        for node in tree.root.commands()
        if node.text.startswith("interface ")
    }
    flat = not any(command[:1].isspace() for command in commands if command.strip())
    spelt = [_spell(command, known) for command in _ranges(commands, flat=flat)]
    return list(_ways_out(spelt)) if flat else spelt


def _ways_out(commands: Sequence[str]) -> Iterator[str]:
    for command in commands:
        if GLOBAL.fullmatch(command.strip()):
            yield "end"
        yield command


def _spell(command: str, known: dict[str, str]) -> str:
    no, _, rest = command.rpartition("interface ")
    found = NAME.fullmatch(f"interface {rest}") if no.strip() in {"", "no", "default"} else None
    if not found or "interface " not in command:
        return command
    word, number, tail = found.groups()
    full = next((t for t in TYPES if t.lower().startswith(word.lower())), word)
    text = known.get(key_of(f"{word}{number}")) or known.get(key_of(f"{full}{number}"))
    return f"{no}{text}" if text else f"{no}interface {full}{number}{tail}"


def _ranges(commands: Sequence[str], *, flat: bool) -> Iterator[str]:
    """`interface range` stands for one section a port, each with the same lines."""
    position = 0
    while position < len(commands):
        command = commands[position]
        position += 1
        found = RANGE.fullmatch(command.strip())
        if not found:
            yield command
            continue
        end = position
        while end < len(commands) and _inside(commands[end], flat=flat):
            end += 1
        for port in _ports(found.group(1)):
            yield f"interface {port}"
            yield from commands[position:end]
        position = end


def _inside(command: str, *, flat: bool) -> bool:
    if not flat:
        return command[:1].isspace()
    bare = command.strip()
    leaves = bare in {"exit", "end"} or bare.startswith(("interface ", "vlan ", "line "))
    return not leaves and not GLOBAL.fullmatch(bare)


def _ports(text: str) -> list[str]:
    joined = re.sub(r"\s*-\s*(?=\d)", "-", text)
    joined = re.sub(r"([A-Za-z-]+) (\d)", r"\1\2", joined)
    return list(port_list(joined.replace(" ", "")))
