"""Guests say who they are before they get on, and their access ends."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, Wanted, control, expect
from schoolproof.check.switches.wireless import audience, each_on_air
from schoolproof.model import Device, line_of
from schoolproof.model.wireless import Ssid

HOUR = 3600


@control(
    code="WIFI-008",
    clauses=["WN-4c", "NS-3g", "FM-3j", "FM-4e"],
    severity="high",
    device="wireless_controller",
    certainty="judgement",
    params={"max_session_hours": 12, "guest_purposes": ["guest"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Guest networks have a portal or a login for each person, and a session ends by itself.

    That vouchers are given to persons, and that rules are accepted, is for people to show.

    Why it matters: a record of blocked content that says only "guest" cannot be followed up.

    Expected results:
        pass: a portal or 802.1X on every guest network on air, and an end to each session
        fail: one finding for a network without either, or with sessions that last too long
        unknown: the text does not say when a session ends, or whom a network is for
        notapplicable: no guest network is on air
    """
    limit = int(params["max_session_hours"] * HOUR)
    ends = Wanted(lambda v: 0 < v <= limit, f"at most {limit} seconds", limit)

    def judge(ssid: Ssid) -> Iterator[Item]:
        if audience(device, ssid) not in params["guest_purposes"]:
            return
        if ssid.portal or ssid.authentication == "enterprise":
            yield OK
        else:
            line, says = line_of(ssid, "portal"), "guests get on without saying who they are"
            yield Finding(
                ssid, says, "a portal", "none", fact="portal", want=True, line=line or ssid.line
            )
        yield from expect(ssid, "session_timeout_s", ends, says="a guest's access does not end")

    yield from each_on_air(device, judge)
