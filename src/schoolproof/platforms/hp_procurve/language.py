"""The language of ArubaOS-Switch: indentation or none, `exit`, values that run over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolproof.errors import CommandError
from schoolproof.parse import ConfigTree, Grammar, Node, Role, indented
from schoolproof.parse.indented_apply import apply as apply_indented
from schoolproof.platforms.hp_procurve import membership
from schoolproof.platforms.hp_procurve.ports import expand
from schoolproof.platforms.hp_procurve.rules import RULES

SECTIONS = re.compile(
    r"(?:vlan \d+|interface \S+(?: \d+)?|oobm|stacking|vsf|openflow"
    r"|dhcp-server pool \S+|router (?:ospf|ospf3|rip|vrrp|pim|bgp)(?: \S+)?"
    r"|ip access-list (?:standard|extended) \S+|ipv6 access-list \S+)$"
)
STYLE = indented.Indented(
    comments=(";", "!", "#"), closers=frozenset({"exit"}), flat_sections=SECTIONS, quoted=True
)
WRAPPED = re.compile(r"(?:password|snmpv3|radius-server|tacacs-server|encrypted-password) ")
HEADER = re.compile(r"(vlan|interface) ([A-Za-z0-9/,-]+|(?:loopback|tunnel) \d+)(?: (.+))?")


def parse(text: str) -> ConfigTree:
    """The tree of an ArubaOS-Switch text. Never raises."""
    tree = indented.parse(text, STYLE, GRAMMAR)
    _join_wrapped(tree.root)
    return tree


def _join_wrapped(root: Node) -> None:
    """A long command goes on in the next line, which then is nothing but a quoted value."""
    for node in list(root.children):
        if node.role is Role.LINE and WRAPPED.match(node.text):
            inside = node.children
            if inside and _is_value(inside[0]):
                _join(node, inside.pop(0))
                continue
            position = root.children.index(node) + 1
            after = root.children[position] if position < len(root.children) else None
            if not inside and after is not None and _is_value(after):
                _join(node, root.children.pop(position))


def _is_value(node: Node) -> bool:
    return node.role is Role.LINE and node.text.startswith(('"', "<")) and not node.children


def _join(node: Node, value: Node) -> None:
    node.text = f"{node.text}\n{value.text}"
    node.raw += value.raw


def apply(tree: ConfigTree, commands: Sequence[str]) -> str:
    """The text after the commands. One-line forms (`vlan 20 untagged 5`) and port ranges too.

    Raises:
        CommandError: a command that does not fit where it stands.
    """
    rules = replace(RULES, indent=len(membership.pad(tree.root)))
    return apply_indented(tree, list(_normalise(commands)), rules)


def _normalise(commands: Sequence[str]) -> Iterator[str]:
    """Commands with sections by indentation, one section a port."""
    for header, body in _groups(commands):
        kind, _, name = header.partition(" ")
        ports = name.split(",") if kind != "interface" else expand(name) or [name]
        for port in ports if kind in {"interface", "vlan"} else [name]:
            yield f"{kind} {port}".strip()
            yield from body


def _groups(commands: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """(command at the top, lines below it)."""
    flat = not any(c[:1].isspace() for c in commands if c.strip())
    header, body, inside = "", list[str](), False
    for command in commands:
        line = command.strip()
        if not line or line.startswith((";", "!")):
            continue
        found = HEADER.fullmatch(line)
        below = inside and not SECTIONS.match(line) and not found if flat else line != command
        if line == "exit":
            inside = inside and not flat
        elif below and not header:
            raise CommandError(f"`{line}` is indented, but no section stands above it")
        elif below:
            body.append(f"   {line}" if flat else command)
        else:
            if header:
                yield header, body
            inside = bool(SECTIONS.match(line))
            header, body = (line, []) if not found or not found.group(3) else _one_line(found)
    if header:
        yield header, body


def _one_line(found: re.Match[str]) -> tuple[str, list[str]]:
    return f"{found.group(1)} {found.group(2)}", [f"   {found.group(3)}"]


GRAMMAR = Grammar(parse, apply)
