"""Sessions that nobody uses end soon."""

from collections.abc import Iterator

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.model import Device


@control(code="LOCAL-009", clauses=["CS-3c"], severity="high", device="switch")
def check(device: Device) -> Iterator[Item]:
    """Every `exec-timeout` is ten minutes or less.

    Why it matters: a session that was forgotten in the library is everybody's session.

    Expected results:
        pass: each timeout is ten minutes or less
        fail: one finding for each that is longer
        unknown: a timeout is no number
    """
    for number, line in enumerate(device.native_text.splitlines(), start=1):
        words = line.split()
        if words[:1] != ["exec-timeout"]:
            continue
        if not words[1].isdigit():
            yield Gap(device, f"the timeout in line {number} is no number")
        elif int(words[1]) > 10:
            yield Finding(
                "console",
                "waits too long",
                expected="10",
                actual=words[1],
                line=number,
                fix=("line con 0", " exec-timeout 10 0"),
            )
        else:
            yield OK
