"""Names of what lets packets pass: rules of a firewall, entries of the lists of a switch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schoolproof.flows.sets.base import Budget
from schoolproof.flows.sets.rule import Rule
from schoolproof.flows.switches.acl import Line
from schoolproof.flows.switches.path import Step
from schoolproof.flows.switches.path_gate import Gate, Refuser
from schoolproof.flows.ways import OverSwitch, Passing

Name = tuple[str, str]  # the host, and its words


def by(found: Passing, refuser: Refuser | None, budget: Budget) -> list[Name]:
    """What lets a packet pass.

    `refuser`: the list that stops it in another state of the school: then what hangs there.
    """
    if refuser is not None:
        for gate in found.way.gates(refuser):
            names = _instead(gate, found, refuser, budget)
            if names:
                return names
    if found.rule is not None:
        return [(found.way.host, _title(found.rule))]
    return by_lists(found)


def by_lists(found: Passing) -> list[Name]:
    """Entries of lists, or an interface whose way has none."""
    way = found.way
    if not isinstance(way, OverSwitch) or not found.lines:
        port = way.hop.ingress.label if isinstance(way, OverSwitch) else ""
        return [(way.host, f"{port}, which has no access list")]
    return _entries(list(zip(way.hop.steps, found.lines, strict=True)))


def _instead(gate: Gate, found: Passing, refuser: Refuser, budget: Budget) -> list[Name]:
    """What hangs where the other state's list does, and lets this packet through."""
    lines = next((lines for lines, _ in gate.let([found.piece], budget)), None)
    if lines is None or refuser.step is None:
        return []
    pairs = list(zip(gate.steps, lines, strict=True))
    mine = [(step, line) for step, line in pairs if _same_place(step, refuser.step)]
    if not mine:
        port = refuser.step.filter.subject.label
        return [(refuser.host, f"{port}, which has no access list")]
    return _entries(mine)


def _same_place(one: Step, other: Step) -> bool:
    mine, its = one.filter, other.filter
    return (one.host, mine.words, mine.subject.name) == (other.host, its.words, its.subject.name)


def _entries(pairs: Sequence[tuple[Step, Line]]) -> list[Name]:
    """Entries; what lists do that are not there only where there is nothing else."""
    written = [(step, line) for step, line in pairs if line.entry is not None]
    return [(step.host, line.label) for step, line in written or pairs]


def _title(rule: Rule) -> str:
    """`policy 41 of VDOM root`."""
    if rule.policy is None:
        return rule.label
    of_vdom = f" of VDOM {rule.policy.vdom}" if rule.policy.vdom else ""
    return f"{rule.policy.title}{of_vdom}"


def together(labels: Iterable[str]) -> list[str]:
    """Each once; entries of one list in one: `entries 10 and 20 of the access list STUDENT-IN`."""
    found: dict[str, list[str]] = {}
    for label in dict.fromkeys(labels):
        entry, of_list, name = label.partition(OF_LIST)
        key = f"{of_list}{name}" if of_list and entry.startswith("entry ") else label
        found.setdefault(key, []).append(entry.removeprefix("entry ") if key != label else "")
    return [_joined(key, numbers) for key, numbers in found.items()]


def _joined(key: str, numbers: list[str]) -> str:
    if numbers == [""]:
        return key
    numbers = sorted(numbers, key=lambda text: (len(text), text))
    if len(numbers) == 1:
        return f"entry {numbers[0]}{key}"
    return f"entries {', '.join(numbers[:-1])} and {numbers[-1]}{key}"


OF_LIST = " of the access list "
