"""Airtime is not wasted on slow rates and many network names."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, at_least, control, expect
from schoolproof.check.switches.wireless import each_on_air
from schoolproof.model import Device
from schoolproof.model.wireless import Ssid


@control(
    code="WIFI-017",
    clauses=["WN-1c", "WN-1d", "WN-3c"],
    severity="low",
    device="wireless_controller",
    certainty="judgement",
    params={"min_rate_mbps": 12, "max_ssids_per_radio": 4},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """The lowest rates are off, and no radio sends out more than a few network names.

    Radio management, load balancing and priorities are not judged here.

    Why it matters: every network name costs airtime all day, and one device at 1 Mbps takes the
    time of fifty. Thirty tablets in a room fail through airtime, not through the internet line.

    Expected results:
        pass: no rate below the limit, and at most so many networks in each band
        fail: one finding for the rates, and one for each band with too many networks
        unknown: the text does not say which rates or bands are used
        notapplicable: this device has no wireless networks
    """
    bands: dict[str, list[Ssid]] = defaultdict(list)

    def collect(ssid: Ssid) -> Iterator[Item]:
        for band in ssid.bands:
            bands[band].append(ssid)
        yield OK

    yield from (item for item in each_on_air(device, collect) if isinstance(item, Gap))
    limit = params["max_ssids_per_radio"]
    for band, ssids in sorted(bands.items()):
        if len(ssids) > limit:
            says = f"{len(ssids)} network names in the band {band}"
            one = ssids[limit]
            yield Finding(one, says, f"at most {limit}", str(len(ssids)), line=one.line)
        else:
            yield OK
    if bands or len(device.ssids):
        fast = at_least(params["min_rate_mbps"])
        says = "slow rates are on air"
        yield from expect(device.wireless, "min_rate_mbps", fast, says=says)
