"""What absent lines mean in the firewall's part of a FortiOS text.

`verified` False: the fact stays unset, or holds the value that makes a control fail, so that
nothing passes by a guess. The one exception is an intrusion prevention entry without an action:
it does what the vendor chose for each signature, and counts as blocking.
"""

from __future__ import annotations

from schoolproof.platforms.base import Default

POLICY = "FortiOS CLI Reference, config firewall policy; show full-configuration of release 7.2"
WEB = "FortiOS CLI Reference, config webfilter profile"
DNS = "FortiOS CLI Reference, config dnsfilter profile"
APPS = "FortiOS CLI Reference 7.0.16, config application list"
OBJECTS = "FortiOS CLI Reference, config firewall address, config firewall service custom"
TLS = "FortiOS CLI Reference, config firewall ssl-ssh-profile"
LOGS = "FortiOS CLI Reference 7.2.1, config log setting"
LOCAL = "FortiOS CLI Reference 7.0.12, config firewall local-in-policy"
IPS = "FortiOS CLI Reference 6.4.7, config ips global"
VPN = "FortiOS CLI Reference, config vpn ipsec phase1-interface"

DEFAULTS: tuple[Default, ...] = (
    Default("firewall_policy.enabled", "on", POLICY),
    Default("firewall_policy.action", "deny", POLICY),
    Default("firewall_policy.log", "utm; a rule that refuses then logs nothing", POLICY),
    Default("firewall_policy.profiles_active", "off: written profiles do not act", POLICY),
    Default("firewall_policy.inspection_mode", "flow", POLICY),
    Default("firewall_policy.tls_inspection", "no-inspection; in a profile group unset", POLICY),
    Default("firewall_policy.nat", "off; unset with central NAT", POLICY),
    Default(
        "firewall_policy.nat_pool",
        "off where sources are translated: the address of the outgoing interface stands for them",
        "Fortinet Technical Tip: Mapping VIP outbound connections",
    ),
    Default("firewall_policy.schedule", "always", POLICY, verified=False),
    Default("firewall_policy.sources", "unset, unless a vendor list stands for it", POLICY),
    Default(
        "firewall_policy.match_vip",
        "refusals: on from release 7.2.3, off before and where it is not known; else off",
        "Fortinet Technical Tip: DENY policy for Virtual IP firewall policy",
    ),
    Default("address_object.value", "0.0.0.0/0 or ::/0: everything", OBJECTS),
    Default("service_object.protocol", "TCP/UDP/SCTP", OBJECTS),
    Default("web_filter.categories", "a category without an entry: allow", WEB),
    Default("web_filter.categories (action)", "monitor; without category: 0, unrated", WEB),
    Default(
        "web_filter.error_allow",
        "no options line: categories are off (ftgd-disable); kept unset",
        "API schema and issue 185 of fortinetdev/terraform-provider-fortios",
        verified=False,
    ),
    Default("web_filter.safe_search", "off", WEB, verified=False),
    Default("web_filter.youtube_restrict", "none", WEB, verified=False),
    Default("web_filter.log_all_urls", "off", WEB),
    Default("web_filter.overrides", "none", WEB, verified=False),
    Default("web_filter.exceptions (action)", "exempt: counted", WEB, verified=False),
    Default("dns_filter.categories (action)", "monitor", DNS),
    Default("dns_filter.error_allow", "unset", DNS, verified=False),
    Default("dns_filter.safe_search", "off", DNS, verified=False),
    Default(
        "dns_filter.youtube_restrict", "none without safe search, else unset", DNS, verified=False
    ),
    Default("dns_filter.botnet_block", "off", DNS),
    Default("dns_filter.log_all", "off", DNS, verified=False),
    Default("app_control.applications (action)", "block", APPS),
    Default("app_control.other", "pass", APPS, verified=False),
    Default("app_control.unknown", "pass", APPS, verified=False),
    Default("tls_inspection.mode", "unset; the factory's profiles are known by name", TLS),
    Default(
        "tls_inspection.quic",
        "before release 7.4 bypass, since it could not be looked into; else unset",
        "FortiOS Administration Guide, Blocking QUIC manually",
    ),
    Default("tls_inspection.untrusted_certificate", "unset", TLS, verified=False),
    Default(
        "threat_profile.blocking",
        "antivirus: off; intrusion prevention: the vendor's choice for each signature",
        "FortiOS CLI Reference, config antivirus profile, config ips sensor",
        verified=False,
    ),
    Default("local_in_policy.action", "deny", LOCAL),
    Default("local_in_policy.enabled", "on", LOCAL),
    Default("local_in_policy.schedule", "always; a device takes none without", LOCAL),
    Default("dos_policy.enabled", "on", "FortiOS CLI Reference, config firewall DoS-policy"),
    Default(
        "dos_policy.anomalies",
        "status off, action pass",
        "FortiOS CLI Reference, config firewall DoS-policy",
    ),
    Default("firewall_logging.implicit_deny", "off", LOGS),
    Default("firewall_logging.local_in_allow", "off", LOGS, verified=False),
    Default("firewall_logging.local_in_deny", "off", LOGS, verified=False),
    Default("firewall_logging.user_anonymised", "off", LOGS, verified=False),
    Default("firewall.ips_fail_open", "off", IPS),
    Default(
        "firewall.antivirus_fail_open",
        "pass",
        "FortiOS CLI Reference, config system global",
        verified=False,
    ),
    Default("firewall.policy_mode", "profile", "FortiOS CLI Reference, config system settings"),
    Default("vpn_tunnel.ike_version", "1", VPN),
    Default("vpn_tunnel.aggressive", "off: main mode", VPN),
    Default("vpn_tunnel.proposals", "unset: differs by release", VPN, verified=False),
    Default("vpn_tunnel.dh_groups", "unset: differs by release", VPN, verified=False),
    Default(
        "ssl_vpn.enabled",
        "on, but without an interface it does not listen",
        "FortiOS CLI Reference, config vpn ssl settings",
    ),
)
