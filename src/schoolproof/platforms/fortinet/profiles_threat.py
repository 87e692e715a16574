"""Intrusion prevention sensors and antivirus profiles, and profiles that only have a name."""

from __future__ import annotations

from schoolproof.model import Facts, Table
from schoolproof.model.filters import AppControl, DnsFilter, ThreatProfile, TlsInspection, WebFilter
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config, ignore_keys
from schoolproof.platforms.fortinet.settings import Settings

# `default` is what the vendor chose for each signature, which is to block what is serious
STOPS = frozenset({"block", "reset", "default"})
KINDS: dict[str, tuple[str, type[Facts]]] = {
    "web_filter": ("web_filters", WebFilter),
    "dns_filter": ("dns_filters", DnsFilter),
    "app_control": ("app_controls", AppControl),
    "ips": ("ips_sensors", ThreatProfile),
    "antivirus": ("antivirus_profiles", ThreatProfile),
    "tls_inspection": ("tls_inspections", TlsInspection),
}

ignore_keys(
    "ips sensor",
    "labels, and blocking of more",
    "comment",
    "replacemsg-group",
    "extended-log",
    "block-malicious-url",
    "scan-botnet-connections",
)
ignore_keys("ips sensor", "removed in release 7", "config override", "config filter")
ignore_keys(
    "ips sensor/entries",
    "which signatures an entry means, and what is kept of their packets",
    "rule",
    "location",
    "severity",
    "protocol",
    "os",
    "application",
    "cve",
    "default-action",
    "default-status",
    "last-modified",
    "vuln-type",
    "log",
    "log-packet",
    "log-attack-context",
    "rate-count",
    "rate-duration",
    "rate-mode",
    "rate-track",
    "quarantine",
    "quarantine-expiry",
    "quarantine-log",
    "config exempt-ip",
)
ignore_keys(
    "antivirus profile",
    "labels, logs, sandboxes, and protocols beside the web",
    "comment",
    "replacemsg-group",
    "extended-log",
    "feature-set",
    "scan-mode",
    "av-block-log",
    "av-virus-log",
    "mobile-malware-db",
    "ftgd-analytics",
    "analytics-db",
    "analytics-accept-filetype",
    "analytics-ignore-filetype",
    "analytics-max-upload",
    "analytics-wl-filetype",
    "analytics-bl-filetype",
    "fortindr-error-action",
    "fortindr-timeout-action",
    "fortiai-error-action",
    "fortiai-timeout-action",
    "fortisandbox-error-action",
    "fortisandbox-timeout-action",
    "fortisandbox-mode",
    "fortisandbox-max-upload",
    "fortisandbox-scan-timeout",
    "ems-threat-feed",
    "external-blocklist",
    "external-blocklist-enable-all",
    "external-blocklist-archive-scan",
    "outbreak-prevention-archive-scan",
    "config ftp",
    "config imap",
    "config pop3",
    "config smtp",
    "config mapi",
    "config nntp",
    "config cifs",
    "config ssh",
    "config nac-quar",
    "config outbreak-prevention",
    "config content-disarm",
)
ignore_keys(
    "antivirus profile/http",
    "further engines, and archives",
    "outbreak-prevention",
    "external-blocklist",
    "malware-stream",
    "fortindr",
    "fortiai",
    "fortisandbox",
    "quarantine",
    "archive-block",
    "archive-log",
    "emulator",
    "content-disarm",
    "unknown-content-encoding",
)


@config("ips sensor")
def ips_sensors(reading: Reading, block: Settings) -> None:
    """A sensor blocks when one of its entries that is on does; an empty one only has a name."""
    for entry in block.edits():
        row = ThreatProfile(entry.at, name=entry.name)
        found = [_stops(item) for item in entry.section("entries").edits()]
        row.put(entry.section("entries").at, blocking=any(found))
        firewall_of(reading.device).ips_sensors.add(entry.key(), row)


def _stops(item: Settings) -> bool:
    action, status = item.text("action", "default"), item.text("status", "default")
    return action in STOPS and status != "disable"


@config("antivirus profile")
def antivirus_profiles(reading: Reading, block: Settings) -> None:
    """A profile blocks when it does so for web traffic.

    Release 6.2 and older: `set options scan` blocks, `avmonitor` beside it watches only.
    """
    for entry in block.edits():
        http = entry.section("http")
        row = ThreatProfile(entry.at, name=entry.name)
        options = http.list("options")
        old = "scan" in options and "avmonitor" not in options
        scan = http.text("av-scan", "block" if old else "disable")
        if scan in {"block", "monitor", "disable"}:
            row.put(http.line("av-scan", "options") or http.at, blocking=scan == "block")
        firewall_of(reading.device).antivirus_profiles.add(entry.key(), row)


@afterwards(turn=2)
def named_only(reading: Reading) -> None:
    """A profile that a policy names and the text lacks: it has a name and no known fact."""
    firewall = firewall_of(reading.device)
    for policy in firewall.policies:
        for fact, (table_name, kind) in KINDS.items():
            key = getattr(policy, fact) if fact in policy.lines else None
            table: Table[Facts] = getattr(firewall, table_name)
            if key and key not in table:
                name = key.removeprefix(f"{policy.vdom}/") if policy.vdom else key
                table.add(key, kind(None, name=name))
