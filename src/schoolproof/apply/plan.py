"""Plans: for each host the proven commands from the observed to the accepted state, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from schoolproof.apply.accepted import Resolved, Resolver, resolve
from schoolproof.apply.lockout import Change, Way, lockouts
from schoolproof.apply.meaning import meaning_hash
from schoolproof.apply.model import RINGS, DevicePlan, Plan, Risk, Step
from schoolproof.apply.secrets import Secrets
from schoolproof.apply.steps import steps_of
from schoolproof.apply.waived import kept_for
from schoolproof.check.host import Session
from schoolproof.check.read import ReadConfig, read_config, require_device, require_whole
from schoolproof.check.run import Scope, open_session
from schoolproof.drift.changes import pairs
from schoolproof.drift.compare import compare
from schoolproof.drift.git import Git
from schoolproof.drift.judging import declare, shifts
from schoolproof.drift.model import Apart, Observed
from schoolproof.drift.noise import without_defaults
from schoolproof.drift.remedy import Remedy, put_back
from schoolproof.drift.run import WORKING, selected
from schoolproof.errors import InventoryError, SchoolproofError
from schoolproof.inventory import Host, Project, read_text
from schoolproof.model import PortPlan
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform, platform_named
from schoolproof.sanitise import load_key

CONFIRM_MINUTES = 10  # for a whole change and its proof, before the device goes back by itself


@dataclass(frozen=True, slots=True)
class Request:
    """What to plan. `accepted` and `base`: Git revisions, or `working`; `base` empty: observed.

    `sources`: the collector's address by host; `account`: the name that it logs in with.
    """

    sites: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    accepted: str = "HEAD"
    base: str = ""
    allow_lockout: frozenset[str] = frozenset()
    account: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    apart: tuple[Apart, ...] = ()


def make_plan(
    project: Project, observed: Mapping[str, Observed], request: Request, *, today: date
) -> Plan:
    """Plan every host in scope. One that cannot be planned is listed apart.

    Raises:
        UserError: the inventory, the policies or a control are wrong, or an unknown name.
    """
    return _Planner(project, request, today).run(observed)


class _Planner:
    def __init__(self, project: Project, request: Request, today: date) -> None:
        self.project, self.request = project, request
        self.key = load_key(project.root)
        self.session: Session = open_session(project, Scope(), fail_on=None, today=today)
        self.git = Git(project.root)
        self.secrets = Secrets(project.root)
        self.notes: list[str] = []
        self.accepted = request.accepted
        if self.accepted != WORKING and self.git.prefix() is None:
            self.accepted = WORKING
            self.notes.append("no Git history here: the plan leads to the files in configs/")

    def run(self, observed: Mapping[str, Observed]) -> Plan:
        devices, apart = [], list(self.request.apart)
        known = {one.host for one in apart}
        hosts = selected(self.project, self.request.sites, self.request.hosts)
        for name in self.request.allow_lockout - {host.name for host in hosts}:
            msg = f"--allow-lockout {name}: no such host is planned"
            raise InventoryError(msg)
        for host in (h for h in hosts if h.name not in known):
            try:
                devices.append(self._host(host, observed))
            except _ApartError as error:
                apart.append(Apart(host.name, host.site, str(error)))
            except SchoolproofError as error:
                apart.append(Apart(host.name, host.site, "refused", str(error)))
        base = self._commit(self.request.base) if self.request.base else "observed"
        devices.sort(key=lambda d: (RINGS.index(d.ring), d.site))
        commit = self._commit(self.accepted)
        return Plan(commit, base, tuple(devices), tuple(apart), tuple(self.notes))

    def _commit(self, revision: str) -> str:
        if revision == WORKING:
            return WORKING
        return self.git.run("rev-parse", "--verify", f"{revision}^{{commit}}")

    def _text(self, host: Host, revision: str) -> str:
        path = self.project.config_path(host)
        text = None
        if revision == WORKING:
            text = read_text(path) if path.is_file() else None
        else:
            text = self.git.text(revision, self.project.relative(path))
        if text is None:
            raise _ApartError("never accepted")
        return text

    def _read(self, text: str, host: Host, source: str) -> ReadConfig:
        platform = platform_named(host.platform)
        require_device(text, platform, path=source)
        read = read_config(text, platform, self.key, source=source)
        require_whole(read, platform, path=source)
        declare(read, host, self.session)
        return read

    def _host(self, host: Host, observed: Mapping[str, Observed]) -> DevicePlan:
        path = self.project.relative(self.project.config_path(host))
        if self.request.base:
            now = self._text(host, self.request.base)
        elif host.name in observed:
            now = observed[host.name].config.text
        else:
            raise _ApartError("not observed")
        platform = platform_named(host.platform)
        seen = self._read(now, host, f"{host.name} (observed)")
        text = self._text(host, self.accepted)
        resolver = Resolver(platform, self.key, partial(self.secrets.value, host.name))
        wanted = resolve(text, seen.device.native_text, resolver)
        accepted = self._read(wanted.text, host, path)
        return _Device(self, host, accepted, seen, wanted).plan(path)


class _Device:
    """One host's plan, from both texts."""

    def __init__(
        self,
        planner: _Planner,
        host: Host,
        accepted: ReadConfig,
        observed: ReadConfig,
        wanted: Resolved,
    ) -> None:
        self.planner, self.host, self.wanted = planner, host, wanted
        self.accepted, self.observed = accepted, observed
        self.platform: Platform = platform_named(host.platform)

    def plan(self, path: str) -> DevicePlan:
        session, host, platform = self.planner.session, self.host, self.platform
        target, kept = kept_for(self.accepted, self.observed, host, session)
        remedy = self._way(target)
        predicted = self.observed.tree
        if remedy.commands:
            predicted = predicted.apply(remedy.filled())
        back = put_back(self.observed.tree, predicted, platform)
        after = self.planner._read(predicted.text(), host, f"{host.name} (predicted)")  # noqa: SLF001  one unit in two classes
        ports = session.project.sites[host.site].ports.get(host.name, PortPlan())
        steps = steps_of(remedy.commands, remedy.secrets, self.observed.tree, platform, ports)
        left = remedy.left + self._unmended(target, predicted, remedy)
        left += tuple(f"rolling back: {line}" for line in back.left)
        named = self._named(
            DevicePlan(
                host=host.name,
                site=host.site,
                platform=platform.name,
                path=path,
                ring=ring_of(host),
                observed=meaning_hash(self.observed.tree, platform),
                predicted=meaning_hash(predicted, platform),
                steps=steps,
                rollback=back.commands,
                secrets=remedy.secrets,
                rollback_secrets=back.secrets,
                kept=kept,
                left=left,
                lockout=self._lockouts(after, predicted) if steps else (),
                lockout_allowed=host.name in self.planner.request.allow_lockout,
                verdicts=shifts(self.observed, after, host, session) if steps else (),
                notes=self._notes(steps),
            )
        )
        terms = platform.session
        timed = bool(steps and terms and terms.safeties)
        return replace(named, confirm_minutes=CONFIRM_MINUTES if timed else 0)

    def _unmended(
        self, target: ConfigTree, predicted: ConfigTree, remedy: Remedy
    ) -> tuple[str, ...]:
        """What commands leave when typed in one session, although one by one they mend all."""
        if not remedy.commands or remedy.left:
            return ()
        if not put_back(target, predicted, self.platform).commands:
            return ()
        return ("typed in one session the commands do not lead there",)

    def _way(self, target: ConfigTree) -> Remedy:
        """Nothing where the texts differ by shown defaults alone."""
        if target is self.accepted.tree:
            found = list(pairs(compare(target, self.observed.tree, self.platform)))
            if not without_defaults(found, self.accepted, self.observed, self.platform):
                return Remedy()
        return put_back(target, self.observed.tree, self.platform)

    def _lockouts(self, after: ReadConfig, predicted: ConfigTree) -> tuple[str, ...]:
        request = self.planner.request
        way = Way(self.host, request.account, request.sources.get(self.host.name, ""))
        before, becomes = self.observed.device, after.device
        return lockouts(Change(before, becomes, self.observed.tree, predicted, way))

    def _notes(self, steps: tuple[Step, ...]) -> tuple[str, ...]:
        notes = [
            f"the secret {name} was not compared: it is not known here, or shown as a salted hash"
            for name in self.wanted.unread
        ]
        terms = self.platform.session
        if any(step.risk is Risk.DANGER for step in steps) and not (terms and terms.safeties):
            notes.append(f"{self.platform.name} cannot go back by itself: stand by at its console")
        return tuple(notes)

    def _named(self, plan: DevicePlan) -> DevicePlan:
        """The names that the accepted text gives to its secrets, instead of made ones."""
        renamed = {}
        for made, token in plan.secrets.items():
            name = next((n for t, n in self.wanted.names.items() if t in token), made)
            renamed[made] = name
        if all(made == name for made, name in renamed.items()):
            return plan
        steps = tuple(
            replace(step, commands=tuple(_renamed(c, renamed) for c in step.commands))
            for step in plan.steps
        )
        secrets = {renamed[made]: token for made, token in plan.secrets.items()}
        return replace(plan, steps=steps, secrets=secrets)


def _renamed(command: str, names: dict[str, str]) -> str:
    return re.sub(
        r"\{\{ secrets\.(\w+) \}\}",
        lambda found: f"{{{{ secrets.{names.get(found[1], found[1])} }}}}",
        command,
    )


def ring_of(host: Host) -> str:
    """`canary`, `early` or `all`, from `data: {ring: …}` in the inventory; `all` when not said.

    Raises:
        InventoryError: another word.
    """
    ring = str(host.data.get("ring", "all"))
    if ring not in RINGS:
        msg = f"{host.name}: the ring {ring!r} is none of {', '.join(RINGS)}"
        raise InventoryError(msg, path="inventory/hosts.yaml", line=host.line)
    return ring


class _ApartError(SchoolproofError):
    """A host that has nothing to be planned from; the message is the reason."""
