"""From the options of `schoolproof flows` to its answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schoolproof.check.firewalls.proof import declared_services, flows_of, packet_text
from schoolproof.check.load_device import device_of
from schoolproof.cli.flows_lists import apart, local_passages, sentence, site_path
from schoolproof.cli.flows_own import FIREWALL, NOTE, explained_own, reached_by, text_of
from schoolproof.cli.flows_words import Explained, contribution, line_of, row
from schoolproof.errors import UnknownFact, UserError
from schoolproof.flows.firewalls.query import Flows, Passage
from schoolproof.flows.firewalls.site_check import differences
from schoolproof.flows.firewalls.trace import trace, trace_by_proxy
from schoolproof.flows.path_site import SitePath
from schoolproof.flows.path_trace import follow
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece
from schoolproof.flows.sets.packets import address
from schoolproof.flows.sets.rule import Rule
from schoolproof.flows.sets.spans import Spans
from schoolproof.inventory import Host, Project, find_root
from schoolproof.model import Device, Network
from schoolproof.report.safe import printable

SCHEMA = "schoolproof/flows/1"
Pair = tuple[Network, Network]
SERVICES = {
    "web": ("tcp/80", "tcp/443", "tcp/8080", "udp/443"),
    "dns": ("tcp/53", "udp/53", "tcp/853", "udp/853"),
}
PROFILES = ("web_filter", "dns_filter", "app_control", "ips", "antivirus")
CONDITIONS = (*PROFILES, "tls_inspection", "log")


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as typed."""

    site: str
    host: str | None
    source: str
    target: str
    service: str
    unless: str

    @property
    def purposes(self) -> str:
        """Whose networks it is about."""
        return f"{self.source},{self.target}"


def ask(question: Question, fmt: str) -> tuple[str, int]:
    """The answer as text, and the exit code: 0 proven, 1 a packet passes.

    Raises:
        UserError: the question names something that is not there, or cannot be answered.
    """
    if question.target == FIREWALL and question.unless:
        raise UserError("--unless is about rules; what the firewall itself answers has none")
    project, flows, path = _open(question)
    if question.target == FIREWALL:
        return _ask_itself(question, (project, flows, path), fmt)
    outside = question.target == "internet"
    unless = _in_order(flows.places.device, question.unless)
    try:
        site, unread = site_path(project, question.site, flows)
        questions = _packets(site, question)
        local = local_passages(site, *_pairs(flows, question))
        deciding = [p for q in questions for p in flows.deciding(q, outside=outside)]
        wrong = [p for q in questions for p in flows.passing(q, outside=outside, unless=unless)]
    except UnknownFact as gap:
        raise UserError(f"no answer: {gap}", path=path) from None
    if not wrong and not local:
        gaps = [*unread, apart(site, _pairs(flows, question)[0])]
        _no_gap([gap for gap in gaps if gap], path, inside=not outside)
    answer = {
        "schema": SCHEMA,
        "host": path.stem,
        "proven": not wrong and not local,
        "counterexamples": [*map(_counterexample, wrong), *(p.as_json() for p in local)],
        "policies": [contribution(p) for p in deciding],
        "notes": [*differences(flows.places, question.purposes), *unread],
    }
    text = _as_json(answer) if _is_json(fmt) else _as_text(question, wrong, deciding, answer)
    return text, 0 if answer["proven"] else 1


def _ask_itself(
    question: Question, opened: tuple[Project, Flows, Path], fmt: str
) -> tuple[str, int]:
    """Which services of the firewall itself networks reach."""
    project, flows, path = opened
    try:
        site, unread = site_path(project, question.site, flows)
    except UnknownFact as gap:
        raise UserError(f"no answer: {gap}", path=path) from None
    wanted = None if question.service == "any" else _service(question)
    found, gaps = reached_by(site, _networks(flows, question.source), wanted)
    wrong = [each.as_json() for each in found if each.is_open]
    if not wrong and (gaps or not found):
        raise UserError(f"no answer: {'; '.join(gaps) or 'nothing was asked'}", path=path)
    notes = [*differences(flows.places, question.purposes), *unread, *gaps, NOTE]
    answer = {"schema": SCHEMA, "host": path.stem, "proven": not wrong, "counterexamples": wrong}
    lines = [*text_of(question.source, found), *(f"Note: {note}." for note in notes)]
    told = _as_json({**answer, "policies": [], "notes": notes})
    return told if _is_json(fmt) else printable_lines(lines), 0 if not wrong else 1


def explained(question: Question, packet: tuple[str, str, str, int], fmt: str) -> tuple[str, int]:
    """Which rule decides one packet; exit code 0.

    Raises:
        UserError: the packet is none, or cannot be followed.
    """
    project, flows, path = _open(question)
    src, dst, protocol, port = packet
    has_ports = protocol.lower() in {"tcp", "udp", "sctp"}
    try:
        site, unread = site_path(project, question.site, flows)
        asked = (src, dst, protocol, port if has_ports else None)
        legs = tuple(follow(site, asked))
        own = explained_own(flows, asked, legs)
        words = own or Explained(trace(flows, *asked), legs, trace_by_proxy(flows, *asked))
    except ValueError as error:
        raise UserError(f"--explain {' '.join(map(str, packet))}: {error}") from None
    except UnknownFact as gap:
        raise UserError(f"no answer: {gap}", path=path) from None
    _no_gap(unread, path, inside=_is_inside(flows, dst))
    if _is_json(fmt):
        return _as_json({**words.as_json(), "notes": unread}), 0
    return printable_lines([*words.lines(), *(f"Note: {note}." for note in unread)]), 0


def _no_gap(unread: list[str], path: Path, *, inside: bool) -> None:
    """A switch that was not read may forward between networks of the school by itself.

    What leaves the school passes the firewall, whatever a switch does before.
    """
    if unread and inside:
        raise UserError(f"no answer: {unread[0]}", path=path)


def _is_inside(flows: Flows, host: str) -> bool:
    places = flows.places
    return any(spans.meet(places.addresses(n), address(host)) for n in places.networks())


def _open(question: Question) -> tuple[Project, Flows, Path]:
    project = Project(find_root(Path.cwd()))
    host = _host(project, question)
    path = Path(project.config_name(host))
    try:
        return project, flows_of(device_of(project, host)), path
    except UnknownFact as gap:
        raise UserError(f"no answer: {gap}", path=path) from None


def _host(project: Project, question: Question) -> Host:
    if question.site not in project.sites:
        raise UserError(f"there is no site {question.site!r}; known: {', '.join(project.sites)}")
    hosts = [h for h in project.hosts.values() if h.site == question.site]
    chosen = [h for h in hosts if "firewall" in h.classes and question.host in {None, h.name}]
    if len(chosen) != 1:
        names = ", ".join(h.name for h in chosen) or "none"
        raise UserError(f"choose one firewall of {question.site} with --host (found: {names})")
    return chosen[0]


def _service(question: Question) -> Spans:
    texts = SERVICES.get(question.service) or tuple(question.service.split(","))
    return declared_services(texts)


def _pairs(flows: Flows, question: Question) -> tuple[list[Pair], Spans]:
    """Pairs of networks that were asked about; none to the internet."""
    if question.target == "internet":
        return [], _service(question)
    sources, targets = (_networks(flows, w) for w in (question.source, question.target))
    return [(one, other) for one in sources for other in targets], _service(question)


def _packets(site: SitePath, question: Question) -> list[list[Piece]]:
    """What reaches the firewall, and gets on from there, by the lists of the switches."""
    flows, service = site.flows, _service(question)
    if question.target == "internet":
        sources = _networks(flows, question.source)
        return [site.let_out(one, flows.outward(one, service)) for one in sources]
    found = []
    for one, other in _pairs(flows, question)[0]:
        pieces = site.let_out(one, flows.between(one, other, service))
        found.append(site.let_in(other, pieces))
    return found


def _networks(flows: Flows, words: str) -> list[Any]:
    found = flows.places.networks(*words.split(","))
    if not found:
        raise UserError(f"the site file has no network for {words}")
    return found


def _in_order(device: Device, words: str) -> Callable[[Rule], bool]:
    wanted = [word for word in words.split(",") if word]
    unknown = [word for word in wanted if word not in CONDITIONS]
    if unknown:
        raise UserError(f"--unless {unknown[0]!r} is not one of {', '.join(CONDITIONS)}")

    def fine(rule: Rule) -> bool:
        policy = rule.policy
        return bool(wanted) and policy is not None and all(_has(device, policy, w) for w in wanted)

    return fine


def _has(device: Device, policy: Any, word: str) -> bool:
    """Whether a rule does this; what was not read is not done."""
    if word == "log":
        return "log" in policy.lines and policy.log == "all"
    if word not in policy.lines or getattr(policy, word) is None:
        return False
    if word != "tls_inspection":
        return True
    profile = device.firewall.tls_inspections.get(policy.tls_inspection)
    return profile is not None and "mode" in profile.lines and profile.mode == "deep"


def _counterexample(found: Passage) -> dict[str, Any]:
    packet, policy = found.witness.packet, found.rule.policy
    return {
        "src": packet.src,
        "dst": packet.dst,
        "protocol": packet.protocol,
        "port": packet.port,
        "policy": policy.short if policy else found.rule.label,
        "line": found.rule.line,
        "certainty": "must" if found.witness.must else "may",
        "conditions": list(found.witness.conditions),
    }


def _is_json(fmt: str) -> bool:
    if fmt not in {"console", "json"}:
        raise UserError(f"there is no format {fmt!r}; known are console, json")
    return fmt == "json"


def _as_json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def _as_text(
    question: Question, wrong: list[Passage], deciding: list[Passage], answer: dict[str, Any]
) -> str:
    way = f"{question.source} to {question.target}, {question.service}"
    fine = f" but through rules with {question.unless}" if question.unless else ""
    lines = [f"Proven: nothing passes from {way}{fine}."]
    shown = answer["counterexamples"]
    if shown:
        lines = [f"Not so: packets pass from {way}{fine and ' without ' + question.unless}."]
    if wrong:
        lines += [f"  line {line_of(p)}, {p.rule.label}: {packet_text(p.witness)}" for p in wrong]
    lines += [f"  {each['host']}: {sentence(each)}" for each in shown if "host" in each]
    lines += ["", "What each rule decides of it:", *(f"  {row(p)}" for p in deciding)]
    lines += [f"Note: {note}." for note in answer["notes"]]
    return printable_lines(lines)


def printable_lines(lines: list[str]) -> str:
    """Lines for a terminal: what stands in a configuration cannot move the cursor."""
    return "\n".join(printable(line) for line in lines) + "\n"
