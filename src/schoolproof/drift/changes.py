"""From differing sections to changes: both lines, the kind, and words of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schoolproof.check.read import ReadConfig
from schoolproof.drift.canon import Item
from schoolproof.drift.compare import Diff
from schoolproof.drift.explain import explain
from schoolproof.drift.lines import masked
from schoolproof.drift.model import Change, Kind, Side
from schoolproof.parse import Role
from schoolproof.platforms import Platform


@dataclass(frozen=True, slots=True)
class Pair:
    """What differs in one place, before it is told in words."""

    place: str
    accepted: Item | None
    observed: Item | None
    order: bool = False


def pairs(diff: Diff) -> Iterator[Pair]:
    """Everything that differs, in the order of the accepted text."""
    for part in diff.walk():
        place = " / ".join(part.path)
        both = [Pair(place, accepted, observed) for accepted, observed in part.changed]
        gone = [Pair(place, item, None) for item in part.missing]
        new = [Pair(place, None, item) for item in part.extra]
        yield from both + gone + new
        if part.reordered and not gone and not new:
            yield _order(part, place)


def _order(part: Diff, place: str) -> Pair:
    """The first entry that stands elsewhere."""
    old, new = part.accepted.items, part.observed.items
    first = next(k for k, other in zip(old, new, strict=True) if k != other)
    return Pair(place, old[first], new[first], order=True)


def told(
    found: list[Pair], accepted: ReadConfig, observed: ReadConfig, platform: Platform
) -> tuple[Change, ...]:
    """The changes with their kinds and words."""
    words = explain([(p.accepted, p.observed) for p in found], accepted.device, observed.device)
    changes = [
        Change(p.place, _side(p.accepted), _side(p.observed), _kind(p, platform), said or _plain(p))
        for p, said in zip(found, words, strict=True)
    ]
    return (*changes, *_identity(changes, accepted, observed, platform))


def _side(item: Item | None) -> Side | None:
    if item is None:
        return None
    more = sum(1 for node in item.all_nodes() if node.role is Role.LINE) - 1
    return Side(item.text, item.line, more)


def _plain(pair: Pair) -> tuple[str, ...]:
    if pair.order:
        return ("the order differs",)
    if pair.accepted is None:
        return ("line added",)
    return ("line removed",) if pair.observed is None else ("line changed",)


def _kind(pair: Pair, platform: Platform) -> Kind:
    texts = [item.text for item in (pair.accepted, pair.observed) if item is not None]
    for text in texts:
        kind = identity_kind(text, platform)
        if kind is not None and not pair.place:
            return kind
    alike = len(texts) == 2 and all("<redacted:" in text for text in texts)  # noqa: PLR2004
    if alike and masked(texts[0]) == masked(texts[1]) and not pair.order:
        return Kind.SECRET
    return Kind.OUTSIDE


def identity_kind(text: str, platform: Platform) -> Kind | None:
    """Whether a line tells of the hardware or of the firmware, and not of the configuration."""
    for pattern in platform.meaning.identity:
        found = pattern.search(text)
        if found:
            groups = found.groupdict()
            return Kind.REPLACED if groups.keys() & {"model", "serial"} else Kind.FIRMWARE
    return None


def _identity(
    changes: list[Change], accepted: ReadConfig, observed: ReadConfig, platform: Platform
) -> Iterator[Change]:
    """What comments at the top of a text say of model, serial number and firmware."""
    told_already = {change.kind for change in changes}
    for pattern in platform.meaning.identity:
        old = pattern.search(accepted.device.native_text)
        new = pattern.search(observed.device.native_text)
        if old is None or new is None:
            continue
        for group, kind in (("model", "REPLACED"), ("serial", "REPLACED"), ("version", "FIRMWARE")):
            one, other = _group(old, group), _group(new, group)
            if one != other and Kind[kind] not in told_already:
                told_already.add(Kind[kind])
                words = (f"{group} {one} → {other}",)
                yield Change("", _header(old), _header(new), Kind[kind], words)


def _group(found: re.Match[str], group: str) -> str:
    return found.groupdict().get(group) or ""


def _header(found: re.Match[str]) -> Side:
    line = found.string.count("\n", 0, found.start()) + 1
    return Side(found.string.split("\n")[line - 1].strip(), line)


def heading(place: str, changes: Iterable[Change]) -> str:
    """`GigabitEthernet1/0/12: access VLAN 20 → 60; BPDU guard removed`."""
    name = place.removeprefix("interface ").replace("config ", "").replace("edit ", "")
    said = [word.removeprefix(f"{name}: ") for change in changes for word in change.words]
    words = "; ".join(dict.fromkeys(said))
    return f"{name}: {words}" if name else words
