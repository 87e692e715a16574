"""When nobody can check, nobody gets more than a visitor."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.switches.ports import each, judged_ports
from schoolproof.check.switches.vlans import purpose_words
from schoolproof.model import Device, Interface, line_of

WHEN = {
    "dot1x.server_fail_vlan": "while the RADIUS servers are silent",
    "dot1x.guest_vlan": "that nobody knows",
}


@control(
    code="SWITCH-018",
    clauses=["NS-3d", "NS-4d"],
    severity="high",
    device="switch",
    params={
        "min_servers": 2,
        "safe_purposes": ["guest", "quarantine"],
        "applies_to_ap_ports": False,
    },
    certainty="judgement",
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Two RADIUS servers, and a fall-back into a restricted network only.

    Why it matters: if a silent server opens the staff network to everybody, cutting its cable is
    the easiest way in.

    Expected results:
        pass: at least two servers, and unknown devices get a guest or quarantine VLAN or nothing
        fail: fewer servers, or a fall-back into another network or into the port's own one
        unknown: the fall-back is a role or a policy that the configuration does not show
        notapplicable: no port uses 802.1X or MAC authentication
    """
    ports = [p for p in judged_ports(device, params) if _asks(p)]
    if not ports:
        return
    servers = [s for s in device.radius_servers if s.protocol == "radius"]
    least = params["min_servers"]
    count = len({server.address for server in servers})
    wrong = Finding(
        device,
        "too few RADIUS servers: when one fails nobody can be checked",
        expected=f"at least {least}",
        actual=str(count),
        line=servers[0].line if servers else None,
    )
    yield OK if count >= least else wrong
    safe = frozenset(params["safe_purposes"])

    def judge(port: Interface) -> Iterator[Item]:
        if port.dot1x.server_fail_open and not _safe(device, port.switched_vlan.access_vlan, safe):
            yield Finding(
                port,
                "while the RADIUS servers are silent this port lets everybody in",
                expected="a guest or quarantine VLAN, or nothing",
                actual="open",
                fact="dot1x.server_fail_open",
                want=False,
                line=line_of(port, "dot1x.server_fail_open"),
            )
        for fact in WHEN:
            yield _fall_back(device, port, fact, safe)

    yield from each(ports, judge)


def _asks(port: Interface) -> bool:
    """Also where a port asks in monitor mode or it is not known: the fall-back is there."""
    known = "enabled" in port.dot1x.lines
    return not known or port.dot1x.enabled or port.dot1x.monitor


def _safe(device: Device, vlan: int, safe: frozenset[str]) -> bool:
    purposes = device.site.purposes_of(vlan)
    return bool(purposes) and purposes <= safe


def _fall_back(device: Device, port: Interface, fact: str, safe: frozenset[str]) -> Item:
    vlan = getattr(port.dot1x, fact.removeprefix("dot1x."))
    if vlan is None or _safe(device, vlan, safe):
        return OK
    good = sorted(device.site.vlans_for("quarantine") or device.site.vlans_for("guest"))
    purposes = purpose_words(device.site.purposes_of(vlan))
    who = "devices" if fact == "dot1x.guest_vlan" else "everybody"
    return Finding(
        port,
        f"{who} {WHEN[fact]} get a VLAN with {purposes}",
        expected="a guest or quarantine VLAN, or nothing",
        actual=str(vlan),
        fact=fact if good else "",
        want=good[0] if good else None,
        line=line_of(port, fact),
    )
