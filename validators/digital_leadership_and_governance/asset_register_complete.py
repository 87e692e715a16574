"""Every network device is in the asset register, and the other way round."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.registers import NETWORK, Registers, held, missing, wrong
from schoolproof.model import Site

FIELDS = ("make", "model", "serial", "place", "owner", "bought", "review_due")


@control(
    code="GOVERN-002",
    clauses=["DL-2b", "IT-2a", "NS-P1"],
    severity="high",
    params={"fields": FIELDS},
)
def check(site: Site, registers: Registers, params: Mapping[str, Any]) -> Iterator[Item]:
    """Each host has a row in assets.yaml with all its fields, and each row's device is a host.

    Switches, firewalls and wireless controllers are compared; other assets need their fields.

    Why it matters: the row that nobody wrote is the switch that nobody patches.

    Expected results:
        pass: both sides agree, and every row in use is complete
        fail: a device without a row, a row without a device, one thrown away that still
            answers, a row that lacks something
    """
    rows = {row.name: row for row in registers.assets.of(site.slug)}
    for host in (h for h in registers.hosts.values() if h.site == site.slug):
        row = rows.get(host.name)
        if row is None:
            says = f"the device {host.name} of the inventory is not in the asset register"
            yield missing(registers.assets, says)
        elif not row.in_use:
            says = "the register says it was disposed of, but the inventory still has it"
            yield wrong(row, says, "in use", f"disposed of on {row.disposed}", field="disposed")
        else:
            yield OK
    for row in (r for r in rows.values() if r.in_use):
        if row.kind in NETWORK and row.name not in registers.hosts:
            says = f"the asset {row.name} is no device of the inventory, so nobody collects it"
            yield wrong(row, says, "a host in inventory/hosts.yaml", "none", field="name")
        serial = ("serial",) if row.count > 1 or row.kind == "operating-system" else ()
        yield from held(row, [f for f in params["fields"] if f not in serial], f"{row.name}")
    if not rows:
        yield Finding(
            site.slug,
            "the asset register has no row",
            "rows",
            "none",
            path="inventory/registers/assets.yaml",
        )
