"""What an interface's name tells: its kind, its speed, the interface it belongs to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# Lower-case name → (kind, Mbps). AppGigabitEthernet leads to the application host inside the
# switch and has no socket, so it is no port that anybody can plug into.
KINDS: dict[str, tuple[str, int | None]] = {
    "ethernet": ("ethernet", 10),
    "fastethernet": ("ethernet", 100),
    "gigabitethernet": ("ethernet", 1000),
    "twogigabitethernet": ("ethernet", 2500),
    "fivegigabitethernet": ("ethernet", 5000),
    "tengigabitethernet": ("ethernet", 10_000),
    "twentyfivegige": ("ethernet", 25_000),
    "twentyfivegigabitethernet": ("ethernet", 25_000),
    "fortygigabitethernet": ("ethernet", 40_000),
    "fiftygige": ("ethernet", 50_000),
    "hundredgige": ("ethernet", 100_000),
    "hundredgigabitethernet": ("ethernet", 100_000),
    "fourhundredgige": ("ethernet", 400_000),
    "appgigabitethernet": ("other", None),
    "port-channel": ("lag", None),
    "vlan": ("vlan", None),
    "bdi": ("vlan", None),
    "loopback": ("loopback", None),
    "tunnel": ("tunnel", None),
    "mgmt": ("management", None),
}
NAME = re.compile(r"([A-Za-z][A-Za-z-]*?) ?(\d[\d/:]*)(?:\.(\d+))?")


class PortName(NamedTuple):
    """A name taken apart. `number` is `1/0/12`; `parent` is None unless it is a subinterface."""

    kind: str
    speed_mbps: int | None
    number: str
    parent: str | None


@lru_cache(maxsize=8192)
def port_name(name: str) -> PortName:
    """What a name as the device writes it tells."""
    found = NAME.fullmatch(name)
    if not found:
        return PortName("other", None, "", None)
    word, number, sub = found.groups()
    kind, speed = KINDS.get(word.lower(), ("other", None))
    parent = name.rpartition(".")[0] if sub else None
    return PortName(kind, speed, number, parent)


def key_of(name: str) -> str:
    """The name by which two spellings of one interface meet: `port-channel 1`, `Port-channel1`."""
    return name.replace(" ", "").lower()
