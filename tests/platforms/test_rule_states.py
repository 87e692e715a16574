"""The quick look at which rules are on says what the whole reading says, on every text there is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schoolproof.check.read import read_config
from schoolproof.inventory.project import read_text
from schoolproof.platforms import names, platform_named

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("SCHOOLPROOF_CORPUS", ROOT.parent / "shared" / "corpus"))
KEY = b"a key for tests only"
PLATFORMS = [name for name in names() if platform_named(name).rule_states]


def texts(platform: str) -> list[Path]:
    """Samples of controls and of the platform, labelled texts, histories, and real ones."""
    tests = ROOT / "tests"
    found = [
        *tests.glob(f"validators/*/*/{platform}.*.cfg"),
        *tests.glob(f"platforms/{platform}/**/*.cfg"),
        *tests.glob(f"labels/{platform}/*.cfg"),
        *(path for path in (CORPUS / platform).rglob("*") if path.is_file()),
    ]
    return sorted(found)


def states(path: Path, platform: str) -> tuple[object, object]:
    """By the quick look, and by the whole reading."""
    known = platform_named(platform)
    text = read_text(path)
    assert known.rule_states
    device = read_config(text, known, KEY).device
    quick = known.rule_states(known.grammar.parse(text))
    if "firewall" not in device.lines or "policies" not in device.firewall.lines:
        return quick or None, None
    whole = {key: row.enabled for key, row in device.firewall.policies.items()}
    last = {key for key in whole if key.endswith("interzone-default")}  # no rule of the list
    return quick, {key: on for key, on in whole.items() if key not in last}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_both_say_the_same(platform: str) -> None:
    seen = 0
    for path in texts(platform):
        quick, whole = states(path, platform)
        assert quick == whole, path
        seen += isinstance(whole, dict) and not all(whole.values())
    assert seen > 2, "no text has a rule that is off"


def test_firewalls_have_it() -> None:
    firewalls = [name for name in names() if "firewall" in platform_named(name).classes]
    assert set(firewalls) <= set(PLATFORMS)
