"""The firewall as a whole: its tables, its logging, what happens when an engine fails."""

from __future__ import annotations

from schoolproof.model import Device, Facts, Table
from schoolproof.model.firewall import Firewall, FirewallLogging
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config, ignore_keys
from schoolproof.platforms.fortinet.settings import Settings

TABLES = (
    "zones",
    "policies",
    "address_objects",
    "service_objects",
    "schedules",
    "web_filters",
    "dns_filters",
    "app_controls",
    "tls_inspections",
    "ips_sensors",
    "antivirus_profiles",
    "local_in_policies",
    "dos_policies",
    "vips",
    "link_monitors",
    "routes",
    "policy_routes",
    "vdom_links",
    "vpn_tunnels",
    "ssl_vpns",
    "proxy_policies",
    "proxy_addresses",
    "explicit_proxies",
    "dns_servers",
    "own_services",
)
# fact → key, and whether `enable` is the good value (over several VDOMs the worst one counts)
LOGGING = {
    "implicit_deny": ("fwpolicy-implicit-log", True),
    "local_in_allow": ("local-in-allow", True),
    "local_in_deny": ("local-in-deny-unicast", True),
    "user_anonymised": ("user-anonymize", False),
}

ignore_keys(
    "log setting",
    "how a log line is written, or logs that no standard asks for",
    "resolve-ip",
    "resolve-port",
    "log-user-in-upper",
    "fwpolicy6-implicit-log",
    "extended-log",
    "extended-utm-log",
    "zone-name",
    "local-in-deny-broadcast",
    "local-in-policy-log",
    "local-out",
    "local-out-ioc-detection",
    "daemon-log",
    "neighbor-event",
    "brief-traffic-format",
    "expolicy-implicit-log",
    "log-policy-comment",
    "log-policy-name",
    "log-invalid-packet",
    "long-live-session-stat",
    "faz-override",
    "syslog-override",
    "rest-api-set",
    "rest-api-get",
    "rest-api-performance",
    "fortiview-weekly-data",
    "anonymization-hash",
    "custom-log-fields",
)
ignore_keys(
    "ips global",
    "how the intrusion prevention engine is built and tuned",
    "database",
    "traffic-submit",
    "anomaly-mode",
    "session-limit-mode",
    "socket-size",
    "engine-count",
    "sync-session-ttl",
    "np-accel-mode",
    "cp-accel-mode",
    "deep-app-insp-timeout",
    "deep-app-insp-db-limit",
    "exclude-signatures",
    "packet-log-queue-depth",
    "ngfw-max-scan-range",
    "av-mem-limit",
    "machine-learning-detection",
    "config tls-active-probe",
)


def firewall_of(device: Device) -> Firewall:
    """The device's firewall, with empty tables when it is asked for first."""
    if "firewall" not in device.lines:
        firewall = Firewall(None, **{name: Table[Facts]() for name in TABLES})
        firewall.put(None, logging=FirewallLogging())
        device.put(None, firewall=firewall)
    return device.firewall


def key6(entry: Settings, name: str) -> str:
    """The key of an IPv6 object: FortiOS has an IPv4 and an IPv6 object of the same name."""
    return entry.key(f"ipv6:{name}")


def vdoms(reading: Reading) -> list[str | None]:
    """All VDOMs, or [None] where the device has none."""
    return list(reading.vdoms) or [None]


@afterwards()
def logging(reading: Reading) -> None:
    """`config log setting`, one for each VDOM: what one of them does not log is not logged."""
    facts = firewall_of(reading.device).logging
    blocks = [reading.block("log setting", vdom) for vdom in vdoms(reading)]
    written = [block.at for block in blocks if block]
    facts.line = written[0] if written else None
    for fact, (key, good) in LOGGING.items():
        found = [(block.flag(key, default=False), block.line(key) or block.at) for block in blocks]
        value, line = next((pair for pair in found if pair[0] is not good), found[0])
        facts.put(line, **{fact: value})


@config("ips global", always=True)
def ips_global(reading: Reading, block: Settings) -> None:
    """What the intrusion prevention engine does when it crashes or is full."""
    fail_open = block.flag("fail-open", default=False)
    firewall_of(reading.device).put(block.line("fail-open"), ips_fail_open=fail_open)


@config("system global", always=True)
def virus_scan_fails(reading: Reading, block: Settings) -> None:
    """What happens to traffic when the virus scanner has no memory left."""
    word = block.text("av-failopen", "pass")
    if word in {"pass", "off", "one-shot"}:
        firewall_of(reading.device).put(block.line("av-failopen"), antivirus_fail_open=word)
