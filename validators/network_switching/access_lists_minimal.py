"""Access lists that hang on interfaces do something, line by line."""

from collections.abc import Iterator

from schoolproof.check import Item, control
from schoolproof.check.switches.acl_dead import dead_entries, missing_lists
from schoolproof.model import Device


@control(code="SWITCH-030", clauses=["NS-3a", "CS-3h"], severity="medium", device="switch")
def check(device: Device) -> Iterator[Item]:
    """Every list that an interface or VLAN names exists, and each of its entries decides a packet.

    An entry is dead when the entries above it hold every packet of its own, for every reading of
    what the text does not say.

    Why it matters: a list with a misspelt name protects nothing, and dead entries hide live ones.

    Expected results:
        pass: every list has entries, and every entry decides some packet
        fail: one finding for each list that refuses nothing, and for each dead entry
        unknown: a list is too tangled to follow
        notapplicable: no list hangs on an interface
    """
    yield from missing_lists(device)
    yield from dead_entries(device)
