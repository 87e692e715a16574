"""The language of FRR text: IOS-like, and the line that ends a section is not indented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network

from schoolproof.parse import ConfigTree, Grammar, Node, Role
from schoolproof.parse.indented import Indented
from schoolproof.parse.indented import parse as parse_indented
from schoolproof.parse.indented_apply import apply as apply_indented
from schoolproof.parse.tree import newline_of
from schoolproof.platforms.frr.rules import MASKED, RULES, TOP_SECTIONS

STYLE = Indented(
    comments=("!", "#"),
    closers=frozenset(
        {
            *("end", "exit", "exit-vrf", "exit-address-family", "exit-vni"),
            *("exit-vrf-policy", "exit-vnc", "exit-ldp-if", "exit1"),
        }
    ),
)
# Typed inside a section these leave it, for no section knows them.
GLOBAL = re.compile(
    r"(?:no )?(?:hostname|log|password|enable password|service|debug|frr|username|banner|agentx"
    r"|(?:ip|ipv6) (?:forwarding|prefix-list)|(?:ipv6 |mac )?access-list|bgp as-path"
    r"|bgp community-list)(?: .*)?"
)
ROUTE = re.compile(r"(?:no )?(?:ip|ipv6) route .+")  # a VRF knows it, other sections do not


def parse(text: str) -> ConfigTree:
    """The tree of an FRR text. Never raises."""
    return parse_indented(text, STYLE, GRAMMAR)


def apply(tree: ConfigTree, commands: Sequence[str]) -> str:
    """The text after these commands were typed in configuration mode.

    Raises:
        CommandError: a command is indented below nothing.
    """
    text = apply_indented(tree, list(_typed(commands)), RULES)
    return _closed(text) if _closes(tree) else text


def _typed(commands: Sequence[str]) -> Iterator[str]:
    """The same commands as the text spells them, with the way out of sections that vtysh finds."""
    flat = not any(command[:1].isspace() for command in commands if command.strip())
    in_vrf = False
    for command in commands:
        bare = command.strip()
        if flat and (GLOBAL.fullmatch(bare) or (ROUTE.fullmatch(bare) and not in_vrf)):
            yield "end"
            in_vrf = False
        if TOP_SECTIONS.fullmatch(bare):
            in_vrf = bare.startswith("vrf ")
        in_vrf = in_vrf and bare not in STYLE.closers
        if bare in STYLE.closers and bare != "end":
            yield command.replace(bare, "exit")
        else:
            yield _spell(command, bare)


def _spell(command: str, bare: str) -> str:
    """A network and its mask are written as a prefix."""
    found = MASKED.fullmatch(bare)
    if not found:
        return command
    start, network, mask, rest = found.groups()
    try:
        prefix = IPv4Network(f"{network}/{mask}", strict=False)
    except ValueError:
        return command
    return command.replace(bare, f"{start}{prefix}{rest}")


def _closes(tree: ConfigTree) -> bool:
    """Whether this release ends sections by a line of their own: old ones print `!` alone."""
    return any(n.role is Role.CLOSE and n.text != "end" for n in tree.root.children)


def _closed(text: str) -> str:
    """Each section ended by its line, and no such line left of a section that is gone."""
    tree, newline = parse(text), newline_of(text)
    return "".join(_pieces(tree.root.children, newline))


def _pieces(nodes: Sequence[Node], newline: str) -> Iterator[str]:
    open_section = ""
    orphan = False
    for node in nodes:
        if node.role is Role.COMMENT:
            if not orphan:
                yield node.raw
            orphan = False
            continue
        if node.role is Role.CLOSE and node.text != "end":
            orphan = not open_section
            open_section = ""
            if not orphan:
                yield node.raw
            continue
        if open_section:
            yield f"{open_section}{newline}"
        orphan = False
        open_section = _closer(node)
        yield node.raw
        yield from _pieces(node.children, newline)
    if open_section:
        yield f"{open_section}{newline}"


def _closer(node: Node) -> str:
    """The line that ends the section which this command opens; empty where it opens none."""
    parent = node.parent.text if node.parent and node.parent.parent else None
    for around, opener in RULES.sections:
        fits = parent is None if around is None else bool(parent and around.match(parent))
        if fits and opener.fullmatch(node.text):
            pad = node.raw[: len(node.raw) - len(node.raw.lstrip())]
            return pad + CLOSERS.get(node.text.split(None, 1)[0], "exit")
    return ""


CLOSERS = {"vrf": "exit-vrf", "address-family": "exit-address-family", "vni": "exit-vni"}
GRAMMAR = Grammar(parse, apply)
