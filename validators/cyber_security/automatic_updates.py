"""Signatures and filter lists update by themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, at_most, control, expect, remark
from schoolproof.model import Device


@control(
    code="CYBER-019",
    clauses=["CS-3a", "CS-5d", "FM-3b", "NS-3c", "WN-3b"],
    severity="high",
    device="firewall",
    params={"max_signature_hours": 24},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """The firewall fetches signatures and lists by itself, at least once a day.

    Why it matters: a filter that knows last month's web lets this month's through. Licences end
    too, without a word: when they do stands in no configuration.

    Expected results:
        pass: updates are on and come within a day
        fail: updates are off, or rarer
    """
    yield from expect(device, "auto_update.enabled", True, says="automatic updates are off")
    if device.auto_update.enabled:
        limit = at_most(params["max_signature_hours"])
        says = "signatures are fetched too rarely"
        yield from expect(device, "auto_update.signature_hours", limit, says=says)
    updates = device.auto_update
    if "firmware" in updates.lines and not updates.firmware:
        says = "firmware is not installed by itself: somebody must do it within 14 days"
        yield remark(updates, says, line=updates.lines["firmware"])
