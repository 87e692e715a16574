"""Controls and what judges them. Files in `validators/` import from here and from the model."""

from schoolproof.check.control import Control, control
from schoolproof.check.expect import expect, forbid, remark
from schoolproof.check.result import OK, Finding, Gap, Item, Outcome, Severity, Verdict
from schoolproof.check.wanted import (
    Wanted,
    at_least,
    at_most,
    excludes,
    includes,
    none_of,
    one_of,
    show,
)

__all__ = [
    "OK",
    "Control",
    "Finding",
    "Gap",
    "Item",
    "Outcome",
    "Severity",
    "Verdict",
    "Wanted",
    "at_least",
    "at_most",
    "control",
    "excludes",
    "expect",
    "forbid",
    "includes",
    "none_of",
    "one_of",
    "remark",
    "show",
]
