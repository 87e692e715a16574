"""Where logs go and which events they hold."""

from __future__ import annotations

from schoolproof.model.management import Logging
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.reading import Reading, afterwards
from schoolproof.platforms.fortinet.settings import Settings

COLLECTORS = (
    *("syslogd", "syslogd2", "syslogd3", "syslogd4"),
    *("fortianalyzer", "fortianalyzer2", "fortianalyzer3"),
)
CLOUDS = ("fortianalyzer-cloud", "fortiguard")
# FortiOS's words, most severe first, and syslog's (RFC 5424).
SEVERITIES = {
    "emergency": "emergency",
    "alert": "alert",
    "critical": "critical",
    "error": "error",
    "warning": "warning",
    "notification": "notice",
    "information": "informational",
    "debug": "debug",
}
OVERRIDES = (("syslogd", "syslog-override"), ("fortianalyzer", "faz-override"))

MAIL_KINDS = (
    *("admin-login-logs", "configuration-changes-logs", "IPS-logs", "antivirus-logs"),
    *("webfilter-logs", "violation-traffic-logs", "HA-logs", "FDS-update-logs"),
)


@afterwards(turn=2)
def read_logging(reading: Reading) -> None:
    """Collectors that are switched on; a VDOM that overrides them and names none sends nothing."""
    logging = Logging(None, timestamps=True)
    hosts, severities = {}, []
    for name in (*COLLECTORS, *CLOUDS):
        block, limit = (reading.block(f"log {name} {part}") for part in ("setting", "filter"))
        severity, server = limit.text("severity", "information"), block.text("server")
        cloud = name in CLOUDS
        if block.flag("status", default=False) and (server or cloud):
            hosts[server or name] = block.line("server") or block.line("status")
            severities.append((severity, limit.line("severity")))
    line = next(iter(hosts.values()), reading.block("log syslogd setting").at)
    logging.put(line, hosts=tuple(hosts))
    least = max(severities, key=lambda pair: _rank(pair[0]), default=("information", None))
    logging.put(least[1], severity=SEVERITIES.get(least[0], "informational"))
    _overrides(reading, logging)
    _events(reading, logging)
    reading.device.put(logging.lines["hosts"], logging=logging)


def _rank(word: str) -> int:
    order = list(SEVERITIES)
    return order.index(word) if word in order else order.index("information")


def _overrides(reading: Reading, logging: Logging) -> None:
    for block in reading.blocks("log setting"):
        chosen = [name for name, key in OVERRIDES if block.flag(key, default=False)]
        found = [reading.block(f"log {name} override-setting", block.vdom) for name in chosen]
        servers = [b.text("server") for b in found if b.flag("status", default=False)]
        hosts = tuple(s for s in servers if s)
        if chosen:
            kept = tuple(dict.fromkeys(logging.hosts + hosts)) if hosts else ()
            logging.put(block.line(*(key for _, key in OVERRIDES)), hosts=kept)


def _events(reading: Reading, logging: Logging) -> None:
    """Changes and log-ins are system events; on, unless a VDOM (or the device) writes them off."""
    blocks = reading.blocks("log eventfilter")
    states = [b.flag("event", default=True) and b.flag("system", default=True) for b in blocks]
    on = all(states)
    chosen = next((b for b, state in zip(blocks, states, strict=True) if state is on), None)
    line = chosen.line("system", "event") if chosen else None
    logging.put(line, configuration_changes=on, login_success=on, login_failure=on)


@afterwards(turn=3)
def read_alerts(reading: Reading) -> None:
    """Somebody gets mail: alert mail with an address, or an automation stitch that sends it."""
    mail = reading.block("alertemail setting")
    kinds = [mail.flag(key, default=False) for key in MAIL_KINDS]
    by_level = mail.text("filter-mode", "category") == "threshold"
    sends = by_level or any(kinds)
    line = mail.line("mailto1")
    alerts = sends and mail.has("mailto1")
    actions = reading.block("system automation-action")
    for stitch in reading.block("system automation-stitch").edits():
        named = [
            *stitch.list("action"),
            *(e.text("action") for e in stitch.section("actions").edits()),
        ]
        found = [row for name in named if (row := actions.edit(name)) is not None]
        if stitch.flag("status", default=True) and any(_mails(row) for row in found):
            alerts, line = True, line or stitch.at
    firewall_of(reading.device).logging.put(line, alerts=alerts)


def _mails(action: Settings) -> bool:
    return action.text("action-type") == "email" and action.has("email-to")
