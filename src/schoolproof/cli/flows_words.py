"""What `schoolproof flows` says of rules, and of one packet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from schoolproof.check.firewalls.proof import packet_text
from schoolproof.flows.firewalls.query import Passage
from schoolproof.flows.firewalls.trace import Trace
from schoolproof.flows.path_trace import Followed


@dataclass(frozen=True, slots=True)
class Explained:
    """One packet: what the firewall does with it, and the access lists before and behind it."""

    trace: Trace
    legs: tuple[Followed, ...]
    by_proxy: Trace | None = None  # where a proxy of the firewall answers the client

    @property
    def arrives(self) -> bool:
        """Whether a switch forwards it, so that no firewall is asked."""
        return any(leg.arrives for leg in self.legs)

    @property
    def decision(self) -> str:
        """`accept`, `deny` or `depends`: each list and the firewall must let it pass."""
        found = [leg.decision for leg in self.legs]
        found += [] if self.arrives else [self.trace.decision]
        return next((word for word in ("deny", "depends") if word in found), "accept")

    def as_json(self) -> dict[str, Any]:
        """The answer for machines."""
        passages = () if self.arrives else self.trace.passages
        first = passages[0] if passages else None
        policy = first.rule.policy if first else None
        return {
            "decision": self.decision,
            "policy": policy.short if policy else None,
            "line": policy.line if policy else None,
            "certainty": "may" if self.decision == "depends" else "must",
            "conditions": list(first.witness.conditions) if first else [],
            "readings": [contribution(p) for p in passages],
            "lists": leg_rows(self.legs),
            **self._proxied(),
        }

    def _proxied(self) -> dict[str, Any]:
        if self.by_proxy is None:
            return {}
        rows = [contribution(p) for p in self.by_proxy.passages]
        told = {"decision": self.by_proxy.decision, "certainty": self.by_proxy.certainty}
        return {"by_proxy": {**told, "readings": rows}}

    def lines(self) -> list[str]:
        """The answer for people."""
        certainty = "may" if self.decision == "depends" else "must"
        found = [f"{self.decision} ({certainty})", *leg_lines(self.legs)]
        if self.arrives:
            return found
        found += _rows(self.trace)
        if self.by_proxy is not None:
            told = f"{self.by_proxy.decision} ({self.by_proxy.certainty})"
            found += [f"asked of the firewall's proxy instead: {told}", *_rows(self.by_proxy)]
        return found


def _rows(trace: Trace) -> Iterator[str]:
    yield from (f"  {row(p)}" for p in trace.passages)
    if trace.refused is not None:
        yield f"  refused at the end{_if(trace.refused)}"


def leg_rows(legs: Iterable[Followed]) -> list[dict[str, Any]]:
    """What the lists of switches do, for machines."""
    return [asdict(each) for leg in legs for each in leg.listed]


def leg_lines(legs: Iterable[Followed]) -> Iterator[str]:
    """The same for people."""
    for each in (each for leg in legs for each in leg.listed):
        where = f", line {each.line}" if each.line else ""
        yield f"  {each.host}: {each.action} {each.by}{where}{_if(each.conditions)}"


def contribution(found: Passage) -> dict[str, Any]:
    """What a rule decides of a question."""
    policy = found.rule.policy
    return {
        "policy": policy.short if policy else found.rule.label,
        "line": found.rule.line,
        "action": "accept" if found.rule.accepts else "deny",
        "packet": str(found.witness.packet),
        "conditions": list(found.witness.conditions),
    }


def row(found: Passage) -> str:
    """A rule and its packet in one line."""
    action = "accept" if found.rule.accepts else "deny"
    return f"{action} {found.rule.label}, line {line_of(found)}: {packet_text(found.witness)}"


def line_of(found: Passage) -> str:
    """The line of a rule, or `none`."""
    line = found.rule.line
    return "none" if line is None else str(line)


def _if(conditions: tuple[str, ...]) -> str:
    return f", if {' and '.join(conditions)}" if conditions else ""
