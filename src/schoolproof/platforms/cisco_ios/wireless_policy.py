"""Catalyst 9800: policy profiles, flex profiles and the tags that bind them."""

from __future__ import annotations

from dataclasses import dataclass, field

from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.lines import Lines

Marked = tuple[bool, int | None]
SESSION_S = 1800  # Cisco-IOS-XE-wireless-wlan-cfg.yang of 17.9


@dataclass(slots=True)
class PolicyProfile:
    """A `wireless profile policy`; each value with the line that last said it."""

    name: str
    line: int
    up: Marked = (False, None)
    override: Marked = (False, None)
    central: Marked = (True, None)
    isolation: Marked = (False, None)
    vlan: tuple[str, int | None] = ("1", None)
    session: tuple[int, int | None] = (SESSION_S, None)
    accounting: tuple[str, int] | None = None


@dataclass(slots=True)
class Bindings:
    """Which policy profiles carry a WLAN, and VLAN numbers of flex profiles by VLAN name."""

    policies: dict[str, PolicyProfile] = field(default_factory=dict)
    tags: dict[str, list[str]] = field(default_factory=dict)  # WLAN profile → policy profiles
    flex: dict[str, set[tuple[int, int]]] = field(default_factory=dict)  # name → number, line


def bindings(reading: Reading) -> Bindings:
    """What this file saw so far."""
    found: Bindings = reading.notes.setdefault("wireless", Bindings())
    return found


def policies(reading: Reading) -> dict[str, PolicyProfile]:
    """Policy profiles by name."""
    return bindings(reading).policies


def policies_of(reading: Reading, wlan: str) -> list[PolicyProfile]:
    """Policy profiles that policy tags bind to a WLAN, each once."""
    names = dict.fromkeys(bindings(reading).tags.get(wlan, ()))
    known = policies(reading)
    return [known[name] for name in names if name in known]


def vlan_of(reading: Reading, policy: PolicyProfile) -> tuple[int | str, int | None] | None:
    """Number (or name) of the VLAN and the line that decides; None where it is not certain.

    With local switching the access point uses the number that its flex profile gives the name.
    """
    name, line = policy.vlan
    if name.isdigit():
        return int(name), line
    if not policy.central[0]:
        numbers = bindings(reading).flex.get(name, set())
        return next(iter(numbers)) if len({number for number, _ in numbers}) == 1 else None
    if name == "default":
        return 1, line
    if "vlans" in reading.device.lines:
        for vlan in reading.device.vlans:
            if "name" in vlan.lines and vlan.name == name:
                return vlan.vlan_id, line
    return name, line


POLICY = Lines()


@TOP.section(r"wireless profile policy (.+)")
def _policy(reading: Reading, node: Node, name: str) -> None:
    name = name.strip('"')
    policy = policies(reading).setdefault(name, PolicyProfile(name, node.line))
    POLICY.read(node.children, policy, reading.unread)


@POLICY.line(r"(no )?shutdown")
def _shutdown(policy: PolicyProfile, node: Node, negated: str | None) -> None:
    policy.up = (bool(negated), node.line)


@POLICY.line(r"(no )?aaa-override(?: vlan fallback)?")
def _override(policy: PolicyProfile, node: Node, negated: str | None) -> None:
    policy.override = (not negated, node.line)


@POLICY.line(r"(no )?central switching")
def _central(policy: PolicyProfile, node: Node, negated: str | None) -> None:
    policy.central = (not negated, node.line)


@POLICY.line(r"(no )?peer-blocking(?: .+)?")
def _isolation(policy: PolicyProfile, node: Node, negated: str | None) -> None:
    policy.isolation = (not negated, node.line)


@POLICY.line(r"vlan (.+)")
def _vlan(policy: PolicyProfile, node: Node, name: str) -> None:
    policy.vlan = (name.strip('"'), node.line)


@POLICY.line(r"session-timeout (\d{1,9})")
def _session(policy: PolicyProfile, node: Node, seconds: str) -> None:
    policy.session = (int(seconds), node.line)


@POLICY.line(r"no session-timeout")
def _no_session(policy: PolicyProfile, node: Node) -> None:
    policy.session = (0, node.line)


@POLICY.line(r"accounting-list (\S+)")
def _accounting(policy: PolicyProfile, node: Node, name: str) -> None:
    policy.accounting = (name, node.line)


POLICY.ignore(
    "how clients are classified, watched, served and limited; no control asks for it",
    r"(?:no )?(?:description|dhcp-tlv-caching|http-tlv-caching|subscriber-policy-name)\b ?.*",
    r"(?:no )?(?:central|ipv4|ipv6|ip|service-policy|autoqos|exclusionlist|idle-timeout)\b ?.*",
    r"(?:no )?(?:idle-threshold|nac|radius-profiling|device-classification|mobility)\b ?.*",
    r"(?:no )?(?:passive-client|static-ip-mobility|wgb|umbrella|mdns-sd|et-analytics|cts)\b ?.*",
    r"(?:no )?(?:aaa-policy|guest-lan|call-snoop|flex|fabric|multicast|dns-layer)\b ?.*",
    r"(?:no )?(?:datapath|arp|nd|hotspot|link-local-bridging|local-auth|user-defined)\b ?.*",
    r"(?:no )?(?:dhcp|qbss-load|reanchor|calendar-profile|tunnel|rlan|subscriber|timeout)\b ?.*",
    r"(?:no )?(?:accounting-interim|avc|l3-access|usr-defined-network|tag)\b ?.*",
)

FLEX = Lines()
FLEX_VLAN = Lines()


@TOP.section(r"wireless profile flex .+")
def _flex(reading: Reading, node: Node) -> None:
    FLEX.read(node.children, reading, reading.unread)


@FLEX.section(r"vlan-name (.+)")
def _flex_vlan(reading: Reading, node: Node, name: str) -> None:
    found = bindings(reading).flex.setdefault(name.strip('"'), set())
    FLEX_VLAN.read(node.children, found, reading.unread)


@FLEX_VLAN.line(r"vlan-id (\d{1,9})")
def _flex_number(found: set[tuple[int, int]], node: Node, number: str) -> None:
    found.add((int(number), node.line))


FLEX_VLAN.ignore("filters of the local VLAN, not its number", r"(?:no )?(?:acl|ip|ipv6|web).*")
FLEX.ignore(
    "how access points work apart from the controller",
    r"(?:no )?(?:description|native-vlan-id|acl-policy|arp-caching|local-auth|efficient)\b ?.*",
    r"(?:no )?(?:predownload|join|resilient|home-ap|office-extend|umbrella|mdns|dhcp)\b ?.*",
    r"(?:no )?(?:fallback-radio-shut|cts|http-proxy|ip|pmk|sgt|vlan-based)\b ?.*",
)

TAG = Lines()


@TOP.section(r"wireless tag policy .+")
def _policy_tag(reading: Reading, node: Node) -> None:
    TAG.read(node.children, reading, reading.unread)


@TAG.line(r"wlan (.+) policy (.+)")
def _bind(reading: Reading, _node: Node, wlan: str, policy: str) -> None:
    tags = bindings(reading).tags.setdefault(wlan.strip('"'), [])
    tags.append(policy.strip('"'))


TAG.ignore("texts, and wired ports of access points", r"description .+", r"remote-lan .+")
