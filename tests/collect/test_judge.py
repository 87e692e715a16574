"""Texts as devices give them, named `<platform>.<case>.<reason or pass>.cfg`."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.collect.judge import CHECKS, Expected, judge
from schoolproof.collect.reasons import ADVICE, CollectError, Reason
from schoolproof.collect.tidy import tidy
from schoolproof.platforms import platform_named
from tests.collect.network import DEVICES, PLANTED, PLATFORMS

SAMPLES = sorted((Path(__file__).parent / "judged").glob("*.cfg"))


def _verdict(path: Path) -> str:
    name, _, _wanted = path.stem.split(".")
    platform = platform_named(name)
    last = path.with_suffix(".last")
    text = tidy(path.read_text(encoding="utf-8"), platform)
    before = tidy(last.read_text(encoding="utf-8"), platform) if last.is_file() else ""
    try:
        judge(text, Expected(platform, "sw1", "sw1", before))
    except CollectError as error:
        leaks = any(secret in error.detail for secret in PLANTED)
        return "leaks a secret" if leaks else error.reason.value
    return "pass"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_each_sample_is_judged_as_its_name_says(path: Path) -> None:
    assert _verdict(path) == path.stem.rsplit(".", 1)[1]


def test_every_reason_of_the_judge_has_a_sample() -> None:
    shown = {path.stem.rsplit(".", 1)[1] for path in SAMPLES}
    wanted = {"empty", "garbage", "pager", "error-text", "prompt", "platform", "truncated"}
    assert shown >= wanted | {"hostname", "shrunk", "pass"}
    assert len(CHECKS) == 10


def test_every_reason_says_what_to_try() -> None:
    assert set(ADVICE) == set(Reason)
    assert all(len(reason.advice) > 15 for reason in Reason)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("cut", range(1, 20))
def test_a_text_cut_anywhere_is_never_taken_for_whole(platform: str, cut: int) -> None:
    """The last good text is known; a dozen lines at the end may be an edit."""
    known = platform_named(platform)
    whole = tidy((DEVICES / f"{platform}.cfg").read_text(encoding="utf-8"), known)
    part = whole[: len(whole) * cut // 20]
    if platform == "hp_procurve" and whole.count("\n") - part.count("\n") < 12:
        pytest.skip("the platform has no end marker, and so few lines may be an edit")
    with pytest.raises(CollectError):
        judge(part, Expected(known, "sw1", "sw1", whole))


@pytest.mark.parametrize(
    ("prompt", "good"), [("sw1", True), ("SW1", True), ("sw2", False), ("", True)]
)
def test_the_prompt_must_be_the_devices_own(prompt: str, *, good: bool) -> None:
    known = platform_named("cisco_ios")
    text = tidy((DEVICES / "cisco_ios.cfg").read_text(encoding="utf-8"), known)
    if good:
        judge(text, Expected(known, "sw1", prompt))
        return
    with pytest.raises(CollectError) as caught:
        judge(text, Expected(known, "sw1", prompt))
    assert caught.value.reason is Reason.HOSTNAME


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_changes_by_itself_is_taken_out_and_nothing_else(platform: str) -> None:
    known = platform_named(platform)
    raw = (DEVICES / f"{platform}.cfg").read_text(encoding="utf-8")
    once = tidy(raw, known)
    assert tidy(once, known) == once
    gone = [line for line in raw.splitlines() if line.strip() and line not in once.splitlines()]
    volatile = (
        "Building", "Current configuration", "! Last", "ntp clock-period",
        "Running configuration", "; Ver", "#conf_file_ver", "#buildno", "#config-version",
    )  # fmt: skip
    assert gone
    assert all(line.startswith(volatile) for line in gone)
