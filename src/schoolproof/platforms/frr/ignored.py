"""Commands that no fact needs, each by name and with the reason."""

from __future__ import annotations

from schoolproof.platforms.frr.top import TOP


def register() -> None:
    """Add them to the table, behind what the other files read."""
    for reason, patterns in IGNORED.items():
        TOP.ignore(reason, *patterns)


IGNORED: dict[str, tuple[str, ...]] = {
    "words that a terminal session leaves around the text": (
        r"Building configuration\.\.\.",
        r"Current configuration:",
    ),
    "how FRR itself is run": (
        r"frr defaults (?:traditional|datacenter)",
        r"(?:no )?service (?:integrated-vtysh-config|password-encryption|advanced-vty)",
        r"service (?:terminal-length|cputime-stats|cputime-warning|walltime-warning) ?.*",
        r"no service (?:cputime-stats|cputime-warning|walltime-warning)",
        r"(?:no )?(?:domainname|allow-external-route-update|agentx) ?\S*",
        r"(?:no )?zebra .+",
        r"(?:no )?debug .+",
        r"banner motd (?:default|file .+)",
    ),
    "vtysh does not ask this account; the account itself is Linux's": (r"username \S+ nopassword",),
    "records on the machine and how they look": (
        r"(?:no )?log (?:monitor|trap|facility|record-priority|timestamp precision) ?.*",
        r"(?:no )?log (?:filter|filter-text|error-category|unique-id|immediate-mode|rotation) ?.*",
        r"no log (?:syslog|stdout|file|commands) ?.*",
    ),
    "routes that people wrote; no control asks for them": (
        r"(?:no )?(?:ip|ipv6) (?:route|mroute) .+",
        r"(?:no )?ip(?:v6)? (?:nht|protocol|router-id|import-table) .+",
        r"(?:no )?(?:router-id|ipv6 router-id|table) .+",
        r"(?:no )?ipv6 forwarding",
        r"nexthop-group \S+",
        r"vrf \S+",
    ),
    "routing protocols; no control asks for them": (
        r"router (?:bgp|ospf|ospf6|rip|ripng|isis|eigrp|babel|openfabric|pim|pim6)\b ?.*",
        r"(?:no )?(?:mpls|bfd|rpki|segment-routing|evpn|vnc|l2vpn|fpm) ?.*",
        r"(?:no )?(?:ip|ipv6) (?:multicast-routing|pim|igmp|mld|msdp|ssmpingd|nhrp) ?.*",
        r"(?:no )?(?:pbr-map|pbr|traffic-eng|affinity-map|vrrp|nhrp) .+",
    ),
    "lists that choose routes, not packets or people": (
        r"(?:no )?(?:ip|ipv6) prefix-list .+",
        r"route-map \S+ (?:permit|deny) \d+",
        r"route-map (?:optimization|delay-timer) ?.*",
        r"no route-map .+",
        r"bgp (?:as-path|community-list|extcommunity-list|large-community-list) .+",
        r"bgp (?:community|session-dscp|route-map|input-queue-limit|no-rib|suppress-fib) ?.*",
    ),
    "keys of routing protocols; that they are secret is the sanitiser's business": (
        r"key chain \S+",
    ),
}
