"""What a plan is made of. Its JSON form is what people approve: schema `schoolproof/plan/1`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from schoolproof.drift.model import Apart, Shift

SCHEMA = "schoolproof/plan/1"
RINGS = ("canary", "early", "all")  # the order in which the devices of a site are changed


class Risk(StrEnum):
    """How much a step can break. `danger` is applied under the device's own timer only."""

    SAFE = "safe"
    CARE = "care"
    DANGER = "danger"

    @property
    def rank(self) -> int:
        """0 for safe to 2 for danger."""
        return list(Risk).index(self)


@dataclass(frozen=True, slots=True)
class Step:
    """Commands that belong together: one section, or one line at the top."""

    commands: tuple[str, ...]
    risk: Risk
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A difference that stays because its subject is waived."""

    place: str
    subject: str
    control: str
    note: str


@dataclass(frozen=True, slots=True)
class DevicePlan:
    """The way of one device. Empty `steps`: it is already as Git says.

    `observed` and `predicted` are meaning hashes; `secrets` and `rollback_secrets` give for each
    `{{ secrets.name }}` the token that stands in its place. `lockout`: why the plan would cut its
    own way to the device; `left`: lines that the commands do not mend. Either makes it refused.
    """

    host: str
    site: str
    platform: str
    path: str
    ring: str
    observed: str
    predicted: str
    steps: tuple[Step, ...] = ()
    rollback: tuple[str, ...] = ()
    secrets: dict[str, str] = field(default_factory=dict)
    rollback_secrets: dict[str, str] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()
    left: tuple[str, ...] = ()
    lockout: tuple[str, ...] = ()
    lockout_allowed: bool = False
    verdicts: tuple[Shift, ...] = ()
    confirm_minutes: int = 0  # 0: no step needs the device's own timer
    notes: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether this device must not be changed by this plan."""
        return bool(self.left) or (bool(self.lockout) and not self.lockout_allowed)

    @property
    def risk(self) -> Risk:
        """The worst of its steps."""
        return max((step.risk for step in self.steps), key=lambda r: r.rank, default=Risk.SAFE)

    @property
    def commands(self) -> tuple[str, ...]:
        """All commands in order."""
        return tuple(command for step in self.steps for command in step.commands)


@dataclass(frozen=True, slots=True)
class Plan:
    """Plans for several devices. `commit`: where the accepted states are from."""

    commit: str
    base: str  # `observed`, or the commit whose states are taken for the observed ones
    devices: tuple[DevicePlan, ...]
    apart: tuple[Apart, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def changing(self) -> tuple[DevicePlan, ...]:
        """Devices with something to do."""
        return tuple(device for device in self.devices if device.steps)

    @property
    def refused(self) -> tuple[DevicePlan, ...]:
        """Devices that must not be changed by this plan."""
        return tuple(device for device in self.devices if device.refused)

    @property
    def exit_code(self) -> int:
        """0 nothing to do, 1 something to do, 2 a device is refused or could not be planned."""
        unread = any(one.why in {"unreachable", "refused"} for one in self.apart)
        if self.refused or unread or not self.devices:
            return 2
        return 1 if self.changing else 0
