"""What an absent line means. "Seen" rows were tried on FRR 8.4.4 of Debian 12."""

from __future__ import annotations

from schoolproof.platforms.base import Default

BASIC = "FRR User Guide (docs.frrouting.org), Basic Commands"
ZEBRA = "FRR User Guide (docs.frrouting.org), Zebra"
VTYSH = "FRR User Guide (docs.frrouting.org), VTY shell"
FILTER = "FRR User Guide (docs.frrouting.org), Filtering"
SOURCE = "FRR source, zebra and lib/vty.c; seen"

DEFAULTS: tuple[Default, ...] = (
    Default("terminals.idle_timeout_s", "600 (ten minutes)", BASIC),
    Default("terminals.acl_in, .acl6_in", "None: from anywhere", BASIC),
    Default("terminals.transports", "telnet: a vty is a TCP port without encryption", BASIC),
    Default(
        "terminals.reachable, telnet_server.enabled",
        "False without `password`: a vty then refuses everybody. With one: unknown, as the port "
        "and its address are options of the daemons and not in the text",
        BASIC,
    ),
    Default("terminals.password", "None", BASIC),
    Default(
        "enable_secret, enable_hash_kind",
        "None where no vty can be reached; else unknown: who reaches one is asked for nothing",
        SOURCE,
    ),
    Default(
        "ip_routing",
        "True in a text that `show running-config` printed (it has `frr version`): "
        "`no ip forwarding` is printed whenever the kernel does not forward; else unknown",
        SOURCE,
    ),
    Default("logging.severity", "debug where `log syslog` has no level", BASIC),
    Default("logging.hosts", "unknown: syslog on the machine sends or does not", BASIC),
    Default("logging.configuration_changes", "False: commands are not recorded", BASIC),
    Default("banner.login", "unknown: vtysh keeps it in a file of its own", VTYSH),
    Default("interface.enabled", "True: FRR does not hold the interface down", ZEBRA),
    Default("interface.description", "empty", ZEBRA),
    Default("interface.vrf", "None, the default VRF", ZEBRA),
    Default(
        "interface.addresses", "unknown: addresses given outside FRR are not in its text", ZEBRA
    ),
    Default("interface.routed", "True: FRR has no switching", ZEBRA),
    Default("acl_entry.sequence", "the next multiple of five", FILTER),
    Default("users, ssh_server, snmp, ntp, clock", "unknown: they are Linux's", VTYSH),
)
