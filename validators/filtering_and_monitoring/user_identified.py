"""The filter knows who is behind a request."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control, remark
from schoolproof.check.firewalls.audience import served
from schoolproof.check.registers import Registers
from schoolproof.model import Device, line_of
from schoolproof.model.policies import FirewallPolicy

SHARED = "filtering.yaml does not say, under shared_devices, who is behind a device without sign-in"


@control(
    code="FILTER-013",
    clauses=["FM-3j", "FM-4e"],
    severity="high",
    device="firewall",
    certainty="judgement",
    params={"required_purposes": ["pupil", "staff"]},
)
def check(device: Device, registers: Registers, params: dict[str, Any]) -> Iterator[Item]:
    """Rules that let pupils and staff out to the web ask for a user group.

    A rule without one is remarked on where another rule of the same people has one: it takes
    those whom nobody identified. How a person is then found, a booking list for example, stands
    under `shared_devices` in filtering.yaml.

    Why it matters: "some pupil in room 12" cannot be helped, and cannot be held to account.

    Expected results:
        pass: pupils and staff each have a rule for signed-in users, and where another rule takes
            them without signing in, the register says how they are found
        fail: one finding for each rule of people who have no rule with a user group
        unknown: whom a rule serves is not known, or the register does not say how people on
            shared devices are found
        notapplicable: no rule lets pupils or staff out to the web
    """
    gaps, unnamed = dict[str, Item](), False
    for purpose in params["required_purposes"]:
        found = served(device, purpose)
        gaps.update({str(gap.reason): gap for gap in found.gaps})
        nameless = [policy for policy in found.policies if not _asks(device, policy)]
        if len(nameless) < len(found.policies):
            yield OK
            unnamed |= bool(nameless)
            for policy in nameless:
                yield remark(policy, f"{purpose}: takes those whom nobody identified")
            continue
        for policy in nameless:
            line, says = line_of(policy, "groups"), f"{purpose} go out without being identified"
            if policy.groups:
                says = f"{purpose}: the zone they come from does not identify users"
            yield Finding(policy, says, "a user group", "none", line=line)
    yield from gaps.values()
    if unnamed:
        rows = registers.filtering.of(device.site.slug)
        yield OK if any(row.shared_devices for row in rows) else Gap(device, SHARED)


def _asks(device: Device, policy: FirewallPolicy) -> bool:
    """Whether the rule asks for a group, and the zones it holds for know users."""
    zones = device.firewall.zones if "zones" in device.firewall.lines else ()
    told = {key: z for key, z in zones.items() if "user_identification" in z.lines} if zones else {}
    blind = {key for key, zone in told.items() if not zone.user_identification}
    if "any" in policy.source_zones:  # from some zone somebody is known, or from none
        return bool(policy.groups) and (not told or len(blind) < len(told))
    return bool(policy.groups) and blind.isdisjoint(policy.source_zones)
