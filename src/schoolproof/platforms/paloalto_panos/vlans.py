"""VLANs: the tags of subinterfaces. One that is down carries nothing, but it is there."""

from __future__ import annotations

from schoolproof.model import Table
from schoolproof.model.switching import Vlan
from schoolproof.platforms.paloalto_panos.reading import Reading, reader


@reader(turn=1)
def vlans(reading: Reading) -> None:
    """Each tag once, at the first line that has it."""
    device = reading.device
    if "interfaces" not in device.lines:
        return
    table = Table[Vlan]()
    for port in device.interfaces:
        tag = port.vlan_id if "vlan_id" in port.lines else None
        if tag is not None and str(tag) not in table:
            row = Vlan(port.lines["vlan_id"], vlan_id=tag)
            row.put(port.lines["description"], name=port.description)
            table.add(str(tag), row)
    device.put(None, vlans=table)
