"""Access lists of switches as rule bases over sets of packets: first match, refusal at the end.

A list knows no connections. What answers a connection that stands (TCP with ACK or RST) is a
condition, and so is a later fragment; `opening` is the guard of packets that are neither.
"""

from __future__ import annotations

from dataclasses import dataclass

from schoolproof.flows.firewalls.objects import SURE, Part
from schoolproof.flows.sets.base import RuleBase
from schoolproof.flows.sets.conditions import STATE, UNREAD, Conditions, Guard, Literals
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6
from schoolproof.flows.sets.rule import Rule, Term
from schoolproof.flows.sets.spans import Spans
from schoolproof.flows.switches.acl_sets import Groups, Served
from schoolproof.model import Device
from schoolproof.model.switching import Acl, AclEntry

ANSWER = "the packet answers a connection that stands already"
FRAGMENT = "the packet is a later fragment of another one"
NEEDED = ("source", "destination", "protocol", "action")
EVERYWHERE = -1  # lists know no interfaces: they hang on one


@dataclass(frozen=True, slots=True)
class Line(Rule):
    """One entry of a list as a rule; without an entry what the device does without a list."""

    acl: Acl | None = None
    entry: AclEntry | None = None


def opening(conditions: Conditions) -> Guard:
    """Packets that open a connection, whole."""
    literals = (conditions.literal(text, STATE) for text in (ANSWER, FRAGMENT))
    return frozenset(frozenset((-x,)) for x in literals)


class Lists:
    """The access lists of one device as rule bases, each compiled once."""

    def __init__(self, device: Device, conditions: Conditions) -> None:
        self.device = device
        self.conditions = conditions
        self._groups = Groups(device, conditions)
        self._known: dict[tuple[str, str], RuleBase] = {}

    def base(self, name: str, family: str) -> RuleBase:
        """The list that an interface names; one that is missing or empty refuses nothing.

        Raises:
            UnknownFact: the platform reads no lists, or a group depends on too much.
        """
        key = (name, family)
        if key not in self._known:
            found = self._found(name, family)
            rules = [self.line(found, entry) for entry in found.entries] if found else []
            if not rules:
                why = "has no entry" if found else "does not exist"
                words = f"the access list {name}, which {why} and refuses nothing"
                held = IPV6 if family == "ipv6" else IPV4
                terms = ((whole(held), SURE),)
                rules = [Line(policy=None, accepts=True, terms=terms, words=words, acl=found)]
            self._known[key] = RuleBase(rules, self.conditions)
        return self._known[key]

    def _found(self, name: str, family: str) -> Acl | None:
        acls = self.device.acls
        rows = (acls.get(key) for key in (name, f"{family}:{name}"))
        return next((acl for acl in rows if acl is not None and acl.family == family), None)

    def line(self, acl: Acl, entry: AclEntry) -> Line:
        """The rule of one entry. What it lets through without being understood is a condition."""
        words = f"{entry.title} of the access list {acl.name}"
        family = IPV6 if acl.family == "ipv6" else IPV4
        accepts = "action" not in entry.lines or entry.action == "permit"
        if any(fact not in entry.lines for fact in NEEDED):
            literals = frozenset((self._unread(f"{words} ({entry.text})"),))
            terms: tuple[Term, ...] = ((whole(family), literals),)
        else:
            told = (x for text in entry.conditions for x in self._condition(text, words))
            terms = tuple(self._terms(entry, family, frozenset(told)))
        return Line(policy=None, accepts=accepts, terms=terms, words=words, acl=acl, entry=entry)

    def _unread(self, words: str) -> int:
        return self.conditions.literal(f"the packet fits {words}", UNREAD)

    def _condition(self, text: str, words: str) -> Literals:
        kind, _, rest = text.partition(" ")
        answer = self.conditions.literal(ANSWER, STATE)
        if kind == "established":
            return frozenset((answer,))
        if kind == "flag":
            flag = self.conditions.literal(f"the packet has the TCP flag {rest}", STATE)
            return frozenset((answer, flag))
        if kind == "fragments":
            return frozenset((self.conditions.literal(FRAGMENT, STATE),))
        if kind == "time-range":
            return frozenset((self.conditions.literal(f"the time range {rest} runs", STATE),))
        return frozenset((self._unread(f"{words} ({rest})"),))

    def _terms(self, entry: AclEntry, family: Spans, always: Literals) -> list[Term]:
        groups = self._groups
        sources = groups.addresses(entry, "source", family)
        targets = groups.addresses(entry, "destination", family)
        return product(sources, targets, groups.services(entry), always)


def whole(family: Spans) -> Cube:
    """Every packet of a family."""
    return Cube(family, family, EVERY_SERVICE, EVERY_PORT, EVERYWHERE, EVERYWHERE)


def product(
    sources: list[Part], targets: list[Part], services: list[Served], always: Literals
) -> list[Term]:
    """Each source with each target and service, where none of them is empty."""
    found: list[Term] = []
    for source, x in sources:
        for target, y in targets:
            for service, origin, z in services:
                if source and target and service and origin:
                    cube = Cube(source, target, service, origin, EVERYWHERE, EVERYWHERE)
                    found.append((cube, always | x | y | z))
    return found
