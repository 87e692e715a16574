"""Trunks carry only what is needed behind them."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.switches.ports import each
from schoolproof.check.switches.vlans import vlan_list, vlan_words
from schoolproof.model import ALL_VLANS, Device, Interface, line_of

FACT = "switched_vlan.trunk_vlans"


@control(
    code="SWITCH-005",
    clauses=["NS-3a"],
    severity="medium",
    device="switch",
    params={"max_undeclared": 0},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Each trunk lists its VLANs: declared ones, and none that nobody behind it needs.

    Why it matters: a trunk that carries everything takes the visitors' network and the cameras
    into every cupboard of the school.

    Expected results:
        pass: the list holds declared VLANs only, and only those that the site file gives the port
        fail: one finding for each trunk that carries all, undeclared or unneeded VLANs
        unknown: the site file does not say which VLANs the far end needs
        notapplicable: the switch has no trunks
    """

    def judge(port: Interface) -> Iterator[Item]:
        carried = port.switched_vlan.trunk_vlans
        declared = frozenset(v for v in carried if device.site.purposes_of(v))
        needed = device.ports.needed_vlans.get(port.name)
        unused = device.site.vlans_for("unused")
        too_many = carried - (declared if needed is None else needed | unused)
        undeclared = carried - declared
        says = ""
        if carried == ALL_VLANS:
            says, wrong = "this link carries every VLAN", carried
        elif len(undeclared) > params["max_undeclared"]:
            says = f"nobody declared {vlan_words(device.site, undeclared)}, which this link carries"
            wrong = too_many
        elif needed is not None and too_many:
            says = f"nobody behind this link needs {vlan_words(device.site, too_many)}"
            wrong = too_many
        elif needed is None:
            yield Gap(port, f"the site file does not say which VLANs are needed behind {port.name}")
            return
        if not says:
            yield OK
            return
        yield Finding(
            port,
            says,
            expected="only the VLANs that are needed behind it",
            actual=vlan_list(wrong),
            fact=FACT,
            want=carried - too_many,
            line=line_of(port, FACT),
        )

    telephones = {p.name for p in device.edge_ports if device.is_telephone_port(p)}
    yield from each((p for p in device.trunks if p.name not in telephones), judge)
