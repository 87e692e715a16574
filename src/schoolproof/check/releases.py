"""Whether a release of firmware is older than another one, as far as the words decide it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

PART = re.compile(r"\d+|[A-Za-z]+")
FAMILY = re.compile(
    r"[A-Z]{2}\.(?=\d)"
)  # ArubaOS-Switch and AOS-CX write the family first: KB.16.11


class Span(Protocol):
    """Releases from one on, before another one; None: no such bound."""

    @property
    def since(self) -> str | None:
        """The first release in it."""

    @property
    def fixed_in(self) -> str | None:
        """The first release after it."""


def older(release: str, than: str) -> bool | None:
    """Whether a release comes before another one; None: the words do not decide it.

    Numbers are compared as numbers, letters as letters. `17.9` may be any 17.9.x, so it is not
    known whether it comes before 17.9.6; it does come before 17.12.
    """
    left, right = _parts(release), _parts(than)
    if not left or not right:
        return None
    for one, two in zip(left, right, strict=False):
        if one == two:
            continue
        if isinstance(one, int) and isinstance(two, int):
            return one < two
        if isinstance(one, str) and isinstance(two, str):
            return one < two
        return None
    return None if len(left) < len(right) else False


def _parts(release: str) -> list[int | str]:
    words = PART.findall(FAMILY.sub("", release.strip()))
    return [int(word) if word.isdigit() else word.lower() for word in words]


def concerned(release: str, spans: Iterable[Span]) -> bool | None:
    """Whether a release lies in one of the spans; None: that is not decided."""
    answers = [_inside(release, span) for span in spans]
    if True in answers:
        return True
    return None if None in answers else False


def _inside(release: str, span: Span) -> bool | None:
    early = older(release, span.since) if span.since is not None else False
    before = older(release, span.fixed_in) if span.fixed_in is not None else True
    if early is True or before is False:
        return False
    return None if early is None or before is None else True
