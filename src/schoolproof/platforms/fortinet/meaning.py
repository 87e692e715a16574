"""When two FortiOS texts mean the same.

Source: FortiOS 7.4 CLI reference (tables that have `move` are read from the top, first match wins)
and Administration Guide, "Using the CLI" (`show full-configuration` prints defaults as well).
"""

from __future__ import annotations

import re

from schoolproof.platforms.base import Meaning

ORDERED = (
    r"firewall (?:policy6?|security-policy|local-in-policy6?|proxy-policy|shaping-policy)",
    r"firewall (?:DoS-policy6?|interface-policy6?|central-snat-map|acl6?|multicast-policy6?)",
    r"router policy6?|router (?:access-list|prefix-list|route-map)6? / edit .* / config rule",
    r"system sdwan / config service",
    r"(?:ips sensor|application list) / edit .* / config entries",
    r"authentication rule",
    r"webfilter urlfilter / edit .* / config entries|webfilter content / edit .* / config entries",
    r"dnsfilter domain-filter / edit .* / config entries",
    r"switch-controller dynamic-port-policy / edit .* / config policy",
)
SETS = (
    "allowaccess ip6-allowaccess member exclude-member srcaddr dstaddr srcaddr6 dstaddr6 service "
    "srcintf dstintf groups users interface members vaps category application "
    "internet-service-name internet-service-src-name src dst severity day options monitor "
    "priority-members events "
    "tcp-portrange udp-portrange sctp-portrange admin-https-ssl-versions ssh-mac-algo ssh-kex-algo "
    "ssh-enc-algo ssh-hostkey-algo ssh-hsk-algo channel apply-to ports safe-search protocol os "
    "location status-list rates-11a rates-11bg"
)
# Settings printed by `show full-configuration` that `show` leaves out.
AS_ABSENT = (
    r"config firewall policy / edit .* / set (?:status enable|logtraffic utm|nat disable)",
    r"config firewall policy / edit .* / set (?:inspection-mode flow|logtraffic-start disable)",
    r"config firewall policy / edit .* / set (?:utm-status disable|schedule-timeout disable)",
    r"config system interface / edit .* / set (?:status up|mtu-override disable|speed auto)",
    r"config firewall address / edit .* / set (?:type ipmask|allow-routing disable)",
    r"config system global / set (?:admin-port 80|admin-ssh-port 22)",
    # paging of the shell, which a collector switches off and back on in its own session
    r"config system console / set output (?:standard|more)",
)

MEANING = Meaning(
    block=True,
    ordered=re.compile(rf"(?:^| / )config (?:{'|'.join(ORDERED)})$"),
    word_sets=re.compile(
        rf"(?<!unset) / set (?:{'|'.join(SETS.split())})$|unset / .* / set options"
    ),
    defaults=re.compile(rf"(?:.* / )?(?:{'|'.join(AS_ABSENT)})"),
    identity=(
        re.compile(r"^#config-version=(?P<model>\w+)-(?P<version>[\d.]+(?:-\w+)*)", re.MULTILINE),
    ),
)
