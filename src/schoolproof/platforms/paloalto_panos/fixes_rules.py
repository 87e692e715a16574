"""Commands that mend security rules, default rules, objects and published servers."""

from __future__ import annotations

from typing import Any

from schoolproof.model import Device, Facts
from schoolproof.parse.set_lines import set_quoted as quoted
from schoolproof.platforms.paloalto_panos.fixes import fixes, system, yes
from schoolproof.platforms.paloalto_panos.fixes_text import group_of
from schoolproof.platforms.paloalto_panos.rules import PROFILES


def _rule(policy: Any) -> str:
    return f"{system(policy.vdom)}rulebase security rules {quoted(policy.number)}"


@fixes("firewall_policy.absent")
def remove_rule(_device: Device, policy: Any, _wanted: object) -> list[str]:
    """Take a rule away."""
    if policy.number in {"interzone-default", "intrazone-default"}:
        base = f"{system(policy.vdom)}rulebase default-security-rules rules {policy.number}"
        return [f"set {base} action deny"]
    return [f"delete {_rule(policy)}"]


@fixes("firewall_policy.enabled")
def rule_on(_device: Device, policy: Any, wanted: object) -> list[str]:
    """Switch a rule on or off."""
    return [f"set {_rule(policy)} disabled {yes(not wanted)}"]


@fixes("firewall_policy.log")
def rule_log(_device: Device, policy: Any, wanted: object) -> list[str]:
    """Log the end of each session."""
    if policy.number == "interzone-default":
        base = f"{system(policy.vdom)}rulebase default-security-rules rules {policy.number}"
        return [f"set {base} log-end {yes(wanted != 'none')}"]
    lines = [f"set {_rule(policy)} log-end {yes(wanted != 'none')}"]
    return lines if wanted != "none" else [*lines, f"set {_rule(policy)} log-start no"]


@fixes("firewall_policy.action")
def rule_action(_device: Device, policy: Any, wanted: object) -> list[str]:
    """Permit or refuse."""
    return [f"set {_rule(policy)} action {'allow' if wanted == 'accept' else 'deny'}"]


@fixes("firewall_policy.comment")
def rule_comment(_device: Device, policy: Any, wanted: object) -> list[str]:
    """Why the rule is there; without a text of the control's, a form to fill in."""
    text = wanted if isinstance(wanted, str) and wanted else "REQ-<number> <reason> <owner>"
    return [f"set {_rule(policy)} description {quoted(text)}"]


@fixes("firewall_logging.implicit_deny")
def log_refused(device: Device, _facts: Facts, wanted: object) -> list[str]:
    """Log what no rule lets through."""
    vdoms = dict.fromkeys(p.vdom for p in device.firewall.policies) or {None: None}
    path = "rulebase default-security-rules rules interzone-default"
    return [
        line
        for vdom in vdoms
        for line in (
            f"set {system(vdom)}{path} action deny",
            f"set {system(vdom)}{path} log-end {yes(wanted)}",
        )
    ]


@fixes("zone.intrazone_deny")
def within_zone(_device: Device, _zone: Facts, wanted: object) -> list[str]:
    """Whether traffic within zones passes; one rule for all zones."""
    path = "rulebase default-security-rules rules intrazone-default"
    return [f"set {path} action {'deny' if wanted else 'allow'}", f"set {path} log-end yes"]


def _profile_fix(fact: str) -> None:
    """Register the fix of one profile of a rule."""

    @fixes(f"firewall_policy.{fact}")
    def profile(device: Device, policy: Any, wanted: object) -> list[str]:
        return _set_profile(device, policy, fact, wanted)


for _fact in PROFILES:
    _profile_fix(_fact)


def _set_profile(device: Device, policy: Any, fact: str, wanted: object) -> list[str]:
    """The profile, in the group where the rule has one; by itself the first of the school's own."""
    tables = {"web_filter": "web_filters", "dns_filter": "dns_filters", "ips": "ips_sensors"}
    table = getattr(device.firewall, tables.get(fact, "antivirus_profiles"))
    own = next((row.name for row in table if row.line), "default")
    name = wanted.rpartition("/")[2] if isinstance(wanted, str) and wanted else own
    group = group_of(device, policy)
    head = system(policy.vdom)
    if group is not None:
        return [f"set {head}profile-group {quoted(group)} {PROFILES[fact]} {quoted(name)}"]
    return [f"set {_rule(policy)} profile-setting profiles {PROFILES[fact]} {quoted(name)}"]


@fixes("address_object.absent")
def remove_address(device: Device, row: Any, _wanted: object) -> list[str]:
    """Take away an address that nothing names."""
    key = next((k for k, r in device.firewall.address_objects.items() if r is row), row.name)
    vdom = (
        key.removeprefix("ipv6:").rpartition("/")[0]
        if key.startswith(("vsys", "ipv6:vsys"))
        else ""
    )
    kind = "address-group" if row.type in {"group", "dynamic"} else "address"
    return [f"delete {system(vdom or None)}{kind} {quoted(row.name)}"]


@fixes("service_object.absent")
def remove_service(device: Device, row: Any, _wanted: object) -> list[str]:
    """Take away a service that nothing names."""
    table = device.firewall.service_objects
    key = next((k for k, r in table.items() if r is row), row.name)
    vdom = key.removesuffix(row.name).rstrip("/")
    kind = "service-group" if row.members else "service"
    return [f"delete {system(vdom or None)}{kind} {quoted(row.name)}"]


@fixes("vip.absent")
def remove_server(device: Device, vip: Any, _wanted: object) -> list[str]:
    """Publish a server no longer; rules that name its outer address stay."""
    key = next((k for k, r in device.firewall.vips.items() if r is vip), vip.name)
    vdom = key.removeprefix("nat:").removesuffix(vip.name).rstrip("/")
    return [f"delete {system(vdom or None)}rulebase nat rules {quoted(vip.name)}"]
