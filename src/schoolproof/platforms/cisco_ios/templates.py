"""What ports draw on: interface templates, service templates, control policies, RA guard policies.

Control policies (IBNS 2.0) decide what a port does while the RADIUS servers are silent. They are
read for exactly that: which service templates are activated, for which reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schoolproof.parse import Node, vlan_set
from schoolproof.platforms.cisco_ios.draft import PORT, Draft
from schoolproof.platforms.cisco_ios.ports_safety import RaGuardUse
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.lines import Lines

VLAN_CONFIGURATION = Lines()
SERVICE_TEMPLATE = Lines()


@dataclass(slots=True)
class Fallback:
    """What a control policy gives: `asks` the methods; VLANs with their lines."""

    asks: set[str] = field(default_factory=set)
    silent: list[str] = field(default_factory=list)  # templates while RADIUS is silent
    silent_line: int | None = None
    silent_authorizes: bool = False
    failed: list[str] = field(default_factory=list)  # templates for what cannot authenticate


@TOP.section(r"template (\S+)")
def _template(reading: Reading, node: Node, name: str) -> None:
    draft = Draft(name, node.line, reading.unread)
    PORT.read(node.children, draft, reading.unread)
    reading.notes.setdefault("templates", {})[name] = draft


def templates_of(reading: Reading) -> dict[str, Draft]:
    """Interface templates by name, one that draws on another already completed."""
    templates: dict[str, Draft] = reading.notes.get("templates", {})
    for draft in templates.values():
        other = templates.get(draft.ask("template")[0] or "")
        if other is not None and other is not draft:
            draft.said = {**other.said, **draft.said}
    return templates


@TOP.section(r"vlan configuration ([\d,-]+)")
def _vlan_configuration(reading: Reading, node: Node, vlans: str) -> None:
    VLAN_CONFIGURATION.read(node.children, (reading, vlan_set(vlans)), reading.unread)


@VLAN_CONFIGURATION.line(r"ipv6 nd raguard(?: attach-policy (\S+))?")
def _vlan_raguard(context: tuple[Reading, frozenset[int]], node: Node, policy: str | None) -> None:
    reading, vlans = context
    uses: dict[int, RaGuardUse] = reading.notes.setdefault("vlan raguard", {})
    for vlan in vlans:
        uses[vlan] = RaGuardUse(policy, None, node.line)


VLAN_CONFIGURATION.ignore(
    "other first-hop features; RA guard and DHCP snooping are judged",
    r"(?:no )?device-tracking(?: attach-policy \S+)?",
    r"ipv6 (?:snooping|dhcp guard|destination-guard|nd inspection|source-guard)(?: .*)?",
    r"(?:ip|ipv6) flow monitor .*",
    r"et-analytics.*",
    r"member (?:vni|evpn-instance) .*",
    r"service-policy (?:input|output) \S+",
)


@TOP.section(r"ipv6 nd raguard policy (\S+)")
def _raguard_policy(reading: Reading, node: Node, name: str) -> None:
    """No `device-role` means host. A trusted port passes every advertisement."""
    role = "host"
    for child in node.commands():
        words = child.text.split()
        if words[0] == "device-role" and len(words) > 1:
            role = words[1]
        elif words[0] == "trusted-port":
            role = "trusted"
        elif words[0] not in RAGUARD_WORDS:
            reading.unread.append(child)
    reading.notes.setdefault("raguard policies", {})[name] = role


RAGUARD_WORDS = frozenset(
    {"managed-config-flag", "other-config-flag", "match", "hop-limit", "router-preference", "no"}
)


@TOP.section(r"service-template (\S+)")
def _service_template(reading: Reading, node: Node, name: str) -> None:
    context: dict[str, tuple[int, int]] = {}
    SERVICE_TEMPLATE.read(node.children, context, reading.unread)
    reading.notes.setdefault("service templates", {})[name] = context.get("vlan")


@SERVICE_TEMPLATE.line(r"vlan (\d{1,9})")
def _service_vlan(context: dict[str, tuple[int, int]], node: Node, vlan: str) -> None:
    context["vlan"] = (int(vlan), node.line)


SERVICE_TEMPLATE.ignore(
    "what a session gets besides its VLAN",
    r"(?:no )?voice vlan(?: .*)?",
    r"access-group .*",
    r"absolute-timer \d+",
    r"inactivity-timer .*",
    r"description .*",
    r"linksec policy .*",
    r"tunnel type .*",
    r"redirect .*",
    r"sgt \d+",
    r"service-policy .*",
    r"interface-template \S+",
    r"tag \S+",
    r"reauthentication .*",
    r"(?:no )?session-timeout .*",
    r"vnid .*",
    r"mac-address .*",
)


@TOP.section(r"class-map type control subscriber match-(?:all|any|none|first) (\S+)")
def _class_map(reading: Reading, node: Node, name: str) -> None:
    texts = [child.text for child in node.commands()]
    reading.notes.setdefault("control classes", {})[name] = (
        any("aaa-timeout" in text for text in texts if not text.startswith("no-match")),
        not any("authorization-status authorized" in text for text in texts),
    )


ACTION = re.compile(
    r"\d+ (?:authenticate using (?P<method>\w+)|activate service-template (?P<template>\S+)"
    r"|(?P<authorize>authorize)\b)"
)
CLASS = re.compile(r"\d+ class (\S+)")


@TOP.section(r"policy-map type control subscriber (\S+)")
def _control_policy(reading: Reading, node: Node, name: str) -> None:
    reading.notes.setdefault("control policies", {})[name] = node


def fallback_of(reading: Reading, policy: str) -> Fallback | None:
    """What a control policy gives, or None where the text does not hold it."""
    done: dict[str, Fallback] = reading.notes.setdefault("fallbacks", {})
    if policy not in done:
        node = reading.notes.get("control policies", {}).get(policy)
        if node is None:
            return None
        done[policy] = _read_policy(reading, node)
    return done[policy]


def _read_policy(reading: Reading, node: Node) -> Fallback:
    fallback = Fallback()
    classes: dict[str, tuple[bool, bool]] = reading.notes.get("control classes", {})
    for event in node.commands():
        for branch in event.commands():
            found = CLASS.match(branch.text)
            timeout, unauthorized = (
                classes.get(found.group(1), (False, True)) if found else (False, True)
            )
            refused = event.text.startswith(
                ("event authentication-failure", "event agent-not-found")
            )
            for action in branch.commands():
                _note_action(
                    fallback,
                    action,
                    silent=timeout and unauthorized,
                    refused=refused and not timeout,
                )
    return fallback


def _note_action(fallback: Fallback, action: Node, *, silent: bool, refused: bool) -> None:
    found = ACTION.match(action.text)
    if not found:
        return
    method, template, authorize = found.group("method", "template", "authorize")
    if method:
        fallback.asks.add(method)
    if silent and (template or authorize):
        fallback.silent_line = fallback.silent_line or action.line
        fallback.silent_authorizes = fallback.silent_authorizes or bool(authorize)
        if template:
            fallback.silent.append(template)
    elif refused and template:
        fallback.failed.append(template)
