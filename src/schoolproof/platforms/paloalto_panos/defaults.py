"""What an absent line means. `show` prints what differs from these, and much that does not."""

from schoolproof.platforms.base import Default

ADMIN = "PAN-OS Administrator's Guide 11.1, "
HELP = "PAN-OS Web Interface Help 11.1, "
BENCHMARK = "CIS Palo Alto Firewall 9 Benchmark 1.0, "

DEFAULTS = (
    Default("policies.log", "log at session end: on", f"{HELP}Policies > Security > Actions"),
    Default(
        "logging.implicit_deny",
        "the default rules do not log",
        f"{ADMIN}Security Policy Rule Types; {BENCHMARK}7.3",
    ),
    Default(
        "zone.intrazone_deny",
        "traffic within a zone passes (intrazone-default)",
        f"{ADMIN}Security Policy Rule Types",
    ),
    Default("policies.schedule", "always", f"{HELP}Policies > Security"),
    Default("policies.enabled", "on", f"{HELP}Policies > Security"),
    Default(
        "web_filter.categories",
        "a category in no list is allowed and not logged",
        f"{ADMIN}URL Filtering Profile Actions",
    ),
    Default("web_filter.safe_search", "not enforced", f"{HELP}Objects > Profiles > URL Filtering"),
    Default(
        "web_filter.log_all_urls",
        "container pages only",
        f"{HELP}Objects > Profiles > URL Filtering",
    ),
    Default(
        "web_filter.youtube_restrict",
        "not restricted; safe search enforcement asks for YouTube's strict mode too",
        f"{ADMIN}Safe Search Enforcement",
    ),
    Default(
        "queue_fail_open",
        "on: what the content engine's full queue cannot take passes uninspected",
        f"{HELP}Device > Setup > Content-ID",
    ),
    Default(
        "logging.user_anonymised",
        "logs hold names; a role may hide them on its screen only",
        f"{ADMIN}Define User Privacy Settings in the Admin Role Profile",
    ),
    Default(
        "policies.log_forwarding", "logs stay on the device", f"{HELP}Objects > Log Forwarding"
    ),
    Default(
        "service_objects[service-http]",
        "TCP 80 and 8080, service-https TCP 443",
        f"{HELP}Objects > Services",
    ),
    Default(
        "ips_sensors[default], [strict], antivirus_profiles[default]",
        "profiles of the factory, which stop what is serious",
        f"{HELP}Objects > Security Profiles",
    ),
    Default(
        "telnet_server.enabled",
        "off on the management port, and where no management profile names it",
        f"{HELP}Device > Setup > Interfaces",
    ),
    Default("http_server.enabled", "as telnet", f"{HELP}Device > Setup > Interfaces"),
    Default("https_server.enabled", "on", f"{HELP}Device > Setup > Interfaces"),
    Default("ssh_server.enabled", "on", f"{HELP}Device > Setup > Interfaces"),
    Default("ssh_server.protocol_version", "2", f"{ADMIN}Refresh SSH Keys", verified=False),
    Default("ssh_server.ciphers", "depends on the release: unset", f"{ADMIN}Refresh SSH Keys"),
    Default("https_server.tls_min", "depends on the release: unset", f"{ADMIN}Certificates"),
    Default("interface.admin_access", "nothing answers", f"{HELP}Network > Interface Mgmt"),
    Default("management_access.sources", "anybody", f"{HELP}Device > Setup > Interfaces"),
    Default(
        "terminals.idle_timeout_s",
        "60 minutes",
        f"{HELP}Device > Setup > Management",
        verified=False,
    ),
    Default(
        "login_lock.max_attempts",
        "0: accounts of the device do not lock unless both values are set",
        f"{BENCHMARK}1.4.2",
    ),
    Default("password_policy.min_length", "0: the rules are off", f"{BENCHMARK}1.3"),
    Default("banner.login", "no banner", f"{BENCHMARK}1.1.2"),
    Default("snmp.enabled", "nobody is answered", f"{HELP}Device > Setup > Operations"),
    Default("snmp.user.auth_protocol", "SHA, with AES-128", f"{ADMIN}SNMP", verified=False),
    Default("ntp.enabled", "no server is asked", f"{BENCHMARK}1.6"),
    Default("logging.hosts", "nothing is sent", f"{HELP}Device > Log Settings"),
    Default(
        "logging.severity",
        "a match list without a filter sends all",
        f"{HELP}Device > Log Settings",
    ),
    Default(
        "logging.login_success, .login_failure",
        "logins and failed ones are in the system log",
        f"{ADMIN}System Logs",
    ),
    Default("enable_hash_kind", "there is no second password", f"{ADMIN}Administrative Accounts"),
    Default(
        "user.two_factor",
        "unset for accounts that a service checks: factors of the authentication profile are not "
        "asked of administrators",
        f"{ADMIN}Configure Multi-Factor Authentication",
    ),
    Default(
        "zone.user_identification", "off: rules for users hold for nobody", f"{HELP}Network > Zones"
    ),
    Default("web_filter.overrides", "a password opens its own categories alone", f"{HELP}Objects"),
    Default(
        "link_monitors",
        "no path monitoring, so the route stays while its interface is up",
        f"{ADMIN}Static Route Removal Based on Path Monitoring",
    ),
    Default("ssl_vpns", "no GlobalProtect", f"{HELP}Network > GlobalProtect"),
    Default("services", "off; set where a line says so", f"{HELP}Device > Setup > Interfaces"),
    Default("auto_update.enabled", "nothing is installed by itself", f"{BENCHMARK}3.1 and 3.2"),
    Default("aaa.enabled", "accounts of the device", f"{HELP}Device > Setup > Management"),
    Default("logging.alerts", "nobody is told", f"{HELP}Device > Log Settings"),
    Default("ha.mode", "standalone", f"{HELP}Device > High Availability"),
    Default("ha.session_pickup", "on in a pair", f"{HELP}Device > High Availability"),
    Default("dos_policies", "no flood protection", f"{HELP}Network > Zone Protection"),
    Default("interface.enabled", "up (link state auto)", f"{HELP}Network > Interfaces"),
    Default(
        "interface.default_route",
        "a client of DHCP or PPPoE takes the default route of its provider",
        f"{HELP}Network > Interfaces > Ethernet",
        verified=False,
    ),
    Default(
        "routes.enabled",
        "a static route stands in the unicast table; `no-install` keeps it out of every table",
        f"{HELP}Network > Virtual Routers > Static Routes",
    ),
    Default(
        "routes.interfaces",
        "the interface whose network holds the next hop; unset where no network does",
        f"{HELP}Network > Virtual Routers > Static Routes",
        verified=False,
    ),
    Default(
        "routing_protocols",
        "off; one with neighbours and no `enable` counts as on",
        f"{HELP}Network > Virtual Routers > BGP, OSPF, RIP",
        verified=False,
    ),
    Default(
        "policy_routes",
        "forwarding by policy comes before the routes; without rules the routes decide",
        f"{HELP}Policies > Policy Based Forwarding",
    ),
    Default(
        "vdom_links",
        "systems without external zones, or that do not see each other, exchange no packet inside"
        " the device; none passes a third system",
        f"{ADMIN}Communication Between Virtual Systems; Networking for a Shared Gateway",
    ),
    Default(
        "shared_ports",
        "a shared gateway has no security rules, and every system sees it",
        f"{ADMIN}Shared Gateway",
    ),
)
