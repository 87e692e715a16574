"""What a FortiGate itself may answer at an interface, and at which ports.

Words of `allowaccess` that are not here answer at ports that no document names.
"""

from __future__ import annotations

from schoolproof.model.firewall import OwnService
from schoolproof.platforms.base import Default
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.reading import Reading, config
from schoolproof.platforms.fortinet.settings import Settings

SOURCE = "FortiOS Ports, Incoming ports; FortiOS CLI Reference, config system global"
# word of `allowaccess` → key in `system global` that moves its port, and the usual port
MOVED = {
    "https": ("admin-sport", 443),
    "http": ("admin-port", 80),
    "ssh": ("admin-ssh-port", 22),
    "telnet": ("admin-telnet-port", 23),
}
FIXED = {
    "ping": ("icmp", "icmp6"),
    "snmp": ("udp/161",),
    "fgfm": ("tcp/541",),
    "radius-acct": ("udp/1813",),
    "fabric": ("tcp/8013", "udp/5246-5249"),
    "capwap": ("udp/5246-5249",),
}
DEFAULTS = (Default("own_service.services", "443, 80, 22 and 23 for the logins", SOURCE),)


@config("system global", always=True)
def own_services(reading: Reading, block: Settings) -> None:
    """The services that an interface may be told to answer."""
    table = firewall_of(reading.device).own_services
    for name, (key, usual) in MOVED.items():
        row = OwnService(block.at, name=name)
        row.put(block.line(key), services=(f"tcp/{block.int(key, usual)}",))
        table.add(name, row)
    for name, services in FIXED.items():
        table.add(name, OwnService(None, name=name, services=services))
