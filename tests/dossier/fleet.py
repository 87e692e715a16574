"""A report on 42 schools and 196 devices: three schools judged for real, then again and again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from schoolproof.check.result import Verdict
from schoolproof.check.status import Evidence, SiteStatus
from schoolproof.dossier.model import Dossier
from schoolproof.report.entries import entries

from .made import ROOT, dossier

COPIES = 14
PROTECTION = re.compile(
    r"^ (spanning-tree (bpduguard|portfast)|storm-control|dot1x|authentication|mab|ip verify).*\n",
    re.MULTILINE,
)


def fleet(folder: Path, copies: int = COPIES) -> Dossier:
    """The example's schools, their ports without protection, as many times as `copies` says."""
    for name in ("inventory", "configs", "policies"):
        shutil.copytree(ROOT / name, folder / name)
    for path in (folder / "configs").rglob("*.cfg"):
        path.write_text(PROTECTION.sub("", path.read_text("utf-8")), "utf-8")
    (folder / "policies" / "waivers.yaml").unlink()
    one = dossier(folder, name="A trust of many schools")
    numbers = range(copies)
    run = replace(one.run, verdicts=tuple(_verdicts(one, copies)))
    sites = tuple(_site(site, n) for n in numbers for site in one.status.sites)
    return replace(
        one,
        run=run,
        status=replace(one.status, sites=sites),
        findings=tuple(entries(run)),
        held=tuple(
            replace(h, site=f"{h.site}-{n}", device=f"{h.device}-{n}")
            for n in numbers
            for h in one.held
        ),
        reach=tuple(replace(m, site=f"{m.site}-{n}") for n in numbers for m in one.reach),
    )


def _verdicts(one: Dossier, copies: int) -> Iterator[Verdict]:
    for verdict in one.run.verdicts:
        for n in range(copies if verdict.site else 1):
            device = f"{verdict.device}-{n}" if verdict.device else ""
            site = f"{verdict.site}-{n}" if verdict.site else ""
            yield replace(verdict, site=site, device=device)


def _site(site: SiteStatus, n: int) -> SiteStatus:
    areas = tuple(
        replace(
            area,
            groups=tuple(
                replace(
                    group,
                    whole=_evidence(group.whole, n),
                    clauses=tuple(
                        replace(clause, evidence=_evidence(clause.evidence, n))
                        for clause in group.clauses
                    ),
                )
                for group in area.groups
            ),
        )
        for area in site.areas
    )
    return replace(site, slug=f"{site.slug}-{n}", name=f"{site.name} {n}", areas=areas)


def _evidence(found: tuple[Evidence, ...], n: int) -> tuple[Evidence, ...]:
    """Of devices, those of the copy; what holds for the trust stays the same."""
    return tuple(
        replace(e, device=f"{e.device}-{n}", path=e.path.replace(".cfg", f"-{n}.cfg"))
        if e.device
        else e
        for e in found
    )
