"""Every rule says what it is for."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, line_of
from schoolproof.model.policies import FirewallPolicy


@control(
    code="CYBER-041",
    clauses=["CS-3g", "CS-3h"],
    severity="low",
    device="firewall",
    params={"least_letters": 4},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Every rule that is on has a comment with at least some letters.

    What stands in it is for people: whom it serves, who asked, the number of the request.

    Why it matters: nobody dares to delete a rule that nobody understands.

    Expected results:
        pass: every rule has one
        fail: one finding for each rule without
        notapplicable: no rule is on
    """

    def judge(policy: FirewallPolicy) -> Iterator[Item]:
        letters = sum(letter.isalpha() for letter in policy.comment)
        if letters >= params["least_letters"]:
            yield OK
            return
        says, wish = "no comment says what the rule is for", "what it is for, and who asked"
        actual = policy.comment or "none"
        yield Finding(policy, says, wish, actual, line=line_of(policy, "comment"))

    yield from each((p for p in device.firewall.policies if p.enabled), judge)
