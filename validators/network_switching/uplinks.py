"""Each hub room has two fast ways to the core."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.switches.ports import each, links_of
from schoolproof.model import Device, Interface


@control(
    code="SWITCH-024",
    clauses=["NS-1e", "NS-4b", "NS-4d"],
    severity="high",
    device="switch",
    role=("access", "distribution"),
    params={"min_links": 2, "min_gbps": 10},
    certainty="judgement",
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """An access switch or stack has at least two active uplinks of 10 Gbps or more.

    Why it matters: one broken fibre should not close a block, and a whole block behind one slow
    link cannot teach online.

    Expected results:
        pass: two or more enabled uplinks, as one aggregate or as separate links, each fast enough
        fail: too few uplinks, or a finding for each link that is too slow
        unknown: the configuration does not show how fast a link is, or which ports are uplinks;
            that two fibres take different ways through the building is for a person to see
    """
    ports = [p for p in device.interfaces if _is_uplink(device, p)]
    if not ports:
        yield Gap(device, "the site file names no uplink of this switch")
        return
    links = [link for port in ports for link in links_of(device, port)]
    wrong = Finding(
        ports[0],
        "one broken cable cuts this hub room off",
        expected=f"at least {params['min_links']} links in use",
        actual=str(len(links)),
        line=ports[0].line,
    )
    yield OK if len(links) >= params["min_links"] else wrong

    def judge(link: Interface) -> Iterator[Item]:
        speed = link.speed_mbps or link.port_speed_mbps
        if speed is None:
            yield Gap(link, f"the configuration does not show how fast {link.name} is")
            return
        slow = Finding(
            link,
            "this uplink is too slow for a hub room",
            expected=f"at least {params['min_gbps']} Gbps",
            actual=f"{speed / 1000:g} Gbps",
            line=link.line,
        )
        yield OK if speed >= params["min_gbps"] * 1000 else slow

    yield from each(links, judge)


def _is_uplink(device: Device, port: Interface) -> bool:
    if port.kind not in {"ethernet", "lag"} or port.lag is not None or not port.enabled:
        return False
    return device.port_class(port) == "uplink"
