"""The three forms in which PAN-OS prints a configuration: `set` lines, XML, braces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schoolproof.parse import ConfigTree, Grammar, Node, braces, set_lines, xml
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos import edit_set, edit_xml

IS_XML = re.compile(r"^[ \t]*<(?:\?xml|config|response|!)", re.MULTILINE)
IS_BRACES = re.compile(
    r"^[ \t]*(?:config|policy|devices|mgt-config|deviceconfig|network|shared) \{[ \t]*\r?$",
    re.MULTILINE,
)


def _parse(text: str) -> ConfigTree:
    if IS_XML.search(text):
        return xml.parse(text, GRAMMAR)
    if IS_BRACES.search(text):
        return braces.parse(text, GRAMMAR)
    return set_lines.parse(text, GRAMMAR)


def form_of(tree: ConfigTree) -> str:
    """`set`, `xml` or `braces`, by the commands at the top."""
    for node in tree.root.children:
        if node.text.startswith("<"):
            return "xml"
        if node.text.endswith("{"):
            return "braces"
    return "set"


def items_of(tree: ConfigTree, root: Item) -> list[Node]:
    """Grow the tree of words; the lines that are no configuration are given back."""
    form = form_of(tree)
    if form == "xml":
        return xml.items(tree, root)
    if form == "braces":
        return braces.items(tree, root)
    return set_lines.items(tree, root)


def _apply(tree: ConfigTree, commands: Sequence[str]) -> str:
    if form_of(tree) == "set":
        return edit_set.apply(tree, commands)
    return edit_xml.apply(tree, commands, form_of(tree))


GRAMMAR = Grammar(_parse, _apply)
