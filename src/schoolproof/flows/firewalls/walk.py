"""Packets through rule bases, one after the other: which rules decide them, which get lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from schoolproof.flows.firewalls.vdoms import Hop, Way, Ways, enter, hides, passed_on
from schoolproof.flows.sets.base import Budget, Piece, excluding
from schoolproof.flows.sets.conditions import Conditions
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import Faces
from schoolproof.flows.sets.rule import Rule
from schoolproof.flows.sets.witness import Witness, witness
from schoolproof.model.policies import FirewallPolicy

Test = Callable[[Rule], bool]
Cut = Callable[[Rule], list[Cube]]
TRIED = 64  # packets looked at for the one that tells most


@dataclass(frozen=True, slots=True)
class Passage:
    """A rule that decides packets of a question, with the packet that shows it.

    `before`: rules of other VDOMs that let the packet pass on the way to this one.
    """

    rule: Rule
    witness: Witness
    before: tuple[Rule, ...] = ()

    @property
    def policies(self) -> list[FirewallPolicy]:
        """The policies that the packet meets, the deciding one first: any of them may filter it."""
        rules = (self.rule, *self.before)
        return [rule.policy for rule in rules if rule.policy is not None]


class Walk:
    """Answers to questions about sets of packets, over all rule bases of a device."""

    def __init__(self, ways: Ways, faces: Faces, conditions: Conditions) -> None:
        self.ways, self.faces, self.conditions = ways, faces, conditions

    def deciding(
        self,
        packets: list[Piece],
        *,
        outside: bool,
        skip: Test = lambda _: False,
        cut: Cut = lambda _: [],
    ) -> Iterator[Passage]:
        """Each rule that decides some of these packets, in order, with one of them.

        Raises:
            UnknownFact: the rules are too tangled to follow.
        """
        found: dict[tuple[int, ...], Passage] = {}
        for way in self.ways.of(packets):
            if len(way.hops) == 1:
                yield from self._here(way, skip, cut, outside=outside)
            else:
                for passage in self._walk(way, skip, cut, outside=outside):
                    key = tuple(id(rule) for rule in (*passage.before, passage.rule))
                    old = found.get(key)
                    if old is None or _rank(passage.witness) < _rank(old.witness):
                        found[key] = passage
        yield from found.values()

    def _here(self, way: Way, skip: Test, cut: Cut, *, outside: bool) -> Iterator[Passage]:
        """The rules of one rule base."""
        base, packets = way.hops[0].firewall.base, way.pieces
        for number in base.candidates(packets):
            rule = base.rules[number]
            if skip(rule):
                continue
            asked = excluding(packets, cut(rule))
            best = self._best(base.decided(number, asked, Budget()), outside=outside)
            if best is not None:
                yield Passage(rule, best)

    def _walk(self, way: Way, skip: Test, cut: Cut, *, outside: bool) -> Iterator[Passage]:
        """The rules of several rule bases, one piece after the other."""
        budget = Budget()
        for goal in way.pieces:
            for rules, piece in self._chain(way.hops, goal, (goal,), (skip, cut), budget):
                found = witness(piece, self.faces, self.conditions, outside=outside)
                yield Passage(rules[-1], found, rules[:-1])

    def _chain(
        self,
        hops: tuple[Hop, ...],
        goal: Piece,
        pieces: Sequence[Piece],
        tests: tuple[Test, Cut],
        budget: Budget,
    ) -> Iterator[tuple[tuple[Rule, ...], Piece]]:
        """Rules along the hops that let a packet pass, with the last one and what it decides."""
        skip, cut = tests
        hop, rest = hops[0], hops[1:]
        base = hop.firewall.base
        seen = [enter(piece, hop, last=not rest) for piece in pieces]
        for number in base.candidates(seen):
            rule = base.rules[number]
            if skip(rule):
                continue
            for piece in base.decided(number, excluding(seen, cut(rule)), budget):
                if not rest or not rule.accepts:
                    yield (rule,), piece
                    continue
                further = passed_on(piece, rule, hop, goal[0])
                if further is not None:
                    for rules, last in self._chain(rest, goal, [further], tests, budget):
                        yield (rule, *rules), self._as_sent(last, piece, (rule, hop))

    def pieces_passing(
        self, packets: Sequence[Piece], budget: Budget | None = None
    ) -> Iterator[tuple[Rule, Piece]]:
        """Each accepting rule that decides some of these packets last, with those packets.

        Raises:
            UnknownFact: the rules are too tangled to follow.
        """
        for way in self.ways.of(packets):
            tests: tuple[Test, Cut] = (lambda rule: not rule.accepts, lambda _: [])
            for goal in way.pieces:
                spent = budget or Budget()
                for rules, piece in self._chain(way.hops, goal, (goal,), tests, spent):
                    yield rules[-1], piece

    @staticmethod
    def _as_sent(last: Piece, first: Piece, by: tuple[Rule, Hop]) -> Piece:
        """The packets of a later hop as the earlier one saw them come in."""
        cube, sent = last[0], first[0]
        rule, hop = by
        found = cube._replace(ingress=sent.ingress)
        if hides(rule, hop.firewall):
            found = found._replace(source=sent.source, origin=sent.origin)
        return found, last[1]

    def refused_at_the_end(self, packets: list[Piece], *, outside: bool) -> Witness | None:
        """Of these packets one that no rule decides, so that the firewall refuses it."""
        return self._best(self._undecided(packets), outside=outside)

    def _undecided(self, packets: list[Piece]) -> Iterator[Piece]:
        budget = Budget()
        for way in self.ways.of(packets):
            for goal in way.pieces:
                yield from self._lost(way.hops, (goal, goal), budget, denied=False)

    def pieces_refused(self, packets: Sequence[Piece], budget: Budget) -> Iterator[Piece]:
        """Of these packets, those that do not pass: a rule refuses them, or none decides.

        Raises:
            UnknownFact: the rules are too tangled to follow.
        """
        for way in self.ways.of(packets):
            for goal in way.pieces:
                yield from self._lost(way.hops, (goal, goal), budget, denied=True)

    def _lost(
        self, hops: tuple[Hop, ...], pieces: tuple[Piece, Piece], budget: Budget, *, denied: bool
    ) -> Iterator[Piece]:
        """Packets that get lost along the hops. `pieces`: where they want to go, and what they are.

        `denied`: also those that a rule refuses.
        """
        hop, rest = hops[0], hops[1:]
        base, goal = hop.firewall.base, pieces[0]
        seen = enter(pieces[1], hop, last=not rest)
        yield from base.undecided([seen], budget)
        for number in base.candidates([seen]) if rest or denied else ():
            rule = base.rules[number]
            if not (rest if rule.accepts else denied):
                continue
            for found in base.decided(number, [seen], budget):
                further = passed_on(found, rule, hop, goal[0]) if rule.accepts else None
                if not rule.accepts:
                    yield found
                elif further is not None:
                    for last in self._lost(rest, (goal, further), budget, denied=denied):
                        yield self._as_sent(last, found, (rule, hop))

    def _best(self, pieces: Iterator[Piece], *, outside: bool) -> Witness | None:
        """The packet that rests on least: every reading, a real one, any."""
        found: Witness | None = None
        for piece in islice(pieces, TRIED):
            new = witness(piece, self.faces, self.conditions, outside=outside)
            if found is None or _rank(new) < _rank(found):
                found = new
            if found.must:
                break
        return found


def _rank(found: Witness) -> tuple[bool, bool, int]:
    return not found.must, not found.real, len(found.conditions)
