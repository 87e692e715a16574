"""Catalyst 9800: `wlan` blocks, each with the policy profiles that put it on air.

What a new WLAN is, comes from Cisco's YANG model of release 17.9: WPA2 with AES and 802.1X,
protected management frames off, shut.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schoolproof.model import Secret, Table, secret_in
from schoolproof.model.wireless import Ssid
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.aaa import notes as aaa_notes
from schoolproof.platforms.cisco_ios.aaa_servers import servers_of
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.cisco_ios.wireless_policy import (
    PolicyProfile,
    policies,
    policies_of,
    vlan_of,
)
from schoolproof.platforms.lines import Lines

CIPHERS = {"aes": "aes-ccmp", "tkip": "tkip"}  # the others are named as on the device
MFP = {"mandatory": "required", "optional": "optional"}
WPA3 = 3
BANDS = ("24ghz", "5ghz", "6ghz")  # without a `radio policy` a WLAN is in all of them
LAST_AUTOMATIC_ID = 16  # WLANs up to this number may be in the default policy tag unwritten
Marked = tuple[bool, int | None]


@dataclass(slots=True)
class Wlan:
    """A `wlan` block while it is read; each value with the line that last said it."""

    profile: str
    number: int
    ssid: str
    line: int
    up: Marked = (False, None)
    wpa: Marked = (True, None)
    versions: dict[int, Marked] = field(default_factory=lambda: {2: (True, None)})
    akm: dict[str, Marked] = field(default_factory=lambda: {"dot1x": (True, None)})
    ciphers: dict[str, Marked] = field(default_factory=lambda: {"2 aes": (True, None)})
    pmf: tuple[str, int] | None = None
    wep: int | None = None
    portal: Marked = (False, None)
    isolation: Marked = (False, None)
    bands: dict[str, int] = field(default_factory=dict)
    psk: tuple[Secret | None, int] | None = None
    login_list: tuple[str, int] | None = None


def wlans(reading: Reading) -> dict[str, Wlan]:
    """The blocks by profile name."""
    found: dict[str, Wlan] = reading.notes.setdefault("wlans", {})
    return found


WLAN = Lines()


@TOP.section(r"wlan (\S+|\"[^\"]+\") (\d{1,9})(?: (.+))?")
def _wlan(reading: Reading, node: Node, profile: str, number: str, ssid: str | None) -> None:
    name = profile.strip('"')
    block = Wlan(name, int(number), (ssid or name).strip('"'), node.line)
    wlans(reading)[name] = block
    WLAN.read(node.children, block, reading.unread)


@WLAN.line(r"(no )?shutdown")
def _shutdown(wlan: Wlan, node: Node, negated: str | None) -> None:
    wlan.up = (bool(negated), node.line)


@WLAN.line(r"(no )?security wpa")
def _wpa(wlan: Wlan, node: Node, negated: str | None) -> None:
    wlan.wpa = (not negated, node.line)


@WLAN.line(r"(no )?security wpa wpa([123])")
def _version(wlan: Wlan, node: Node, negated: str | None, version: str) -> None:
    wlan.versions[int(version)] = (not negated, node.line)


@WLAN.line(r"(no )?security wpa wpa([12]) ciphers (.+)")
def _ciphers(wlan: Wlan, node: Node, negated: str | None, version: str, names: str) -> None:
    for name in names.split():
        wlan.ciphers[f"{version} {name}"] = (not negated, node.line)


@WLAN.line(r"(no )?security wpa akm (?!.*set-key)(.+)")
def _akm(wlan: Wlan, node: Node, negated: str | None, name: str) -> None:
    wlan.akm[name] = (not negated, node.line)


@WLAN.line(r"(no )?security wpa psk set-key .+")
def _psk(wlan: Wlan, node: Node, negated: str | None) -> None:
    wlan.psk = None if negated else (secret_in(node.text), node.line)


@WLAN.line(r"security pmf (mandatory|optional)")
def _pmf(wlan: Wlan, node: Node, kind: str) -> None:
    wlan.pmf = (MFP[kind], node.line)


@WLAN.line(r"no security pmf(?: mandatory| optional)?")
def _no_pmf(wlan: Wlan, node: Node) -> None:
    wlan.pmf = ("disabled", node.line)


@WLAN.line(r"(no )?security static-wep-key .+", r"(no )?security wep .+")
def _wep(wlan: Wlan, node: Node, *negated: str | None) -> None:
    wlan.wep = None if any(negated) else node.line


@WLAN.line(r"(no )?security web-auth")
def _portal(wlan: Wlan, node: Node, negated: str | None) -> None:
    wlan.portal = (not negated, node.line)


@WLAN.line(r"security (dot1x|web-auth) authentication-list (\S+)")
def _login_list(wlan: Wlan, node: Node, kind: str, name: str) -> None:
    if kind == "dot1x" or wlan.login_list is None:
        wlan.login_list = (name, node.line)


@WLAN.line(r"(no )?peer-blocking(?: (.+))?")
def _isolation(wlan: Wlan, node: Node, negated: str | None, _kind: str | None) -> None:
    wlan.isolation = (not negated, node.line)


@WLAN.line(r"radio policy dot11 (24ghz|5ghz|6ghz)(?: slot .+)?")
def _band(wlan: Wlan, node: Node, band: str) -> None:
    wlan.bands[band] = node.line


WLAN.ignore(
    "roaming, fast transition and keys between access points",
    r"(?:no )?security ft\b ?.*",
    r"(?:no )?security (?:pmf association-comeback|pmf saquery-retry-time|wpa osen) ?.*",
    r"(?:no )?security (?:wpa wpa2 gtk-randomize|wpa mpsk|wpa easy-psk|wpa sae) ?.*",
    r"(?:no )?security (?:web-auth (?:parameter-map|on-macfilter-failure)|dot1x)\b ?.*",
    r"(?:no )?security (?:dot1x authorization-list|web-auth authorization-list) .+",
    r"(?:no )?(?:okc|mbo|assisted-roaming|roamed-voice-client|cckm|neighbor-list)\b ?.*",
    r"(?:no )?(?:bss-transition|wifi-to-cellular|re-anchor|wnm-sleep)\b ?.*",
    r"(?:no )?(?:mac-filtering|local-auth|ip|ipv6|osen|universal-admin)\b ?.*",
    r"(?:no )?transition-(?:disable|mode-wlan-id)\b ?.*",
)
WLAN.ignore(
    "radios and air time; the profile of the radios is a fact of its own",
    r"(?:no )?(?:band-select|load-balance|radio|wmm|mu-mimo|dot11ax|dot11ac|dot11be|dtim)\b ?.*",
    r"(?:no )?(?:channel-scan|scan-defer|chd|ccx|broadcast-ssid|client|uapsd)\b ?.*",
    r"(?:no )?(?:multicast|multicast-direct|media-stream|scheduler|advanced-scheduling)\b ?.*",
    r"(?:no )?(?:device-analytics|latency-measurements|rrm|wifi-direct|wgb|p2p|mdns-sd)\b ?.*",
    r"(?:no )?(?:description|diag-channel|dot11k|dot11v|accounting|exclusionlist)\b ?.*",
    r"(?:no )?(?:slot|dot11bg|neighbor|security 6ghz|client-steering)\b ?.*",
)


def settle(reading: Reading) -> None:
    """One SSID for each WLAN and policy profile that carries it."""
    if not wlans(reading) and not policies(reading):
        return
    table: Table[Ssid] = Table()
    for wlan in wlans(reading).values():
        bound = policies_of(reading, wlan.profile)
        for position, policy in enumerate(bound or [None]):
            key = (
                wlan.profile if position == 0 else f"{wlan.profile}/{policy.name if policy else ''}"
            )
            table.add(key, _ssid(reading, wlan, policy))
    reading.device.put(None, ssids=table)


def _ssid(reading: Reading, wlan: Wlan, policy: PolicyProfile | None) -> Ssid:
    ssid = Ssid(wlan.line, name=wlan.ssid, profile=wlan.profile)
    ssid.put(policy.line if policy else None, policy=policy.name if policy else None)
    _settle_air(reading, ssid, wlan, policy)
    _settle_security(ssid, wlan)
    _settle_frames(ssid, wlan)
    ssid.put(wlan.portal[1], portal=wlan.portal[0])
    bands = wlan.bands or dict.fromkeys(BANDS)
    ssid.put(next(iter(bands.values())), bands=frozenset(bands))
    isolation = wlan.isolation if wlan.isolation[0] or not policy else policy.isolation
    ssid.put(isolation[1], station_isolation=isolation[0])
    if wlan.psk and wlan.psk[0]:
        ssid.put(wlan.psk[1], psk=wlan.psk[0])
    _settle_servers(reading, ssid, wlan)
    if policy:
        _settle_policy(reading, ssid, policy)
    return ssid


def _settle_air(reading: Reading, ssid: Ssid, wlan: Wlan, policy: PolicyProfile | None) -> None:
    """On air: not shut, and bound by a policy tag to a policy profile that is not shut."""
    up, line = wlan.up
    if up and policy:
        ssid.put(line if policy.up[0] else policy.up[1], enabled=policy.up[0])
        return
    default = policies(reading).get("default-policy-profile")
    if up and default and default.up[0] and wlan.number <= LAST_AUTOMATIC_ID:
        return  # the default policy tag may carry it without saying so
    ssid.put(None if up else line, enabled=False)


def _on(marks: dict[int, Marked] | dict[str, Marked]) -> dict[int | str, int | None]:
    return {name: line for name, (on, line) in marks.items() if on}


def _settle_security(ssid: Ssid, wlan: Wlan) -> None:
    versions, akm = _on(wlan.versions), _on(wlan.akm)
    if not wlan.wpa[0] or not versions:
        line = wlan.wpa[1] if not wlan.wpa[0] else wlan.versions[2][1]
        kind = "open" if wlan.wep is None else "wep"
        ssid.put(wlan.wep or line, authentication=kind, wpa_versions=frozenset())
        ssid.put(wlan.wep or line, ciphers=frozenset({"wep"} if wlan.wep else ()))
        return
    newest = max(versions.items(), key=lambda item: item[1] or 0)
    ssid.put(newest[1], wpa_versions=frozenset(versions))
    _settle_ciphers(ssid, wlan)
    for kind, words in (("psk", "psk"), ("sae", "sae"), ("owe", "owe"), ("enterprise", "")):
        names = [name for name in akm if words in str(name).replace("-", " ").split() or not words]
        if names:
            ssid.put(akm[names[0]], authentication=kind)
            return


def _settle_ciphers(ssid: Ssid, wlan: Wlan) -> None:
    """Ciphers of a version that is off do not count; WPA3 uses those of WPA2."""
    used = {1} if wlan.versions.get(1, (False, None))[0] else set()
    used |= {2} if any(wlan.versions.get(v, (False, None))[0] for v in (2, 3)) else set()
    on = {n: line for n, line in _on(wlan.ciphers).items() if int(str(n)[0]) in used}
    names = frozenset(CIPHERS.get(str(n)[2:], str(n)[2:]) for n in on)
    ssid.put(max((line for line in on.values() if line), default=None), ciphers=names)


def _settle_frames(ssid: Ssid, wlan: Wlan) -> None:
    """WPA3 cannot be switched on without protected frames, so WPA3 alone means required."""
    versions = _on(wlan.versions)
    if wlan.pmf:
        ssid.put(wlan.pmf[1], mfp=wlan.pmf[0])
    elif set(versions) == {WPA3} and wlan.wpa[0]:
        ssid.put(versions[WPA3], mfp="required")
    elif WPA3 not in versions or not wlan.wpa[0]:
        ssid.put(None, mfp="disabled")


def _settle_servers(reading: Reading, ssid: Ssid, wlan: Wlan) -> None:
    """Networks with a shared key or none ask nobody, unless a portal names a list."""
    asks = "authentication" in ssid.lines and ssid.authentication == "enterprise"
    if not asks and not wlan.login_list:
        ssid.put(None, radius_servers=())
        return
    name, line = wlan.login_list or ("default", None)
    found = aaa_notes(reading).lists.get(("dot1x", name)) or aaa_notes(reading).lists.get(
        ("login", name)
    )
    if wlan.login_list or found:
        servers = servers_of(reading, found[0]) if found else ()
        ssid.put(line or (found[1] if found else None), radius_servers=servers)


def _settle_policy(reading: Reading, ssid: Ssid, policy: PolicyProfile) -> None:
    ssid.put(policy.override[1], vlan_by_radius=policy.override[0])
    ssid.put(policy.session[1], session_timeout_s=policy.session[0])
    found = vlan_of(reading, policy)
    if found:
        ssid.put(found[1], vlan=found[0])
    told = aaa_notes(reading).accounting
    if policy.accounting:
        name, line = policy.accounting
        ssid.put(line, accounting=("identity", name) in told or ("network", name) in told)
    elif ("identity", "default") not in told:
        ssid.put(None, accounting=False)
