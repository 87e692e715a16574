"""Wireless sign-in has two servers, a record of sessions, and strong secrets."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control, expect, show
from schoolproof.check.switches.ports import each
from schoolproof.check.switches.wireless import each_on_air
from schoolproof.model import Device, line_of
from schoolproof.model.management import RadiusServer
from schoolproof.model.wireless import Ssid


@control(
    code="WIFI-010",
    clauses=["WN-4a", "WN-4c", "NS-3d"],
    severity="medium",
    device="wireless_controller",
    params={"min_servers": 2, "accounting": True},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Networks with 802.1X ask two RADIUS servers, tell them of each session, share good secrets.

    Why it matters: with one server nobody can join while it restarts. Who had which address at a
    quarter past ten is known from accounting alone.

    Expected results:
        pass: two servers, accounting, and strong secrets for every such network on air
        fail: one finding for each network or server that lacks one of them
        notapplicable: no network on air uses 802.1X
    """
    used: dict[str, None] = {}

    def judge(ssid: Ssid) -> Iterator[Item]:
        if ssid.authentication != "enterprise":
            return
        used.update(dict.fromkeys(ssid.radius_servers))
        if len(ssid.radius_servers) < params["min_servers"]:
            given = show(ssid.radius_servers)
            line, wanted = line_of(ssid, "radius_servers"), f"{params['min_servers']} servers"
            yield Finding(ssid, "too few RADIUS servers", wanted, given, line=line)
        else:
            yield OK
        if params["accounting"]:
            says = "sessions are not reported to RADIUS (no accounting)"
            yield from expect(ssid, "accounting", True, says=says)

    yield from each_on_air(device, judge)
    if used:
        yield from each((s for s in device.radius_servers if s.name in used), _secret)


def _secret(server: RadiusServer) -> Iterator[Item]:
    if server.secret.strength == "ok":
        yield OK
        return
    says = f"the secret shared with this server is {server.secret.strength}"
    yield Finding(server, says, "a strong secret", line=line_of(server, "secret"))
