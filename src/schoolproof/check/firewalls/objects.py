"""Objects: which are used, which are the same, which lists hold one inside another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from ipaddress import ip_network

from schoolproof.check.firewalls.applications import STANDARD
from schoolproof.check.memo import once_per_device
from schoolproof.check.result import OK, Finding, Item
from schoolproof.model import Device
from schoolproof.model.objects import AddressObject, ServiceObject

WORD = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([^\s<>\[\];\"']+)")
ELEMENT = re.compile(r">([^<>]+)<")
DEFINES = frozenset({"address", "address-group", "service", "service-group"})
# what follows the name of an object in a `set` line that defines it
ATTRIBUTES = frozenset(
    {
        *("ip-netmask", "ip-range", "ip-wildcard", "fqdn", "static", "dynamic"),
        *("protocol", "members", "tag", "description"),
    }
)
KINDS = frozenset({"subnet", "range", "fqdn", "wildcard"})
Prefix = tuple[int, int, int]  # version, first, last


def own_addresses(device: Device, factory: Collection[str]) -> dict[str, AddressObject]:
    """Objects that the school defines, each once; PAN-OS keeps lists under two families."""
    found: dict[str, AddressObject] = {}
    seen: set[tuple[int, str]] = set()
    for key, row in device.firewall.address_objects.items():
        if row.name in factory or key in factory:
            continue
        if row.line is not None and (row.line, row.name) not in seen and _defined(device, row):
            seen.add((row.line, row.name))
            found[key] = row
    return found


def own_services(device: Device, factory: Collection[str]) -> dict[str, ServiceObject]:
    """Services and groups that the school defines."""
    return {
        key: row
        for key, row in device.firewall.service_objects.items()
        if row.line is not None
        and row.name not in factory
        and not row.name.startswith(STANDARD)
        and _defined(device, row)
    }


def _defined(device: Device, row: AddressObject | ServiceObject) -> bool:
    """Whether the line defines the object; PAN-OS rules may hold bare addresses too."""
    words = _words(_text(device)[row.line - 1]) if row.line else []
    if "rulebase" in words or row.name not in words:
        return False
    return bool(DEFINES & set(words)) or words[0] == "edit" or "name=" in words


def is_used(device: Device, row: AddressObject | ServiceObject) -> bool:
    """Whether its name stands in a line that does not define it."""
    return bool(_places(device).get(row.name, frozenset()) - {row.line})


@once_per_device
def _places(device: Device) -> dict[str, set[int]]:
    """Where each word of the text stands, but for those that define an address."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_text(device), start=1):
        words = _words(line)
        if "name=" in words:  # an element with a name of its own: what it holds counts
            words = [text.strip() for text in ELEMENT.findall(line)]
        elif "rulebase" not in words:
            words = [word for n, word in enumerate(words) if not _defines(words, n)]
        for word in words:
            found.setdefault(word, set()).add(number)
    return found


def _defines(words: list[str], place: int) -> bool:
    """Whether a word of a `set` line is the name that the line defines."""
    named = place > 0 and words[place - 1] in DEFINES
    return named and set(words[place + 1 : place + 2]) <= ATTRIBUTES and place + 1 < len(words)


@once_per_device
def _text(device: Device) -> tuple[str, ...]:
    return tuple(device.native_text.split("\n"))


def _words(line: str) -> list[str]:
    """The words of a line, quotes taken off; in XML what stands between marks is one too."""
    inner = [text.strip() for text in ELEMENT.findall(line)]
    return inner + [a or b or c for a, b, c in WORD.findall(line)]


def doubles(device: Device, factory: Collection[str]) -> Iterator[Item]:
    """One item for each object: a finding where an earlier one holds the same."""
    first: dict[tuple[str, ...], AddressObject] = {}
    for key, row in own_addresses(device, factory).items():
        head = key.rpartition("/")[0].removeprefix("ipv6:")
        same = (head, row.type, _content(row))
        if not same[2] or same not in first:
            first[same] = row
            yield OK
            continue
        says = f"holds the same as {first[same].name}"
        yield Finding(row, says, "one name for one address", same[2], line=row.line)


def _content(row: AddressObject) -> str:
    if row.type in KINDS and "value" in row.lines:
        return row.value
    if row.type == "group" and not row.exclude:
        return " ".join(sorted(row.members))
    return ""


def overlaps(device: Device, factory: Collection[str]) -> Iterator[Item]:
    """Rules and groups that list an address and another one that holds it."""
    table = device.firewall.address_objects
    for group in own_addresses(device, factory).values():
        if group.type == "group":
            pair = _pair(device, group.members)
            if pair:
                line = group.lines["members"] or group.line
                yield Finding(group, _says(*pair), "each address once", pair[0], line=line)
    for policy in device.firewall.policies:
        for fact in ("sources", "destinations", "sources6", "destinations6"):
            names = getattr(policy, fact) if fact in policy.lines else ()
            pair = _pair(device, tuple(name for name in names if name in table))
            if pair and policy.enabled:
                line = policy.lines[fact] or policy.line
                yield Finding(policy, _says(*pair), "each address once", pair[0], line=line)


def _says(inner: str, outer: str) -> str:
    return f"lists {inner}, which {outer} beside it holds already"


def _pair(device: Device, names: tuple[str, ...]) -> tuple[str, str] | None:
    """The first name of a list whose subnet lies within that of another, and that other one."""
    table = device.firewall.address_objects
    rows = [(name, table[name]) for name in names if name in table]
    nets = [(r.name, ip_network(r.value)) for _, r in rows if r.type == "subnet" and _is_net(r)]
    for number, (name, net) in enumerate(nets):
        for place, (other, wide) in enumerate(nets):
            if number != place and net.version == wide.version and net.subnet_of(wide):  # type: ignore[arg-type]  # the versions are equal
                return name, other
    return None


def _is_net(row: AddressObject) -> bool:
    try:
        ip_network(row.value)
    except (AttributeError, TypeError, ValueError):
        return False
    return "value" in row.lines
