"""Every local account on a device stands in the register, and is still needed."""

from collections.abc import Iterator
from datetime import date

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.registers import Registers, wrong
from schoolproof.model import Site


@control(code="GOVERN-114", clauses=["CS-4d", "NS-3b", "WN-4b"], severity="high")
def check(site: Site, registers: Registers, today: date) -> Iterator[Item]:
    """Local accounts in the accepted configurations have a row in access.yaml that has not ended.

    A row has an owner, so this is the register's half of CYBER-006. What the site file calls an
    emergency, read-only or service account is one in the register too.

    Why it matters: it is the one part of an access review that a configuration can check: a
    leaver's or a supplier's name that is still on a switch.

    Expected results:
        pass: every account has a row in date
        fail: an account without a row, one whose last day is past, one of another kind
        unknown: a device's accounts were not read
        notapplicable: no device has a local account
    """
    rows = {row.account: row for row in registers.access.of(site.slug)}
    for host in (h for h in registers.hosts.values() if h.site == site.slug):
        seen = registers.seen.get(host.name)
        if seen is None:
            yield Gap(host.name, f"the configuration of {host.name} was not read")
            continue
        for user, line in seen.users.items():
            row = rows.get(user)
            if row is None:
                says = f"the account {user} on {host.name} is not in access.yaml"
                yield Finding(
                    user, says, "a row", "none", line=line, path=seen.path, host=host.name
                )
            elif row.ends is not None and row.ends < today:
                says = f"the account {user} ended, but it is still on {host.name}"
                yield wrong(row, says, f"{today} or later", str(row.ends), field="ends")
            else:
                yield OK
    for kind, names in site.accounts.items():
        wanted = kind.replace("_", "-")
        for row in (rows[name] for name in names if name in rows):
            says = f"the site file counts {row.account} under `{kind}`"
            differs = wrong(row, says, wanted, row.kind, field="kind")
            yield OK if row.kind == wanted else differs
