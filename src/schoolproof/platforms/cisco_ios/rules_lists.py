"""Commands whose effect depends on what stands there already: lists, directions, sequence numbers.

Source of each meaning: Catalyst and IOS command references of the command named.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from schoolproof.model import ALL_VLANS
from schoolproof.parse import Node, vlan_set, vlan_text
from schoolproof.parse.edit import insert, remove

Found = re.Match[str]
ALLOWED = "switchport trunk allowed vlan"


def write(section: Node, old: list[Node], command: str | None) -> None:
    """Put one line in the place of others; None takes them away."""
    for node in old[1:] if command else old:
        remove(node)
    if not command:
        return
    if old:
        old[0].raw = old[0].raw.replace(old[0].text, command)
        old[0].text = command
        return
    insert(section, command, f"{_pad(section)}{command}{_newline(section)}")


def _pad(section: Node) -> str:
    for child in section.commands():
        return child.raw[: len(child.raw) - len(child.raw.lstrip())]
    if section.parent is None:
        return ""
    return section.raw[: len(section.raw) - len(section.raw.lstrip())] + " "


def _newline(section: Node) -> str:
    nodes = [section, *section.children]
    return "\r\n" if any(node.raw.endswith("\r\n") for node in nodes) else "\n"


def _starting(section: Node, *starts: str) -> list[Node]:
    return [node for node in section.commands() if node.text.startswith(starts)]


def _allowed(section: Node, found: Found) -> None:
    """`add` and `remove` change the list, everything else replaces it; absent means all."""
    how, text = found.groups()
    old = _starting(section, f"{ALLOWED} ")
    vlans = _allowed_now(old)
    listed = {"all": ALL_VLANS, "none": frozenset[int]()}.get(text, vlan_set(text))
    changed = {
        "add": vlans | listed,
        "remove": vlans - listed,
        "except": ALL_VLANS - listed,
    }.get(how or "", listed)
    if changed == ALL_VLANS:
        write(section, old, None)
    else:
        write(section, old, f"{ALLOWED} {vlan_text(changed) or 'none'}")


def _allowed_now(lines: list[Node]) -> frozenset[int]:
    vlans: frozenset[int] = frozenset() if lines else ALL_VLANS
    for node in lines:
        words = node.text.removeprefix(ALLOWED).split()
        if words[0] == "all":
            vlans = ALL_VLANS
        elif words[0] == "except":
            vlans = ALL_VLANS - vlan_set(" ".join(words[1:]))
        else:
            vlans |= vlan_set(words[-1])
    return vlans


def _vlan_list(section: Node, found: Found) -> None:
    """Lists that grow by each command and shrink by `no`."""
    no, what, text = found.groups()
    old = [
        n for n in _starting(section, f"{what} ") if re.fullmatch(r"[\d,-]+", n.text.split()[-1])
    ]
    vlans = frozenset().union(*(vlan_set(node.text.split()[-1]) for node in old))
    vlans = vlans - vlan_set(text) if no else vlans | vlan_set(text)
    write(section, old, f"{what} {vlan_text(vlans)}" if vlans else None)


def _stp_vlans(section: Node, found: Found) -> None:
    """`no spanning-tree vlan` is what stands in the text; the plain form takes from it."""
    no, text = found.groups()
    old = [n for n in section.commands() if re.fullmatch(r"no spanning-tree vlan [\d,-]+", n.text)]
    vlans = frozenset().union(*(vlan_set(node.text.split()[-1]) for node in old))
    vlans = vlans | vlan_set(text) if no else vlans - vlan_set(text)
    write(section, old, f"no spanning-tree vlan {vlan_text(vlans)}" if vlans else None)


def _direction(section: Node, found: Found) -> None:
    """One list for each direction, whatever its name."""
    no, what, _name, way = found.groups()
    old = [
        node
        for node in _starting(section, f"{what} ")
        if re.fullmatch(rf"{what} \S+ {way}(?: .*)?", node.text)
    ]
    write(section, old, None if no else found.string)


def _exactly(section: Node, found: Found) -> None:
    """`no X` that leaves lines alone which only begin with X."""
    command = found.group(1)
    write(section, [node for node in section.commands() if node.text == command], None)


def _switchport(section: Node, found: Found) -> bool:
    """The plain form prints nothing where it only undoes `no switchport`."""
    old = [node for node in section.commands() if node.text == f"no {found.string}"]
    write(section, old, None)
    return bool(old)


def _ip_routing(section: Node, _found: Found) -> bool:
    """Devices that print `ip routing` print nothing when it is off; others print the `no` form."""
    old = [node for node in section.commands() if node.text == "ip routing"]
    if old:
        write(section, old, None)
    elif not _starting(section, "no ip routing"):
        write(section, [], "no ip routing")
    return True


def _sequence(section: Node, found: Found) -> bool:
    """`no 10` in an access list takes the entry with that number away."""
    if "access-list" not in section.text:
        return False
    write(section, _starting(section, f"{found.group(1)} "), None)
    return True


def _user_level(section: Node, found: Found) -> bool:
    """The level changes alone: the account keeps its password."""
    name, level = found.groups()
    old = _starting(section, f"username {name} ")
    if not old:
        return False
    rest = re.sub(r"^privilege \d+ ?", "", old[0].text.removeprefix(f"username {name} "))
    write(section, old[:1], f"username {name} privilege {level} {rest}".rstrip())
    return True


def _wireless_shutdown(section: Node, command: str) -> bool:
    """WLANs and their policies print both forms, and the last one counts."""
    if not section.text.startswith(("wlan ", "wireless profile policy ", "ap dot11 ")):
        return False
    old = [n for n in section.commands() if n.text.removeprefix("no ") == "shutdown"]
    write(section, old, command)
    return True


def _no_vlan(section: Node, found: Found) -> None:
    """`no vlan 20` also takes 20 out of a section for several VLANs."""
    gone = vlan_set(found.group(1))
    for node in _starting(section, "vlan "):
        text = node.text.removeprefix("vlan ")
        if not re.fullmatch(r"\d[\d,-]*", text):
            continue
        kept = vlan_set(text) - gone
        if kept != vlan_set(text):
            write(section, [node], f"vlan {vlan_text(kept)}" if kept else None)


USERNAME = re.compile(
    r"username (\S+)(?: privilege (\d+))?( (?!secret|password|nopassword)\S.*?)??"
    r"( (?:secret|password|nopassword)\b.*)?",
    re.DOTALL,
)


def _username(section: Node, found: Found) -> None:
    """Each command changes what it names: a new secret leaves the privilege as it was."""
    name, privilege, other, secret = found.groups()
    old = [node for node in section.commands() if node.text.startswith(f"username {name} ")]
    for node in old:
        before = USERNAME.fullmatch(node.text)
        if before:
            privilege = privilege or before.group(2)
            other = other or before.group(3)
            secret = secret or before.group(4)
    level = f" privilege {privilege}" if privilege else ""
    write(section, old, f"username {name}{level}{other or ''}{secret or ''}")


EDITS: tuple[tuple[re.Pattern[str], Callable[[Node, Found], bool | None]], ...] = (
    (re.compile(rf"{ALLOWED} (?:(add|remove|except) )?([\d,-]+|all|none)"), _allowed),
    (
        re.compile(r"(no )?(ip dhcp snooping vlan|ip arp inspection vlan) ([\d,-]+)"),
        _vlan_list,
    ),
    (re.compile(r"(no )?spanning-tree vlan ([\d,-]+)"), _stp_vlans),
    (
        re.compile(
            r"(no )?(ip access-group|ipv6 traffic-filter|access-class|ipv6 access-class)"
            r" (\S+) (in|out)(?: .*)?"
        ),
        _direction,
    ),
    (
        re.compile(
            r"no (switchport port-security|ip dhcp snooping|mls qos|shutdown|mab|lldp run"
            r"|access-session closed|authentication open|switchport nonegotiate)"
        ),
        _exactly,
    ),
    (re.compile(r"switchport"), _switchport),
    (re.compile(r"no ip routing"), _ip_routing),
    (USERNAME, _username),
    (re.compile(r"no (\d+)"), _sequence),
    (re.compile(r"username (\S+) privilege (\d+)"), _user_level),
    (re.compile(r"no vlan (\d[\d,-]*)"), _no_vlan),
)


def edit(section: Node, command: str) -> bool:
    """Do what the general rules cannot; False leaves the command to them."""
    if command in {"shutdown", "no shutdown"} and _wireless_shutdown(section, command):
        return True
    for pattern, change in EDITS:
        found = pattern.fullmatch(command)
        if found:
            return change(section, found) is not False
    if command == "no switchport":
        return _no_switchport(section)
    return False


def _no_switchport(section: Node) -> bool:
    """The port becomes routed; its other switchport lines stay in the text."""
    old = [node for node in section.commands() if node.text in {"switchport", "no switchport"}]
    write(section, old, "no switchport")
    return True
