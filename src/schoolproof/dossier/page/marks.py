"""How a state looks: always a word and a shape, and only then a colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schoolproof.check.result import Outcome, Severity
from schoolproof.check.status import State


@dataclass(frozen=True, slots=True)
class Mark:
    """`slug` names the colour and the shape in style.css and icons.html.j2."""

    slug: str
    word: str


STATES: Final[Mapping[State, Mark]] = {
    State.MET: Mark("met", "met"),
    State.PARTLY: Mark("partly", "partly"),
    State.NOT_MET: Mark("notmet", "not met"),
    State.NOT_KNOWN: Mark("unknown", "not known"),
    State.MANUAL: Mark("manual", "for a person"),
    State.NOT_APPLICABLE: Mark("na", "does not apply"),
}

MEANINGS: Final[Mapping[State, str]] = {
    State.MET: "everything that speaks of it passed, and the evidence is in date",
    State.PARTLY: "some of it holds, or a part is left to people",
    State.NOT_MET: "something fails, and nothing that speaks of it passed",
    State.NOT_KNOWN: "nothing was read that could answer, or the evidence is too old",
    State.MANUAL: "no file can show it: a person must look",
    State.NOT_APPLICABLE: "not asked of a school of this kind",
}

OUTCOMES: Final[Mapping[Outcome, Mark]] = {
    Outcome.FAIL: Mark("notmet", "failed"),
    Outcome.ERROR: Mark("unknown", "control broken"),
    Outcome.UNKNOWN: Mark("unknown", "not known"),
    Outcome.NOTCHECKED: Mark("na", "switched off"),
    Outcome.PASS: Mark("met", "passed"),
    Outcome.NOTAPPLICABLE: Mark("na", "nothing to judge"),
}

SEVERITIES: Final[Mapping[Severity, Mark]] = {
    severity: Mark(severity.value, severity.value) for severity in reversed(Severity)
}

DECISIONS: Final[Mapping[str, Mark]] = {
    "none": Mark("na", "none"),
    "some": Mark("some", "some"),
    "all": Mark("all", "all"),
    "unknown": Mark("unknown", "unknown"),
}
