"""Internet interfaces are protected against floods and scans."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.firewalls.internet import internet_ports
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, Interface
from schoolproof.model.policies import DosPolicy

ANOMALIES = ("tcp_syn_flood", "tcp_port_scan", "udp_flood", "icmp_flood")


@control(
    code="CYBER-028",
    clauses=["CS-3a"],
    severity="medium",
    device="firewall",
    params={"anomalies": ANOMALIES},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Each internet interface has flood and scan protection that blocks.

    Why it matters: a rented flood takes a school off the internet for the price of a lunch; the
    standard names denial of service.

    Expected results:
        pass: each internet interface that is up blocks the named floods and scans
        fail: one finding for each interface without a policy, and for each policy that only watches
        unknown: neither the text nor the site file says which interfaces lead to the internet
    """
    ports = (port for port in internet_ports(device) if port.enabled)
    yield from each(ports, lambda port: _judge(device, port, params["anomalies"]))


def _judge(device: Device, port: Interface, names: tuple[str, ...]) -> Iterator[Item]:
    policies = [p for p in device.firewall.dos_policies if _covers(p, port)]
    if not policies:
        says = "no protection against floods and scans on an internet interface"
        yield Finding(port, says, "a policy that blocks", "none", line=port.line)
        return
    for policy in policies:
        yield from _blocks(policy, names)


def _covers(policy: DosPolicy, port: Interface) -> bool:
    zone = port.zone if "zone" in port.lines else None
    return policy.enabled and policy.interface in {port.name, zone, "any"}


def _blocks(policy: DosPolicy, names: tuple[str, ...]) -> Iterator[Item]:
    weak = {name: policy.anomalies.get(name, "off") for name in names}
    weak = {name: state for name, state in weak.items() if state != "block"}
    if not weak:
        yield OK
        return
    yield Finding(
        policy,
        f"{', '.join(weak)}: watched at most, not blocked",
        expected="block",
        actual=", ".join(f"{name} {state}" for name, state in weak.items()),
        fact="anomalies",
        want=dict.fromkeys(weak, "block"),
        line=policy.lines["anomalies"] or policy.line,
    )
