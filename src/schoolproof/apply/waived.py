"""Waived objects are never changed by automation: what stays as it is, and the target without it.

Source of the rule: docs/waivers.md. A waiver covers a finding's subject, so the section that names
the subject stays, and the very line that the finding points at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schoolproof.apply.model import Kept
from schoolproof.check.host import Session
from schoolproof.check.judge import Place
from schoolproof.check.read import ReadConfig
from schoolproof.check.result import Finding
from schoolproof.drift.canon import Canon, Item, Section
from schoolproof.drift.compare import compare_sections
from schoolproof.inventory import Host
from schoolproof.parse import ConfigTree, Node
from schoolproof.parse.edit import insert, remove
from schoolproof.platforms import Platform, platform_named

Path = tuple[str, ...]


def kept_for(
    accepted: ReadConfig, observed: ReadConfig, host: Host, session: Session
) -> tuple[ConfigTree, tuple[Kept, ...]]:
    """The accepted text with waived objects as they are observed, and what was left out by that."""
    platform = platform_named(host.platform)
    target, kept = accepted.tree, list[Kept]()
    for read in (observed, accepted):
        for control, finding in _waived(read, host, session):
            for path in _places(read.tree, finding, platform):
                changed = _as_observed(target, observed.tree, path, platform)
                if changed is not None:
                    target = changed
                    place = " / ".join(path)
                    kept.append(Kept(place, str(finding.subject), control, finding.waiver_note))
    return target, tuple(kept)


def _waived(read: ReadConfig, host: Host, session: Session) -> Iterator[tuple[str, Finding]]:
    """Accepted findings of a device. Only controls that somebody waived there are asked."""
    mine = {w.entry.control for w in session.waivers.waivers if w.entry.device == host.name}
    path = session.project.relative(session.project.config_path(host))
    place = Place(host.site, host.name, path, read, platform_named(host.platform))
    for control in session.controls:
        if control.id in mine and control.scope == "device":
            inputs = {"device": read.device, "site": read.device.site}
            verdict = session.finish(control, place, inputs)
            yield from ((control.id, f) for f in verdict.findings if f.waived)


def _places(tree: ConfigTree, finding: Finding, platform: Platform) -> set[Path]:
    """Where a finding's subject stands: sections of its name, and the line it points at."""
    canon = Canon(platform)
    name = str(finding.subject).split(" ")[-1]
    found = set()
    for item, path in _items(canon.section([tree.root])):
        named = item.inside is not None and name in item.key.split(" ")
        pointed = item.inside is None and item.line == finding.line
        if named or pointed:
            found.add(path)
    return {p for p in found if not any(p[:n] in found for n in range(1, len(p)))}


def _items(section: Section) -> Iterator[tuple[Item, Path]]:
    for item in section.items.values():
        yield item, (*section.path, item.key)
        if item.inside is not None:
            yield from _items(item.inside)


def _as_observed(
    target: ConfigTree, observed: ConfigTree, path: Path, platform: Platform
) -> ConfigTree | None:
    """The target with one place as observed; None where both say the same already."""
    copy = platform.grammar.parse(target.text())
    canon = Canon(platform)
    wanted = _find(canon.section([observed.root]), path)
    have = _find(canon.section([copy.root]), path)
    if _same(wanted, have):
        return None
    parent = _section(canon.section([copy.root]), path[:-1], copy.root)
    if parent is None:  # the section around it is to go: then all of that stays
        return _as_observed(target, observed, path[:-1], platform)
    for node in have.nodes if have else ():
        remove(node)
    for node in wanted.nodes if wanted else ():
        _graft(parent, node)
    return platform.grammar.parse(copy.text())


def _same(one: Item | None, other: Item | None) -> bool:
    if one is None or other is None:
        return one is other
    empty = Section(())
    inner = compare_sections(one.inside or empty, other.inside or empty)
    return (one.value, one.off) == (other.value, other.off) and not inner


def _find(section: Section, path: Path) -> Item | None:
    item = section.items.get(path[0])
    if item is None or len(path) == 1:
        return item
    return _find(item.inside, path[1:]) if item.inside else None


def _section(section: Section, path: Path, root: Node) -> Node | None:
    if not path:
        return root
    item = _find(section, path)
    return item.nodes[-1] if item else None


def _graft(parent: Node, node: Node) -> None:
    """A node of another tree, with all that stands in it."""
    at = next((i for i, c in enumerate(parent.children) if c.role.value == "close"), None)
    new = insert(parent, node.text, node.raw, at=at)
    new.children = [*_copies(node.children), *new.children]


def _copies(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        copy = Node(node.text, 0, node.raw, None, node.role)
        copy.children = list(_copies(node.children))
        yield copy
