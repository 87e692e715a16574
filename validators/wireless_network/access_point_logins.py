"""Access points cannot be entered with a login that everybody knows."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control, expect, none_of
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, line_of
from schoolproof.model.wireless import ApProfile


@control(
    code="WIFI-013",
    clauses=["WN-4b", "CS-3c"],
    severity="high",
    device="wireless_controller",
    params={"factory_names": ["Cisco", "cisco"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Access points have no telnet, and SSH only with a login of the school's own.

    Why it matters: the box on the corridor ceiling holds keys of the network. With the maker's
    name and password anybody who finds its address can read them.

    Expected results:
        pass: telnet is off; SSH is off, or the login is the school's own and strong
        fail: one finding for each profile with telnet, a factory login or a weak password
        unknown: SSH is on and the text does not hold the login
        notapplicable: this device tells no access points anything
    """

    def judge(profile: ApProfile) -> Iterator[Item]:
        yield from expect(profile, "telnet", False, says="access points answer to telnet")
        if profile.ssh:
            wanted = none_of(params["factory_names"], "a name of the school's own")
            says = "access points answer to SSH with the maker's login"
            yield from expect(profile, "username", wanted, says=says)
        if profile.ssh or "password" in profile.lines:
            yield _password(profile)

    if "ap_profiles" in device.lines or len(device.ssids):
        yield from each(device.ap_profiles, judge)


def _password(profile: ApProfile) -> Item:
    strength = profile.password.strength
    if strength == "ok":
        return OK
    return Finding(
        profile,
        f"the password of access points is {strength}",
        expected="a strong password",
        line=line_of(profile, "password"),
    )
