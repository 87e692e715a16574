"""Secrets are judged by what they are, not by how they are stored."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from schoolproof.sanitise.reversible import decode_type7, md5crypt, type4
from schoolproof.sanitise.strength import judge

ROWS = yaml.safe_load((Path(__file__).parent / "strengths.yaml").read_text())


@pytest.mark.parametrize(("kind", "stored", "strength"), ROWS)
def test_strength(kind: str, stored: str, strength: str) -> None:
    assert judge(stored, kind).strength == strength


def test_type_7_is_known_by_its_clear_text() -> None:
    assert judge("094F471A1A0A", "type7").identity == "cisco"
    assert decode_type7("12") is None
    assert decode_type7("xx0A") is None


def test_type_5_is_md5crypt() -> None:
    assert md5crypt("cisco", "mERr") == "hx5rVt7rPNoS4wqbXKX7m0"


def test_type_4_holds_the_whole_digest() -> None:
    digits = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    number = 0
    for letter in type4("cisco"):
        number = number << 6 | digits.index(letter)
    assert (number >> 2).to_bytes(32, "big") == hashlib.sha256(b"cisco").digest()


def test_a_judgement_hides_its_secret() -> None:
    assert "cisco" not in repr(judge("cisco", "clear"))
