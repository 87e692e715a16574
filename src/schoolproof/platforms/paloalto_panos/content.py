"""What happens while the content engine is full, and whether logs name people."""

from __future__ import annotations

from schoolproof.platforms.paloalto_panos.reading import Reading, reader
from schoolproof.platforms.paloalto_panos.system import SYSTEM

CTD = ("deviceconfig", "setting", "ctd")


@reader(turn=1)
def content_engine(reading: Reading) -> None:
    """A full queue lets segments pass uninspected unless that is switched off."""
    root = reading.root
    if root.at(*SYSTEM) is None:
        return
    firewall = reading.firewall
    passes = [
        root.flag(*CTD, f"{name}-bypass-exceed-queue", default=True) for name in ("tcp", "udp")
    ]
    line = root.at_line(*CTD)
    firewall.put(line, queue_fail_open=any(passes))
    firewall.logging.put(None, user_anonymised=False)
