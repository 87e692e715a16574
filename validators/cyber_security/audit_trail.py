"""Logins and changes are recorded with the user's name."""

from collections.abc import Iterator

from schoolproof.check import OK, Item, control, expect
from schoolproof.model import Device


@control(code="CYBER-014", clauses=["CS-1e", "CS-3e", "CS-7b"], severity="medium")
def check(device: Device) -> Iterator[Item]:
    """Logins, failed logins and configuration changes leave a record.

    Why it matters: "who opened this port, and when?" must have an answer; failed logins are the
    first sign that somebody is trying.

    Expected results:
        pass: all three are recorded; commands sent to the accounting service count as changes
        fail: one finding for each kind that is not
        unknown: the text does not say whether the device records one of them
    """
    if "accounting_commands" in device.aaa.lines and device.aaa.accounting_commands:
        yield OK
    else:
        says = "nobody records who changed the configuration"
        yield from expect(device, "logging.configuration_changes", True, says=says)
    yield from expect(device, "logging.login_success", True, says="logins are not recorded")
    yield from expect(device, "logging.login_failure", True, says="failed logins are not recorded")
