"""No release that runs has a serious hole that its maker warned of weeks ago."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Gap, Item, control
from schoolproof.check.registers import NETWORK, Registers, same_release, wrong
from schoolproof.check.releases import concerned
from schoolproof.model import Site

SERIOUS = frozenset({"critical", "high", "unrated"})
CLAUSES = {
    "firewall": ("CS-5d", "CS-3b"),
    "switch": ("CS-5d", "NS-3c"),
    "wireless-controller": ("CS-5d", "WN-3b"),
}


@control(
    code="CYBER-118",
    clauses=["CS-3b", "CS-5d", "NS-3c", "WN-3b"],
    severity="critical",
    params={"patch_days": 14, "list_max_age_days": 14},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """No warning in advisories.yaml, older than 14 days and serious, concerns a device's release.

    Serious is critical, high, unrated, or known to be exploited. The release is that of the
    accepted configuration, in full as assets.yaml has it. A device that patches.yaml calls cut
    off for that warning counts as safe. The other half of CYBER-018.

    Why it matters: the 14 days are an automatic fail in Cyber Essentials, firewalls included.

    Expected results:
        pass: no device runs a release that such a warning concerns
        fail: one finding for each warning and device
        unknown: the list is older than 14 days, or a release is not known well enough
        notapplicable: no network device is in the asset register
    """
    rows = [r for r in registers.assets.of(site.slug) if r.in_use and r.kind in NETWORK]
    if rows:
        yield from _young(site, registers.advisories, today, params["list_max_age_days"])
    for row in rows:
        host, release = registers.hosts.get(row.name), _release(row, registers)
        if host is None or not release:
            what = "platform" if host is None else "release"
            yield Gap(row.name, f"the {what} of {row.name} is not known, so no warning is found")
            continue
        yield OK
        for warning in registers.advisories.of(site.slug):
            serious = warning.exploited or warning.severity in SERIOUS
            open_days = (today - warning.published).days
            if serious and open_days > params["patch_days"] and _speaks_of(warning, host, row):
                yield from _judged(warning, row, release, registers)


def _young(site: Site, register: Any, today: date, most: int) -> Iterator[Item]:
    """A list that nobody keeps up to date warns of nothing."""
    day = register.reviewed
    if day is None:
        says = f"{register.label} does not say when it was last brought up to date"
        yield Gap(site.slug, says)
    elif not 0 <= (today - day).days <= most:
        yield Gap(site.slug, f"{register.label} is of {day}: {most} days are allowed")


def _release(row: Any, registers: Registers) -> str:
    seen = registers.seen.get(row.name)
    printed = seen.version if seen else ""
    if row.firmware and (not printed or same_release(row.firmware, printed)):
        return str(row.firmware)
    return str(printed)


def _speaks_of(warning: Any, host: Any, row: Any) -> bool:
    models = [part.strip().lower() for part in (row.model or "").split(",")]
    wanted = tuple(word.lower() for word in warning.models)
    fits = not wanted or not row.model or any(model.startswith(wanted) for model in models)
    return fits and warning.platform == host.platform


def _judged(warning: Any, row: Any, release: str, registers: Registers) -> Iterator[Item]:
    cut_off = any(
        fix.advisory == warning.advisory and row.name in fix.hosts and fix.isolated
        for fix in registers.patches.rows
    )
    found = concerned(release, warning.affected)
    if found is None:
        says = f"{release} says too little: whether {warning.advisory} concerns {row.name} is open"
        yield Gap(row.name, says)
    elif found and not cut_off:
        spans = [span for span in warning.affected if concerned(release, [span])]
        fixes = [span.fixed_in for span in spans if span.fixed_in]
        exploited = ", and attackers use it" if warning.exploited else ""
        says = f"{row.name} runs a release with the hole {warning.advisory}{exploited}"
        wanted = f"{' or '.join(fixes)}, or later" if fixes else "cut off, as there is no fix"
        mine = CLAUSES[row.kind]
        yield wrong(warning, says, wanted, release, field="affected", of=row, clauses=mine)
