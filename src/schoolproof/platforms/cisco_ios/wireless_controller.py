"""Catalyst 9800: the controller itself, rates on air, what access points are told on joining."""

from __future__ import annotations

from dataclasses import dataclass, field

from schoolproof.model import Table, secret_in
from schoolproof.model.wireless import ApProfile, Wireless
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.cisco_ios.wireless import wlans
from schoolproof.platforms.cisco_ios.wireless_policy import policies
from schoolproof.platforms.lines import Lines

RATES = {
    "24ghz": ("1", "2", "5_5", "6", "9", "11", "12", "18", "24", "36", "48", "54"),
    "5ghz": ("6", "9", "12", "18", "24", "36", "48", "54"),
}
FACTORY_NAME = "Cisco"  # access points answer to Cisco/Cisco until the join profile names another
Rates = dict[str, tuple[bool, int]]  # rate → is it on, line


@dataclass(slots=True)
class Controller:
    """What was seen of the controller's own settings."""

    management: tuple[bool, int] | None = None
    containment: int | None = None
    detection_off: int | None = None
    country: tuple[str, int] | None = None
    network: dict[str, Rates] = field(default_factory=dict)  # band → rates
    profiles: dict[str, tuple[str, Rates]] = field(default_factory=dict)  # RF profile → band, rates
    used: dict[str, set[str]] = field(default_factory=dict)  # band → RF profiles that tags name


def state(reading: Reading) -> Controller:
    """What this file saw so far."""
    found: Controller = reading.notes.setdefault("controller", Controller())
    return found


@TOP.line(r"(no )?wireless mgmt-via-wireless")
def _management(reading: Reading, node: Node, negated: str | None) -> None:
    state(reading).management = (not negated, node.line)


@TOP.line(r"(?:ap|wireless) country (\S+).*")
def _country(reading: Reading, node: Node, code: str) -> None:
    before = state(reading).country
    both = before is not None and code not in before[0].split(",")
    state(reading).country = (f"{before[0]},{code}" if before and both else code, node.line)


@TOP.line(r"(no )?wireless wps rogue (.+)")
def _rogue(reading: Reading, node: Node, negated: str | None, rest: str) -> None:
    words = rest.split()
    if words == ["detection"] and negated:
        state(reading).detection_off = node.line
    contains = "contain" in words or "auto-contain" in words
    if contains and not negated and not {"level", "monitor-ap-only"} & set(words):
        state(reading).containment = state(reading).containment or node.line


RULE = Lines()


@TOP.section(r"wireless wps rogue rule (.+)")
def _rule(reading: Reading, node: Node, _name: str) -> None:
    RULE.read(node.children, reading, reading.unread)


@RULE.line(r"classify .+ contain(?: .+)?")
def _contain(reading: Reading, node: Node) -> None:
    state(reading).containment = state(reading).containment or node.line


RULE.ignore("which access points count as rogue", r"(?:no )?(?:classify|condition|match)\b.*")
RULE.ignore("which access points count as rogue", r"(?:no )?(?:shutdown|priority|notify)\b ?.*")


@TOP.line(r"ap dot11 (24ghz|5ghz) rate RATE_(\d+(?:_\d)?)M (disable|mandatory|supported)")
def _rate(reading: Reading, node: Node, band: str, rate: str, kind: str) -> None:
    rates = state(reading).network.setdefault(band, {})
    rates[rate] = (kind != "disable", node.line)


RF = Lines()


@TOP.section(r"ap dot11 (24ghz|5ghz|6ghz) rf-profile (.+)")
def _rf_profile(reading: Reading, node: Node, band: str, name: str) -> None:
    rates: Rates = {}
    state(reading).profiles[name] = (band, rates)
    RF.read(node.children, rates, reading.unread)


@RF.line(r"rate RATE_(\d+(?:_\d)?)M (disable|mandatory|supported)")
def _rf_rate(rates: Rates, node: Node, rate: str, kind: str) -> None:
    rates[rate] = (kind != "disable", node.line)


RF.ignore(
    "power, channels and density; no control asks for them",
    r"(?:no )?(?:coverage|description|high-density|tx-power|trap|shutdown|channel|fra)\b ?.*",
    r"(?:no )?(?:load-balance|band-select|airtime-fairness|dot11n-only|dot11ax|client)\b ?.*",
    r"(?:no )?(?:data-rate|dfs|optimized-roaming|rate RATE_MCS|multi-bssid|psc|ndp)\b ?.*",
)

TAG = Lines()


@TOP.section(r"wireless tag rf .+")
def _rf_tag(reading: Reading, node: Node) -> None:
    TAG.read(node.children, reading, reading.unread)


@TAG.line(r"(24ghz|5ghz)-rf-policy (.+)")
def _rf_policy(reading: Reading, _node: Node, band: str, name: str) -> None:
    state(reading).used.setdefault(band, set()).add(name)


TAG.ignore("texts, and bands without old rates", r"description .+", r"6ghz-rf-policy .+")
TAG.ignore("texts, and bands without old rates", r"(?:5ghz-slot\d|dot11).+")

JOIN = Lines()


@TOP.section(r"ap profile (.+)")
def _join_profile(reading: Reading, node: Node, name: str) -> None:
    profile = ApProfile(node.line, name=name.strip('"'))
    if "ap_profiles" not in reading.device.lines:
        reading.device.put(None, ap_profiles=Table())
    reading.device.ap_profiles.add(profile.name, profile)
    JOIN.read(node.children, (reading, profile), reading.unread)
    profile.default(ssh=False, telnet=False, username=FACTORY_NAME)


@JOIN.line(r"(no )?(ssh|telnet)")
def _shell(context: tuple[Reading, ApProfile], node: Node, negated: str | None, word: str) -> None:
    context[1].put(node.line, **{word: not negated})


@JOIN.line(r"mgmtuser username (\S+) .+")
def _login(context: tuple[Reading, ApProfile], node: Node, name: str) -> None:
    context[1].put(node.line, username=name)
    secret = secret_in(node.text)
    if secret:
        context[1].put(node.line, password=secret)


@JOIN.line(r"no rogue detection(?: enable)?")
def _no_detection(context: tuple[Reading, ApProfile], node: Node) -> None:
    state(context[0]).detection_off = node.line


JOIN.ignore(
    "how access points run; who logs in to them is a fact",
    r"(?:no )?(?:description|hyperlocation|country|cdp|lldp|ntp|syslog|timezone|tcp)\b ?.*",
    r"(?:no )?(?:rogue|capwap|statistics|led|lag|mesh|preferred-mode|jumbo-mtu|link)\b ?.*",
    r"(?:no )?(?:dot1x|power|bssid|oeap|packet-capture|trace|usb-enable|apphost|gas)\b ?.*",
    r"(?:no )?(?:coredump|device-classifier|dhcp-server|awips|icap|ip|ipv6|persistent)\b ?.*",
    r"(?:no )?(?:stats-timer|statistics|core-dump|bss-color|tertiary|accounting|qos-map)\b ?.*",
    r"(?:no )?(?:antenna|ext-module|gnss|grpc|sensor|ssid|tunnel|vlan-tag|hw|pp)\b ?.*",
    r"(?:no )?(?:mgmtuser|console|dot11|client|calendar-profile|geolocation|fips)\b ?.*",
)
TOP.ignore(
    "which access point has which tag: a binding anywhere counts as on air",
    r"ap (?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}",
    r"ap (?:location name|filter|tag-source-priority|name|group|tag) .+",
    r"ap (?:remote-lan|auth-list|fra|hyperlocation|packet-capture|image|upgrade).*",
    r"wireless tag site .+",
)
TOP.ignore(
    "how the pages of the portal look; whether a network has one is a fact",
    r"parameter-map type webauth .+",
)
TOP.ignore(
    "radio management, mobility and names of the controller",
    r"(?:no )?ap dot11 (?:24ghz|5ghz|6ghz) (?!rate |rf-profile ).+",
    r"(?:no )?ap dot11 6ghz rate .+",
    r"(?:no )?ap dot11 (?:24ghz|5ghz) rate RATE_MCS.+",
    r"wireless (?:management|mobility|rf-network|aaa|cts-sxp|fabric|load-balance)\b ?.*",
    r"wireless profile (?:airtime-fairness|mesh|multi-bssid|radio|calendar-profile|power)\b ?.*",
    r"wireless profile (?:ap|image-download|fabric|transition|tag|location|ranging|dot11be)\b ?.*",
    r"(?:no )?wireless wps (?!rogue ).+",
    r"(?:no )?wireless (?:client|exclusionlist|multicast|broadcast|ipv6|media-stream)\b ?.*",
    r"(?:no )?wireless (?:security|guest-lan|hotspot|wlan|location|config|redundancy|ewc)\b ?.*",
    r"(?:no )?wireless (?:autoqos|cdp|group|linktest|mdns-sd|peer-blocking|probe|sip)\b ?.*",
    r"(?:no )?wireless (?:tag (?:persistency|rlan)|radio|nmsp|dot11-padding|bssid|ble)\b ?.*",
)


def settle(reading: Reading) -> None:
    """Facts of the controller, only where the text shows that it is one."""
    if not wlans(reading) and not policies(reading):
        return
    seen = state(reading)
    wireless = Wireless(None)
    on, line = seen.management or (False, None)
    wireless.put(line, management_over_wireless=on)
    wireless.put(seen.detection_off, rogue_detection=seen.detection_off is None)
    wireless.put(seen.containment, rogue_containment=seen.containment is not None)
    if seen.country:
        wireless.put(seen.country[1], country=seen.country[0])
    rate, where = min(_lowest(seen, band) for band in RATES)
    wireless.put(where or None, min_rate_mbps=rate)
    reading.device.put(None, wireless=wireless)
    reading.device.default(ap_profiles=Table())


def _lowest(seen: Controller, band: str) -> tuple[float, int]:
    """Lowest rate on air in a band, and the line that leaves it on (0: a default)."""
    chosen = [seen.profiles[n][1] for n in seen.used.get(band, ()) if n in seen.profiles]
    tables = chosen or [seen.network.get(band, {})]
    found = [
        (float(rate.replace("_", ".")), line)
        for rates in tables
        for rate in RATES[band]
        for on, line in [rates.get(rate, (True, 0))]
        if on
    ]
    return min(found, default=(54.0, 0))
