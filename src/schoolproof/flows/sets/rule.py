"""A rule: a policy of a firewall, an entry of a list, or what a device does by itself."""

from __future__ import annotations

from dataclasses import dataclass

from schoolproof.flows.sets.conditions import Literals
from schoolproof.flows.sets.cube import Cube
from schoolproof.model import line_of
from schoolproof.model.firewall import ExplicitProxy
from schoolproof.model.objects import Zone
from schoolproof.model.policies import FirewallPolicy, LocalInPolicy

Term = tuple[Cube, Literals]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the packets that it decides, each cube under its literals.

    `policy` None: what the firewall itself lets pass between the interfaces of `zone`, or what
    `words` say; `owner` then has the line that decides. `proxied`: a proxy of the firewall asks the
    server, so that nobody sees the client's address.
    """

    policy: FirewallPolicy | None
    accepts: bool
    terms: tuple[Term, ...]
    zone: Zone | None = None
    words: str = ""
    owner: ExplicitProxy | LocalInPolicy | None = None
    proxied: bool = False

    @property
    def line(self) -> int | None:
        """Where it stands; None where no line of its own lets packets pass."""
        if self.policy is not None:
            return self.policy.line
        if isinstance(self.owner, ExplicitProxy):
            return line_of(self.owner, "default_accept")
        return self.owner.line if self.owner is not None else None

    @property
    def label(self) -> str:
        """What a finding calls it."""
        if self.policy is not None:
            return self.policy.label
        return f"traffic within the zone {self.zone.label}" if self.zone else self.words
