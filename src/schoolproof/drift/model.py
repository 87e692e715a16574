"""What drift is made of: changes, their kinds, and what came of each device."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schoolproof.check.result import Severity
from schoolproof.drift.remedy import Remedy
from schoolproof.sanitise import SanitisedConfig


class Kind(StrEnum):
    """Why a device differs, worst first. `noise` differs in letters only and is no drift."""

    REPLACED = "device replaced"
    OUTSIDE = "changed outside Git"
    UNSAVED = "unsaved on the device"
    UNAPPLIED = "merged but not applied"
    SECRET = "secret rotated"  # noqa: S105  the name of a kind
    FIRMWARE = "firmware"
    NOISE = "noise"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Kind).index(self)


@dataclass(frozen=True, slots=True)
class Side:
    """A line in one of the two texts; `more` lines stand in it."""

    text: str
    line: int | None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, always accepted → observed; None: that side does not have it.

    `place`: the section it stands in, empty at the top; `words`: what it means, by the model.
    """

    place: str
    accepted: Side | None
    observed: Side | None
    kind: Kind
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """A control that the change breaks or mends. `how`: broken, mended or unknown."""

    control: str
    code: str
    severity: Severity
    how: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Observed:
    """What a device says now, sanitised. `startup` is what it would say after a restart."""

    config: SanitisedConfig
    startup: SanitisedConfig | None = None


@dataclass(frozen=True, slots=True)
class DeviceDrift:
    """What came of one device. `commit`: the earlier accepted state that the device still has."""

    host: str
    site: str
    platform: str
    path: str
    comment: str
    kinds: tuple[Kind, ...] = ()
    changes: tuple[Change, ...] = ()
    noise: int = 0  # lines that differ in letters only
    shifts: tuple[Shift, ...] = ()
    remedy: Remedy | None = None
    observed: SanitisedConfig | None = None
    commit: str = ""

    @property
    def drifted(self) -> bool:
        """Whether its meaning differs."""
        return any(kind is not Kind.NOISE for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Apart:
    """A device that was not compared, and why: `unreachable`, `refused`, `never accepted`."""

    host: str
    site: str
    why: str
    detail: str = ""


FAILED = frozenset({"unreachable", "refused"})


@dataclass(frozen=True, slots=True)
class DriftRun:
    """All devices in scope. What could not be compared never counts as free of drift."""

    devices: tuple[DeviceDrift, ...]
    apart: tuple[Apart, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def drifted(self) -> tuple[DeviceDrift, ...]:
        """Devices that differ by meaning, worst first."""
        found = [device for device in self.devices if device.drifted]
        return tuple(sorted(found, key=lambda d: (min(k.rank for k in d.kinds), d.site, d.host)))

    @property
    def exit_code(self) -> int:
        """0 no drift, 1 drift, 2 no drift seen but a device could not be compared, or none was."""
        if self.drifted:
            return 1
        return 2 if not self.devices or any(a.why in FAILED for a in self.apart) else 0
