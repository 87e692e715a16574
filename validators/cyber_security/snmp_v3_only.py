"""SNMP is off, or version 3 with authentication and privacy."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Gap, Item, control, expect, forbid, one_of
from schoolproof.model import Device
from schoolproof.model.management import Snmp, SnmpUser

AUTH = ("sha", "sha224", "sha256", "sha384", "sha512")
PRIV = ("aes128", "aes192", "aes256")


@control(
    code="CYBER-012",
    clauses=["NS-3e", "CS-3c"],
    severity="high",
    params={"auth": AUTH, "priv": PRIV},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No community is left, and every group and user of version 3 signs and encrypts.

    Why it matters: a community is a password that crosses the network as readable text, and it is
    often the same everywhere. One that may write reconfigures the switch.

    Expected results:
        pass: SNMP is off, or only version 3 with SHA and AES answers
        fail: one finding for each community (critical where it may write), and for each group or
            user that answers with less
        unknown: users are not in the text
    """
    snmp = device.snmp
    if not snmp.enabled:
        yield from expect(device, "snmp.enabled", False)
        return
    yield from _communities(snmp)
    for group in snmp.groups:
        says = "a group of SNMP version 3 answers without privacy"
        yield from expect(group, "level", "priv", says=says)
    for user in snmp.users:
        yield from _user(user, params)
    if "users_known" in snmp.lines and not snmp.users_known:
        yield Gap(
            device, "users of SNMP version 3 are not in the text: `show snmp user` tells them"
        )


def _communities(snmp: Snmp) -> Iterator[Item]:
    writable = [c for c in snmp.communities if c.writable]
    says = "an SNMP community that may change the configuration"
    yield from forbid(writable, says, severity="critical")
    readable = (c for c in snmp.communities if not c.writable)
    yield from forbid(readable, "an SNMP community: a password in clear", owner=snmp)


def _user(user: SnmpUser, params: Mapping[str, Any]) -> Iterator[Item]:
    """One finding for a user, of the first thing that is too weak."""
    if "level" not in user.lines or user.level != "priv":
        says = "a user of SNMP version 3 without authentication or privacy"
        yield from expect(user, "level", "priv", says=says)
    elif user.auth_protocol not in params["auth"]:
        says = "a user of SNMP version 3 signs with an old function"
        yield from expect(user, "auth_protocol", one_of(*params["auth"]), says=says)
    else:
        says = "a user of SNMP version 3 encrypts with an old cipher"
        yield from expect(user, "priv_protocol", one_of(*params["priv"]), says=says)
