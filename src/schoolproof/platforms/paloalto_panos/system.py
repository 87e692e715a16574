"""The device itself: name, release, clock, banner, updates, high availability."""

from __future__ import annotations

from schoolproof.model.firewall import Ha
from schoolproof.model.management import AutoUpdate, Banner, Clock, Firmware, Ntp
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.reading import Reading, reader

UK = frozenset({"Europe/London", "Europe/Belfast", "GB", "GB-Eire"})
SYSTEM = ("deviceconfig", "system")
HOURS = {
    "real-time": 1,
    "every-min": 1,
    "every-5-mins": 1,
    "every-15-mins": 1,
    "every-30-mins": 1,
    "every-hour": 1,
    "hourly": 1,
    "daily": 24,
    "weekly": 168,
}
SERVERS = ("primary-ntp-server", "secondary-ntp-server")


@reader()
def names(reading: Reading) -> None:
    """Host name and release. The set form has no release: then it is not known."""
    system = reading.root.at(*SYSTEM)
    if system is not None and (name := system.value("hostname")):
        reading.device.put(system.at_line("hostname"), hostname=name)
    firmware = Firmware()
    for key in ("@version", "@detail-version"):
        if version := reading.root.value(key):
            firmware.put(reading.root.at_line(key), version=version)
    reading.device.put(reading.root.at_line("@version"), firmware=firmware)


@reader()
def clock_and_time(reading: Reading) -> None:
    """Time zone and time servers. Without a line the zone is not known, and no server is asked."""
    system = reading.root.at(*SYSTEM)
    if system is None:
        return
    clock = Clock()
    if zone := system.value("timezone"):
        clock.put(system.at_line("timezone"), zone=zone, uk=zone in UK)
    ntp = Ntp()
    found = [system.value("ntp-servers", key, "ntp-server-address") for key in SERVERS]
    servers = tuple(name for name in found if name)
    line = system.at_line("ntp-servers")
    ntp.put(line, enabled=bool(servers), servers=servers)
    signed = [
        system.at("ntp-servers", key, "authentication-type", kind) is not None
        for key in SERVERS
        for kind in ("symmetric-key", "autokey")
    ]
    for item in system.each("ntp-servers"):
        item.read_all()
    ntp.put(line, authentication=bool(servers) and sum(signed) == len(servers))
    reading.device.put(line, ntp=ntp)
    reading.device.put(system.at_line("timezone"), clock=clock)


@reader()
def banner(reading: Reading) -> None:
    """The text before login; none without the line."""
    system = reading.root.at(*SYSTEM)
    if system is None:
        return
    text, line = system.value("login-banner") or "", system.at_line("login-banner")
    reading.device.put(line, banner=Banner(line, login=text))


@reader()
def updates(reading: Reading) -> None:
    """Updates of threat and of anti-virus signatures, which are packages of their own.

    `download-only` installs nothing by itself. Source: Administrator's Guide, Dynamic Content
    Updates.
    """
    system = reading.root.at(*SYSTEM)
    if system is None:
        return
    facts = AutoUpdate()
    ways = [_schedule(system, kind) for kind in ("threats", "anti-virus")]
    line = system.at_line("update-schedule", "threats") or system.at_line("update-schedule")
    both = [way or (False, 0, line) for way in ways]
    lacks = next((way for way in both if not way[0]), None)
    facts.put((lacks or both[0])[2], enabled=lacks is None, firmware=False)
    if lacks is None:
        _, hours, where = max(both, key=lambda way: way[1])
        facts.put(where, signature_hours=hours)
    for kind in ("wildfire", "threats", "anti-virus"):
        if (part := system.at("update-schedule", kind, "recurring")) is not None:
            for word in HOURS:
                if (way := part.at(word)) is not None:
                    way.read_all()
    reading.device.put(line, auto_update=facts)


def _schedule(system: Item, kind: str) -> tuple[bool, int, int | None] | None:
    """Whether it installs, at most how many hours lie between, and the line that says so."""
    part = system.at("update-schedule", kind, "recurring")
    if part is None:
        return None
    for word, hours in HOURS.items():
        way = part.at(word)
        if way is not None:
            line = way.at_line("action") or part.at_line()
            return way.value("action") == "download-and-install", hours, line
    part.at("none")
    return False, 0, part.at_line()


@reader()
def high_availability(reading: Reading) -> None:
    """Two firewalls as one. Sessions are carried over unless that is switched off."""
    root = reading.root
    path = ("deviceconfig", "high-availability")
    if root.at(*SYSTEM) is None:
        return
    ha = Ha()
    part = root.at(*path)
    on = part is not None and part.flag("enabled")
    if part is None or not on:
        line = root.at_line(*path, "enabled")
        ha.put(line, mode="standalone", session_pickup=False)
        if part is not None:
            _group(part)
    else:
        group = _group(part) or part
        mode = "active-active" if group.at("mode", "active-active") else "active-passive"
        ha.put(group.at_line("mode") or part.at_line("enabled"), mode=mode)
        sync = group.flag("state-synchronization", "enabled", default=True)
        ha.put(group.at_line("state-synchronization", "enabled"), session_pickup=sync)
    reading.firewall.put(part.line if part else None, ha=ha)


def _group(part: Item) -> Item | None:
    """The group: `group mode …`, or by a number in front of it in older releases."""
    group = part.at("group")
    if group is None:
        return None
    found = next((g for g in group.each() if g.name.isdigit()), group)
    if (mode := found.at("mode")) is not None:
        mode.read_all()
    return found
