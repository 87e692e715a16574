"""Pupils' encrypted traffic on managed devices is looked into."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control, remark, show
from schoolproof.check.firewalls.audience import each_profile, networks_of, profile_of, served
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, line_of
from schoolproof.model.filters import TlsInspection
from schoolproof.model.policies import FirewallPolicy


@control(
    code="FILTER-007",
    clauses=["FM-3h", "FM-3j", "FM-4e"],
    severity="high",
    device="firewall",
    certainty="judgement",
    params={"required_purposes": ["pupil"], "max_exempt_categories": 5},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Rules that let managed pupil devices out to the web decrypt TLS, with few exemptions.

    Where the site file does not say who manages the devices of a pupils' network, they count as
    managed. That each exemption has an owner is for the register to show.

    Why it matters: without it the filter and the record see names of sites, never what was
    searched for or shown.

    Expected results:
        pass: every such rule decrypts, and no profile exempts more categories than allowed
        fail: one finding for each rule that does not, and each profile that exempts too much
        unknown: whom a rule serves, or what a profile does, is not known
        notapplicable: no rule lets managed pupil devices out to the web
    """
    purposes = set(params["required_purposes"])
    found = served(device, *purposes)
    yield from found.gaps
    rules = [p for p in found.policies if _managed(device, p, purposes)]
    decrypting = [t.name for t in device.firewall.tls_inspections if _deep(t)]

    def judge(policy: FirewallPolicy) -> Iterator[Item]:
        row = profile_of(device, policy, "tls_inspection")
        if row is not None and row.mode == "deep":
            yield OK
            return
        line, says = (
            line_of(policy, "tls_inspection"),
            "pupils' encrypted pages are not looked into",
        )
        fact, want = ("tls_inspection", decrypting[0]) if decrypting else ("", None)
        actual = row.mode if row is not None else "none"
        yield Finding(policy, says, "deep", actual, fact=fact, want=want, line=line)

    yield from each(rules, judge)
    deep = [p for p in rules if _is_deep(device, p)]

    def exempt(row: TlsInspection) -> Iterator[Item]:
        limit, given = params["max_exempt_categories"], row.exempt_categories
        if len(given) > limit:
            says, where = (
                "many categories are exempt from inspection",
                line_of(row, "exempt_categories"),
            )
            yield Finding(row, says, f"at most {limit}", str(len(given)), line=where)
        elif given or row.exempt_addresses:
            all_ = sorted(given) + sorted(row.exempt_addresses)
            says = f"not decrypted, each needs an owner: {show(tuple(all_))}"
            yield remark(row, says, line=line_of(row, "exempt_categories"))

    yield from each_profile(device, deep, "tls_inspection", exempt)


def _managed(device: Device, policy: FirewallPolicy, purposes: set[str]) -> bool:
    nets = [n for n in networks_of(device, policy) if n.purposes & purposes]
    return not nets or any(n.managed_devices is not False for n in nets)


def _deep(row: TlsInspection) -> bool:
    return "mode" in row.lines and row.mode == "deep" and row.line is not None


def _is_deep(device: Device, policy: FirewallPolicy) -> bool:
    name = policy.tls_inspection if "tls_inspection" in policy.lines else None
    row = device.firewall.tls_inspections.get(name) if name else None
    return row is not None and "mode" in row.lines and row.mode == "deep"
