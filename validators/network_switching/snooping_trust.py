"""Only links to servers and other switches may bring addresses."""

from collections.abc import Iterator

from schoolproof.check import Finding, Item, control, expect
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, Interface, line_of

HOSTS = frozenset({"edge", "access_point", "server"})


@control(code="SWITCH-014", clauses=["NS-3e"], severity="high", device="switch")
def check(device: Device) -> Iterator[Item]:
    """Only uplinks and declared DHCP-server ports are trusted by DHCP snooping.

    Why it matters: one trusted wall socket is enough for a home router to hand out addresses to
    everybody in that VLAN.

    Expected results:
        pass: no edge, access-point or ordinary server port is trusted
        fail: one finding for each such port that is; or snooping is off, which trusts all
        notapplicable: the switch has no such ports
    """
    ports = [p for p in device.switch_ports if device.port_class(p) in HOSTS]
    ports = [p for p in ports if p.name not in device.ports.dhcp_servers]
    if not ports:
        return
    if not device.dhcp_snooping.enabled:
        yield Finding(
            device,
            "DHCP snooping is off, so any port may hand out addresses",
            expected="on",
            actual="off",
            line=line_of(device, "dhcp_snooping.enabled"),
            because_of="network_switching/dhcp_snooping",
        )
        return

    def judge(port: Interface) -> Iterator[Item]:
        says = "whatever is plugged in here may hand out addresses"
        yield from expect(port, "dhcp_snooping.trusted", False, says=says)

    yield from each(ports, judge)
