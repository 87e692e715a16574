"""Remote access uses strong tunnels and personal accounts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, Wanted, at_least, control, expect
from schoolproof.check.firewalls.internet import allow_rules
from schoolproof.check.registers import Registers, everybody_has_second_factor
from schoolproof.model import Device
from schoolproof.model.firewall import SslVpn, VpnTunnel

WEAK = ("des", "3des", "null", "md5", "sha1")
REGISTER = (
    "whether remote users have a second factor, and when suppliers' accounts end, "
    "is not in the text: write it into inventory/registers/access.yaml"
)


@control(
    code="CYBER-032",
    clauses=["CS-3j", "CS-4c", "CS-3c"],
    severity="high",
    device="firewall",
    params={"deny_proposals": WEAK, "min_dh_group": 14, "min_tls": "1.2", "count_days": 120},
    certainty="judgement",
)
def check(
    device: Device, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Tunnels use strong algorithms, and whoever comes in from outside logs in by name.

    Why it matters: an old supplier account, or a key that ten people know, is an open door.

    Expected results:
        pass: tunnels use strong algorithms, and people who come in have a second factor
        fail: one finding for each tunnel with a weak algorithm, a short group or aggressive mode,
            and for each way in without a group of users
        unknown: people come in, and access.yaml has no count of this term that says that all of
            them have a second factor
        notapplicable: there is no tunnel and no remote access
    """
    people = False
    for key, tunnel in device.firewall.vpn_tunnels.items():
        yield from _algorithms(tunnel, params)
        persons = tunnel.dialup and "hub" not in tunnel.lines
        people |= persons
        if persons and not _asks(device, tunnel, key):
            says = "remote users come in with a shared key alone, without accounts of their own"
            yield Finding(tunnel, says, "a group of users", "none", line=tunnel.line)
    for vpn in device.firewall.ssl_vpns:
        people |= vpn.enabled
        if vpn.enabled:
            yield from _browser(vpn, params)
    if people:
        site, days = device.site.slug, params["count_days"]
        counted = everybody_has_second_factor(registers, site, today, days)
        yield OK if counted else Gap(device, REGISTER)


def _algorithms(tunnel: VpnTunnel, params: Mapping[str, Any]) -> Iterator[Item]:
    if tunnel.aggressive:
        yield from expect(tunnel, "aggressive", False, says="aggressive mode gives the key away")
    named = tunnel.proposals if "proposals" in tunnel.lines else ()
    weak = [p for p in named if set(p.split("-")) & set(params["deny_proposals"])]
    good = tuple(p for p in named if p not in weak)
    says = f"the tunnel takes weak algorithms: {', '.join(weak)}"
    wanted = Wanted(lambda v: v == good, "strong ones", good)
    yield from expect(tunnel, "proposals", wanted, says=says)
    groups = tunnel.dh_groups if "dh_groups" in tunnel.lines else frozenset()
    least = params["min_dh_group"]
    strong = frozenset(g for g in groups if g >= least)
    wanted = Wanted(lambda v: v == strong, f"{least} and up", strong)
    yield from expect(
        tunnel, "dh_groups", wanted, says="the tunnel takes a short Diffie-Hellman group"
    )


def _asks(device: Device, tunnel: VpnTunnel, key: str) -> bool:
    """A group in the tunnel itself, or in every rule that lets its traffic in."""
    if "user_group" in tunnel.lines:
        return tunnel.user_group is not None
    names = {tunnel.name, key}
    names |= {k for k, z in device.firewall.zones.items() if tunnel.name in z.interfaces}
    rules = [p for p in allow_rules(device) if names & set(p.source_zones)]
    return all(rule.groups for rule in rules)


def _browser(vpn: SslVpn, params: Mapping[str, Any]) -> Iterator[Item]:
    says = "the browser VPN offers an outdated version of TLS"
    yield from expect(vpn, "tls_min", at_least(params["min_tls"]), says=says)
    wanted = Wanted(bool, "groups of users", True)
    yield from expect(vpn, "groups", wanted, says="the browser VPN asks for no group of users")
