"""Nobody can log in by telnet."""

from collections.abc import Iterator

from schoolproof.check import Item, control
from schoolproof.check.firewalls.exposure import forbid_service
from schoolproof.model import Device


@control(code="CYBER-001", clauses=["NS-3e", "CS-3c", "CS-3h"], severity="critical")
def check(device: Device) -> Iterator[Item]:
    """No shell without encryption is reachable.

    Why it matters: with telnet the administrator's password crosses the cable as readable text,
    and the same cable carries pupils' devices.

    Expected results:
        pass: telnet is off, or every line and interface refuses it
        fail: one finding for each line or interface that takes telnet; where the device has it on
            until a line says otherwise, the finding has no line
        unknown: what an absent line means on this release is not known
    """
    yield from forbid_service(device, "telnet", "telnet is open: passwords cross the network clear")
