"""Other services of the management port: those of the User-ID agent, and OCSP in clear.

They are off until a line says otherwise, and only what a line says is taken as known. Source:
PAN-OS Web Interface Help, Device > Setup > Interfaces.
"""

from __future__ import annotations

from schoolproof.model import Table
from schoolproof.model.management import Service
from schoolproof.platforms.paloalto_panos.reading import Reading, reader
from schoolproof.platforms.paloalto_panos.system import SYSTEM

HELPERS = (
    *("http-ocsp", "userid-service"),
    *("userid-syslog-listener-ssl", "userid-syslog-listener-udp"),
)


@reader(turn=1)
def helpers(reading: Reading) -> None:
    """Other services of the management port. Only what a line says is known of them."""
    system = reading.root.at(*SYSTEM)
    if system is None:
        return
    table = Table[Service]()
    for name in HELPERS:
        if line := system.at_line("service", f"disable-{name}"):
            on = not system.flag("service", f"disable-{name}", default=True)
            table.add(name, Service(line, name=name, enabled=on))
    reading.device.put(system.at_line("service"), services=table)
