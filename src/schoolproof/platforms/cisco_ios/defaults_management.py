"""What an absent line means: management plane and Catalyst 9800.

Wireless rows come from Cisco's YANG models of IOS-XE 17.9.1 (github.com/YangModels/yang,
`vendor/cisco/xe/1791`), whose `default` statements are the vendor's word.
"""

from __future__ import annotations

from schoolproof.platforms.base import Default

WLAN = "Cisco-IOS-XE-wireless-wlan-cfg.yang, IOS-XE 17.9.1"
APF = "Cisco-IOS-XE-wireless-apf-cfg.yang, IOS-XE 17.9.1"
ROGUE = "Cisco-IOS-XE-wireless-rogue-cfg.yang, IOS-XE 17.9.1"
TERMINAL = "Cisco IOS Terminal Services Command Reference"
SECURITY = "Cisco IOS Security Command Reference"
MANAGEMENT = "Cisco IOS Basic System Management and Network Management Command References"
STIG = "DISA Cisco IOS XE Switch NDM STIG, check texts"

DEFAULTS: tuple[Default, ...] = (
    Default("terminals.idle_timeout_s", "600 (ten minutes)", STIG),
    Default(
        "terminals.transports",
        "vty: Telnet and SSH up to major release 16, unknown from 17 on; console and aux: none",
        TERMINAL,
        verified=False,
    ),
    Default("terminals.login", "vty: the line's password; console: nothing asks", TERMINAL, False),
    Default("telnet_server.enabled", "unknown without any `line vty`", TERMINAL),
    Default("aaa.enabled", "False", SECURITY),
    Default(
        "aaa.login_methods",
        "AAA on and no list `default`: local on vty; the console's is left unknown",
        SECURITY,
        verified=False,
    ),
    Default("aaa.accounting_commands", "False", SECURITY),
    Default("enable_secret, enable_hash_kind", "None: nobody becomes enabled remotely", SECURITY),
    Default("users.privilege", "1", SECURITY),
    Default("login_lock", "no limit: 0 attempts, 0 seconds", SECURITY),
    Default("password_policy.min_length", "0: nothing is enforced", SECURITY, verified=False),
    Default("ssh_server.timeout_s", "120", SECURITY),
    Default(
        "ssh_server.protocol_version",
        "1.99 (both versions) up to major release 16, unknown from 17 on",
        SECURITY,
        verified=False,
    ),
    Default("ssh_server.ciphers, .macs, .kex", "unknown: it changes with the release", SECURITY),
    Default("ssh_server.rsa_bits", "unknown: the key is not in the text", STIG),
    Default("http_server, https_server", "unknown: the device prints either form", MANAGEMENT),
    Default("https_server.tls_min", "unknown: it changes with the release", MANAGEMENT),
    Default("services.tcp-small-servers, .udp-small-servers, .finger", "off", MANAGEMENT),
    Default("services.pad", "on before release 16, no row after it", MANAGEMENT, verified=False),
    Default("services.bootp, .source-route", "on", MANAGEMENT, verified=False),
    Default(
        "services.smart-install",
        "on for Catalyst 2900 to 6500 models of the WS-C series, no row for others",
        "Cisco Security Advisory cisco-sa-20170214-smi",
        verified=False,
    ),
    Default(
        "services.call-home, .dns, .ftp, .identd, .rcp, .rsh, .tftp, .configuration from network",
        "off",
        MANAGEMENT,
        verified=False,
    ),
    Default("snmp.enabled", "False: one community, group, user or host turns it on", MANAGEMENT),
    Default("snmp.communities.writable", "False: read-only", MANAGEMENT),
    Default("snmp.users", "unknown: users of version 3 are not in the text", STIG),
    Default("logging.severity", "informational", STIG),
    Default("logging.timestamps", "unknown: the device prints either form", MANAGEMENT),
    Default("logging.configuration_changes, .login_success, .login_failure", "False", MANAGEMENT),
    Default("ntp", "no servers, no authentication", MANAGEMENT),
    Default("clock.zone", "UTC without summer time", MANAGEMENT),
    Default("banner.login", "empty", MANAGEMENT),
    Default(
        "management_access.sources", "None: everybody; also for a list that is not there", STIG
    ),
    Default("ssids.enabled", "False: a new WLAN is shut", WLAN),
    Default("ssids.authentication", "enterprise (802.1X)", WLAN),
    Default("ssids.wpa_versions", "2", WLAN),
    Default("ssids.ciphers", "aes-ccmp", WLAN),
    Default("ssids.mfp", "disabled; WPA3 alone cannot be on without it: required", WLAN),
    Default("ssids.station_isolation", "False", WLAN),
    Default("ssids.portal", "False", WLAN),
    Default("ssids.bands", "all three", WLAN, verified=False),
    Default("ssids.vlan", "1", WLAN),
    Default("ssids.vlan_by_radius", "False", WLAN),
    Default("ssids.session_timeout_s", "1800; other releases differ", WLAN),
    Default(
        "ssids.accounting",
        "False; unknown when only the list `default` tells of sessions",
        WLAN,
        verified=False,
    ),
    Default("wireless.management_over_wireless", "False", APF),
    Default("wireless.rogue_containment", "False", ROGUE),
    Default(
        "wireless.rogue_detection",
        "True",
        "Catalyst 9800 configuration guide, Rogue Management",
        verified=False,
    ),
    Default(
        "wireless.min_rate_mbps",
        "1 at 2.4 GHz and 6 at 5 GHz",
        "Catalyst 9800 configuration guide, radio parameters",
        verified=False,
    ),
    Default(
        "ap_profiles.ssh, .telnet, .username",
        "off, off, the factory's name Cisco",
        "Catalyst 9800 configuration guide, AP management",
        verified=False,
    ),
)
