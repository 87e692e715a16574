"""Devices ask for long passwords."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, at_least, control, expect, remark
from schoolproof.model import Device


@control(code="CYBER-020", clauses=["CS-4a"], severity="medium", params={"min_length": 12})
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Local passwords must have at least 12 characters; nothing else is asked of them.

    Why it matters: length is what helps against guessing. Forced changes and character classes
    give Summer2026!, which is why the NCSC advises against both.

    Expected results:
        pass: the device refuses shorter passwords; expiry and classes of characters are a remark
        fail: the device takes shorter ones
        unknown: whether the rule acts depends on how the device was set up
    """
    wanted = at_least(params["min_length"])
    says = "the device takes short passwords"
    yield from expect(device, "password_policy.min_length", wanted, says=says)
    policy = device.password_policy
    for fact, what in (("expiry_days", "forced changes"), ("complexity", "character classes")):
        if fact in policy.lines and getattr(policy, fact):
            yield remark(policy, f"{what} make passwords no better", line=policy.lines[fact])
