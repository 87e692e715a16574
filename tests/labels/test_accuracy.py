"""How often verdicts agree with labels that people wrote; see README.md beside this file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from schoolproof.accuracy import Label, score, verdicts
from schoolproof.check.load import find_controls
from schoolproof.check.result import Outcome
from schoolproof.inventory.yaml import load_model

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
CORPUS = Path(os.environ.get("SCHOOLPROOF_CORPUS", ROOT.parent / "shared" / "corpus"))
LABELS = [path for path in sorted(FOLDER.glob("*/*.yaml")) if not path.name.endswith("site.yaml")]
LEAST_FILES = 4  # of each platform
LEAST_SHARE = 0.95  # of precision and recall over the texts beside the labels
each_label = pytest.mark.parametrize(
    "path", LABELS, ids=[f"{path.parent.name}/{path.stem}" for path in LABELS]
)


@each_label
def test_a_label_is_sound(path: Path) -> None:
    label = load_model(path, Label)
    assert bool(label.config) != bool(label.corpus), "one text: `config` or `corpus`"
    assert not label.config or (path.parent / label.config).is_file()
    places = [*label.fail, *label.unknown, *label.notapplicable]
    assert [name for name, count in Counter(places).items() if count > 1] == []
    assert [name for name in places if name not in {c.id for c in find_controls()}] == []
    assert [name for name, subjects in label.fail.items() if not subjects] == []
    assert [name for name, reason in label.unknown.items() if not reason] == []


@each_label
def test_no_control_breaks_on_a_labelled_text(path: Path) -> None:
    label = load_model(path, Label)
    found = list(verdicts(path, label, CORPUS))
    if not found and label.corpus:
        pytest.skip(f"the reference text {label.corpus} is not here")
    assert found
    assert [v.traceback for v in found if v.outcome is Outcome.ERROR] == []
    judged = {v.control for v in found}
    named = {*label.fail, *label.unknown, *label.notapplicable}
    assert named <= judged, "the label names controls that do not speak of this device"


@pytest.mark.parametrize("platform", sorted({path.parent.name for path in LABELS}))
def test_every_platform_has_enough_labels(platform: str) -> None:
    assert sum(path.parent.name == platform for path in LABELS) >= LEAST_FILES


def test_verdicts_on_our_own_texts_agree_with_the_labels() -> None:
    scores, judged, _ = score(FOLDER, None)
    assert judged
    right = sum(s.right for s in scores.values())
    wrong = sum(s.wrong for s in scores.values())
    missed = sum(s.missed for s in scores.values())
    gaps = "\n".join(f"{name}: {gap}" for name, s in scores.items() for gap in s.disputes)
    assert right / (right + wrong) >= LEAST_SHARE, gaps
    assert right / (right + missed) >= LEAST_SHARE, gaps


def test_the_page_is_fresh() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the reference texts are not here, and the page speaks of them too")
    script = ROOT / "scripts" / "accuracy.py"
    run = subprocess.run([sys.executable, script, "--check"], check=False)
    assert run.returncode == 0, "run scripts/accuracy.py, then read docs/accuracy.md"
