"""Wireless networks (VAPs): how clients join, and whether a radio carries them."""

from __future__ import annotations

from schoolproof.model import Table
from schoolproof.model.wireless import Ssid
from schoolproof.platforms.fortinet.reading import Reading, afterwards
from schoolproof.platforms.fortinet.settings import Settings
from schoolproof.platforms.fortinet.values import secret
from schoolproof.platforms.fortinet.wireless_radios import on_air

# security → authentication, WPA versions
PSK, ENTERPRISE = "psk", "enterprise"
MODES: dict[str, tuple[str, frozenset[int]]] = {
    "open": ("open", frozenset()),
    "captive-portal": ("open", frozenset()),
    "osen": (ENTERPRISE, frozenset({2})),
    "wep64": ("wep", frozenset()),
    "wep128": ("wep", frozenset()),
    "wpa-personal": (PSK, frozenset({1, 2})),
    "wpa-only-personal": (PSK, frozenset({1})),
    "wpa2-only-personal": (PSK, frozenset({2})),
    "wpa-enterprise": (ENTERPRISE, frozenset({1, 2})),
    "wpa-only-enterprise": (ENTERPRISE, frozenset({1})),
    "wpa2-only-enterprise": (ENTERPRISE, frozenset({2})),
    "wpa3-enterprise": (ENTERPRISE, frozenset({3})),
    "wpa3-only-enterprise": (ENTERPRISE, frozenset({3})),
    "wpa3-enterprise-transition": (ENTERPRISE, frozenset({2, 3})),
    "wpa3-sae": ("sae", frozenset({3})),
    "wpa3-sae-transition": (PSK, frozenset({2, 3})),
    "owe": ("owe", frozenset({3})),
}
PORTAL = "+captive-portal"
WPA3 = frozenset({3})  # asks for protected frames: what an absent line does is not documented
CIPHERS = {"TKIP": {"tkip"}, "AES": {"aes-ccmp"}, "TKIP-AES": {"tkip", "aes-ccmp"}}
MFP = {"enable": "required", "optional": "optional", "disable": "disabled"}


@afterwards(turn=2)
def read_ssids(reading: Reading) -> None:
    """Every VAP but the ones that only link access points to one another (mesh)."""
    table = Table[Ssid]()
    reading.device.put(None, ssids=table)
    for block in reading.blocks("wireless-controller vap"):
        for entry in block.edits():
            mesh = entry.flag("mesh-backhaul", default=False)
            ssid = Ssid(entry.at, profile=entry.name)
            ssid.put(entry.line("ssid"), name=entry.text("ssid", "fortinet"))
            _security(entry, ssid)
            _network(reading, entry, ssid)
            _radius(reading, entry, ssid)
            if not mesh:
                table.add(entry.key(), ssid)


def _security(entry: Settings, ssid: Ssid) -> None:
    mode, line = entry.text("security", "wpa2-only-personal"), entry.line("security")
    own_portal = entry.flag("captive-portal", default=False)
    kind, versions = MODES.get(mode.removesuffix(PORTAL), (None, frozenset()))
    portal = own_portal or mode.endswith("captive-portal")
    ssid.put(entry.line("captive-portal", "security"), portal=portal)
    if kind is not None:
        ssid.put(line, authentication=kind, wpa_versions=versions)
    cipher = CIPHERS.get(entry.text("encrypt", "AES"))
    if cipher is not None and kind not in {None, "open", "wep"}:
        ssid.put(entry.line("encrypt"), ciphers=frozenset(cipher))
    elif kind in {"open", "wep"}:
        ssid.put(line, ciphers=frozenset())
    mfp = entry.text("pmf", "" if versions & WPA3 else "disable")
    if mfp in MFP:
        ssid.put(entry.line("pmf"), mfp=MFP[mfp])
    key = "sae-password" if mode == "wpa3-sae" else "passphrase"
    found = secret(entry.get(key))
    entry.get("sae-password")
    if found is not None:
        ssid.put(entry.line(key), psk=found)


def _network(reading: Reading, entry: Settings, ssid: Ssid) -> None:
    """In tunnel mode the VAP is itself an interface of the firewall; a number tags it."""
    bridged = entry.flag("local-bridging", default=False)
    number = entry.int("vlanid", 0)
    by_radius = entry.flag("dynamic-vlan", default=False)
    ssid.put(entry.line("dynamic-vlan"), vlan_by_radius=by_radius)
    if number:
        ssid.put(entry.line("vlanid"), vlan=number)
    elif not bridged:
        ssid.put(entry.at, vlan=entry.name)
    private = entry.flag("intra-vap-privacy", default=False)
    ssid.put(entry.line("intra-vap-privacy"), station_isolation=private)
    key = "captive-portal-session-timeout-interval"
    if entry.has(key):
        ssid.put(entry.line(key), session_timeout_s=entry.int(key, 0))
    _portal_of_network(reading, ssid)
    line, carried = on_air(reading, entry, bridged=bridged)
    ssid.put(line, enabled=carried)


def _portal_of_network(reading: Reading, ssid: Ssid) -> None:
    """The interface of the network may ask who a client is, in place of the VAP."""
    if "interfaces" not in reading.device.lines or "vlan" not in ssid.lines or ssid.portal:
        return
    for port in reading.device.interfaces:
        if port.captive_portal and ssid.vlan in {port.vlan_id, port.name}:
            ssid.put(port.lines["captive_portal"], portal=True)
            _portal_session(reading, ssid, port.vdom)


def _portal_session(reading: Reading, ssid: Ssid, vdom: str | None) -> None:
    """A hard time-out, in minutes, ends what a portal let in; an idle one may never come."""
    setting = reading.block("user setting", vdom if reading.vdoms else None)
    if setting.text("auth-timeout-type") == "hard-timeout" and setting.has("auth-timeout"):
        minutes = setting.int("auth-timeout", 0)
        ssid.put(setting.line("auth-timeout"), session_timeout_s=minutes * 60)


def _radius(reading: Reading, entry: Settings, ssid: Ssid) -> None:
    """Servers by `auth radius`, or those of the user groups by `auth usergroup`."""
    names = list(entry.list("radius-server") if entry.text("auth") == "radius" else ())
    for group in entry.list("usergroup"):
        found = reading.block("user group", entry.vdom).edit(group)
        names += found.list("member") if found is not None else ()
    servers = reading.block("user radius", entry.vdom)
    rows = [row for name in names if (row := servers.edit(name)) is not None]
    keys = [entry.key(key) for row in rows for key in _addresses(row)]
    line = entry.line("radius-server", "usergroup", "auth")
    ssid.put(line, radius_servers=tuple(dict.fromkeys(keys)))
    counted = [reading.device.radius_servers[key].accounting for key in keys]
    ssid.put(line, accounting=bool(counted) and all(counted))


def _addresses(row: Settings) -> list[str]:
    found = (("server", row.name), ("secondary-server", f"{row.name} secondary"))
    third = ("tertiary-server", f"{row.name} tertiary")
    return [name for key, name in (*found, third) if row.has(key)]
