"""Accepted against observed, for every device in scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from schoolproof.check.host import Session
from schoolproof.check.read import ReadConfig, read_config, require_device, require_whole
from schoolproof.check.run import Scope, open_session
from schoolproof.drift.changes import pairs, told
from schoolproof.drift.compare import compare
from schoolproof.drift.git import Git
from schoolproof.drift.judging import declare, shifts
from schoolproof.drift.model import Apart, Change, DeviceDrift, DriftRun, Kind, Observed
from schoolproof.drift.noise import without_defaults
from schoolproof.drift.remedy import put_back
from schoolproof.errors import ConfigError, InventoryError, SchoolproofError
from schoolproof.inventory import Host, Project, read_text
from schoolproof.platforms import Platform, platform_named
from schoolproof.sanitise import RawConfig, SanitisedConfig, load_key, sanitise

VERSIONS = 50  # commits of a file that are looked through for what a device still has
WORKING = "working"  # the files as they lie there, committed or not


@dataclass(frozen=True, slots=True)
class Request:
    """What to compare. `accepted`: a Git revision, or `working`; `commands`: work out the way back.

    `apart`: devices that could not be observed, found before this run.
    """

    sites: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    accepted: str = "HEAD"
    commands: bool = False
    apart: tuple[Apart, ...] = ()
    notes: tuple[str, ...] = field(default=())


def run_drift(
    project: Project, observed: Mapping[str, Observed], request: Request, *, today: date
) -> DriftRun:
    """Compare. Devices that were not observed or have no accepted state are listed apart.

    Raises:
        UserError: the inventory, the policies or a control are wrong, an unknown site or host.
    """
    return _Drift(project, request, today).run(observed)


def selected(project: Project, sites: tuple[str, ...], hosts: tuple[str, ...]) -> list[Host]:
    """The hosts in scope.

    Raises:
        InventoryError: a name that the inventory does not have.
    """
    for kind, wanted, known in (
        ("site", sites, {h.site for h in project.hosts.values()}),
        ("host", hosts, set(project.hosts)),
    ):
        for name in wanted:
            if name not in known:
                msg = f"the inventory has no {kind} {name!r}; it has {', '.join(sorted(known))}"
                raise InventoryError(msg)
    return [
        host
        for host in project.hosts.values()
        if (not sites or host.site in sites) and (not hosts or host.name in hosts)
    ]


def clean(text: str, host: Host, key: bytes) -> SanitisedConfig:
    """A raw text of a host, sanitised in memory."""
    return sanitise(RawConfig(text, source=host.name), platform_named(host.platform), key)


class _Drift:
    def __init__(self, project: Project, request: Request, today: date) -> None:
        self.project = project
        self.request = request
        self.key = load_key(project.root)
        self.session: Session = open_session(project, Scope(), fail_on=None, today=today)
        self.git = Git(project.root)
        self.notes = list(request.notes)
        self.revision = request.accepted
        if self.revision != WORKING and self.git.prefix() is None:
            self.revision = WORKING
            self.notes.append("no Git history here: compared with the files in configs/")
        elif self.revision != WORKING:
            self.revision = self.git.commit(self.revision)

    def run(self, observed: Mapping[str, Observed]) -> DriftRun:
        devices, apart = [], list(self.request.apart)
        known = {one.host for one in apart}
        for host in selected(self.project, self.request.sites, self.request.hosts):
            if host.name in known:
                continue
            if host.name not in observed:
                apart.append(Apart(host.name, host.site, "not observed"))
                continue
            try:
                device = self._device(host, observed[host.name])
            except SchoolproofError as error:
                apart.append(Apart(host.name, host.site, "refused", str(error)))
                continue
            if device is None:
                apart.append(Apart(host.name, host.site, "never accepted"))
            else:
                devices.append(device)
        return DriftRun(tuple(devices), tuple(apart), tuple(self.notes))

    def _accepted(self, host: Host) -> str | None:
        path = self.project.config_path(host)
        if self.revision == WORKING:
            return read_text(path) if path.is_file() else None
        return self.git.text(self.revision, self.project.relative(path))

    def _read(self, text: str, host: Host, source: str) -> ReadConfig:
        platform = platform_named(host.platform)
        require_device(text, platform, path=source)
        read = read_config(text, platform, self.key, source=source)
        require_whole(read, platform, path=source)
        return read

    def _device(self, host: Host, seen: Observed) -> DeviceDrift | None:
        text = self._accepted(host)
        if text is None:
            return None
        path = self.project.relative(self.project.config_path(host))
        platform = platform_named(host.platform)
        try:
            accepted = self._read(text, host, path)
        except ConfigError as error:
            msg = f"its accepted configuration cannot be read: {error}"
            raise ConfigError(msg) from None
        observed = self._read(seen.config.text, host, f"{host.name} (observed)")
        diff = compare(accepted.tree, observed.tree, platform)
        every = list(pairs(diff))
        found = without_defaults(every, accepted, observed, platform) if every else []
        changes = told(found, accepted, observed, platform)
        kinds, commit = self._kinds(host, changes, observed, seen, accepted)
        noise = len(every) - len(found)
        if not kinds and (noise or text != seen.config.text):
            kinds = (Kind.NOISE,)
        drifted = bool(changes)
        if drifted:
            declare(accepted, host, self.session)
            declare(observed, host, self.session)
        remedy = None
        if found and self.request.commands:
            remedy = put_back(accepted.tree, observed.tree, platform)
        return DeviceDrift(
            host=host.name,
            site=host.site,
            platform=platform.name,
            path=path,
            comment=platform.comment,
            kinds=kinds,
            changes=changes,
            noise=noise,
            shifts=shifts(accepted, observed, host, self.session) if drifted else (),
            remedy=remedy,
            observed=seen.config,
            commit=commit,
        )

    def _kinds(
        self,
        host: Host,
        changes: tuple[Change, ...],
        observed: ReadConfig,
        seen: Observed,
        accepted: ReadConfig,
    ) -> tuple[tuple[Kind, ...], str]:
        """The kinds of a device's drift, and the earlier commit whose state it still has."""
        platform = platform_named(host.platform)
        kinds = {change.kind for change in changes}
        if seen.startup is not None:
            saved = platform.grammar.parse(seen.startup.text)
            if compare(saved, observed.tree, platform):
                kinds.add(Kind.UNSAVED)
                if not compare(accepted.tree, saved, platform):
                    kinds -= {Kind.OUTSIDE, Kind.SECRET}
        commit = self._earlier(host, observed, accepted, platform) if changes else ""
        if commit:
            kinds = {k for k in kinds if k is Kind.UNSAVED} | {Kind.UNAPPLIED}
        return tuple(sorted(kinds, key=lambda kind: kind.rank)), commit

    def _earlier(
        self, host: Host, observed: ReadConfig, accepted: ReadConfig, platform: Platform
    ) -> str:
        """The newest commit whose text means what the device says now."""
        path = self.project.relative(self.project.config_path(host))
        if self.git.prefix() is None:
            return ""
        for commit in self.git.versions(path, VERSIONS):
            text = self.git.text(commit, path)
            if text is None or text == accepted.device.native_text:
                continue
            tree = platform.grammar.parse(clean(text, host, self.key).text)
            if not compare(tree, observed.tree, platform):
                return commit
        return ""
