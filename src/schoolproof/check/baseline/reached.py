"""One sentence of what a change does to who reaches whom; `reach` finds them."""

from __future__ import annotations

from dataclasses import dataclass

NOW, GONE, OPEN = "reachable", "unreachable", "undecided"


@dataclass(frozen=True, slots=True)
class Reach:
    """One sentence of what a change does. `change`: reachable, unreachable, or undecided.

    `policies` are those of the working tree, for what is gone those of the base.
    """

    change: str
    site: str
    device: str
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    packet: str = ""
    conditions: tuple[str, ...] = ()
    why: str = ""

    @property
    def sentence(self) -> str:
        """`guest can now reach management on TCP 22, by policy 41 (hs-fw1)`."""
        if not self.sources:
            return f"{self.device}: who reaches whom could not be compared: {self.why}"
        who, whom = _listed(self.sources), _listed(self.targets)
        what = f"{whom} on {', '.join(self.services)}" if self.services else whom
        rules = ", ".join(self.policies)
        depends = f", if {' and '.join(self.conditions)}" if self.conditions else ""
        shown = f": {self.packet}" if self.packet else ""
        if self.change == NOW:
            return f"{who} can now reach {what}, by {rules} ({self.device}){depends}{shown}"
        if self.change == GONE:
            lost = f"{rules} ({self.device}) let it pass"
            return f"{who} can no longer reach {what}: {lost}{depends}{shown}"
        why = f": {self.why}" if self.why else f", by {rules}{depends}"
        return f"whether {who} reaches {what} now could not be decided ({self.device}){why}"


def _listed(names: tuple[str, ...]) -> str:
    """`pupil, staff and guest`."""
    head, tail = names[:-1], names[-1]
    return f"{', '.join(head)} and {tail}" if head else tail
