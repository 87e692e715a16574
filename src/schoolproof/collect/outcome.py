"""What came of one device, and of a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schoolproof.collect.reasons import Reason
from schoolproof.collect.stages import Seconds


class Status(StrEnum):
    """`changed` and `unchanged` are good; a dry run says what it would have written."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one device. `remark` is for people; `stages` are those of the last attempt."""

    host: str
    site: str
    platform: str
    status: Status
    reason: Reason | None = None
    detail: str = ""
    remark: str = ""
    attempts: int = 1
    seconds: float = 0.0
    stages: Seconds = ()

    @property
    def good(self) -> bool:
        """Whether the device was read."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a run. `keys` are host keys that are now trusted."""

    outcomes: tuple[Outcome, ...]
    keys: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()
    interrupted: bool = False
    dry_run: bool = False
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 every device, 1 some failed or were not reached."""
        return 0 if all(o.good for o in self.outcomes) and not self.interrupted else 1
