"""Model and firmware in the asset register are those of the configurations."""

from collections.abc import Iterator

from schoolproof.check import OK, Gap, Item, control
from schoolproof.check.registers import Registers, same_release, wrong
from schoolproof.model import Site


@control(code="GOVERN-102", clauses=["DL-2b", "NS-P1"], severity="medium")
def check(site: Site, registers: Registers) -> Iterator[Item]:
    """Each device's firmware and model, as its accepted configuration prints them, are the row's.

    A configuration may print a release in short (17.12); then the register's begins with it.

    Why it matters: a register that is wrong about the firmware is wrong about every warning.

    Expected results:
        pass: both agree for every device
        fail: one finding for each field that differs
        unknown: the configuration or the register does not say
        notapplicable: no device has a row
    """
    rows = {row.name: row for row in registers.assets.of(site.slug)}
    for host in (h for h in registers.hosts.values() if h.site == site.slug and h.name in rows):
        seen, row = registers.seen.get(host.name), rows[host.name]
        if seen is None:
            yield Gap(host.name, f"the configuration of {host.name} was not read")
            continue
        for field, printed in (("firmware", seen.version), ("model", seen.model)):
            written = getattr(row, field)
            if not printed or written is None:
                side = "its configuration" if not printed else "the register"
                yield Gap(host.name, f"{side} does not say the {field} of {host.name}")
            elif same_release(written, printed):
                yield OK
            else:
                says = f"{field} differs from the accepted configuration ({seen.path})"
                yield wrong(row, says, printed, written, field=field)
