"""Access points: profiles, radios and the networks they carry, rogue detection."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolproof.model import Device, Interface, Secret, Table
from schoolproof.model.wireless import ApProfile, Wireless
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config
from schoolproof.platforms.fortinet.settings import Settings
from schoolproof.platforms.fortinet.values import secret

RADIOS = ("radio-1", "radio-2", "radio-3", "radio-4")
SLOTS = tuple(f"vap{number}" for number in range(1, 9))
QUIET = frozenset({"disabled", "monitor", "sniffer"})
MANAGEMENT = frozenset({"https", "http", "ssh", "telnet", "snmp"})
FOLLOWS = "--"  # `ap-country` of a profile that takes the controller's
# Words of `band` that name a generation of the Wi-Fi Alliance: 802.11n is Wi-Fi 4 and so on.
GENERATIONS = ("", "wifi4", "wifi5", "wifi6", "wifi6e", "wifi7")
KINDS = {"n": 1, "ac": 2, "ax": 3, "be": 5}
SIX = KINDS["ax"]
VENDOR_PASSWORD = Secret("clear", "default")


def on_air(reading: Reading, vap: Settings, *, bridged: bool) -> tuple[int | None, bool]:
    """Whether a radio carries the network, and the line that says so.

    A text without profiles leaves access points with the vendor's, which carry all tunnels.
    """
    if "interfaces" in reading.device.lines:
        port = reading.device.interfaces.get(vap.name)
        if port is not None and not port.enabled:
            return port.lines["enabled"], False
    radios = list(_radios(reading, vap.vdom))
    mesh = vap.flag("mesh-backhaul", default=False)
    for radio in radios:
        if _carries(radio, vap.name, bridged=bridged, mesh=mesh):
            return radio.line("vaps", *SLOTS, "vap-all") or radio.at, True
    return vap.at, not radios and not bridged and not mesh


def _radios(reading: Reading, vdom: str | None) -> Iterator[Settings]:
    """Radios of the profiles that access points use; all profiles while no point is known."""
    points = list(reading.block("wireless-controller wtp", vdom).edits())
    used = {point.text("wtp-profile") for point in points}
    for point in points:
        for name in RADIOS:
            radio = point.section(name)
            if radio.flag("override-vaps", default=False):
                yield radio
    for profile in reading.block("wireless-controller wtp-profile", vdom).edits():
        if not points or profile.name in used:
            yield from (r for name in RADIOS if (r := profile.section(name)))


def _carries(radio: Settings, name: str, *, bridged: bool, mesh: bool) -> bool:
    listed, which = _listed(radio)
    if radio.text("mode", "ap") in QUIET:
        return False
    if name in listed:
        return True
    return not mesh and which == ("bridge" if bridged else "tunnel")


def _listed(radio: Settings) -> tuple[set[str], str]:
    """Networks that a radio names, and which kind it takes without naming."""
    listed = set(radio.list("vaps")).union(*(radio.list(slot) for slot in SLOTS))
    return listed, radio.text("vap-all", "tunnel")


@config("wireless-controller wtp-profile")
def read_ap_profiles(reading: Reading, block: Settings) -> None:
    """How access points let people in. Their account is always `admin`."""
    if "ap_profiles" not in reading.device.lines:
        reading.device.put(block.at, ap_profiles=Table[ApProfile]())
    points = reading.block("wireless-controller wtp", block.vdom).edits()
    used = {point.text("wtp-profile") for point in points}
    for entry in block.edits():
        profile = ApProfile(entry.at, name=entry.name, username="admin")
        access = entry.list("allowaccess")
        line = entry.line("allowaccess")
        profile.put(line, ssh="ssh" in access, telnet="telnet" in access)
        change, token = entry.text("login-passwd-change", "no"), secret(entry.get("login-passwd"))
        if change == "default":
            profile.put(entry.line("login-passwd-change"), password=VENDOR_PASSWORD)
        elif change == "yes" and token is not None:
            profile.put(entry.line("login-passwd"), password=token)
        if entry.text("ap-country", FOLLOWS) != FOLLOWS:
            profile.put(entry.line("ap-country"), country=entry.text("ap-country"))
        if entry.name in used:  # the factory prints one for each model that there is
            _access_points(profile, entry)
        reading.device.ap_profiles.add(entry.key(), profile)
        for name in RADIOS:
            _listed(entry.section(name))
            entry.section(name).get("mode")


def _access_points(profile: ApProfile, entry: Settings) -> None:
    """Which access points a profile is for, and what it lets their radios do."""
    platform = entry.section("platform")
    if platform.has("type"):
        profile.put(platform.line("type"), model=platform.text("type"))
    radios = [r for name in RADIOS if (r := entry.section(name)).text("mode", "ap") not in QUIET]
    found = [(_generation(word), radio) for radio in radios for word in radio.list("band")]
    best, radio = max(found, key=lambda pair: pair[0], default=(0, entry))
    if best == SIX and not entry.section("radio-3"):
        return  # a third radio that the text leaves out may serve 6 GHz
    if best:
        profile.put(radio.line("band"), generation=GENERATIONS[best])


def _generation(band: str) -> int:
    """Position of a word such as `802.11ax-6G` or `802.11n,g-only`; 0 for what is older."""
    kinds = set(re.findall(r"(?:802\.11|,)(be|ax|ac|n)\b", band))
    if "ax" in kinds and band.endswith("-6G"):
        return SIX + 1
    return max((KINDS[kind] for kind in kinds), default=0)


@afterwards(turn=3)
def read_controller(reading: Reading) -> None:
    """Facts of the controller, where the firewall is one at all."""
    radios = [
        radio
        for block in reading.blocks("wireless-controller wtp-profile")
        for radio in _radios(reading, block.vdom)
    ]
    wids, setting = _wids(reading), reading.block("wireless-controller setting")
    if not radios and not len(reading.device.ssids):
        return
    wireless = Wireless(radios[0].at if radios else None)
    _access(reading, wireless)
    if radios:
        named = [(radio, radio.text("wids-profile")) for radio in radios]
        scans = [(radio, wids[name]) for radio, name in named if name in wids]
        line = next((radio.line("wids-profile") for radio, found in scans if found[0]), None)
        wireless.put(line, rogue_detection=any(scan for _, (scan, _) in scans))
        wireless.put(line, rogue_containment=any(stop for _, (_, stop) in scans))
    if setting.has("country"):
        wireless.put(setting.line("country"), country=setting.text("country"))
    reading.device.put(wireless.line, wireless=wireless)


def _wids(reading: Reading) -> dict[str, tuple[bool, bool]]:
    """Profile → it scans for foreign access points, it acts against them."""
    return {
        entry.name: (
            entry.flag("ap-scan", default=False),
            entry.flag("ap-auto-suppress", default=False),
        )
        for block in reading.blocks("wireless-controller wids-profile")
        for entry in block.edits()
    }


def meets_clients(device: Device, port: Interface) -> bool:
    """Whether wireless clients are in the network of this interface."""
    names = {ssid.profile for ssid in device.ssids}
    vlans = {ssid.vlan for ssid in device.ssids if "vlan" in ssid.lines}
    here = port.vlan_id is not None and port.vlan_id in vlans
    return port.name in names or port.parent in names or here


def _access(reading: Reading, wireless: Wireless) -> None:
    """Administration through an interface in whose network wireless clients are."""
    if "interfaces" not in reading.device.lines:
        return
    ports = [p for p in reading.device.interfaces if meets_clients(reading.device, p)]
    open_ = [p for p in ports if p.enabled and (p.admin_access | p.admin_access6) & MANAGEMENT]
    line = open_[0].lines["admin_access"] if open_ else None
    wireless.put(line, management_over_wireless=bool(open_))
