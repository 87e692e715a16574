"""A result as an entry of the cache, and back."""

from __future__ import annotations

from typing import Any

from schoolproof.check.baseline.kept import SEVERITIES, Kept, Packed, pack
from schoolproof.check.host import HostResult, Session
from schoolproof.check.result import Outcome, Verdict
from schoolproof.inventory import Host
from schoolproof.inventory.registers import Seen
from schoolproof.model import SecretUse, secret_in

OUTCOMES = {outcome.value: outcome for outcome in Outcome}  # quicker than asking the class


def encode(result: HostResult) -> dict[str, Any]:
    """What goes into an entry."""
    return {
        **_rest(result),
        "verdicts": [
            (
                v.control,
                v.outcome.value,
                v.severity.value,
                v.checked,
                v.reasons,
                pack(v.findings),
                v.sources,
            )
            for v in result.verdicts
        ],
    }


def same(again: HostResult, result: HostResult) -> bool:
    """Whether a result came back as it went in."""
    return (again.verdicts, again.seen, _rest(again)) == (
        result.verdicts,
        result.seen,
        _rest(result),
    )


def _rest(result: HostResult) -> dict[str, Any]:
    """All but the verdicts."""
    return {
        "notes": list(result.notes),
        "facts": result.facts,
        "commands": result.commands,
        "unread": [list(pair) for pair in result.unread],
        "secrets": [[use.line, use.text] for use in result.secrets],
        "seen": _seen(result.seen),
    }


def _seen(seen: Seen | None) -> list[Any] | None:
    if seen is None:
        return None
    users, uplinks = dict(seen.users), dict(seen.uplinks)
    rest = [users, uplinks, list(seen.subnets)]
    return [seen.path, seen.model, seen.version, seen.version_line, *rest]


def _unseen(row: list[Any]) -> Seen:
    """Equal to what a device that was judged now gives, or everything would be judged twice."""
    path, model, version, line, users, uplinks, subnets = row
    return Seen(path, model, version, line, users, uplinks, tuple(subnets))


def decode(session: Session, host: Host, data: Any) -> HostResult | None:
    """The result again; None when the entry is of another shape."""
    if data is None:
        return None
    try:
        return HostResult(
            host=host.name,
            site=host.site,
            path=session.project.config_name(host),
            verdicts=tuple(_verdict(session, host, *row) for row in data["verdicts"]),
            notes=tuple(data["notes"]),
            facts=data["facts"],
            commands=data["commands"],
            unread=tuple((line, text) for line, text in data["unread"]),
            secrets=tuple(
                SecretUse(line, secret=secret_in(text), text=text) for line, text in data["secrets"]
            ),
            seen=_unseen(data["seen"]) if data["seen"] else None,
        )
    except (KeyError, TypeError, ValueError):
        return None


def _verdict(  # noqa: PLR0913, PLR0917  a row of the cache, in its order
    session: Session,
    host: Host,
    control: str,
    outcome: str,
    severity: str,
    checked: int,
    reasons: tuple[str, ...],
    findings: Packed | None,
    sources: tuple[str, ...],
) -> Verdict:
    known = session.by_id[control]
    return Verdict(
        control=control,
        code=known.code,
        standard=control.partition("/")[0],
        clauses=known.clauses,
        site=host.site,
        device=host.name,
        outcome=OUTCOMES[outcome],
        severity=SEVERITIES[severity],
        findings=Kept(findings) if findings else (),
        reasons=reasons,
        checked=checked,
        certainty=known.certainty,
        sources=sources,
    )
