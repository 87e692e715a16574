"""Untagged frames on trunks lead nowhere."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.switches.ports import each
from schoolproof.check.switches.vlans import purpose_words, vlan_words
from schoolproof.model import Device, Interface, line_of

FACT = "switched_vlan.native_vlan"


@control(
    code="SWITCH-004",
    clauses=["NS-3a", "NS-3e"],
    severity="medium",
    device="switch",
    params={
        "allowed_native_purposes": ["unused"],
        "access_point_purposes": ["unused", "management"],
    },
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """The untagged VLAN of every trunk is one that nothing uses.

    Why it matters: a frame without a tag, or with two of them, is the way from one VLAN into
    another. In a VLAN that leads nowhere it does no harm.

    Expected results:
        pass: the native VLAN has the purpose unused, or there is none; on access-point ports
            management is fine too
        fail: one finding for each trunk whose native VLAN is 1 or serves somebody
        unknown: the site file declares no networks
        notapplicable: the switch has no trunks
    """

    def judge(port: Interface) -> Iterator[Item]:
        native = port.switched_vlan.native_vlan
        is_ap = device.port_class(port) == "access_point"
        allowed = params["access_point_purposes" if is_ap else "allowed_native_purposes"]
        purposes = device.site.purposes_of(native) if native else frozenset()
        if native is None or (native != 1 and purposes and purposes <= set(allowed)):
            yield OK
            return
        spare = sorted(device.site.vlans_for("unused"))
        yield Finding(
            port,
            f"frames without a tag land in {vlan_words(device.site, [native])}, "
            f"which has {'the factory settings' if native == 1 else purpose_words(purposes)}",
            expected=f"a VLAN of purpose {' or '.join(allowed)}",
            actual=str(native),
            fact=FACT if spare else "",
            want=spare[0] if spare else None,
            line=line_of(port, FACT),
        )

    telephones = {p.name for p in device.edge_ports if device.is_telephone_port(p)}
    yield from each((p for p in device.trunks if p.name not in telephones), judge)
