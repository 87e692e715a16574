"""A whole application: may this plan be carried out now, and what came of each device."""

from __future__ import annotations

import getpass
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from schoolproof.apply.approve import approval
from schoolproof.apply.carry import Job, Result, carry, look
from schoolproof.apply.link import Collected, Link
from schoolproof.apply.meaning import meaning_hash
from schoolproof.apply.model import DevicePlan, Plan
from schoolproof.apply.plan import Request, make_plan
from schoolproof.apply.record import Record
from schoolproof.apply.secrets import PLACEHOLDER, Secrets
from schoolproof.apply.stored import read_plan
from schoolproof.check.host import Session
from schoolproof.check.judge import Place
from schoolproof.check.read import read_config
from schoolproof.check.run import Scope, open_session
from schoolproof.drift.git import Git
from schoolproof.drift.judging import declare
from schoolproof.drift.model import Observed
from schoolproof.errors import UserError
from schoolproof.inventory import Project
from schoolproof.inventory.calendar import load_calendar
from schoolproof.model.secret import TOKEN
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, load_key, sanitise

MIN_REASON = 10  # letters


@dataclass(frozen=True, slots=True)
class Terms:
    """How it is to be carried out. `reason` and `approver`: break-glass, both or neither.

    `dry`: only look; then neither approval nor window is asked for. `past`: the plan leads to
    states that HEAD has left behind, as a rollback does.
    """

    plan: Path
    dry: bool = False
    past: bool = False
    reason: str = ""
    approver: str = ""
    minute_s: float = 60.0
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def break_glass(self) -> bool:
        """Whether the window and the approval file are set aside."""
        return bool(self.reason or self.approver)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A plan that may be carried out, and what the record says of it."""

    plan: Plan
    digest: str
    head: dict[str, Any]


def clear(project: Project, terms: Terms) -> Cleared:
    """Check all that can be checked before any device is touched.

    Raises:
        UserError: not approved, outside the window, a refused device, a missing secret, or a
            repository that is no longer at the plan's commit.
    """
    plan, digest = read_plan(terms.plan)
    head: dict[str, Any] = {
        "commit": plan.commit,
        "plan_file": terms.plan.name,
        "by": getpass.getuser(),
        "break_glass": None,
    }
    _at_its_commit(project, plan, past=terms.past)
    if terms.dry:
        head["dry"] = True
    elif terms.break_glass:
        head["break_glass"] = _broken_glass(terms)
    else:
        given = approval(project.root, terms.plan, digest)
        head |= {"author": given.author, "approver": given.approver}
        _in_window(project, plan, terms.now)
    _complete(project, plan)
    return Cleared(plan, digest, head)


def _at_its_commit(project: Project, plan: Plan, *, past: bool) -> None:
    """The accepted states of the plan must still be those of HEAD."""
    if plan.base != "observed":
        raise UserError("this plan was made with --base, not from devices: it is for reading only")
    git = Git(project.root)
    for device in plan.changing:
        old = git.text(plan.commit, device.path) if plan.commit != "working" else None
        if old is None or (not past and old != git.text("HEAD", device.path)):
            msg = f"{device.path} is not what the plan leads to any more: plan again"
            raise UserError(msg)


def _broken_glass(terms: Terms) -> dict[str, str]:
    if len(terms.reason.strip()) < MIN_REASON or not terms.approver.strip():
        msg = f"break-glass needs a reason (of {MIN_REASON} letters or more) and an approver"
        raise UserError(msg)
    if terms.approver.strip().casefold() == getpass.getuser().casefold():
        raise UserError("break-glass needs an approver other than you")
    return {"reason": terms.reason.strip(), "approver": terms.approver.strip()}


def _in_window(project: Project, plan: Plan, now: datetime) -> None:
    paths = {slug: str(site.path) for slug, site in project.sites.items()}
    calendar = load_calendar(project.root, paths)
    for site in sorted({device.site for device in plan.changing}):
        answer = calendar.ask(site, now)
        if not answer.open:
            msg = f"the change window of {site} is {answer.sentence}"
            raise UserError(msg)


def _complete(project: Project, plan: Plan) -> None:
    secrets = Secrets(project.root)
    for device in plan.changing:
        if device.refused:
            said = "; ".join((*device.lockout, *device.left))
            msg = f"the plan refuses {device.host}: {said}"
            raise UserError(msg)
        names = {found[1] for command in device.commands for found in PLACEHOLDER.finditer(command)}
        missing = secrets.missing(device.host, names)
        if missing:
            msg = f"no value for the secrets {', '.join(missing)} of {device.host}"
            raise UserError(msg)
        for command in device.commands:
            _as_accepted(project, device, command, secrets)


def _as_accepted(project: Project, device: DevicePlan, command: str, secrets: Secrets) -> None:
    """Refuse a value whose fingerprint is not that of the accepted secret."""
    found = PLACEHOLDER.search(command)
    wanted = TOKEN.search(device.secrets.get(found[1], "")) if found else None
    if found is None or wanted is None or wanted[3] == "-":
        return
    clear = PLACEHOLDER.sub(lambda one: secrets.value(device.host, one[1]) or "", command)
    raw = RawConfig(clear, source=device.host)
    text = sanitise(raw, platform_named(device.platform), load_key(project.root)).text
    given = TOKEN.search(text)
    if given and given[3] not in {"-", wanted[3]}:
        msg = f"the value of the secret {found[1]} of {device.host} is not the accepted one"
        raise UserError(msg)


def look_host(
    project: Project, terms: Terms, name: str, link_to: Callable[[str], Link]
) -> Result | DevicePlan:
    """What `apply_host` would do now: the plan of the device, or how it would end untouched.

    Raises:
        UserError: it may not be carried out, or the plan has no such device.
    """
    dry = replace(terms, dry=True)
    job = _job(project, clear(project, dry).plan, name, dry.now.date())
    return look(job, link_to(name))


def apply_host(
    project: Project,
    terms: Terms,
    name: str,
    link_to: Callable[[str], Link],
    carrier: Callable[[Sequence[str]], None] | None = None,
) -> Result:
    """Carry the plan to one of its devices, and record it. `carrier`: see `Job`.

    Raises:
        UserError: it may not be carried out, or the plan has no such device.
    """
    cleared = clear(project, terms)
    job = _job(project, cleared.plan, name, terms.now.date())
    device = job.plan
    record = Record(project.root, cleared.digest, cleared.head)
    stage = record.open_stage(name)
    job = replace(
        job,
        stage=lambda word: record.stage(name, word, site=device.site),
        interrupted=bool(stage),
        minute_s=terms.minute_s,
        carrier=carrier,
    )
    result = carry(job, link_to(name))
    entry = _entry(project, device, result, terms.now.date())
    if stage:
        entry["interrupted_while"] = stage
    record.end(name, **entry)
    return result


def _job(project: Project, plan: Plan, name: str, today: date) -> Job:
    device = next((d for d in plan.devices if d.host == name), None)
    if device is None:
        msg = f"the plan has no device {name!r}"
        raise UserError(msg)
    secrets = Secrets(project.root)
    return Job(
        plan=device,
        platform=platform_named(device.platform),
        secret=lambda secret: secrets.value(name, secret),
        again=_Again(project, plan, device, today),
        stage=lambda _word: None,
    )


@dataclass(frozen=True, slots=True)
class _Again:
    """Plans one device anew from what was collected, towards the same commit."""

    project: Project
    plan: Plan
    device: DevicePlan
    today: date

    def __call__(self, now: Collected) -> DevicePlan:
        allowed = frozenset({self.device.host}) if self.device.lockout_allowed else frozenset()
        request = Request(
            hosts=(self.device.host,), accepted=self.plan.commit, allow_lockout=allowed
        )
        seen: Mapping[str, Observed] = {self.device.host: Observed(now.config)}
        made = make_plan(self.project, seen, request, today=self.today)
        if not made.devices:
            raise UserError("; ".join(f"{one.why} {one.detail}" for one in made.apart))
        return replace(made.devices[0], lockout_allowed=self.device.lockout_allowed)


def _entry(project: Project, device: DevicePlan, result: Result, today: date) -> dict[str, Any]:
    """What the record says of a device."""
    entry: dict[str, Any] = {
        "site": device.site,
        "end": str(result.end),
        "why": result.why,
        "commands": list(result.commands),
        "notes": list(result.notes),
        "observed": _hash(device, result.before),
        "state": _hash(device, result.after),
    }
    if result.before and result.after and result.before != result.after:
        entry["verdicts"] = _verdicts(project, device, result, today)
    return entry


def _hash(device: DevicePlan, text: str) -> str | None:
    platform = platform_named(device.platform)
    return meaning_hash(platform.grammar.parse(text), platform) if text else None


def _verdicts(project: Project, device: DevicePlan, result: Result, today: date) -> dict[str, Any]:
    """Outcomes counted before and after, and the controls whose outcome changed."""
    session = open_session(project, Scope(), fail_on=None, today=today)
    before = _outcomes(project, session, device, result.before)
    after = _outcomes(project, session, device, result.after)
    changed = [
        {"control": control, "before": before[control], "after": outcome}
        for control, outcome in after.items()
        if before[control] != outcome
    ]
    return {
        "before": dict(Counter(before.values())),
        "after": dict(Counter(after.values())),
        "changed": changed,
    }


def _outcomes(project: Project, session: Session, device: DevicePlan, text: str) -> dict[str, str]:
    platform, host = platform_named(device.platform), project.hosts[device.host]
    read = read_config(text, platform, load_key(project.root), source=device.host)
    declare(read, host, session)
    place = Place(host.site, host.name, device.path, read, platform)
    inputs = {"device": read.device, "site": read.device.site}
    return {
        control.id: str(session.finish(control, place, inputs).outcome)
        for control in session.controls
        if control.scope == "device" and control.speaks_of(host.classes, host.role)
    }
