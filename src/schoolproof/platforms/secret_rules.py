r"""Building blocks of secret rules, so that every platform reads a value in the same way.

`VALUE` is one word, quoted or not, as group `secret`; `REST` runs to the end of the line, for
commands that take blanks in a password. Both take a token whole, so that a second run changes
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schoolproof.platforms.base import SecretRule

# While rules run, a token is masked: two private letters with a number between. So no rule sees
# the words inside a token.
MASK_BEGIN, MASK_END = "\ue000", "\ue001"
_MASK = rf"{MASK_BEGIN}\d+{MASK_END}(?!\w)"
_OTHER = (
    r"\{\{ ?[\w.]+ ?\}\}"  # a placeholder of a template
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'(?!\S)"
    r'|"[^\n]*'  # a quote that does not close
    r"|[^\s\"]\S*"
)
VALUE = rf"(?P<secret>{_MASK}|{_OTHER})"
REST = rf"(?P<secret>{_MASK}|\S(?:.*\S)?)"
DIGIT = r"(?:(?P<kind>[0-9]{1,2}) +)?"
DIGITS = tuple((digit, f"type{digit}") for digit in ("0", "4", "5", "6", "7", "8", "9", "10"))


def rule(  # noqa: PLR0913  the fields of a rule, all but three by name
    pattern: str,
    kind: str,
    *hints: str,
    kinds: Sequence[tuple[str, str]] = (),
    resalted: bool = False,
    section: str | None = None,
    whole_text: bool = False,
) -> SecretRule:
    """A rule from text. Letter case does not count; `whole_text` lets it span lines."""
    flags = re.IGNORECASE | (re.MULTILINE if whole_text else 0)
    inside = re.compile(section, re.IGNORECASE) if section else None
    return SecretRule(
        re.compile(pattern, flags), kind, hints, tuple(kinds), resalted=resalted, section=inside
    )


def typed(pattern: str, kind: str, *hints: str, section: str | None = None) -> SecretRule:
    """A rule whose group `kind` is Cisco's digit; without the digit the secret is a `kind`."""
    return rule(pattern, kind, *hints, kinds=DIGITS, section=section)
