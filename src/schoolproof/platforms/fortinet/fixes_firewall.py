"""Commands that mend policies, flood protection, logging, tunnels and objects.

Where a control wants "a profile" without a name, the fix takes the first profile of the school's
own, or the factory's `default`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schoolproof.model import Device, Facts, Table
from schoolproof.model.firewall import Firewall, FirewallLogging, SslVpn, VpnTunnel
from schoolproof.model.objects import Vip
from schoolproof.model.policies import DosPolicy, FirewallPolicy, LocalInPolicy
from schoolproof.platforms.fortinet.firewall import LOGGING
from schoolproof.platforms.fortinet.fixes import (
    PAD,
    block,
    delete,
    entry,
    fixes,
    in_vdom,
    setting,
)
from schoolproof.platforms.fortinet.fixes_text import block_of, entry_of, vdom_of, vdoms_of
from schoolproof.platforms.fortinet.policies import LOGS, PROFILES
from schoolproof.platforms.fortinet.profiles_threat import KINDS

FACTORY = frozenset(
    {
        "default",
        "g-default",
        "monitor-all",
        "sniffer-profile",
        "g-sniffer-profile",
        "wifi-default",
        "g-wifi-default",
        "no-inspection",
        "certificate-inspection",
        "deep-inspection",
        "custom-deep-inspection",
    }
)
TLS = {"1.1": "tls1-1", "1.2": "tls1-2", "1.3": "tls1-3"}


def switch(value: object) -> str:
    """`enable` or `disable`."""
    return "enable" if value else "disable"


def _path(device: Device, policy: FirewallPolicy) -> str:
    """The table that holds a policy."""
    key = next((k for k, row in device.firewall.policies.items() if row is policy), "")
    if key.removeprefix(f"{policy.vdom}/").startswith("ipv6:"):
        return "firewall policy6"
    listed = block_of(device, "firewall policy", policy.vdom).edit(policy.number)
    here = listed is not None and listed.at == policy.line
    return "firewall policy" if here else "firewall security-policy"


def _policy(device: Device, policy: FirewallPolicy, *lines: str) -> list[str]:
    return in_vdom(policy.vdom, entry(_path(device, policy), policy.number, *lines))


@fixes("firewall_policy.absent")
def remove_policy(device: Device, policy: FirewallPolicy, _wanted: object) -> list[str]:
    """Take a rule away."""
    return in_vdom(policy.vdom, delete(_path(device, policy), policy.number))


@fixes("firewall_policy.enabled")
def policy_status(device: Device, policy: FirewallPolicy, wanted: object) -> list[str]:
    """Switch a rule on or off."""
    return _policy(device, policy, f"set status {switch(wanted)}")


@fixes("firewall_policy.log")
def policy_log(device: Device, policy: FirewallPolicy, wanted: object) -> list[str]:
    """What a rule logs."""
    word = next((w for w, ours in LOGS.items() if ours == wanted), "all")
    return _policy(device, policy, f"set logtraffic {word}")


@fixes("firewall_policy.action")
def policy_action(device: Device, policy: FirewallPolicy, wanted: object) -> list[str]:
    """Permit or refuse."""
    return _policy(device, policy, f"set action {wanted}")


@fixes("firewall_policy.inspection_mode")
def policy_inspection(device: Device, policy: FirewallPolicy, wanted: object) -> list[str]:
    """Look into traffic as it flows, or as a proxy."""
    return _policy(device, policy, f"set inspection-mode {wanted}")


@fixes("firewall_policy.comment")
def policy_comment(device: Device, policy: FirewallPolicy, wanted: object) -> list[str]:
    """Why the rule is there; without a text of the control's, a form to fill in."""
    text = wanted if isinstance(wanted, str) and wanted else "REQ-<number> <reason> <owner>"
    return _policy(device, policy, setting("comments", [text]))


@fixes("firewall_policy.profiles_active")
def policy_profiles(device: Device, policy: FirewallPolicy, wanted: object) -> list[str]:
    """Let the written profiles act, or not."""
    return _policy(device, policy, f"set utm-status {switch(wanted)}")


def _profile_fix(fact: str) -> None:
    """Register the fix of one profile of a policy."""

    @fixes(f"firewall_policy.{fact}")
    def profile(device: Device, policy: FirewallPolicy, wanted: object) -> list[str]:
        return _set_profile(device, policy, fact, wanted)


for _fact in PROFILES:
    _profile_fix(_fact)


def _set_profile(device: Device, policy: FirewallPolicy, fact: str, wanted: object) -> list[str]:
    """The profile, `utm-status`, and TLS inspection without which it sees nothing of HTTPS."""
    key = PROFILES[fact][0]
    name = _name(device, policy, fact, wanted)
    written = entry_of(device, _path(device, policy), policy.vdom, policy.number)
    on = ["set utm-status enable"] if not policy.profiles_active else []
    group = written.text("profile-group")
    if written.text("profile-type") == "group" and group:
        lines = entry("firewall profile-group", group, setting(key, [name]))
        switched = entry(_path(device, policy), policy.number, *on) if on else []
        return in_vdom(policy.vdom, [*lines, *switched])
    look = written.text("ssl-ssh-profile", "no-inspection")
    if fact != "tls_inspection" and look == "no-inspection":
        on.append("set ssl-ssh-profile certificate-inspection")
    return _policy(device, policy, *on, setting(key, [name]))


def _name(device: Device, policy: FirewallPolicy, fact: str, wanted: object) -> str:
    head = f"{policy.vdom}/" if policy.vdom else ""
    if isinstance(wanted, str) and wanted:
        return wanted.removeprefix(head)
    if fact == "tls_inspection":
        return "certificate-inspection"
    table: Table[Facts] = getattr(device.firewall, KINDS[fact][0])
    own = [
        key.removeprefix(head) for key, row in table.items() if key.startswith(head) and row.line
    ]
    return next((name for name in own if name not in FACTORY), "default")


@fixes("dos_policy.anomalies")
def dos_anomalies(device: Device, policy: DosPolicy, wanted: Mapping[str, str]) -> list[str]:
    """What happens at each flood: block, monitor or off."""
    lines = ["config anomaly"]
    for name, word in wanted.items():
        action = "block" if word == "block" else "pass"
        state = [f"set status {switch(word != 'off')}", "set log enable", f"set action {action}"]
        lines += [f"{PAD}edit {name}", *(PAD * 2 + line for line in state), f"{PAD}next"]
    return _dos(device, policy, *lines, "end")


@fixes("dos_policy.enabled")
def dos_status(device: Device, policy: DosPolicy, wanted: object) -> list[str]:
    """Switch flood protection on or off."""
    return _dos(device, policy, f"set status {switch(wanted)}")


def _dos(device: Device, policy: DosPolicy, *lines: str) -> list[str]:
    vdom = vdom_of(device.firewall.dos_policies, policy, policy.number)
    six = _is_six(device.firewall.dos_policies, policy)
    return in_vdom(vdom, entry(f"firewall DoS-policy{six}", policy.number, *lines))


def _is_six(table: Table[Any], subject: Facts) -> str:
    key = next((k for k, row in table.items() if row is subject), "")
    return "6" if key.rpartition("/")[2].startswith("ipv6:") else ""


@fixes("local_in_policy.enabled")
def local_in_status(device: Device, policy: LocalInPolicy, wanted: object) -> list[str]:
    """Switch a local-in policy on or off."""
    vdom = vdom_of(device.firewall.local_in_policies, policy, policy.number)
    path = f"firewall local-in-policy{_is_six(device.firewall.local_in_policies, policy)}"
    return in_vdom(vdom, entry(path, policy.number, f"set status {switch(wanted)}"))


def _logging_fix(fact: str) -> None:
    key, _ = LOGGING[fact]

    @fixes(f"firewall_logging.{fact}")
    def one(device: Device, _facts: FirewallLogging, wanted: object) -> list[str]:
        lines = block("log setting", f"set {key} {switch(wanted)}")
        return [line for vdom in vdoms_of(device) for line in in_vdom(vdom, lines)]


for _fact in LOGGING:
    _logging_fix(_fact)


@fixes("firewall.ips_fail_open")
def ips_fail_open(device: Device, _firewall: Firewall, wanted: object) -> list[str]:
    """What intrusion prevention does when it fails."""
    return _global(device, block("ips global", f"set fail-open {switch(wanted)}"))


@fixes("firewall.antivirus_fail_open")
def antivirus_fail_open(device: Device, _firewall: Firewall, wanted: object) -> list[str]:
    """What happens to traffic when the virus scanner has no memory left."""
    return _global(device, block("system global", f"set av-failopen {wanted}"))


def _global(device: Device, lines: list[str]) -> list[str]:
    """Inside `config global` where the device has VDOMs."""
    if any(vdoms_of(device)):
        return ["config global", *(PAD + line for line in lines), "end"]
    return lines


@fixes("firewall.local_ratings")
def local_ratings(device: Device, _firewall: Firewall, _wanted: object) -> list[str]:
    """Give moved sites back to the vendor's categories."""
    lines: list[str] = []
    for key in device.firewall.local_ratings:
        vdom = next((v for v in vdoms_of(device) if v and key.startswith(f"{v}/")), None)
        url = key.removeprefix(f"{vdom}/") if vdom else key
        lines += in_vdom(vdom, delete("webfilter ftgd-local-rating", url))
    return lines


@fixes("vpn_tunnel.proposals")
def tunnel_proposals(device: Device, tunnel: VpnTunnel, wanted: object) -> list[str]:
    """Strong algorithms for phase 1; the far end must be given the same."""
    return _tunnel(device, tunnel, setting("proposal", _words(wanted) or ["aes256-sha256"]))


@fixes("vpn_tunnel.dh_groups")
def tunnel_groups(device: Device, tunnel: VpnTunnel, wanted: object) -> list[str]:
    """Strong groups for phase 1; the far end must be given the same."""
    return _tunnel(device, tunnel, setting("dhgrp", _words(wanted) or ["14"]))


def _words(wanted: object) -> list[str]:
    if isinstance(wanted, frozenset | set | tuple | list):
        return sorted(str(value) for value in wanted)
    return []


@fixes("vpn_tunnel.ike_version", "vpn_tunnel.aggressive")
def tunnel_version(device: Device, tunnel: VpnTunnel, _wanted: object) -> list[str]:
    """IKE version 2, which has no aggressive mode; the far end must be given the same."""
    return _tunnel(device, tunnel, "set ike-version 2")


def _tunnel(device: Device, tunnel: VpnTunnel, *lines: str) -> list[str]:
    vdom = vdom_of(device.firewall.vpn_tunnels, tunnel, tunnel.name)
    found = block_of(device, "vpn ipsec phase1", vdom).edit(tunnel.name)
    path = "vpn ipsec phase1" if found else "vpn ipsec phase1-interface"
    return in_vdom(vdom, entry(path, tunnel.name, *lines))


@fixes("ssl_vpn.enabled")
def ssl_vpn_status(device: Device, vpn: SslVpn, wanted: object) -> list[str]:
    """Switch SSL VPN on or off."""
    vdom = vdom_of(device.firewall.ssl_vpns, vpn, "ssl")
    return in_vdom(vdom, block("vpn ssl settings", f"set status {switch(wanted)}"))


@fixes("ssl_vpn.tls_min")
def ssl_vpn_tls(device: Device, vpn: SslVpn, wanted: object) -> list[str]:
    """The oldest version of TLS that clients may use."""
    vdom = vdom_of(device.firewall.ssl_vpns, vpn, "ssl")
    word = TLS.get(str(wanted), "tls1-2")
    return in_vdom(vdom, block("vpn ssl settings", f"set ssl-min-proto-ver {word}"))


@fixes("vip.absent")
def remove_server(device: Device, vip: Vip, _wanted: object) -> list[str]:
    """Publish a server no longer; policies that name it must go first."""
    vdom = vdom_of(device.firewall.vips, vip, vip.name)
    return in_vdom(vdom, delete(f"firewall vip{_is_six(device.firewall.vips, vip)}", vip.name))
