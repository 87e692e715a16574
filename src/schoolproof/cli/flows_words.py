"""What `schoolproof flows` says of rules, and of one packet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from schoolproof.check.proof import packet_text
from schoolproof.flows.path_trace import Followed
from schoolproof.flows.query import Passage
from schoolproof.flows.trace import Trace


@dataclass(frozen=True, slots=True)
class Explained:
    """One packet: what the firewall does with it, and the access lists before and behind it."""

    trace: Trace
    legs: tuple[Followed, ...]

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
            "policy": policy.number if policy else None,
            "line": policy.line if policy else None,
            "certainty": "may" if self.decision == "depends" else "must",
            "conditions": list(first.witness.conditions) if first else [],
            "readings": [contribution(p) for p in passages],
            "lists": [asdict(each) for leg in self.legs for each in leg.listed],
        }

    def lines(self) -> list[str]:
        """The answer for people."""
        certainty = "may" if self.decision == "depends" else "must"
        found = [f"{self.decision} ({certainty})"]
        for each in (each for leg in self.legs for each in leg.listed):
            where = f", line {each.line}" if each.line else ""
            found.append(f"  {each.host}: {each.action} {each.by}{where}{_if(each.conditions)}")
        if self.arrives:
            return found
        found += [f"  {row(p)}" for p in self.trace.passages]
        if self.trace.refused is not None:
            found.append(f"  refused at the end{_if(self.trace.refused)}")
        return found


def contribution(found: Passage) -> dict[str, Any]:
    """What a rule decides of a question."""
    policy = found.rule.policy
    return {
        "policy": policy.number if policy else found.rule.label,
        "line": policy.line if policy else None,
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
    policy = found.rule.policy
    return str(policy.line if policy else "none")


def _if(conditions: tuple[str, ...]) -> str:
    return f", if {' and '.join(conditions)}" if conditions else ""
