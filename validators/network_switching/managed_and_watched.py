"""Every switch is collected, and lately."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, missing, wrong, young_text
from schoolproof.model import Site


@control(
    code="SWITCH-029",
    clauses=["NS-2a", "NS-3f"],
    severity="medium",
    params={"max_config_age_days": 7},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each switch of the asset register is in the inventory and was collected within a week.

    Where its alarms go is judged by CYBER-013; this control adds who is watched at all.

    Why it matters: the standard asks for one tool that configures, watches and warns. A switch
    outside it is found when it fails.

    Expected results:
        pass: every switch is managed, and its text is young
        fail: a switch outside the inventory, or one whose text is old
        unknown: when a switch was last collected is not written down
    """
    rows = [r for r in registers.assets.of(site.slug) if r.kind == "switch" and r.in_use]
    if not rows:
        yield missing(registers.assets, "no switch is in the asset register")
    for row in rows:
        if row.name not in registers.hosts:
            says = f"the switch {row.name} is managed by nobody: it is not in the inventory"
            yield wrong(row, says, "a host in inventory/hosts.yaml", "none", field="name")
        else:
            most = params["max_config_age_days"]
            yield young_text(registers, site.slug, row.name, today, most)
