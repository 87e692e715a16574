"""Commands at the top that hold a list of ports or VLANs: lists grow, lines do not pile up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from schoolproof.parse import Node, vlan_set
from schoolproof.parse.edit import insert, remove
from schoolproof.platforms.hp_procurve.membership import newline
from schoolproof.platforms.hp_procurve.ports import LIST, compress, expand

PORTS = re.compile(
    r"(no )?(spanning-tree|loop-protect|(?:dhcp-snooping|dhcpv6-snooping|arp-protect) trust"
    r"|ip source-lockdown|ipv6 source-lockdown|ipv6 ra-guard ports|lldp admin-status|lldp config"
    r"|port-security"
    rf"|aaa port-access(?: authenticator| mac-based| web-based)?) {LIST}( .+)?"
)
VLANS = re.compile(
    r"(no )?((?:dhcp-snooping|dhcpv6-snooping|arp-protect|loop-protect|ipv6 nd-snooping) vlan)"
    r" (\d[\d ,-]*)"
)
FLAGS = frozenset(
    {
        "admin-edge-port",
        "auto-edge-port",
        "bpdu-filter",
        "bpdu-protection",
        "loop-guard",
        "pvst-filter",
        "pvst-protection",
        "root-guard",
        "tcn-guard",
    }
)
ON_WHEN_ABSENT = frozenset(
    {"auto-edge-port", "medTlvEnable capabilities", "medTlvEnable network_policy"}
)
AS_ABSENT = {"loop-protect": "receiver-action send-disable", "lldp admin-status": "tx_rx"}
IN_PORT = re.compile(r"(no )?((?:dhcp-snooping|arp-protect) trust)")


class _Line(NamedTuple):
    node: Node
    off: bool
    ports: tuple[str, ...]
    options: tuple[str, ...]


def edit(section: Node, command: str) -> bool:
    """List commands at the top, and the two that may stand in a port's section as well."""
    if section.parent is not None:
        return _edit_port(section, command)
    found = PORTS.fullmatch(command)
    if found and (expand(found.group(3)) or found.group(3) == "all"):
        off, head, ports, rest = found.groups()
        for option in _options(head, (rest or "").strip()):
            _change(section, head, expand(ports), option, off=bool(off))
        return True
    found = VLANS.fullmatch(command)
    if found:
        _change_vlans(section, found.group(2), vlan_set(found.group(3)), off=bool(found.group(1)))
        return True
    return False


def _options(head: str, rest: str) -> tuple[str, ...]:
    words = rest.split()
    if head == "spanning-tree" and words and set(words) <= FLAGS:
        return tuple(words)
    return ("",) if AS_ABSENT.get(head) == rest else (rest,)


def _key(option: str) -> str:
    """What of an option names it: `priority 4` replaces `priority 8`."""
    return option.split(None, 1)[0] if option else ""


def _lines(root: Node, head: str) -> list[_Line]:
    lines = []
    for node in root.commands():
        found = PORTS.fullmatch(node.text)
        if found and found.group(2) == head:
            options = _options(head, (found.group(4) or "").strip())
            lines.append(_Line(node, bool(found.group(1)), expand(found.group(3)), options))
    return lines


def _change(root: Node, head: str, ports: tuple[str, ...], option: str, *, off: bool) -> None:
    inverted = option in ON_WHEN_ABSENT
    whole = off and not option and head != "spanning-tree"
    for line in _lines(root, head):
        same = [o for o in line.options if whole or _same(head, o, option)]
        if same and set(line.ports) & set(ports) and (line.options != (option,) or off != line.off):
            _split(root, head, line, ports, same)
    if off:
        _drop_in_ports(root, head, ports)
    if off == inverted and not (head == "lldp admin-status" and not option):
        _join(root, f"no {head}" if off else head, ports, option)


def _same(head: str, old: str, new: str) -> bool:
    if head in {"port-security", "lldp admin-status", "loop-protect"}:
        return True  # one line holds all that is said of a port
    return old == new if head == "lldp config" else _key(old) == _key(new)


def _split(root: Node, head: str, line: _Line, ports: Iterable[str], gone: list[str]) -> None:
    """Take `gone` away from some ports of a line; the others keep their line as it is."""
    start = f"no {head}" if line.off else head
    left = [o for o in line.options if o not in gone]
    stay = set(line.ports) - set(ports)
    moved = set(line.ports) & set(ports)
    if stay:
        _rewrite(line.node, _text(start, stay, " ".join(line.options)))
    else:
        remove(line.node)
    if left:
        _join(root, start, tuple(moved), " ".join(left))


def _join(root: Node, start: str, ports: tuple[str, ...], option: str) -> None:
    head = start.removeprefix("no ")
    missing = set(ports)
    target: _Line | None = None
    for line in _lines(root, head):
        if line.off != start.startswith("no "):
            continue
        if option in line.options:
            missing -= set(line.ports)
        if line.options == (option,) or " ".join(line.options) == option:
            target = line
    if not missing:
        return
    if target is not None:
        _rewrite(target.node, _text(start, {*target.ports, *missing}, option))
    else:
        text = _text(start, missing, option)
        insert(root, text, f"{text}{newline(root)}")


def _text(start: str, ports: Iterable[str], option: str) -> str:
    return f"{start} {compress(ports)} {option}".rstrip()


def _rewrite(node: Node, text: str) -> None:
    node.raw = node.raw.replace(node.text, text)
    node.text = text


def _drop_in_ports(root: Node, head: str, ports: tuple[str, ...]) -> None:
    """16.x prints trust inside the port's section."""
    for node in root.commands():
        if node.text.startswith("interface ") and node.text[10:] in ports:
            for child in list(node.commands()):
                if child.text == head:
                    remove(child)


def _edit_port(section: Node, command: str) -> bool:
    found = IN_PORT.fullmatch(command)
    if not found or not section.text.startswith("interface ") or section.parent is None:
        return False
    if found.group(1):
        ports = expand(section.text.partition(" ")[2])
        _change(section.parent, found.group(2), ports, "", off=True)
    return False


def _change_vlans(root: Node, head: str, vlans: frozenset[int], *, off: bool) -> None:
    lines = [(n, VLANS.fullmatch(n.text)) for n in root.commands() if head in n.text]
    old = [(n, vlan_set(m.group(3))) for n, m in lines if m and m.group(2) == head]
    have = frozenset[int]().union(*(v for _, v in old))
    wanted = have - vlans if off else have | vlans
    for node, _ in old[1:]:
        remove(node)
    text = f"{head} {_vlan_text(wanted)}"
    if old and wanted:
        _rewrite(old[0][0], text)
    elif old:
        remove(old[0][0])
    elif wanted:
        insert(root, text, f"{text}{newline(root)}")


def _vlan_text(vlans: Iterable[int]) -> str:
    """`10 20-22`: blanks between, ranges from two numbers on."""
    return compress(str(v) for v in vlans).replace(",", " ")
