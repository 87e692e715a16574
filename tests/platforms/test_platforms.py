"""Every platform, by its samples: sanitised text, facts with their lines, and what is unread."""

from __future__ import annotations

import pytest
import yaml

from schoolproof.platforms import names, platform_named, recognise
from schoolproof.sanitise import RawConfig, sanitise

from .samples import KEY, REFERENCES, Sample, samples

LEAST = 5  # samples of each platform
SAMPLES = [pytest.param(s, id=f"{s.platform}/{s.case}") for s in samples()]
each_sample = pytest.mark.parametrize("sample", SAMPLES)


@pytest.mark.parametrize("platform", names())
def test_every_platform_has_enough_samples(platform: str) -> None:
    assert len(samples(platform)) >= LEAST


@pytest.mark.parametrize("name", REFERENCES)
@each_sample
def test_reference(sample: Sample, name: str) -> None:
    path = sample.folder / name
    if not path.exists():
        pytest.fail(
            f"{name} is missing; `python scripts/accept.py {sample.platform} {sample.case}`"
            " makes it, then read it"
        )
    wanted = path.read_bytes().decode()
    if name == "device.yaml":
        assert yaml.safe_load(sample.references()[name]) == yaml.safe_load(wanted)
    else:
        assert sample.references()[name] == wanted


@each_sample
def test_secrets_go_and_the_rest_remains(sample: Sample) -> None:
    lists, text = sample.secrets(), sample.clean().text
    assert [secret for secret in lists.get("must_go", []) if secret not in sample.raw] == []
    assert [secret for secret in lists.get("must_go", []) if secret in text] == []
    assert [part for part in lists.get("must_remain", []) if part not in text] == []


@each_sample
def test_the_tree_gives_the_text_back(sample: Sample) -> None:
    parse = platform_named(sample.platform).grammar.parse
    assert parse(sample.raw).text() == sample.raw
    text = sample.clean().text
    assert parse(text).text() == text


@each_sample
def test_sanitising_twice_changes_nothing(sample: Sample) -> None:
    text = sample.clean().text
    again = sanitise(RawConfig(text, source="x"), platform_named(sample.platform), KEY)
    assert again.text == text


@each_sample
def test_a_platform_knows_its_own_text(sample: Sample) -> None:
    assert recognise(sample.raw) in {sample.platform, None}
