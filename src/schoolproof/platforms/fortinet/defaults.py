"""What an absent line means, for the device, its management and its wireless networks.

`show` prints what differs from these values, `show full-configuration` prints all of them.
"""

from schoolproof.platforms.base import Default

CLI = "FortiOS CLI Reference 7.4, config "
FULL = "`show full-configuration` of FortiOS 7.0.3, config "
PRINTED = "the factory prints the other value in `show` of FortiOS 7.0 to 7.6, config "

DEFAULTS = (
    Default("login_lock.max_attempts", "3", f"{FULL}system global"),
    Default("login_lock.lockout_s", "60", f"{FULL}system global"),
    Default("terminals.idle_timeout_s", "300 (admintimeout 5)", f"{CLI}system global"),
    Default(
        "terminals[console].idle_timeout_s",
        "that of the other sessions (admin-console-timeout 0)",
        f"{FULL}system global",
    ),
    Default(
        "terminals[profile].idle_timeout_s",
        "600 where admintimeout-override is on; 0 never ends",
        f"{CLI}system accprofile",
    ),
    Default("ssh_server.strong_crypto", "on", f"{CLI}system global"),
    Default("ssh_server.protocol_version", "2 (admin-ssh-v1 disable)", f"{FULL}system global"),
    Default("ssh_server.timeout_s", "120", f"{FULL}system global"),
    Default(
        "ssh_server.ciphers",
        "aes256-ctr and aes256-gcm, before 7.4.8 chacha20-poly1305 too; unset before 7.0",
        f"{CLI}system ssh-config",
    ),
    Default(
        "ssh_server.macs",
        "hmac-sha2-256 and -512, with and without etm; unset before 7.0",
        f"{CLI}system ssh-config",
        verified=False,
    ),
    Default("ssh_server.kex", "not said: unset", f"{CLI}system ssh-config", verified=False),
    Default("https_server.tls_min", "1.2", f"{FULL}system global"),
    Default("telnet_server.enabled", "where allowaccess names it", f"{FULL}system global"),
    Default("interface.admin_access", "nothing answers", f"{CLI}system interface", verified=False),
    Default("interface.enabled", "up", f"{CLI}system interface", verified=False),
    Default("interface.captive_portal", "off", f"{CLI}system interface", verified=False),
    Default("interface.role", "undefined", f"{CLI}system interface", verified=False),
    Default("zone.intrazone_deny", "deny", f"{CLI}system zone"),
    Default("clock.zone", "US Pacific", f"{CLI}system global", verified=False),
    Default("clock.uk", "number 25 is London before 7.4", "list of zones of `set timezone ?`"),
    Default("banner.login", "no banner", f"{CLI}system global", verified=False),
    Default("ntp.enabled", "off", f"{PRINTED}system ntp"),
    Default("ntp.servers", "those of FortiGuard", f"{CLI}system ntp"),
    Default(
        "password_policy.min_length",
        "0: the policy is off before 7.6.5; unset from 7.6.5 on",
        "Hardening notes for FortiOS 7.6.5; config system password-policy",
    ),
    Default("auto_update.enabled", "on", f"{CLI}system autoupdate schedule"),
    Default(
        "auto_update.signature_hours",
        "1 (automatic) from 7.0 on, 2 before",
        f"{CLI}system autoupdate schedule",
    ),
    Default("auto_update.firmware", "depends on the model: unset", f"{CLI}system fortiguard"),
    Default("services[auto-install-config]", "off", f"{PRINTED}system auto-install"),
    Default("user.secret", "an empty password", "FortiOS Administration Guide, Administrators"),
    Default("user.two_factor", "off", f"{CLI}system admin", verified=False),
    Default("user.trusted_hosts", "from anywhere", f"{CLI}system admin"),
    Default("snmp.enabled", "off", f"{CLI}system snmp sysinfo", verified=False),
    Default("snmp.user.level", "noauth", f"{CLI}system snmp user"),
    Default("snmp.user.auth_protocol", "sha", f"{CLI}system snmp user"),
    Default("snmp.user.priv_protocol", "aes128", f"{CLI}system snmp user"),
    Default("radius_server.accounting", "off", f"{CLI}user radius", verified=False),
    Default("aaa.accounting_commands", "off (cli-audit-log)", f"{FULL}system global"),
    Default("logging.hosts", "none: each collector is off", f"{CLI}log syslogd setting"),
    Default("logging.severity", "informational", f"{CLI}log syslogd filter"),
    Default("logging.configuration_changes", "on", f"{CLI}log eventfilter"),
    Default("ha.mode", "standalone", f"{CLI}system ha"),
    Default("ha.session_pickup", "off", f"{CLI}system ha"),
    Default(
        "ssid.authentication",
        "psk, WPA2 (wpa2-only-personal)",
        f"{CLI}wireless-controller vap",
        verified=False,
    ),
    Default(
        "ssid.mfp",
        "disabled; unset with WPA3, which needs it",
        f"{CLI}wireless-controller vap",
        verified=False,
    ),
    Default("ssid.ciphers", "aes-ccmp", f"{CLI}wireless-controller vap", verified=False),
    Default("ssid.station_isolation", "off", f"{CLI}wireless-controller vap", verified=False),
    Default(
        "ssid.vlan",
        "the network of the VAP itself",
        f"{CLI}wireless-controller vap",
        verified=False,
    ),
    Default(
        "ssid.enabled",
        "every tunnel network, on radios without vap-all",
        f"{CLI}wireless-controller wtp-profile",
        verified=False,
    ),
    Default(
        "ap_profile.ssh",
        "off (allowaccess)",
        f"{CLI}wireless-controller wtp-profile",
        verified=False,
    ),
    Default(
        "wireless.rogue_detection",
        "off (ap-scan; radios without wids-profile)",
        f"{CLI}wireless-controller wids-profile",
        verified=False,
    ),
)
