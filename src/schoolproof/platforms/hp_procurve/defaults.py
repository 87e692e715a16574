"""What an absent line means, fact by fact."""

from __future__ import annotations

from schoolproof.platforms.base import Default

HPE = "support.hpe.com/techhub/eginfolib/Aruba"
HARDENING = f"ArubaOS-Switch Hardening Guide 16.06 ({HPE}/16.06/5200-5456)"
SECURITY = f"Access Security Guide 16.06 ({HPE}/16.06/5200-4825)"
TRAFFIC = (
    f"Advanced Traffic Management Guide 16.07 and 16.09 ({HPE}/16.07/5200-5352, 16.09/5200-5909)"
)
MANAGEMENT = (
    f"Management and Configuration Guide 16.07 and 16.09 ({HPE}/16.07/5200-5364, 16.09/5200-5911)"
)
IPV6 = f"IPv6 Configuration Guide 16.09 ({HPE}/16.09/5200-5910)"
SEEN = "texts of real devices; not found in the maker's guides"

DEFAULTS: tuple[Default, ...] = (
    Default(
        "interface.switched_vlan.access_vlan", "VLAN 1, until a line takes the port out", TRAFFIC
    ),
    Default("interface.enabled", "on", MANAGEMENT, verified=False),
    Default("interface.switched_vlan.negotiation", "off: trunks are never negotiated", TRAFFIC),
    Default("stp.enabled", "off", TRAFFIC),
    Default("stp.mode", "mstp", TRAFFIC, verified=False),
    Default("stp.priority", "32768 (8 steps of 4096)", TRAFFIC, verified=False),
    Default("interface.stp.edge_port", "on: auto-edge-port, when spanning tree runs", TRAFFIC),
    Default("interface.stp.bpdu_guard", "off", TRAFFIC),
    Default("interface.loop.loop_detection", "off", TRAFFIC),
    Default("interface.storm_control.broadcast", "off", f"{HPE}/16.08/5200-5481"),
    Default("dhcp_snooping.enabled", "off; ports are untrusted", SECURITY, verified=False),
    Default("arp_inspection.enabled", "off; ports are untrusted", SECURITY, verified=False),
    Default("interface.source_guard.enabled", "off", SECURITY, verified=False),
    Default("interface.ra_guard.enabled", "off", IPV6),
    Default("interface.dot1x.enabled", "off", SECURITY),
    Default("interface.dot1x.server_fail_open", "no: the second method is none", SECURITY),
    Default("interface.port_security.enabled", "off: learn-mode continuous", SECURITY),
    Default(
        "interface.port_security.max_addresses",
        "1 in the modes that limit",
        SECURITY,
        verified=False,
    ),
    Default("interface.poe.enabled", "on, where the model has it", MANAGEMENT, verified=False),
    Default("lldp.enabled", "on, all ports, with LLDP-MED", f"{HPE}/16.09/5200-5896"),
    Default("vlan_propagation.enabled", "off", TRAFFIC, verified=False),
    Default("ip_routing", "off", SEEN, verified=False),
    Default("telnet_server.enabled", "on", HARDENING),
    Default("http_server.enabled", "on, without encryption", HARDENING),
    Default("https_server.enabled", "off", HARDENING),
    Default("https_server.tls_min", "differs by release: unset", f"{HPE}/16.09/5200-5898"),
    Default(
        "ssh_server.enabled",
        "on from 16.x; unset in 15.x; off before, until keys are made and `ip ssh` is given",
        "texts of 16.x devices; HP ProCurve F.04.08, `Configuring Secure Shell`",
        verified=False,
    ),
    Default("ssh_server.ciphers", "every one that the release knows", IPV6),
    Default("ssh_server.macs", "every one that the release knows", IPV6),
    Default("ssh_server.kex", "unset: no list in the guides", SEEN, verified=False),
    Default(
        "terminals[].idle_timeout_s", "0, never; serial as the others", HARDENING, verified=False
    ),
    Default("users", "unset without `include-credentials`", SECURITY),
    Default("aaa.login_methods", "local", HARDENING),
    Default("login_lock.max_attempts", "3 in a session", HARDENING),
    Default("login_lock.lockout_s", "0: no lock", HARDENING),
    Default("login_lock.window_s", "0: failures in a row, not in a time", HARDENING),
    Default("password_policy.min_length", "0; 8 with `password configuration-control`", SECURITY),
    Default("snmp.enabled", "on, versions 1 and 2c", HARDENING),
    Default("snmp.communities[].writable", "no: restricted", MANAGEMENT, verified=False),
    Default("snmp.users[].level", "unset without `include-credentials`", SECURITY),
    Default("ntp.enabled", "off", MANAGEMENT),
    Default("clock.uk", "no: offset 0 without summer time", MANAGEMENT, verified=False),
    Default("logging.severity", "debug: every level is sent", f"{HPE}/16.10/5200-6746"),
    Default(
        "logging.login_failure",
        "yes, where warnings are sent",
        f"Event Log Message Reference Guide 16.07 ({HPE}/16.07/5200-5372), event 419",
    ),
    Default("logging.configuration_changes", "off", f"{HPE}/16.08/5200-5481, `logging notify`"),
    Default("management_access[].sources", "anybody", SECURITY),
    Default("services[tftp].enabled", "on", HARDENING, verified=False),
    Default("services[cdp].enabled", "on", SEEN, verified=False),
    Default("services[front-panel password clear].enabled", "on", MANAGEMENT),
    Default("services[front-panel factory reset].enabled", "on", MANAGEMENT),
)
