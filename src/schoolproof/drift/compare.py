"""Two texts of one device, side by side: what only one of them says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schoolproof.drift.canon import Canon, Item, Section
from schoolproof.drift.lines import masked
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform

Pair = tuple[Item, Item]


@dataclass(slots=True)
class Diff:
    """One section in both texts. `missing`: only accepted; `extra`: only observed."""

    accepted: Section
    observed: Section
    missing: list[Item] = field(default_factory=list)
    extra: list[Item] = field(default_factory=list)
    changed: list[Pair] = field(default_factory=list)
    inner: list[tuple[Pair, Diff]] = field(default_factory=list)
    reordered: bool = False

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.missing or self.extra or self.changed or self.inner or self.reordered)

    @property
    def path(self) -> tuple[str, ...]:
        """The commands that lead to the section."""
        return self.accepted.path or self.observed.path

    def walk(self) -> Iterator[Diff]:
        """This section and all differing ones in it."""
        yield self
        for _, diff in self.inner:
            yield from diff.walk()


def compare(accepted: ConfigTree, observed: ConfigTree, platform: Platform) -> Diff:
    """What differs by meaning. Sections for several things are spread only where needed."""
    return compare_sections(*both(accepted, observed, platform))


def both(accepted: ConfigTree, observed: ConfigTree, platform: Platform) -> tuple[Section, Section]:
    """Both texts as sections, headers such as `vlan 10,20` spread where the texts differ there."""
    canon = Canon(platform)
    left, right = canon.section([accepted.root]), canon.section([observed.root])
    spread = platform.meaning.spread
    headers = [{k for k in side.items if len(spread(k)) > 1} for side in (left, right)]
    if headers[0] != headers[1]:
        canon = Canon(platform, spread=True)
        left, right = canon.section([accepted.root]), canon.section([observed.root])
    return left, right


def compare_sections(accepted: Section, observed: Section) -> Diff:
    """What differs between two sections."""
    diff = Diff(accepted, observed)
    for key, item in accepted.items.items():
        other = observed.items.get(key)
        if other is None:
            diff.missing.append(item)
        else:
            _both(diff, item, other)
    diff.extra = [item for key, item in observed.items.items() if key not in accepted.items]
    _same_but_secret(diff)
    if accepted.ordered and not diff.missing and not diff.extra:
        diff.reordered = list(accepted.items) != list(observed.items)
    elif accepted.ordered:
        kept = [key for key in accepted.items if key in observed.items]
        diff.reordered = kept != [key for key in observed.items if key in accepted.items]
        diff.reordered |= _moved_in(diff)
    return diff


def _both(diff: Diff, item: Item, other: Item) -> None:
    if item.value != other.value or item.off != other.off:
        diff.changed.append((item, other))
        return
    if item.inside or other.inside:
        path = (*diff.path, item.key)
        inner = compare_sections(item.inside or Section(path), other.inside or Section(path))
        if inner:
            diff.inner.append(((item, other), inner))


def _same_but_secret(diff: Diff) -> None:
    """A line whose secret alone differs is one changed line, not two."""
    by_mask: dict[str, list[Item]] = {}
    for item in diff.extra:
        if "<redacted:" in item.key and item.inside is None:
            by_mask.setdefault(masked(item.key), []).append(item)
    for item in list(diff.missing):
        twins = by_mask.get(masked(item.key)) if "<redacted:" in item.key else None
        if twins and item.inside is None:
            other = twins.pop(0)
            diff.missing.remove(item)
            diff.extra.remove(other)
            diff.changed.append((item, other))


def _moved_in(diff: Diff) -> bool:
    """Whether putting back what is missing at the end would not give the accepted order."""
    kept = [key for key in diff.observed.items if key in diff.accepted.items]
    return [*kept, *(i.key for i in diff.missing)] != list(diff.accepted.items)
