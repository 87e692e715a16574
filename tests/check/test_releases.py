"""Releases are compared as far as their words decide it, and not further."""

from __future__ import annotations

import pytest

from schoolproof.check.releases import concerned, older
from schoolproof.inventory.registers.advisories import Affected


@pytest.mark.parametrize(
    ("release", "than", "answer"),
    [
        ("7.4.8", "7.4.9", True),
        ("7.4.10", "7.4.9", False),
        ("7.4.9", "7.4.9", False),
        ("17.9.6", "17.12.1", True),
        ("17.9", "17.12.4", True),
        ("17.9", "17.9.6", None),
        ("17.12", "17.9.6", False),
        ("17.9.6", "17.9", False),
        ("17.9.4a", "17.9.5", True),
        ("17.9.5a", "17.9.5b", True),
        ("WC.16.11.0022", "16.11.0023", True),
        ("KB.16.11.0022", "KB.16.11.0022", False),
        ("WC.16.11.0022", "YA.16.10.0009", False),
        ("22.4R3-S2.11", "22.4R3-S3", True),
        ("22.4R3-S2.11", "22.4R4", True),
        ("23.2R1", "22.4R3-S3", False),
        ("22.4R3", "22.4-EVO", False),
        ("08.0.95jT211", "08.0.95k", True),
        ("8.4.4", "8.4.x", None),
        ("", "7.4.9", None),
        ("7.4.8", "none", None),
    ],
)
def test_older(release: str, than: str, answer: bool | None) -> None:
    assert older(release, than) is answer


def spans(*pairs: tuple[str | None, str | None]) -> list[Affected]:
    return [Affected(since=since, fixed_in=fixed) for since, fixed in pairs]


@pytest.mark.parametrize(
    ("release", "given", "answer"),
    [
        ("7.4.8", spans(("7.4.0", "7.4.9")), True),
        ("7.6.1", spans(("7.4.0", "7.4.9")), False),
        ("7.2.3", spans(("7.4.0", "7.4.9")), False),
        ("7.2.3", spans((None, "7.4.9")), True),
        ("9.1", spans(("7.4.0", None)), True),
        ("7.2.3", spans(("7.4.0", "7.4.9"), ("7.2.0", "7.2.12")), True),
        ("17.9", spans(("17.9.1", "17.9.6")), None),
        ("17.9", spans(("17.12.1", "17.12.6")), False),
        ("17.9", spans(("17.9.1", "17.9.6"), ("17.3.1", None)), True),
    ],
)
def test_concerned(release: str, given: list[Affected], answer: bool | None) -> None:
    assert concerned(release, given) is answer
