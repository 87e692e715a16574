"""Services that nobody needs are off."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control, expect
from schoolproof.model import Device


@control(
    code="CYBER-017",
    clauses=["CS-3h", "CS-5a", "CS-3l"],
    severity="medium",
    params={"needed": ()},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Discovery, file transfer, boot helpers and the like are off.

    Which services are looked at stands in each platform's list; `needed` in the profile names
    those that a school uses on purpose.

    Why it matters: every service that listens is one more that must be patched, and some let
    anybody fetch or load a configuration.

    Expected results:
        pass: none of the listed services runs
        fail: one finding for each that runs
        notapplicable: the text says nothing of any of them
    """
    for service in device.services:
        if service.name not in params["needed"]:
            says = f"the service {service.name} runs, and nobody needs it"
            yield from expect(service, "enabled", False, says=says)
