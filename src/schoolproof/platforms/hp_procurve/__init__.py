"""HP ProCurve, HPE and Aruba switches: ProVision and ArubaOS-Switch, up to release 16.11.

Not ArubaOS-CX and not Comware, which are other languages.
"""

from __future__ import annotations

import re

from schoolproof.model import Device, Interface, Table
from schoolproof.parse import ConfigTree, Node
from schoolproof.platforms.base import Platform, Safety, Session
from schoolproof.platforms.hp_procurve import (
    access,
    acls,
    fixes_acls,
    fixes_device,
    fixes_ports,
    interfaces,
    layer3,
    other,
    people,
    protection,
    records,
    services,
    snmp,
    vlans,
)
from schoolproof.platforms.hp_procurve.defaults import DEFAULTS
from schoolproof.platforms.hp_procurve.fixes import FIXES
from schoolproof.platforms.hp_procurve.language import GRAMMAR
from schoolproof.platforms.hp_procurve.meaning import MEANING
from schoolproof.platforms.hp_procurve.reading import TOP, Reading
from schoolproof.platforms.hp_procurve.secrets import SECRETS

FILLED = (fixes_acls, fixes_device, fixes_ports, layer3)  # importing them fills the tables
other.register()
# what a block settles may rest on what stands before it: services decide what logins mean
SETTLE = (
    vlans.settle,
    services.settle,
    records.settle,
    protection.settle,
    access.settle,
    interfaces.settle,
    acls.settle,
    people.settle,
    snmp.settle,
)


def read(tree: ConfigTree, device: Device) -> list[Node]:
    """Set the facts of a text; return the lines that nothing understood."""
    ctx = Reading(device)
    device.put(None, interfaces=Table[Interface]())
    services.header(ctx, tree.root)
    TOP.read(tree.root.commands(), ctx, ctx.unread)
    other.models(ctx)
    for settle in SETTLE:
        settle(ctx)
    ctx.unread.sort(key=lambda node: node.line)
    return ctx.unread


platform = Platform(
    grammar=GRAMMAR,
    read=read,
    classes=frozenset({"switch"}),
    signature=re.compile(
        r"^(?:; \S+ Configuration Editor; Created on release"
        r"| *(?:no )?(?:un)?tagged (?:[A-Z]?\d[A-Z\d/,-]*|Trk\d+\S*|vlan \d+|all)\r?$"
        r"|module \S+ type \w+\r?$|trunk \S+ trk\d+|timesync (?:sntp|ntp|timep)"
        r'|snmp-server community "[^"]*"(?: \w+)+ *\r?$|password (?:manager|operator)\b'
        r"|web-management (?:ssl|plaintext|idle-timeout)\b)",
        re.MULTILINE,
    ),
    defaults=(*DEFAULTS, *acls.DEFAULTS),
    fixes=FIXES,
    secrets=SECRETS,
    aliases=("aruba_osswitch", "aruba_procurve"),
    volatile=(
        re.compile(r"^; Ver #\S+$"),
        re.compile(r"^(?:Running configuration:|Startup configuration: \d+)$"),
    ),
    comment=";",
    session=Session(
        device_type="hp_procurve",
        command="show running-config",
        startup="show config",
        save="write memory",
        enable=True,
        errors=re.compile(
            r"(?:(?:Invalid|Incomplete|Ambiguous) input:|Not enough privilege|Unknown command"
            r"|Insufficient privilege|The command is not authorized|Authorization failed).*"
        ),
        # every text has it, in its second half; what stands after it is judged against the last
        whole=re.compile(r"^vlan 1[ \t]*\r?$", re.MULTILINE),
        hostname=re.compile(r'^hostname "?([^"\s]+)"?[ \t]*\r?$', re.MULTILINE),
        enter="configure terminal",
        leave="end",
        # Basic Operation Guide 16.11, "Scheduled reload"
        safeties=(
            Safety(arm=("reload after {minutes}",), confirm=("no reload",), saved_first=True),
        ),
        answers=(
            (re.compile(r"save current configuration \[y/n/\^C\]\? ?$"), "n"),
            (re.compile(r"continue \[y/n\]\? ?$"), "y"),
        ),
        changeable=True,
    ),
    meaning=MEANING,
)
