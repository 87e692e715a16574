"""Telephones have their own VLAN and come first."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control, expect
from schoolproof.check.switches.ports import each, telephone_ports
from schoolproof.check.switches.vlans import purpose_words
from schoolproof.model import Device, Interface, line_of

FACT = "switched_vlan.voice_vlan"


@control(
    code="SWITCH-022",
    clauses=["NS-3a", "WN-1c"],
    severity="low",
    device="switch",
    params={"voice_purposes": ["voice"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Telephone ports have a voice VLAN of that purpose, and its traffic goes first.

    Why it matters: emergency calls from school run over these ports. They must get through while
    a class downloads a film.

    Expected results:
        pass: the voice VLAN has the purpose voice, and marked traffic is honoured on the port
        fail: one finding for each telephone port without its VLAN or without priority
        unknown: the site file declares no networks, or the platform does not show the priority
        notapplicable: the switch has no telephone ports
    """
    wanted = frozenset(params["voice_purposes"])

    def judge(port: Interface) -> Iterator[Item]:
        vlan = port.switched_vlan.voice_vlan
        purposes = device.site.purposes_of(vlan) if vlan else frozenset()
        good = sorted(device.site.vlans_for(*wanted))
        wrong = Finding(
            port,
            f"the telephone is in a VLAN with {purpose_words(purposes)}"
            if vlan
            else "a telephone port without a voice VLAN",
            expected=f"a VLAN of purpose {' or '.join(sorted(wanted))}",
            actual=str(vlan or "none"),
            fact=FACT if len(good) == 1 else "",
            want=good[0] if good else None,
            line=line_of(port, FACT),
        )
        yield OK if purposes and purposes <= wanted else wrong
        says = "calls get no priority on this port"
        yield from expect(port, "qos.prioritised", True, says=says)

    yield from each(telephone_ports(device), judge)
