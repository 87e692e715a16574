"""Administrators sign in through a central service."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Finding, Item, Wanted, control, expect
from schoolproof.check.firewalls.exposure import accounts_sign_in
from schoolproof.model import Device, Site

CENTRAL = ("radius", "tacacs")


@control(
    code="CYBER-007",
    clauses=["NS-3b", "CS-4a", "CS-4e"],
    severity="high",
    params={"first": CENTRAL, "fallback": "local"},
)
def check(device: Device, site: Site, params: Mapping[str, Any]) -> Iterator[Item]:
    """Logins go to RADIUS or TACACS+ first, and to local accounts only while it is silent.

    Why it matters: somebody who leaves is then switched off in one place instead of on every
    switch; and without the local fallback nobody gets in while the service is down.

    Expected results:
        pass: a central service is asked first, local accounts after it; where each account has its
            own way, only emergency and service accounts are local
        fail: one finding for the console and one for remote logins, or one for each account that
            signs in locally; a method that lets people in without a check always fails
        unknown: the text does not say who decides
    """
    if accounts_sign_in(device):
        yield from _by_account(device, site)
        return
    for fact, where in (("login_methods", "remote logins"), ("console_methods", "the console")):
        if fact == "login_methods" or fact in device.aaa.lines:
            yield from expect(
                device, f"aaa.{fact}", _wanted(params), says=_says(device, fact, where, params)
            )


def _by_account(device: Device, site: Site) -> Iterator[Item]:
    spared = {n for kind in ("emergency", "service") for n in site.accounts.get(kind, ())}
    for user in device.users:
        if user.remote or user.name in spared:
            yield OK
        else:
            says = "signs in with a password of this device, and is no declared emergency account"
            yield Finding(user, says, "central sign-in", "local", line=user.line)


def _wanted(params: Mapping[str, Any]) -> Wanted:
    def holds(methods: tuple[str, ...]) -> bool:
        first = bool(methods) and methods[0] in params["first"]
        return first and params["fallback"] in methods and "none" not in methods

    return Wanted(holds, "radius or tacacs, then local", ("radius", params["fallback"]))


def _says(device: Device, fact: str, where: str, params: Mapping[str, Any]) -> str:
    methods = getattr(device.aaa, fact) if fact in device.aaa.lines else ()
    if "none" in methods:
        return f"{where}: people get in without any check"
    if methods and methods[0] in params["first"]:
        return f"{where}: nobody gets in while the central service is silent"
    return f"{where}: the central service is not asked first"
