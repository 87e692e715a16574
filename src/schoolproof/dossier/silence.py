"""What we do not know, in few lines: one for each thing, with all the places where it is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schoolproof.check.result import Outcome, Severity, Verdict
from schoolproof.check.run import Run
from schoolproof.check.status import ClauseStatus, SiteStatus, State, TrustStatus
from schoolproof.dossier.model import Silence
from schoolproof.report.entries import silent

Row = tuple[int, Silence]
SPOKEN = frozenset({Outcome.UNKNOWN, Outcome.ERROR})


def silences(run: Run, status: TrustStatus) -> tuple[Silence, ...]:
    """Worst first: what controls could not judge, then clauses that nothing else explains."""
    rows = [*_of_verdicts(run), *_of_clauses(status)]
    return tuple(silence for _, silence in sorted(rows, key=_order))


def _order(row: Row) -> tuple[object, ...]:
    rank, silence = row
    return -rank, -len(silence.where), silence.code, silence.why


def _of_verdicts(run: Run) -> Iterator[Row]:
    titles = {control.id: control.title for control in run.controls}
    found: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in silent(run):
        found.setdefault((verdict.control, _reason(verdict)), []).append(verdict)
    for (control, why), verdicts in found.items():
        first = verdicts[0]
        where = _places(verdict.device or verdict.site for verdict in verdicts)
        what = titles.get(control, control)
        yield first.severity.rank, Silence(what, why, where, first.code, first.standard)


def _reason(verdict: Verdict) -> str:
    return verdict.reasons[0] if verdict.reasons else "no reason was given"


def _of_clauses(status: TrustStatus) -> Iterator[Row]:
    """Clauses that are not known though no control said so: no evidence, or too old."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for site in status.sites:
        for standard, clause in _unknown(site):
            why = clause.reasons[0] if clause.reasons else "no evidence was found"
            key = (clause.clause.id, clause.clause.title, why, standard)
            found.setdefault(key, []).append(site.slug)
    for (code, title, why, standard), where in found.items():
        yield Severity.MEDIUM.rank, Silence(title, why, _places(where), code, standard)


def _unknown(site: SiteStatus) -> Iterator[tuple[str, ClauseStatus]]:
    for area in site.areas:
        for clause in (c for group in area.groups for c in group.clauses):
            told = any(e.outcome in SPOKEN for e in clause.evidence)
            if clause.state is State.NOT_KNOWN and not told:
                yield area.standard.standard, clause


def _places(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name or "all schools" for name in names}))
