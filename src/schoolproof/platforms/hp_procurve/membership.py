"""VLAN membership as commands change it: lists in `vlan` blocks, one untagged VLAN a port.

Source: ArubaOS-Switch Advanced Traffic Management Guide 16.09, "Static VLAN operation": a port is
an untagged member of one port-based VLAN; ports of a deleted VLAN go back to the default VLAN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schoolproof.parse import Node, Role
from schoolproof.parse.edit import insert, remove
from schoolproof.platforms.hp_procurve.ports import compress, expand

VLAN = re.compile(r"vlan (\d+)")
MEMBER = re.compile(r"(no )?(untagged|tagged) (?!vlan )(?:ethernet )?(\S+)")
PORT_MEMBER = re.compile(r"(no )?(untagged|tagged) vlan (\S+)")
ORDER = ("name", "no untagged", "untagged", "tagged")
DEFAULT_VLAN = "1"


def newline(node: Node) -> str:
    """The line end of the text around a node."""
    top = node
    while top.parent is not None:
        top = top.parent
    return "\r\n" if any(child.raw.endswith("\r\n") for child in top.children[:5]) else "\n"


def pad(root: Node) -> str:
    """How far lines in sections stand in: three blanks, or none in texts without indentation."""
    for node in root.commands():
        if VLAN.fullmatch(node.text):
            for child in node.commands():
                return child.raw[: len(child.raw) - len(child.raw.lstrip())]
    return "   "


def edit(section: Node, command: str) -> bool:
    """`untagged`, `tagged` and their `no` forms in VLAN and port sections."""
    root = section.parent
    if root is None:
        return False
    vlan = VLAN.fullmatch(section.text)
    found = MEMBER.fullmatch(command)
    if vlan and found:
        change(
            root, vlan.group(1), found.group(2), expand(found.group(3)), off=bool(found.group(1))
        )
        return True
    found = PORT_MEMBER.fullmatch(command)
    if section.text.startswith("interface ") and found:
        ports = expand(section.text.partition(" ")[2])
        for number in found.group(3).split(","):
            change(root, number, found.group(2), ports, off=bool(found.group(1)))
        return True
    return False


def edit_vlans(root: Node, command: str) -> bool:
    """`vlan N` makes the block that the device prints; `no vlan N` frees its ports."""
    found = re.fullmatch(r"(no )?vlan (\d+)", command)
    if not found:
        return False
    if not found.group(1):
        vlan_section(root, found.group(2))
        return False
    section = _find(root, found.group(2))
    if section is not None and found.group(2) != DEFAULT_VLAN:
        change(root, DEFAULT_VLAN, "untagged", _members(section, "untagged"), off=False)
        remove(section)
    return True


def change(root: Node, vlan: str, kind: str, ports: Iterable[str], *, off: bool) -> None:
    """Put ports into a VLAN's list or take them out, with what this means for other VLANs."""
    ports = tuple(ports)
    section = vlan_section(root, vlan)
    _drop_port_lines(root, vlan, kind, ports, off=off)
    if off:
        _write(section, kind, set(_members(section, kind)) - set(ports))
        _left_without(root, section, kind, ports)
        return
    other = "tagged" if kind == "untagged" else "untagged"
    _write(section, other, set(_members(section, other)) - set(ports))
    _write(section, kind, {*_members(section, kind), *ports})
    if vlan == DEFAULT_VLAN:
        _write(section, "no untagged", set(_members(section, "no untagged")) - set(ports))
    if kind == "untagged":
        _leave_others(root, section, ports)


def _leave_others(root: Node, section: Node, ports: tuple[str, ...]) -> None:
    for vlan in root.commands():
        if vlan is section or not VLAN.fullmatch(vlan.text):
            continue
        _write(vlan, "untagged", set(_members(vlan, "untagged")) - set(ports))
        if vlan.text == f"vlan {DEFAULT_VLAN}":
            _write(vlan, "no untagged", {*_members(vlan, "no untagged"), *ports})


def _left_without(root: Node, section: Node, kind: str, ports: tuple[str, ...]) -> None:
    """A port must stay a member of some VLAN: without any it goes back to the default one."""
    default = _find(root, DEFAULT_VLAN)
    if default is None:
        return
    if section is default and kind == "untagged":
        _write(default, "no untagged", {*_members(default, "no untagged"), *ports})
        return
    vlans = [v for v in root.commands() if VLAN.fullmatch(v.text)]
    kept = {p for vlan in vlans for k in ("untagged", "tagged") for p in _members(vlan, k)}
    alone = set(ports) - kept
    if alone:
        _write(default, "untagged", {*_members(default, "untagged"), *alone})
        _write(default, "no untagged", set(_members(default, "no untagged")) - alone)


def _drop_port_lines(
    root: Node, vlan: str, kind: str, ports: tuple[str, ...], *, off: bool
) -> None:
    """Lines in port sections that say the contrary, in texts that are written that way."""
    for node in root.commands():
        if not node.text.startswith("interface ") or node.text[10:] not in ports:
            continue
        for child in list(node.commands()):
            found = PORT_MEMBER.fullmatch(child.text)
            if (
                found
                and found.group(2) == kind
                and (found.group(3) == vlan or (kind == "untagged" and not off))
            ):
                remove(child)


def _find(root: Node, vlan: str) -> Node | None:
    return next((n for n in root.commands() if n.text == f"vlan {vlan}"), None)


def vlan_section(root: Node, vlan: str) -> Node:
    """The block of a VLAN; a new one as the device prints it."""
    section = _find(root, vlan)
    if section is not None:
        return section
    end, inside = newline(root), pad(root)
    section = insert(root, f"vlan {vlan}", f"vlan {vlan}{end}")
    for text in (f'name "VLAN{vlan}"', "no ip address"):
        section.children.append(Node(text, 0, f"{inside}{text}{end}", section))
    section.children.append(Node("exit", 0, f"{inside}exit{end}", section, Role.CLOSE))
    return section


def _members(section: Node, kind: str) -> tuple[str, ...]:
    ports: list[str] = []
    for child in section.commands():
        found = MEMBER.fullmatch(child.text)
        if found and f"{found.group(1) or ''}{found.group(2)}" == kind:
            ports.extend(expand(found.group(3)))
    return tuple(ports)


def _write(section: Node, kind: str, ports: Iterable[str]) -> None:
    """One line for the list, where the device prints it; none when it is empty."""
    text = f"{kind} {compress(ports)}"
    inside = pad(section.parent) if section.parent else ""
    old = [c for c in section.commands() if c.text.startswith(f"{kind} ") and MEMBER.match(c.text)]
    if not set(ports):
        for node in old:
            remove(node)
    elif old:
        old[0].raw = old[0].raw.replace(old[0].text, text)
        old[0].text = text
        for node in old[1:]:
            remove(node)
    else:
        insert(section, text, f"{inside}{text}{newline(section)}", at=_place(section, kind))


def _place(section: Node, kind: str) -> int:
    before = ORDER[: ORDER.index(kind)]
    place = 0
    for index, child in enumerate(section.children, start=1):
        if child.text.startswith(tuple(f"{word} " for word in before)):
            place = index
    return place
