"""Every access point has a controller, and the controller's text is young."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Gap, Item, control
from schoolproof.check.registers import Registers, missing, wrong, young_text
from schoolproof.model import Site


@control(
    code="WIFI-016",
    clauses=["WN-3a", "WN-3b", "WN-3g"],
    severity="high",
    params={"max_config_age_days": 7, "clouds": ["cloud"]},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Access points of the asset register name a controller of the inventory, collected lately.

    Access points that a maker's cloud manages leave no text here: what it says is unknown.

    Why it matters: the standard asks for one tool and a file that restores the set-up. This
    repository is that file.

    Expected results:
        pass: each batch has a controller whose text is young
        fail: access points that nobody manages, a controller that is no host, an old text
        unknown: a cloud manages them, or when the controller was collected is not written down
    """
    rows = [r for r in registers.assets.of(site.slug) if r.kind == "access-point" and r.in_use]
    if not rows:
        yield missing(registers.assets, "no access point is in the asset register")
    for row in rows:
        name = row.controller
        if name is None:
            yield wrong(row, f"nobody says what manages {row.name}", "a controller", "none")
        elif name in params["clouds"]:
            yield Gap(row.name, f"the maker's cloud manages {row.name}: open it and look")
        elif name not in registers.hosts:
            says = f"{name}, which manages {row.name}, is no device of the inventory"
            yield wrong(row, says, "a host in inventory/hosts.yaml", name, field="controller")
        else:
            yield young_text(registers, site.slug, name, today, params["max_config_age_days"])
