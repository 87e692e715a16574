"""What can be wrong with a device, by name, and how many devices get which fault."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum

from schoolproof.errors import UserError


class Fault(StrEnum):
    """One fault. Those of output show in the command that prints the configuration only."""

    REFUSED = "refused"  # nothing listens on the port
    AUTH = "auth"  # every password is wrong
    SLOW = "slow"  # each command takes long
    STALL = "stall"  # the output stops in the middle, the session stays open
    DROP = "drop"  # the connection is cut in the middle of the output
    GARBAGE = "garbage"  # random bytes in the middle of the output
    HOSTKEY = "hostkey"  # another host key than the one that is known
    TRUNCATED = "truncated"  # the output stops in the middle and the prompt comes back
    PROMPT = "prompt"  # another device answers: its name in prompt and text
    ERROR = "error"  # the device refuses the command
    PAGER = "pager"  # the device goes on paging when paging was switched off


ITEM = re.compile(r"(?P<name>[a-z]+)(?:=(?P<amount>\d+)(?P<percent>%)?)?")


def share_out(spec: str, names: Sequence[str]) -> dict[str, Fault]:
    """Who gets which fault: `refused=2,auth,slow=5%`.

    The last names come first, so that the devices on top of an inventory stay good; a share of
    any size is one device at least.

    Raises:
        UserError: an unknown fault, a word that is no share, more faults than devices.
    """
    free = list(reversed(names))
    given: dict[str, Fault] = {}
    for item in filter(None, (part.strip() for part in spec.split(","))):
        fault, amount = _read(item, len(names))
        if amount > len(free):
            msg = f"--faults {spec!r} asks for more faulty devices than the {len(names)} there are"
            raise UserError(msg)
        given.update(dict.fromkeys(free[:amount], fault))
        del free[:amount]
    return given


def _read(item: str, total: int) -> tuple[Fault, int]:
    found = ITEM.fullmatch(item)
    if not found:
        msg = f"--faults: {item!r} is no fault with a share; write it like slow=2 or slow=5%"
        raise UserError(msg)
    if found["name"] not in set(Fault):
        near = get_close_matches(found["name"], list(Fault), n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(Fault)}"
        msg = f"--faults: there is no fault {found['name']!r}; {hint}"
        raise UserError(msg)
    amount = int(found["amount"] or 1)
    return Fault(found["name"]), math.ceil(total * amount / 100) if found["percent"] else amount
