"""Radios are set to the generation that the access points were bought for."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.registers import Registers, missing
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, line_of
from schoolproof.model.wireless import ApProfile

ORDER = ("wifi4", "wifi5", "wifi6", "wifi6e", "wifi7")
SIX_GHZ = ORDER.index("wifi6e")


@control(
    code="WIFI-114",
    clauses=["WN-1a"],
    severity="low",
    device="wireless_controller",
    certainty="judgement",
)
def check(device: Device, host: str, registers: Registers) -> Iterator[Item]:
    """Profiles and networks on air fit `wifi_generation` of the access points in assets.yaml.

    Networks that lines of their own bind to bands must use 6 GHz where the access points have it,
    and only there.

    Why it matters: kit of a new generation that runs as an old one was paid for in vain, and a
    register that calls old kit new puts off its replacement.

    Expected results:
        pass: each profile is set to a generation, and is for a model, that the register has
        fail: a profile with another generation or model; 6 GHz on air without kit for it, or kit
            for it without a network; no access points of this controller in the register
        unknown: neither profiles nor networks show a generation, or the register has none
        notapplicable: this device has no wireless networks
    """
    if not len(device.ssids):
        return
    of_site = registers.assets.of(device.site.slug)
    points = (r for r in of_site if r.kind == "access-point" and r.in_use)
    rows = [row for row in points if row.controller == host]
    if not rows:
        yield missing(registers.assets, f"assets.yaml has no access points of {host}")
        return
    known = {row.wifi_generation for row in rows} - {None}
    if not known:
        yield Gap(device, f"assets.yaml does not say the wifi_generation of {rows[0].name}")
        return
    models = " ".join(str(row.model) for row in rows)

    def judge(profile: ApProfile) -> Iterator[Item]:
        if "model" in profile.lines and profile.model not in models:
            yield _differs(
                profile, "model", "is for a model that assets.yaml does not have", models
            )
        if "generation" in profile.lines:
            same = profile.generation in known
            says = "the radios are set to another generation than the access points have"
            wanted = ", ".join(sorted(known))
            yield OK if same else _differs(profile, "generation", says, wanted)

    profiles = device.ap_profiles if "ap_profiles" in device.lines else ()
    items = [*each(profiles, judge), *_six_ghz(device, known)]
    yield from items or [Gap(device, "the text does not say what the radios are set to")]


def _differs(profile: ApProfile, fact: str, says: str, wanted: str) -> Finding:
    actual = str(getattr(profile, fact))
    return Finding(profile, says, wanted, actual, line=line_of(profile, fact))


def _six_ghz(device: Device, known: set[Any]) -> Iterator[Item]:
    """Networks on air that lines bind to bands, against what the access points can do."""
    on_air = [s for s in device.ssids if "enabled" in s.lines and s.enabled]
    bound = [s for s in on_air if s.lines.get("bands") is not None]
    using = [s for s in bound if "6ghz" in s.bands]
    wanted, able = ", ".join(sorted(known)), [ORDER.index(name) >= SIX_GHZ for name in known]
    if using and not any(able):
        says = "on air in 6 GHz, but no access point of the register can do that"
        line = using[0].lines["bands"]
        yield Finding(using[0], says, "5ghz", wanted, line=line)
    elif using:
        yield OK
    elif bound and len(bound) == len(on_air) and all(able):
        says = "the access points can do 6 GHz, but no network is bound to it"
        yield Finding(bound[0], says, "6ghz", wanted, line=bound[0].lines["bands"])
