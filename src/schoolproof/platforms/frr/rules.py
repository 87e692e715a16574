"""What commands do to FRR text. All of it was tried on FRR 8.4.4."""

from __future__ import annotations

import re

from schoolproof.parse import Node
from schoolproof.parse.edit import insert, remove
from schoolproof.parse.indented_apply import Rules

TOP_SECTIONS = re.compile(
    r"interface \S+(?: vrf \S+)?|vrf \S+|line vty|route-map \S+ (?:permit|deny) \d+"
    r"|router \S+(?: \S+)*|key chain \S+|nexthop-group \S+|pbr-map \S+ seq \d+"
    r"|bfd|mpls ldp|rpki|segment-routing"
)
SECTIONS = (
    (None, TOP_SECTIONS),
    (re.compile(r"router bgp|mpls ldp"), re.compile(r"address-family \S+(?: \S+)?")),
    (re.compile(r"address-family l2vpn"), re.compile(r"vni \d+")),
    (re.compile(r"key chain "), re.compile(r"key \d+")),
    (re.compile(r"bfd"), re.compile(r"(?:peer|profile) .+")),
)

LIST_ENTRY = r"(?:(?:ip|ipv6) prefix-list|(?:ipv6 |mac )?access-list) \S+ "
# One line of each kind stands in a section: a second one takes the place of the first.
REPLACES = re.compile(
    r"(?:hostname|frr version|frr defaults|password|enable password) "
    r"|log (?:syslog|file|stdout|facility|timestamp precision)\b"
    rf"|{LIST_ENTRY}(?:seq \d+|description|remark) "
    r"|(?:description|bandwidth|exec-timeout|access-class|ipv6 access-class) "
    r"|(?:ip|ipv6) route (?!.* (?:vrf|table) )\S+ \S+"
    r"|(?:ip |ipv6 )?router-id |(?:bgp|ospf|ospf6) router-id "
    r"|set (?:ip |ipv6 )?[a-z-]+ |neighbor \S+ (?:remote-as|description|password|timers) "
    r"|zebra nexthop-group keep |key-string "
)

# Commands that are on when absent: their `no` form stays in the text.
KEPT = re.compile(
    r"(?:ip|ipv6) forwarding|login|link-detect|ipv6 nd suppress-ra|neighbor \S+ activate"
    r"|bgp (?:ebgp-requires-policy|default ipv4-unicast|network import-check|suppress-duplicates)"
    r"|service (?:cputime-stats|cputime-warning|walltime-warning)"
)

FORWARDING = re.compile(r"(?:ip|ipv6) forwarding|login|link-detect")
TIMEOUT = re.compile(r"(?:(no) exec-timeout|exec-timeout (\d+)(?: (\d+))?)")
MASKED = re.compile(r"((?:no )?ip route )([\d.]+) ([\d.]+)( .+)")
UNNUMBERED = re.compile(rf"({LIST_ENTRY})((?:permit|deny) .+)")
NUMBER = re.compile(r"seq (\d{1,10}) (.+)")
HOST = re.compile(r"^(permit|deny) host ")  # only lists without destination; printed without it
STEP = 5


def edit(section: Node, command: str) -> bool:
    """What `no`, adding and replacing do not say; True when it has done all."""
    if FORWARDING.fullmatch(command):  # on is not printed
        _drop(section, f"no {command}")
        return True
    timeout = TIMEOUT.fullmatch(command)
    if timeout and section.text == "line vty":
        _timeout(section, *timeout.groups())
        return True
    entry = UNNUMBERED.fullmatch(command)
    if entry:
        _number(section, *entry.groups())
        return True
    return False


def _drop(section: Node, text: str) -> None:
    for node in [node for node in section.commands() if node.text == text]:
        remove(node)


def _timeout(section: Node, off: str | None, minutes: str | None, seconds: str | None) -> None:
    """Ten minutes are the default, which is not printed; never is printed as zero."""
    for node in [n for n in section.commands() if n.text.startswith("exec-timeout ")]:
        remove(node)
    value = "0 0" if off else f"{int(minutes or 0)} {int(seconds or 0)}"
    if value != "10 0":
        _add(section, f"exec-timeout {value}", " ")


def _number(section: Node, head: str, rule: str) -> None:
    """An entry without a number gets the next multiple of five; a twin is not written again."""
    rule = HOST.sub(r"\1 ", rule)
    last = 0
    for node in section.commands():
        found = NUMBER.fullmatch(node.text[len(head) :]) if node.text.startswith(head) else None
        if found:
            if found.group(2) == rule:
                return
            last = max(last, int(found.group(1)))
    _add(section, f"{head}seq {(last // STEP + 1) * STEP} {rule}", "")


def _add(section: Node, text: str, pad: str) -> None:
    near = section.raw or next((node.raw for node in section.children), "")
    newline = "\r\n" if near.endswith("\r\n") else "\n"
    insert(section, text, f"{pad}{text}{newline}")


RULES = Rules(sections=SECTIONS, replaces=REPLACES, kept_negations=KEPT, edit=edit)
