"""How old the evidence is: `configs/<site>/collected.json` says when each device was last seen.

Only a day (UTC) is kept, so that collecting twice on one day changes no byte in Git.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schoolproof.errors import InventoryError
from schoolproof.files import write_atomic
from schoolproof.inventory import Host, Project

FILE = "collected.json"
BUDGET_DAYS = 7  # where policies/profile.yaml says nothing else


@dataclass(frozen=True, slots=True)
class Stale:
    """A device whose evidence is too old. `days` is None when it was never collected."""

    host: str
    path: str
    days: int | None
    budget: int

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        if self.days is None:
            return f"{self.path}: {self.host} was never collected, so nobody knows whether it is so"
        if self.days < 0:
            return f"{self.path}: {self.host} was collected {-self.days} days in the future"
        return (
            f"{self.path}: collected {self.days} days ago, {self.budget} are allowed: collect it "
            "again, and see whether the scheduled job still runs"
        )


def collected_days(root: Path, site: str) -> dict[str, date]:
    """When each device of a site was last collected; empty without a file.

    Raises:
        InventoryError: the file is not what `collect` writes.
    """
    path = root / "configs" / site / FILE
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(host): date.fromisoformat(entry["collected"]) for host, entry in data.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        msg = f"this is not what `collect` writes ({type(error).__name__}): restore it from Git"
        raise InventoryError(msg, path=path) from None


def record(root: Path, site: str, host: str, day: date) -> None:
    """Note that a device was collected. Callers in threads take turns.

    Raises:
        UserError: the file cannot be read or written.
    """
    days = collected_days(root, site)
    if days.get(host) == day:
        return
    days[host] = day
    data = {name: {"collected": str(days[name])} for name in sorted(days)}
    write_atomic(root / "configs" / site / FILE, json.dumps(data, indent=2) + "\n")


def stale(
    project: Project, hosts: Iterable[Host], today: date, budget: int | None
) -> tuple[Stale, ...]:
    """The devices whose evidence is older than the budget, in days.

    A budget of None is the default, which binds only sites that have a `collected.json`: a
    repository whose texts were never collected does not claim to know their age.
    """
    days = budget or BUDGET_DAYS
    by_site: dict[str, dict[str, date]] = {}
    found = []
    for host in hosts:
        if host.site not in by_site:
            by_site[host.site] = collected_days(project.root, host.site)
        known = by_site[host.site]
        if budget is None and not known:
            continue
        age = (today - known[host.name]).days if host.name in known else None
        if age is None or age > days or age < -1:  # a day ahead is another time zone
            found.append(Stale(host.name, project.relative(project.config_path(host)), age, days))
    return tuple(found)
