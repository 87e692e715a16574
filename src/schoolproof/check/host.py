"""One device: read its accepted configuration and judge it by every control that speaks of it."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from schoolproof.check.control import Control
from schoolproof.check.firewalls.rule_history import Histories
from schoolproof.check.judge import Place, judge, unjudged
from schoolproof.check.load_device import read_host
from schoolproof.check.profile import Profile
from schoolproof.check.read import ReadConfig
from schoolproof.check.result import Outcome, Severity, Verdict
from schoolproof.check.switches.ports import links_of
from schoolproof.check.waivers import Waivers
from schoolproof.errors import SchoolproofError, UnknownFact
from schoolproof.inventory import Host, Project
from schoolproof.inventory.registers import Registers, Seen
from schoolproof.model import Device, Interface, PortPlan, SecretUse, count
from schoolproof.platforms import platform_named

NOT_JUDGED = (Outcome.NOTCHECKED, Outcome.NOTAPPLICABLE)  # a tuple asks for no hash of an enum


@dataclass(frozen=True, slots=True)
class HostResult:
    """What came of one device; small enough to travel between processes."""

    host: str
    site: str
    path: str
    verdicts: tuple[Verdict, ...] = ()
    problem: str = ""
    notes: tuple[str, ...] = ()
    facts: int = 0
    commands: int = 0
    unread: tuple[tuple[int, str], ...] = ()
    secrets: tuple[SecretUse, ...] = ()
    seen: Seen | None = None
    history: str = ""  # what verdicts of the past rest on; empty: none of them asked


@dataclass(frozen=True)
class Session:
    """Everything that judging any device needs."""

    project: Project
    controls: tuple[Control, ...]
    profile: Profile
    waivers: Waivers
    fail_on: Severity
    today: date
    key: bytes
    registers: Registers

    @cached_property
    def by_id(self) -> dict[str, Control]:
        """Controls by id."""
        return {control.id: control for control in self.controls}

    @cached_property
    def histories(self) -> Histories:
        """What Git knows of the devices, should a control ask."""
        return Histories(self.project)

    def finish(self, control: Control, place: Place, inputs: Mapping[str, Any]) -> Verdict:
        """Judge, then apply profile, waivers and the question whether it blocks."""
        return self.settle(self.judge(control, place, inputs))

    def judge(self, control: Control, place: Place, inputs: Mapping[str, Any]) -> Verdict:
        """What the text and the declarations alone decide; nothing here depends on the day."""
        override = self.profile.override(control.id, place.site)
        if override.not_checked:
            return unjudged(control, place, Outcome.NOTCHECKED, override.not_checked)
        registers = self.registers.watched()
        given = {
            "history": self.histories.of(place.device),
            **inputs,
            "host": place.device,
            "registers": registers,
            "today": self.today,
            "params": {**control.params, **override.params},
        }
        verdict = judge(control, given, place, severity=override.severity)
        return replace(verdict, sources=tuple(sorted(registers.used)))

    def settle(self, verdict: Verdict) -> Verdict:
        """Apply what depends on the day: waivers, and whether the verdict blocks."""
        if verdict.outcome in NOT_JUDGED:
            return verdict
        control = self.by_id[verdict.control]
        return self._block(self.waivers.apply(verdict, control, self.today), control)

    def _block(self, verdict: Verdict, control: Control) -> Verdict:
        if verdict.outcome is Outcome.PASS:
            return verdict
        early = control.enforce_from is not None and self.today < control.enforce_from
        severe = verdict.severity.rank >= self.fail_on.rank
        unknown = verdict.outcome is Outcome.UNKNOWN and self.profile.unknown_blocks
        failed = verdict.outcome is Outcome.FAIL and not verdict.waived
        blocks = verdict.outcome is Outcome.ERROR or (severe and not early and (failed or unknown))
        until = str(control.enforce_from) if early and failed else ""
        if not (blocks or until):
            return verdict
        return replace(verdict, blocking=blocks, warn_until=until)


def load_host(session: Session, host: Host) -> ReadConfig:
    """A host's accepted configuration as a device with its declarations.

    Raises:
        ConfigError: there is none, or it is not a whole configuration of this platform.
        SecretLeakError: a secret in it could not be taken out.
    """
    read = read_host(session.project, host, session.key)
    ports = read.device.site.ports.get(host.name, PortPlan())
    read.device.put(None, ports=ports, role=host.role, classes=host.classes)
    return read


def settle_host(session: Session, result: HostResult) -> HostResult:
    """The same result with waivers applied, and what blocks marked."""
    return replace(result, verdicts=tuple(session.settle(v) for v in result.verdicts))


def judge_host(session: Session, host: Host) -> HostResult:
    """Every verdict on one device, before waivers.

    A device that cannot be read is a problem, not a crash.
    """
    path = session.project.relative(session.project.config_path(host))
    try:
        read = load_host(session, host)
    except SchoolproofError as error:
        return HostResult(host.name, host.site, path, problem=str(error))
    except Exception as error:  # noqa: BLE001  one device's text must not lose the other devices
        where = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}"
        problem = f"{path}: reading it failed ({fault}); this is a fault of schoolproof, report it"
        return HostResult(host.name, host.site, path, problem=problem)
    place = Place(host.site, host.name, path, read, platform_named(host.platform))
    past = session.histories.of(host.name)
    inputs = {"device": read.device, "site": read.device.site, "history": past}
    verdicts = tuple(
        session.judge(control, place, inputs)
        for control in session.controls
        if control.scope == "device" and control.speaks_of(host.classes, host.role)
    )
    return HostResult(
        host=host.name,
        site=host.site,
        path=path,
        verdicts=verdicts,
        notes=_notes(host, read, path),
        facts=count(read.device),
        commands=read.commands,
        unread=tuple((n.line, n.text.split("\n", 1)[0]) for n in read.unread),
        secrets=read.device.secrets,
        seen=_seen(read, path),
        history=past.used,
    )


def _seen(read: ReadConfig, path: str) -> Seen:
    """What registers are compared with; what was not read stays empty."""
    device = read.device
    firmware = device.firmware if "firmware" in device.lines else None
    known = firmware.lines if firmware else {}
    users = device.users if "users" in device.lines else ()
    return Seen(
        path=path,
        model=str(firmware.model) if firmware and "model" in known else "",
        version=str(firmware.version) if firmware and "version" in known else "",
        version_line=known.get("version"),
        users={user.name: user.line for user in users},
        uplinks=_uplinks(device),
        subnets=tuple(dict.fromkeys(_subnets(device))),
    )


def _subnets(device: Device) -> Iterator[str]:
    """The networks in which the device has an address."""
    for port in device.interfaces if "interfaces" in device.lines else ():
        for address in port.addresses if "addresses" in port.lines else ():
            yield str(address.network)


def _uplinks(device: Device) -> dict[str, int | None]:
    """The cables of the uplinks that the site file declares, in Mbps as set or as built."""
    if "interfaces" not in device.lines:
        return {}
    declared = [p for p in device.interfaces if device.ports.class_of(p.name) == "uplink"]
    try:
        links = [link for port in declared if port.enabled for link in links_of(device, port)]
    except UnknownFact:
        return {port.name: None for port in declared}  # who belongs to an aggregate is not known
    return {link.name: _speed(link) for link in links}


def _speed(link: Interface) -> int | None:
    for fact in ("speed_mbps", "port_speed_mbps"):
        found: int | None = getattr(link, fact) if fact in link.lines else None
        if found:
            return found
    return None


def _notes(host: Host, read: ReadConfig, path: str) -> tuple[str, ...]:
    notes = []
    if read.cleared:
        notes.append(
            f"{path}: {read.cleared} secrets stand in it in clear; nothing was printed, but take "
            f"them out of Git: schoolproof sanitise {path} --platform {host.platform} --in-place"
        )
    device = read.device
    if "hostname" in device.lines and device.hostname.lower() != host.name.lower():
        notes.append(f"{path}: the device calls itself {device.hostname}, not {host.name}")
    return tuple(notes)
