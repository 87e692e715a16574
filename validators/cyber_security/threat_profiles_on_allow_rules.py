"""Traffic with the internet is searched for attacks and malware."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, Wanted, control, expect
from schoolproof.check.firewalls.internet import rules_with_internet
from schoolproof.model import Device, Facts, Table
from schoolproof.model.policies import FirewallPolicy

NAMES = {"ips": "intrusion prevention", "antivirus": "anti-malware"}


@control(
    code="CYBER-029",
    clauses=["CS-3a", "CS-3k"],
    severity="high",
    device="firewall",
    params={"exceptions": ()},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Each allow rule towards or from the internet has intrusion prevention and anti-malware.

    `exceptions` in the profile lists numbers of rules that may go without.

    Why it matters: a firewall without them is a door with a list of names: it knows who comes in,
    and not what they carry.

    Expected results:
        pass: every such rule names both profiles, and the profiles block
        fail: one finding for each rule and profile that is missing, and for each profile that only
            watches
        unknown: a profile is not in the text
        notapplicable: no rule allows traffic with the internet
    """
    policies = [p for p in rules_with_internet(device) if p.number not in params["exceptions"]]
    for fact, name in NAMES.items():
        for policy in policies:
            yield from _named(policy, fact, name)
        table = device.firewall.ips_sensors if fact == "ips" else device.firewall.antivirus_profiles
        yield from _profiles(policies, fact, name, table)


def _named(policy: FirewallPolicy, fact: str, name: str) -> Iterator[Item]:
    wanted = Wanted(bool, "a profile that blocks", True)
    yield from expect(policy, fact, wanted, says=f"a rule with the internet without {name}")


def _profiles(
    policies: list[FirewallPolicy], fact: str, name: str, table: Table[Any]
) -> Iterator[Item]:
    used = dict.fromkeys(getattr(p, fact) for p in policies if fact in p.lines)
    for key in used:
        profile: Facts | None = table.get(key) if key else None
        if profile is not None:
            yield from expect(profile, "blocking", True, says=f"this {name} only watches")
