"""Applications that a rule lets through, where rules themselves name applications (PAN-OS)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schoolproof.check.firewalls.audience import refusing_before
from schoolproof.errors import UnknownFact
from schoolproof.model import Device
from schoolproof.model.policies import FirewallPolicy

PART = "a part of "
STANDARD = "application-default:"


def let_through(
    device: Device, policy: FirewallPolicy, names: Iterable[str], *, any_port: bool = True
) -> Iterator[str]:
    """Of these applications and kinds of applications, those that the rule lets out.

    A rule that lists applications lets no others out. `any_port`: a refusal above counts only if
    it holds on every port, since these tools take whatever port is open.

    Raises:
        UnknownFact: the rule names a filter of which the text says a part only.
    """
    unclear = next((kind for kind in policy.app_categories if kind.startswith(PART)), None)
    if unclear:
        msg = f"{policy.label} lets {unclear} out, and what that holds is not in the text"
        raise UnknownFact(msg)
    listed = {*policy.applications, *policy.app_categories}
    above = [
        row for row in refusing_before(device, policy) if _wide(device, row, any_port=any_port)
    ]
    for name in names:
        if listed and name not in listed:
            continue
        if not any(name in {*row.applications, *row.app_categories} for row in above):
            yield name


def _wide(device: Device, row: FirewallPolicy, *, any_port: bool) -> bool:
    """Whether a refusal by application holds on every port, or on that application's own."""
    if not row.applications and not row.app_categories:
        return False
    own = not any_port and all(name.startswith(STANDARD) for name in row.services)
    table = device.firewall.service_objects
    rows = [table[name] for name in row.services if name in table]
    return own or any("protocol" in r.lines and r.protocol == "all" for r in rows)
