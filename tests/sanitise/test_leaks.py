"""Nothing planted survives, in the text or anywhere else."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback

import pytest

from schoolproof.platforms import names
from schoolproof.sanitise import RawConfig, SanitisedConfig, SecretLeakError, sanitise
from schoolproof.sanitise.fold import fold

from .conftest import CASES, KEY, Case


def test_every_platform_has_a_leak_case() -> None:
    assert set(CASES) == set(names())


def test_enough_is_planted(leak_case: Case) -> None:
    secrets = leak_case.secrets()
    planted = [line for line in leak_case.text.split("\n") if any(s in line for s in secrets)]
    assert len(planted) >= leak_case.lists["at_least"]
    for secret in secrets:
        assert secret in leak_case.text


def test_no_planted_secret_survives(leak_case: Case) -> None:
    lines = leak_case.clean().text.split("\n")
    left = [line for line in lines if any(secret in line for secret in leak_case.secrets())]
    assert left == []


def test_the_rest_remains(leak_case: Case) -> None:
    text = leak_case.clean().text
    lost = [part for part in leak_case.lists["must_remain"] if part not in text]
    assert lost == []


def test_the_tree_keeps_its_shape(leak_case: Case) -> None:
    parse = leak_case.platform.grammar.parse
    folded, _ = fold(leak_case.text)
    before = [(node.line, node.text.split()[:1], node.role) for node in parse(folded).walk()]
    after = [
        (node.line, node.text.split()[:1], node.role)
        for node in parse(leak_case.clean().text).walk()
    ]
    assert [row for row in after if "<redacted" not in str(row)] == [
        row for row in before if not _starts_with_secret(row[1])
    ]


def _starts_with_secret(words: list[str]) -> bool:
    """A hash on a line of its own, or a folded key."""
    return bool(words) and words[0].startswith(('"1eaf', "<redacted"))


def test_a_second_run_changes_nothing(leak_case: Case) -> None:
    once = leak_case.clean()
    twice = sanitise(RawConfig(once.text, source="case"), leak_case.platform, KEY)
    assert twice.text == once.text
    assert twice.count == 0


def test_carriage_returns_stay(leak_case: Case) -> None:
    raw = RawConfig(leak_case.text.replace("\n", "\r\n"), source="case")
    text = sanitise(raw, leak_case.platform, KEY).text
    assert text.replace("\r\n", "\n") == leak_case.clean().text
    assert text.count("\r\n") == text.count("\n")


def test_the_raw_text_shows_nowhere(leak_case: Case, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    raw = RawConfig(leak_case.text, source="case")
    shown = [repr(raw), str(raw), f"{raw}", repr([raw]), repr(leak_case.clean()), caplog.text]
    assert not [text for text in shown for secret in leak_case.secrets() if secret in text]


@pytest.mark.parametrize("function", [pickle.dumps, copy.copy, copy.deepcopy])
def test_the_raw_text_cannot_be_stored(function: object) -> None:
    assert callable(function)
    with pytest.raises(TypeError, match="holds secrets"):
        function(RawConfig("password LEAK", source="case"))


def test_a_raw_text_cannot_pass_for_clean(leak_case: Case) -> None:
    with pytest.raises(SecretLeakError, match="nothing was written") as caught:
        SanitisedConfig(leak_case.text, "case")
    told = "".join(traceback.format_exception(caught.value))
    assert not [secret for secret in leak_case.secrets() if secret in told]
