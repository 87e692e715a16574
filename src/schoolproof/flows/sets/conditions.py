"""What a configuration cannot say, as named conditions that may hold or not hold for a packet.

A literal is the condition's number, negative where it does not hold. A guard is a set of clauses
(each a set of literals, one of which must hold), all of which must hold: it says for which
readings of the conditions a set of packets is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Literals = frozenset[int]
Guard = frozenset[Literals]
ALWAYS: Guard = frozenset()

# Which readings surely occur for some real packet, by the kind of a condition:
# state: somebody is in a group, and somebody is not; a schedule runs, and ends.
# name: an address that a name or country holds lies outside the school, and others do not.
# list: of a vendor's list only that it does not hold everything.
# unread: neither; the text was not understood, or an object is missing.
STATE, NAME, LIST, UNREAD = "state", "name", "list", "unread"
MAX_STEPS = 20_000


@dataclass(slots=True)
class Conditions:
    """All conditions of one rule base; equal texts are the same condition."""

    texts: list[str] = field(default_factory=lambda: [""])
    kinds: list[str] = field(default_factory=lambda: [UNREAD])
    numbers: dict[str, int] = field(default_factory=dict)

    def literal(self, text: str, kind: str) -> int:
        """The condition of this text."""
        number = self.numbers.get(text)
        if number is None:
            number = self.numbers[text] = len(self.texts)
            self.texts.append(text)
            self.kinds.append(kind)
        return number

    def text(self, literal: int) -> str:
        """`user is in STAFF`, or `not: user is in STAFF`."""
        return self.texts[literal] if literal > 0 else f"not: {self.texts[-literal]}"

    def is_real(self, literal: int, *, outside: bool) -> bool:
        """Whether this reading surely occurs; `outside`: the packet's far end is the internet."""
        kind = self.kinds[abs(literal)]
        if kind == STATE:
            return True
        if kind == NAME:
            return literal < 0 or outside
        return kind == LIST and literal < 0

    def real_reading(self, guard: Guard, *, outside: bool) -> Literals | None:
        """A reading that surely occurs and satisfies the guard, or None."""
        kept = (frozenset(x for x in c if self.is_real(x, outside=outside)) for c in guard)
        return reading(frozenset(kept))


def both(guard: Guard, literals: Iterable[int]) -> Guard | None:
    """The guard with these literals holding too; None where that cannot be."""
    more = guard | {frozenset((x,)) for x in literals}
    if len(more) == len(guard):
        return guard
    return more if reading(more) is not None else None


class Apart(Conditions):
    """The conditions of one device among several of its kind, counted with theirs.

    Equal words of two devices are two conditions: a time range of this name may be another one
    there. `common`: words that are about the packet, whatever device it meets.
    """

    def __init__(self, shared: Conditions, name: str, common: frozenset[str]) -> None:
        super().__init__(shared.texts, shared.kinds, shared.numbers)
        self._name, self._common = name, common

    def literal(self, text: str, kind: str) -> int:
        """The condition of this text on this device."""
        return super().literal(text if text in self._common else f"{text} ({self._name})", kind)


def joined(guard: Guard, other: Guard) -> Guard | None:
    """Both guards together; None where that cannot be."""
    if other <= guard:
        return guard
    more = guard | other
    return more if reading(more) is not None else None


def without(guard: Guard, literals: Literals) -> Guard | None:
    """The guard where these literals do not all hold; None where that cannot be."""
    clause = frozenset(-x for x in literals)
    if not clause:
        return None
    if any(c <= clause for c in guard):
        return guard
    more = guard | {clause}
    return more if reading(more) is not None else None


def reading(guard: Guard) -> Literals | None:
    """One reading that satisfies the guard, or None where there is none."""
    budget = [MAX_STEPS]
    return _search(set(guard), frozenset(), budget)


def _search(clauses: set[Literals], chosen: Literals, budget: list[int]) -> Literals | None:
    """Unit propagation and trial; out of budget it says None only where that was proven."""
    budget[0] -= 1
    while True:
        if frozenset() in clauses:
            return None
        unit = next((c for c in clauses if len(c) == 1), None)
        if unit is None:
            break
        (literal,) = unit
        chosen |= unit
        clauses = {c - {-literal} for c in clauses if literal not in c}
    if not clauses or budget[0] < 0:
        return chosen
    shortest: Literals = min(clauses, key=len)
    literal = next(iter(shortest))
    found = _search(clauses | {frozenset((literal,))}, chosen, budget)
    return found or _search(clauses | {frozenset((-literal,))}, chosen, budget)
