"""Commands cut into steps, each with what it changes and how much that can break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from schoolproof.apply.model import Risk, Step
from schoolproof.drift.remedy import fill
from schoolproof.errors import CommandError
from schoolproof.model import Device, PortPlan, plain
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform

MOST = 150  # steps that are tried one by one; beyond, each is at least `care`
LINKS = frozenset({"uplink", "downlink", "stack_link", "controller"})
Values = dict[str, object]

# What a change of a fact can break; the first that fits. Facts are dotted paths as `show` has them.
RISKS: tuple[tuple[re.Pattern[str], Risk, str], ...] = (
    (re.compile(r"interfaces\[.*\]\.(?:description|name)$"), Risk.SAFE, ""),
    (re.compile(r".*\]\.(?:comment|line|text|name)$"), Risk.SAFE, ""),
    (re.compile(r"(?:ssh|telnet|http|https)_server\b"), Risk.DANGER, "management access"),
    (re.compile(r"terminals\[|management_access\[|login_lock\b"), Risk.DANGER, "management access"),
    (re.compile(r"firewall\.local_in|.*\.admin_access6?$"), Risk.DANGER, "management access"),
    (re.compile(r"users\[|enable_|password_policy\b"), Risk.DANGER, "accounts"),
    (re.compile(r"aaa\b|radius_servers\["), Risk.DANGER, "AAA"),
    (re.compile(r".*\.native_vlan$"), Risk.DANGER, "native VLAN"),
    (re.compile(r"firewall\.policies\[.*\]\.order$"), Risk.DANGER, "firewall order"),
    (re.compile(r"interfaces\[.*\]\.(?:addresses|vrf|dhcp_client)$"), Risk.DANGER, "addresses"),
    (re.compile(r"ip_routing$|firewall\.(?:ha|policy_mode|routes)\b"), Risk.DANGER, "routing"),
    (re.compile(r"stp\.|vlan_propagation\b"), Risk.CARE, "spanning tree and VLANs"),
    (re.compile(r"(?:logging|ntp|clock|banner|snmp)\b|secrets\["), Risk.SAFE, ""),
)
# Facts do not tell of these; what a step's own text says of them counts as well.
TEXTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:no )?(?:ip default-gateway|ip(?:v6)? route|default-router)\b"), "routing"),
    (re.compile(r"config router |config system sdwan"), "routing"),
    (re.compile(r"(?:no )?management-vlan\b"), "management access"),
    (re.compile(r" *move .+ (?:before|after) "), "firewall order"),
    (re.compile(r"(?:no |default )?hostname\b| *set hostname\b"), "the name it is known by"),
)


def cut(commands: Sequence[str], *, block: bool) -> Iterator[tuple[str, ...]]:
    """Groups of commands that only make sense together."""
    group: list[str] = []
    for command in commands:
        top = not command[:1].isspace()
        ends = command.strip() == "end" if block else command.strip() == "exit"
        if top and not ends and group:
            yield tuple(group)
            group = []
        group.append(command)
        if top and ends:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def steps_of(
    commands: Sequence[str],
    secrets: dict[str, str],
    observed: ConfigTree,
    platform: Platform,
    ports: PortPlan,
) -> tuple[Step, ...]:
    """The steps with their risks. Each is tried on the text, and the facts compared around it."""
    now, before = observed, _facts(observed, platform)
    steps = []
    for number, group in enumerate(cut(commands, block=platform.meaning.block)):
        if number >= MOST:
            steps.append(_step(group, [], ports))
            continue
        try:
            now = now.apply(fill(group, secrets))
        except CommandError:
            steps.append(_step(group, [], ports))
            continue
        after = _facts(now, platform)
        changed = [p for p in before.keys() | after.keys() if before.get(p) != after.get(p)]
        steps.append(_step(group, changed, ports))
        before = after
    return tuple(steps)


def _facts(tree: ConfigTree, platform: Platform) -> Values:
    device = Device()
    platform.read(tree, device)
    return {path: plain(value) for path, value, _ in device.facts()}


def _step(group: tuple[str, ...], changed: Iterable[str], ports: PortPlan) -> Step:
    found = [_risk(path, ports) for path in sorted(changed)]
    found += [(Risk.DANGER, why) for line in group for why in _said(line)]
    if not found:  # nothing that the parser reads: nobody knows, so somebody should look
        found = [(Risk.CARE, "what it changes is not read")]
    worst = max((risk for risk, _ in found), key=lambda risk: risk.rank)
    return Step(group, worst, tuple(dict.fromkeys(w for r, w in found if r is worst and w)))


def _said(line: str) -> Iterator[str]:
    for pattern, why in TEXTS:
        if pattern.match(line):
            yield why


def _risk(path: str, ports: PortPlan) -> tuple[Risk, str]:
    risk, why = next(
        ((risk, why) for pattern, risk, why in RISKS if pattern.match(path)), (Risk.CARE, "")
    )
    port = re.match(r"interfaces\[(.+?)\]", path)
    if risk is not Risk.SAFE and port and _is_link(port[1], ports):
        return Risk.DANGER, "uplink"
    return risk, why


def _is_link(port: str, ports: PortPlan) -> bool:
    declared = ports.class_of(port)
    return declared in LINKS or (declared is None and port.lower().startswith(("port-c", "trk")))
