"""Loops behind sockets and one-way fibres are noticed."""

from collections.abc import Iterator

from schoolproof.check import OK, Finding, Item, control, expect
from schoolproof.check.switches.ports import each, links_of
from schoolproof.model import Device, Interface


@control(code="SWITCH-011", clauses=["NS-1h"], severity="medium", device="switch")
def check(device: Device) -> Iterator[Item]:
    """Edge ports detect a loop behind them, uplinks detect a fibre that works one way only.

    Why it matters: cheap small switches swallow the messages of spanning tree, so a loop behind
    one of them stays unseen; a fibre that lost one direction makes spanning tree open a loop.

    Expected results:
        pass: edge ports have loop protection, uplinks have loop guard or UDLD
        fail: one finding for each port without; loop guard and UDLD do not help on edge ports
        notapplicable: the switch has neither edge ports nor uplinks
    """

    def judge_edge(port: Interface) -> Iterator[Item]:
        says = "a loop behind this socket would not be noticed"
        yield from expect(port, "loop.loop_detection", True, says=says)

    def judge_link(port: Interface) -> Iterator[Item]:
        links = links_of(device, port)
        if port.stp.loop_guard or (links and all(link.loop.udld for link in links)):
            yield OK
            return
        # root guard and loop guard exclude each other: there UDLD helps, on each cable of a LAG
        udld = "loop.udld" if port.kind == "ethernet" else ""
        yield Finding(
            port,
            "a fibre that works in one direction only would not be noticed",
            expected="loop guard or UDLD",
            actual="none",
            fact=udld if port.stp.root_guard else "stp.loop_guard",
            want=True,
            line=port.line,
        )

    yield from each(device.edge_ports, judge_edge)
    yield from each(device.uplinks, judge_link)
