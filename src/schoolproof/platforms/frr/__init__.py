"""FRRouting (FRR): the routing software of many Linux routers, collected through `vtysh`.

The text is the integrated configuration that `show running-config` prints. It speaks of routing
and of FRR's own Telnet ports alone. Who may log in to the machine, its SSH, SNMP, time and packet
filter are Linux's and stand elsewhere, so these facts stay unset and controls say `unknown`.
"""

from __future__ import annotations

import re

from schoolproof.model import Device
from schoolproof.parse import ConfigTree, Node
from schoolproof.platforms.base import Platform, Session
from schoolproof.platforms.frr import acls, ignored, interfaces, management
from schoolproof.platforms.frr.defaults import DEFAULTS
from schoolproof.platforms.frr.fixes import fixes
from schoolproof.platforms.frr.grammar import GRAMMAR
from schoolproof.platforms.frr.meaning import MEANING
from schoolproof.platforms.frr.secrets import SECRETS
from schoolproof.platforms.frr.top import TOP, Reading

ignored.register()
SETTLE = (acls.settle, interfaces.settle, management.settle)


def read(tree: ConfigTree, device: Device) -> list[Node]:
    """Set the facts of `device`; give back the commands that nobody understood."""
    reading = Reading(device)
    TOP.read(tree.root.children, reading, reading.unread)
    for settle in SETTLE:
        settle(reading)
    reading.unread.sort(key=lambda node: node.line)
    return reading.unread


platform = Platform(
    grammar=GRAMMAR,
    read=read,
    classes=frozenset({"router"}),
    signature=re.compile(
        r"^(?:frr (?:version|defaults) \S|service integrated-vtysh-config\b|exit-vrf\b"
        r"|access-list \S+ seq \d|ipv6 access-list \S+ seq \d|line vty\r?$)",
        re.MULTILINE,
    ),
    defaults=DEFAULTS,
    fixes=fixes,
    secrets=SECRETS,
    aliases=("frrouting", "linux_frr"),
    volatile=(
        re.compile(r"^Building configuration\.\.\.$"),
        re.compile(r"^Current configuration:$"),
    ),
    end=re.compile(r"end"),
    session=Session(
        device_type="cisco_ios",  # vtysh speaks as IOS does
        command="show running-config",
        save="write memory",
        errors=re.compile(
            r"% ?(?:Unknown command|Command incomplete|Ambiguous command|There is no matched"
            r"|Refusing to|Configuration failed|Can't|Couldn't|Only inactive interfaces"
            r"|VTY configuration)\b.*"
            r"|Exiting: failed to connect to any daemons\.|\S+ is not running\b.*"
        ),
        hostname=re.compile(r"^hostname (\S+)$", re.MULTILINE),
        enter="configure terminal",  # vtysh has no change that goes back by itself
        leave="end",
        changeable=True,
        network_os="cisco.ios.ios",  # the module types into vtysh as it does into IOS
    ),
    meaning=MEANING,
)
