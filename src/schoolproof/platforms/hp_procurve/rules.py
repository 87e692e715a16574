"""What commands do to an ArubaOS-Switch text: what replaces what, what is printed as `no …`."""

from __future__ import annotations

import re

from schoolproof.parse import Node
from schoolproof.parse.edit import insert, remove
from schoolproof.parse.indented_apply import Rules
from schoolproof.platforms.hp_procurve import lists, membership

SECTIONS = (
    (
        None,
        re.compile(r"(?:vlan|interface|oobm|stacking|vsf|openflow|router|dhcp-server pool)\b.*"),
    ),
    (None, re.compile(r"(?:ip|ipv6) access-list (?:standard |extended )?\S+")),
    (re.compile(r"oobm|vsf"), re.compile(r"member \d+")),
)
REPLACES = re.compile(
    r"(?:hostname|name|ip default-gateway|ip ssh (?:timeout|port|version)|timesync|time timezone"
    r"|time daylight-time-rule|console idle-timeout serial-usb|console idle-timeout(?! serial)"
    r"|console inactivity-timer|web-management idle-timeout|logging severity|logging facility"
    r"|aaa authentication (?:num-attempts|lockout-delay|port-access|mac-based|web-based)"
    r"|aaa authentication (?:console|ssh|telnet|web) (?:login|enable)|aaa accounting \S+"
    r"|password minimum-length|password configuration aging-period|snmp-server (?:location|contact)"
    r"|password (?:manager|operator)(?= user-name| plaintext| sha|$)|banner motd"
    r"|management-vlan"
    r"|primary-vlan|spanning-tree (?:priority|mode|force-version)|speed-duplex|broadcast-limit"
    r"|rate-limit (?:bcast|mcast) in|snmp-server community \S+|sntp server priority \d+|sntp \d+"
    r"|tls application \S+ lowest-version|qos (?:dscp|priority|trust)|loop-protect mode)(?=\s|$)"
)
KEPT = re.compile(
    r"telnet-server|ip ssh|ip ssh (?:cipher|mac|kex) \S+|tftp (?:server|client)|autorun|cdp run"
    r"|usb-port|lldp run|power-over-ethernet|rest-interface|snmp-server enable|web-management"
    r"|dhcp-snooping option 82"
    r"|dhcp (?:config-file-update|image-file-update|tr69-acs-url)|aruba-central|ip address"
    r"|front-panel-security (?:password-clear|factory-reset|password-recovery)"
)
BARE = re.compile(
    r"spanning-tree|dhcp-snooping|arp-protect|ip source-lockdown|ip ssh|timesync|ip routing|gvrp"
    r"|telnet-server|snmp-server enable|lldp run|ntp|sntp|loop-protect|web-management"
    r"|logging"
)


def edit(section: Node, command: str) -> bool:
    """The platform's own handling; True when all is done."""
    return (
        membership.edit(section, command)
        or lists.edit(section, command)
        or (section.parent is None and membership.edit_vlans(section, command))
        or _edit_switch(section, command)
    )


def _edit_switch(section: Node, command: str) -> bool:
    """What is on when absent: `no X` is printed, `X` never is."""
    bare = command.removeprefix("no ").removesuffix(" plaintext")
    if section.text.startswith("interface ") and command in {"enable", "no disable"}:
        return _take_out(section, {"disable", "enable"})
    if section.text.startswith("vlan ") and bare.startswith("ip address"):
        _take_out(section, {"no ip address"})
        return False
    if command.startswith("no ") and BARE.fullmatch(bare):
        return _off(section, bare)
    if not command.startswith("no ") and KEPT.fullmatch(bare):
        return _take_out(section, {f"no {bare}", f"no {bare} plaintext"})
    return False


def _take_out(section: Node, texts: set[str]) -> bool:
    for child in list(section.commands()):
        if child.text in texts:
            remove(child)
    return True


def _off(section: Node, bare: str) -> bool:
    """`no spanning-tree` and its like leave the settings below them in the text."""
    gone = {bare, f"{bare} plaintext", f"{bare} enable"}
    if bare == "timesync":
        gone = {c.text for c in section.commands() if c.text.startswith("timesync")}
    _take_out(section, gone)
    if KEPT.fullmatch(bare) and not any(c.text == f"no {bare}" for c in section.commands()):
        insert(section, f"no {bare}", f"no {bare}{membership.newline(section)}")
    return True


RULES = Rules(
    sections=SECTIONS,
    replaces=REPLACES,
    kept_negations=KEPT,
    edit=edit,
    indent=3,
    closer="exit",
)
