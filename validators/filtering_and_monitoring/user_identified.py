"""The filter knows who is behind a request."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control, remark
from schoolproof.check.audience import served
from schoolproof.model import Device, line_of


@control(
    code="FILTER-013",
    clauses=["FM-3j", "FM-4e"],
    severity="high",
    device="firewall",
    certainty="judgement",
    params={"required_purposes": ["pupil", "staff"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Rules that let pupils and staff out to the web ask for a user group.

    A rule without one is remarked on where another rule of the same people has one: it takes
    those whom nobody identified, and the device must then be known in another way.

    Why it matters: "some pupil in room 12" cannot be helped, and cannot be held to account.

    Expected results:
        pass: pupils and staff each have a rule for signed-in users
        fail: one finding for each rule of people who have no rule with a user group
        unknown: whom a rule serves is not known
        notapplicable: no rule lets pupils or staff out to the web
    """
    gaps = dict[str, Item]()
    for purpose in params["required_purposes"]:
        found = served(device, purpose)
        gaps.update({str(gap.reason): gap for gap in found.gaps})
        nameless = [policy for policy in found.policies if not policy.groups]
        if len(nameless) < len(found.policies):
            yield OK
            for policy in nameless:
                yield remark(policy, f"{purpose}: takes those whom nobody identified")
            continue
        for policy in nameless:
            line, says = line_of(policy, "groups"), f"{purpose} go out without being identified"
            yield Finding(policy, says, "a user group", "none", line=line)
    yield from gaps.values()
