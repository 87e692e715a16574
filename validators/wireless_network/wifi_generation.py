"""Access points are of a recent Wi-Fi generation, or are replaced by plan."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Gap, Item, control
from schoolproof.check.registers import Registers, missing, wrong
from schoolproof.model import Site

ORDER = ("wifi4", "wifi5", "wifi6", "wifi6e", "wifi7")


@control(
    code="WIFI-014",
    clauses=["WN-1a", "WN-P3"],
    severity="low",
    certainty="judgement",
    params={"in_use": "wifi6e", "bought_after": "wifi7", "after": date(2025, 9, 1)},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Kit in use is Wi-Fi 6E, kit bought since September 2025 is Wi-Fi 7; older kit has a plan.

    Why it matters: the standard applies when kit is replaced, so the answer is a date and no
    alarm.

    Expected results:
        pass: each batch reaches its generation, or has a plan to come
        fail: an old generation without a plan; new kit below Wi-Fi 7
        unknown: the register does not say a generation or a day of purchase
    """
    rows = [r for r in registers.assets.of(site.slug) if r.kind == "access-point" and r.in_use]
    if not rows:
        yield missing(registers.assets, "no access point is in the asset register")
    for row in rows:
        if row.wifi_generation is None or row.bought is None:
            yield Gap(row.name, f"the register lacks generation or purchase day of {row.name}")
            continue
        new = row.bought >= params["after"]
        least = params["bought_after" if new else "in_use"]
        planned = row.plan is not None and row.plan.by >= today
        if ORDER.index(row.wifi_generation) >= ORDER.index(least) or (planned and not new):
            yield OK
        else:
            says = f"{row.name} is {row.wifi_generation}: " + (
                "new kit should be newer" if new else "a plan is needed"
            )
            yield wrong(row, says, least, row.wifi_generation, field="wifi_generation")
