"""Who may talk to whom at a site, by what networks are for: one cell for each pair of purposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from schoolproof.errors import UnknownFact
from schoolproof.flows import spans
from schoolproof.flows.base import Piece
from schoolproof.flows.device import firewalls
from schoolproof.flows.packets import service_texts
from schoolproof.flows.places import NO_HOSTS
from schoolproof.flows.query import Flows, Passage
from schoolproof.flows.spans import Spans
from schoolproof.model import Device

INTERNET = "internet"
MOST = 6  # services of a cell that are named
PIECES = 512  # packet sets of a cell that are looked at for its services
ORDER = (
    *("pupil", "staff", "guest", "byod", "management", "server", "voice", "print", "cctv"),
    *("building", "dmz", "partner", "transit", "quarantine"),
)
MORE = "…"
ELSEWHERE = "these networks do not meet on a firewall of the site"
PARTLY = "not all of these networks meet on a firewall of the site"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What passes from one purpose to another.

    `decision`: `none`, `some`, `all`, or `unknown` where it rests on something unknown or the
    networks do not meet on a firewall that was read; `why` says which. `services` are short
    (`tcp/443`), at most six and then `…`.
    """

    decision: str
    services: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """All pairs of a site; `internet` is a purpose like the others, and the last of them."""

    site: str
    purposes: tuple[str, ...]
    cells: Mapping[Pair, Cell]
    notes: tuple[str, ...] = field(default=())  # firewalls that gave no answer, and why


def flows_through(device: Device) -> Flows:
    """All rule bases of a device with its site, ready for questions.

    Raises:
        UnknownFact: the platform reads no policies, or nothing says where the internet is.
    """
    return Flows(firewalls(device))


def matrix_of(
    site: str,
    devices: Mapping[str, Device],
    flows: Callable[[Device], Flows] = flows_through,
    lost: Iterable[str] = (),
) -> Matrix:
    """What the firewalls of a site let pass, by name of the host. Each device has its site.

    `lost`: a sentence for each firewall that could not be read; nothing is refused for sure then.
    """
    known: dict[str, Flows] = {}
    notes = list(lost)
    for name, device in devices.items():
        try:
            known[name] = flows(device)
        except UnknownFact as gap:
            notes.append(f"{name}: {gap}")
    if not devices:
        notes.append("no firewall of this site was read")
    purposes = purposes_of(known.values())
    cells = {
        (source, target): cell_of(known, source, target, "; ".join(notes))
        for source in purposes
        for target in purposes
        if source != target
    }
    return Matrix(site, purposes, cells, tuple(notes))


def purposes_of(known: Iterable[Flows]) -> tuple[str, ...]:
    """What the networks with hosts are for, and the internet."""
    found = {
        purpose
        for flows in known
        for network in flows.places.networks()
        for purpose in network.purposes - NO_HOSTS
    }
    rank = {name: place for place, name in enumerate(ORDER)}
    order = sorted(found, key=lambda name: (rank.get(name, len(ORDER)), name))
    return (*order, INTERNET) if order else ()


def questions(flows: Flows, source: str, target: str) -> tuple[list[Piece], bool]:
    """Packets from one purpose to another, and whether all of their networks meet here."""
    places = flows.places
    if source == INTERNET:
        wanted = spans.union(
            pair for n in places.networks(target) for pair in spans.pairs(places.addresses(n))
        )
        held = [
            (cube._replace(target=both), guard)
            for cube, guard in flows.inward()
            if (both := spans.meet(cube.target, wanted))
        ]
        return held, bool(held)
    if target == INTERNET:
        found = [flows.outward(network) for network in places.networks(source)]
    else:
        found = [
            flows.between(one, other)
            for one in places.networks(source)
            for other in places.networks(target)
            if one.name != other.name
        ]
    return [piece for each in found for piece in each], bool(found) and all(found)


def cell_of(known: Mapping[str, Flows], source: str, target: str, gaps: str = "") -> Cell:
    """What passes from one purpose to another, through any of these firewalls.

    `gaps`: why a firewall of the site could not be asked; then nothing is proven refused.
    """
    outside = INTERNET in {source, target}
    asked = {name: questions(flows, source, target) for name, flows in known.items()}
    parts: list[_Part] = []
    try:
        for name, (packets, _) in asked.items():
            if packets:
                host = name if len(known) > 1 else ""
                parts.append(_part(known[name], packets, host, outside=outside))
    except UnknownFact as gap:
        return Cell("unknown", why=str(gap))
    whole = any(complete for _, complete in asked.values())
    why = gaps or ("" if whole else PARTLY if parts else ELSEWHERE)
    return _cell(parts, why)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one firewall says of a pair."""

    sure: tuple[str, ...]  # rules that surely let some packet pass
    perhaps: tuple[str, ...]
    services: Spans
    refuses: bool
    why: str


def _part(flows: Flows, packets: list[Piece], host: str, *, outside: bool) -> _Part:
    found = list(flows.deciding(packets, outside=outside))
    accepting = [p for p in found if p.rule.accepts]
    sure = [p for p in accepting if p.witness.real]
    perhaps = [p for p in accepting if not p.witness.real]
    refuses = len(accepting) < len(found)
    refuses = refuses or flows.refused_at_the_end(packets, outside=outside) is not None
    conditions = dict.fromkeys(text for p in perhaps for text in p.witness.conditions)
    held = _services(flows, packets, sure or perhaps)
    why = " and ".join(conditions)
    return _Part(_labels(sure, host), _labels(perhaps, host), held, refuses, why)


def _labels(found: Iterable[Passage], host: str) -> tuple[str, ...]:
    names = dict.fromkeys(p.rule.label for p in found)
    return tuple(f"{name} ({host})" if host else name for name in names)


def _services(flows: Flows, packets: list[Piece], found: list[Passage]) -> Spans:
    """Services of the packets that these rules let pass; looked at are `PIECES` of them."""
    rules = {id(p.rule) for p in found}
    held = (
        pair
        for piece in islice(_passing(flows, packets, rules), PIECES)
        for pair in spans.pairs(piece[0].service)
    )
    return spans.union(held)


def _passing(flows: Flows, packets: list[Piece], rules: set[int]) -> Iterator[Piece]:
    for rule, piece in flows.pieces_passing(packets):
        if id(rule) in rules:
            yield piece


def _cell(parts: list[_Part], gap: str) -> Cell:
    sure = tuple(name for part in parts for name in part.sure)
    perhaps = tuple(name for part in parts for name in part.perhaps)
    held = spans.union(pair for part in parts for pair in spans.pairs(part.services))
    texts = service_texts(held)
    services = tuple(texts) if len(texts) <= MOST else (*texts[:MOST], MORE)
    if sure:
        decision = "some" if gap or any(part.refuses for part in parts) else "all"
        return Cell(decision, services, sure, gap)
    if perhaps:
        why = "; ".join(dict.fromkeys(part.why for part in parts if part.why))
        return Cell("unknown", services, perhaps, why or gap)
    return Cell("unknown", why=gap) if gap else Cell("none")
