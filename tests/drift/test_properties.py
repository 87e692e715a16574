"""Edits that mean something are seen and can be put back; edits that mean nothing are not seen.

`SCHOOLPROOF_EXAMPLES=300` tries more of each.
"""

from __future__ import annotations

import os
from random import Random

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from schoolproof.drift.compare import compare
from schoolproof.drift.remedy import put_back
from schoolproof.model.secret import TOKEN
from tests.drift.edits import CHANGES, NO_CHANGES, Change, Respelling, examples

EXAMPLES = int(os.environ.get("SCHOOLPROOF_EXAMPLES", "60"))
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLACES = st.integers(0, 13)
CHANCE = st.randoms(use_true_random=False)


@MANY
@given(PLACES, st.sampled_from(CHANGES), CHANCE, st.booleans())
def test_what_changes_meaning_is_seen_and_put_back(
    which: int, edit: Change, random: Random, other_way: bool
) -> None:
    example = examples()[which % len(examples())]
    edited = example.tree()
    note(f"{example.path.name}: {edit.__name__} {edit(edited, random)}")
    accepted, observed = example.tree(), example.platform.grammar.parse(edited.text())
    assume(not observed.problems and edited.text() != example.text)
    assert compare(accepted, observed, example.platform)
    if other_way and edit.__name__ == "take_away":
        accepted, observed = observed, accepted  # a line too many
    remedy = put_back(accepted, observed, example.platform)
    assert remedy.left == ()
    assert not any(TOKEN.search(command) for command in remedy.commands)
    mended = observed.apply(remedy.filled())
    assert not compare(accepted, mended, example.platform), remedy.commands


@MANY
@given(PLACES, st.sampled_from(NO_CHANGES), CHANCE)
def test_what_changes_no_meaning_is_not_seen(which: int, edit: Respelling, random: Random) -> None:
    example = examples()[which % len(examples())]
    edited = example.tree()
    edit(edited, random, example.platform.comment)
    observed = example.platform.grammar.parse(edited.text())
    note(f"{example.path.name}: {edit.__name__}")
    assert not compare(example.tree(), observed, example.platform)
