"""Which controls a change breaks, and which it mends."""

from __future__ import annotations

from collections.abc import Iterable

from schoolproof.check.host import Session
from schoolproof.check.judge import Place
from schoolproof.check.read import ReadConfig
from schoolproof.check.result import Outcome, Verdict
from schoolproof.drift.model import Shift
from schoolproof.inventory import Host
from schoolproof.model import PortPlan
from schoolproof.platforms import platform_named

BAD = {Outcome.FAIL, Outcome.ERROR}
ORDER = ("broken", "unknown", "mended")
SHOWN = 3  # findings quoted of a control


def declare(read: ReadConfig, host: Host, session: Session) -> None:
    """Give a device what people declared of it: site, ports, role, class."""
    site = session.project.sites[host.site]
    read.device.put(
        None,
        site=site,
        ports=site.ports.get(host.name, PortPlan()),
        role=host.role,
        classes=host.classes,
    )


def shifts(
    accepted: ReadConfig, observed: ReadConfig, host: Host, session: Session
) -> tuple[Shift, ...]:
    """Controls whose verdict the change turns, broken ones first, the worst on top."""
    before = {v.control: v for v in _verdicts(accepted, host, session)}
    found = []
    for verdict in _verdicts(observed, host, session):
        shift = _shift(before[verdict.control], verdict)
        if shift is not None:
            found.append(shift)
    return tuple(sorted(found, key=lambda s: (ORDER.index(s.how), -s.severity.rank, s.control)))


def _verdicts(read: ReadConfig, host: Host, session: Session) -> Iterable[Verdict]:
    path = session.project.relative(session.project.config_path(host))
    place = Place(host.site, host.name, path, read, platform_named(host.platform))
    for control in session.controls:
        if control.scope == "device" and control.speaks_of(host.classes, host.role):
            inputs = {"device": read.device, "site": read.device.site}
            yield session.finish(control, place, inputs)


def _shift(before: Verdict, after: Verdict) -> Shift | None:
    known = {(f.subject, f.message) for f in before.findings if not f.is_remark}
    new = [f for f in after.findings if not f.is_remark and (f.subject, f.message) not in known]
    how = ""
    if after.outcome in BAD and (before.outcome not in BAD or new):
        how = "broken"
    elif before.outcome in BAD and after.outcome not in BAD:
        how = "mended"
    elif after.outcome is Outcome.UNKNOWN and before.outcome is not Outcome.UNKNOWN:
        how = "unknown"
    if not how:
        return None
    messages = [f"{f.subject}: {f.message}" for f in new] or list(after.reasons)
    worse = before if how == "mended" else after
    return Shift(after.control, after.code, worse.severity, how, tuple(messages[:SHOWN]))
