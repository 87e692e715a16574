"""Access lists: named and numbered, IPv4 and IPv6."""

from __future__ import annotations

import re

from schoolproof.model import Table
from schoolproof.model.switching import Acl, AclEntry, ObjectGroup
from schoolproof.parse import Node
from schoolproof.platforms.acl_words import entry_facts
from schoolproof.platforms.base import Default
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, Said, flag, unquoted

ENTRY = re.compile(r"(?:\d{1,10} )?(permit|deny) (.+)", re.DOTALL)
STEP = 10  # the device numbers entries in steps of ten
STANDARD = range(1, 100)  # numbers of standard lists
HPE = "support.hpe.com/techhub/eginfolib/Aruba"
DEFAULTS = (
    Default(
        "acls",
        "a list that does not exist is created empty where it is assigned, and an empty list "
        "refuses nothing: only one with an entry ends in a refusal of its family",
        f"Access Security Guide 16.06 ({HPE}/16.06/5200-4825), `Allowing for the Implied Deny "
        f"function`; 16.09 ({HPE}/16.09/5200-5888), `Deleting an ACL`",
    ),
    Default(
        "vlan.acl_in, interface.acl_in",
        "None; `vlan-in` filters what comes in by a port of the VLAN, `in` what is routed: "
        "a packet passes where both let it",
        f"IPv6 Configuration Guide 16.09 ({HPE}/16.09/5200-5910), `Permitting traffic filtered "
        "through multiple ACLs`",
    ),
    Default(
        "ipv6_routing",
        "off",
        "ArubaOS-Switch IPv6 Configuration Guide, `ipv6 unicast-routing`",
        verified=False,
    ),
)
flag("ipv6_routing", r"ipv6 unicast-routing")


class Draft:
    """A list while its entries come in."""

    def __init__(self, name: str, family: str, line: int, *, standard: bool) -> None:
        self.family = family
        self.acl = Acl(line, name=name, family=family)
        self.entries: list[AclEntry] = []
        self.standard = standard


def _draft(ctx: Reading, name: str, family: str, line: int, *, standard: bool) -> Draft:
    key = f"acl {family} {name}"
    if key not in ctx.once:
        ctx.once[key] = Said(Draft(name, family, line, standard=standard), line)
    found: Draft = ctx.once[key].value
    return found


@TOP.section(r"ip access-list (standard|extended) (\S+)")
def _named(ctx: Reading, node: Node, kind: str, name: str) -> None:
    draft = _draft(ctx, unquoted(name), "ipv4", node.line, standard=kind == "standard")
    for child in node.commands():
        _entry(ctx, draft, child, child.text)


@TOP.section(r"ipv6 access-list (\S+)")
def _ipv6(ctx: Reading, node: Node, name: str) -> None:
    draft = _draft(ctx, unquoted(name), "ipv6", node.line, standard=False)
    for child in node.commands():
        _entry(ctx, draft, child, child.text)


@TOP.line(r"access-list (\d{1,9}) ((?:\d+ )?(?:permit|deny) .+)")
def _numbered(ctx: Reading, node: Node, number: str, text: str) -> None:
    draft = _draft(ctx, number, "ipv4", node.line, standard=int(number) in STANDARD)
    _entry(ctx, draft, node, text)


def _entry(ctx: Reading, draft: Draft, node: Node, text: str) -> None:
    if re.match(r"(?:\d+ )?remark\b", text):
        return
    found = ENTRY.fullmatch(text)
    numbered = re.match(r"(\d{1,10}) ", text)
    action, rest = found.groups() if found else ("permit", "")
    last = draft.entries[-1].sequence if draft.entries else 0
    number = int(numbered.group(1)) if numbered else last + STEP
    entry = AclEntry(node.line, sequence=number, action=action)
    entry.put(node.line, text=node.text)
    draft.entries.append(entry)
    if found:
        facts = entry_facts(rest, draft.family, standard=draft.standard)
        entry.put(node.line, **facts)
    else:  # what it lets through is not known
        ctx.unread.append(node)


TOP.ignore(
    "order and logging of lists are no demand", r"(no )?access-list (?:resequence|logtimer)(?: .+)?"
)


def settle(ctx: Reading) -> None:
    """The table of lists."""
    table = Table[Acl]()
    for key, said in ctx.once.items():
        if key.startswith("acl "):
            draft: Draft = said.value
            name = draft.acl.name
            acl = table.add(f"{draft.family}:{name}" if name in table else name, draft.acl)
            ordered = sorted(draft.entries, key=lambda entry: entry.sequence)
            for entry in ordered:
                entry.put(acl.line, acl=name)
            acl.put(acl.line, entries=tuple(ordered))
    ctx.device.put(None, acls=table, object_groups=Table[ObjectGroup]())
    ctx.device.put(ctx.line("ipv6_routing"), ipv6_routing=ctx.on("ipv6_routing"))
