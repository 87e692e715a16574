"""Time, remote logging and the banner."""

from __future__ import annotations

from schoolproof.model.management import Banner, Clock, Logging, Ntp
from schoolproof.parse import Node
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, Said, flag, unquoted

SEVERITY = {
    "major": "critical",
    "error": "error",
    "warning": "warning",
    "info": "informational",
    "debug": "debug",
}

flag("sntp.authentication", r"sntp authentication")
flag("ntp.enabled", r"ntp(?: enable)?")
flag("ntp.authentication", r"ntp authentication")
flag("running-config-change", r"logging notify running-config-change(?: .+)?")


@TOP.line(r"(no )?timesync(?: (\S+))?")
def _timesync(ctx: Reading, node: Node, no: str | None, what: str | None) -> None:
    ctx.once["timesync"] = Said("" if no else what or "timep-or-sntp", node.line)


@TOP.line(r"(no )?(sntp|ntp) (unicast|broadcast|dhcp)")
def _time_mode(ctx: Reading, node: Node, no: str | None, what: str, mode: str) -> None:
    ctx.once[f"{what}.mode"] = Said("" if no else mode, node.line)


@TOP.line(r"(sntp|ntp) server (?:priority \d+ )?(\S+)(?: .+)?")
def _time_server(ctx: Reading, node: Node, what: str, host: str) -> None:
    ctx.add(f"{what}.servers", unquoted(host), node.line)


@TOP.line(r"time (timezone|daylight-time-rule) (\S+)(?: .+)?")
def _zone(ctx: Reading, node: Node, key: str, value: str) -> None:
    ctx.once[f"time.{key}"] = Said(value.lower(), node.line)


@TOP.line(
    r"logging ((?:\d+\.){3}\d+|[0-9a-fA-F]*:[0-9a-fA-F:.]+|\*+)(?: .+)?",
    r'logging (?:host )?("?[\w-]+(?:\.[\w-]+)+"?)(?: .+)?',
)
def _log_host(ctx: Reading, node: Node, host: str) -> None:
    ctx.add("logging", unquoted(host), node.line)


@TOP.line(r"logging severity (\S+)")
def _log_severity(ctx: Reading, node: Node, word: str) -> None:
    if word in SEVERITY:
        ctx.once["logging.severity"] = Said(SEVERITY[word], node.line)
    else:
        ctx.unread.append(node)


@TOP.line(r"banner motd (.+)")
def _banner(ctx: Reading, node: Node, text: str) -> None:
    ctx.once["banner"] = Said(text.strip().strip('"').strip(), node.line)


def settle(ctx: Reading) -> None:
    """Facts of time, logging and banner."""
    _time(ctx)
    _clock(ctx)
    _logging(ctx)
    banner = Banner()
    said = ctx.once.get("banner")
    banner.put(said.line if said else None, login=said.value if said else "")
    ctx.device.put(None, banner=banner)


def _time(ctx: Reading) -> None:
    """`timesync` decides which time servers count; absent: time is not synchronised."""
    ntp = Ntp()
    sync = ctx.once.get("timesync")
    word = sync.value if sync else ""
    way = "ntp" if word == "ntp" else "sntp" if "sntp" in word else ""
    servers = ctx.many.get(f"{way}.servers", []) if way else []
    mode = ctx.once.get(f"{way}.mode")
    if mode and mode.value == "broadcast":
        servers = []
    enabled = bool(way) and (way == "sntp" or ctx.on("ntp.enabled"))
    ntp.put(sync.line if sync else None, enabled=enabled)
    line = servers[0].line if servers else sync.line if sync else None
    ntp.put(line, servers=tuple(s.value for s in servers))
    key = f"{way}.authentication"
    ntp.put(ctx.line(key), authentication=bool(way) and ctx.on(key))
    ctx.device.put(None, ntp=ntp)


def _clock(ctx: Reading) -> None:
    """Minutes from UTC; `western-europe` is the summer time of the United Kingdom."""
    zone, rule = ctx.once.get("time.timezone"), ctx.once.get("time.daylight-time-rule")
    clock = Clock()
    offset = zone.value if zone else "0"
    clock.put(zone.line if zone else None, zone=offset)
    line = rule.line if rule else zone.line if zone else None
    if rule and rule.value == "user-defined":
        ctx.device.put(None, clock=clock)
        return  # own dates: not read
    summer = bool(rule and rule.value == "western-europe")
    clock.put(line, uk=offset.lstrip("+-0") == "" and summer)
    ctx.device.put(None, clock=clock)


def _logging(ctx: Reading) -> None:
    facts = Logging()
    hosts = ctx.many.get("logging", [])
    facts.put(hosts[0].line if hosts else None, hosts=tuple(s.value for s in hosts))
    severity = ctx.once.get("logging.severity")
    facts.put(severity.line if severity else None, severity=severity.value if severity else "debug")
    facts.put(None, timestamps=True)
    _logins(ctx, facts)
    line = ctx.line("running-config-change")
    facts.put(line, configuration_changes=ctx.on("running-config-change"))
    ctx.device.put(None, logging=facts)


def _logins(ctx: Reading, facts: Logging) -> None:
    """Refused logins are a warning of the event log (event 419 of the message reference).

    Who logged in is told by accounting of sessions; without it nobody told us.
    """
    seen = facts.severity not in {"critical", "error"}
    facts.put(facts.lines["severity"], login_failure=seen)
    sessions = ctx.once.get("accounting exec")
    if sessions:
        facts.put(sessions.line, login_success=True)
