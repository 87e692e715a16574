"""Commands that mend wireless networks and the controller.

A WLAN takes changes of its security only while it is shut; the fix opens it again if it was open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schoolproof.model import Device
from schoolproof.platforms.cisco_ios.fixes import fixes

LOGIN = "aplogin"
LOW_RATES = {
    "24ghz": ("1", "2", "5_5", "6", "9", "11"),
    "5ghz": ("6", "9"),
}


def _text(device: Device) -> list[str]:
    return device.native_text.splitlines() if "native_text" in device.lines else []


def _block(device: Device, line: int | None, *commands: str) -> list[str]:
    """Commands in the block that begins at a line, its first line as the device wrote it."""
    text = _text(device)
    if line is None or not 0 < line <= len(text):
        return []
    return [text[line - 1].strip(), *(f" {command}" for command in commands)]


def _opened(subject: Any) -> tuple[str, ...]:
    return ("no shutdown",) if subject.enabled else ()


def _wlan(device: Device, subject: Any, *commands: str) -> list[str]:
    return _block(device, subject.line, "shutdown", *commands, *_opened(subject))


def _policy(device: Device, subject: Any, *commands: str) -> list[str]:
    line = subject.lines["policy"]
    return _block(device, line, "shutdown", *commands, *_opened(subject))


@fixes("ssid.authentication")
def _authentication(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    """Only 802.1X can be made without a new secret; an open network becomes enhanced open."""
    if wanted == "enterprise":
        return _wlan(
            device,
            subject,
            "security wpa",
            "security wpa wpa2",
            "security wpa wpa2 ciphers aes",
            "security wpa akm dot1x",
            *_without_keys(subject),
        )
    if wanted == "owe":
        commands = ("security wpa", "no security wpa wpa2", "no security wpa akm dot1x")
        mandatory = ("security wpa akm owe", "security wpa wpa3", "security pmf mandatory")
        return _wlan(device, subject, *commands, *mandatory)
    return []


def _without_keys(subject: Any) -> list[str]:
    if subject.authentication not in {"psk", "sae"}:
        return []
    return ["no security wpa akm psk", "no security wpa akm sae", "no security wpa psk set-key"]


@fixes("ssid.wpa_versions")
def _versions(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    """WPA3 beside WPA2, with protected frames; where WPA1 is to go, it alone goes."""
    commands = ["no security wpa wpa1"] if 1 in subject.wpa_versions else []
    if isinstance(wanted, frozenset) and wanted == {1}:
        alone = subject.wpa_versions == {1}
        wpa2 = ("security wpa wpa2", "security wpa wpa2 ciphers aes") if alone else ()
        return _wlan(device, subject, *commands, *wpa2)
    commands += ["security wpa wpa3", "security pmf optional"]
    if subject.authentication == "psk":
        commands.append("security wpa akm sae")
    elif subject.authentication == "enterprise":
        commands.append("security wpa akm dot1x-sha256")
    return _wlan(device, subject, *commands)


@fixes("ssid.ciphers")
def _ciphers(device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    old = ["no security wpa wpa1"] if 1 in subject.wpa_versions else []
    weak = ["no security wpa wpa2 ciphers tkip", "security wpa wpa2 ciphers aes"]
    return _wlan(device, subject, "security wpa wpa2", *weak, *old)


@fixes("ssid.mfp")
def _frames(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    return _wlan(
        device, subject, f"security pmf {'mandatory' if wanted == 'required' else 'optional'}"
    )


@fixes("ssid.station_isolation")
def _isolation(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    return _wlan(device, subject, "peer-blocking drop" if wanted else "no peer-blocking")


@fixes("ssid.portal")
def _portal(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    return _wlan(device, subject, "security web-auth" if wanted else "no security web-auth")


@fixes("ssid.enabled", "ssid.absent")
def _air(device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    return _block(device, subject.line, "shutdown")


@fixes("ssid.session_timeout_s")
def _session(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    return _policy(device, subject, f"session-timeout {wanted}") if isinstance(wanted, int) else []


@fixes("ssid.vlan")
def _vlan(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    return (
        _policy(device, subject, "no vlan", f"vlan {wanted}")
        if isinstance(wanted, int | str)
        else []
    )


@fixes("ssid.accounting")
def _accounting(device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    lines = _policy(device, subject, "accounting-list default")
    return ["aaa accounting identity default start-stop group radius", *lines] if lines else []


@fixes("device.wireless.management_over_wireless", "wireless.management_over_wireless")
def _management(_device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    return ["wireless mgmt-via-wireless" if wanted else "no wireless mgmt-via-wireless"]


@fixes("device.wireless.min_rate_mbps", "wireless.min_rate_mbps")
def _rates(device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    """Old and slow rates off, in the network and in each RF profile of the text."""
    limit = float(wanted) if isinstance(wanted, int | float) else 12.0
    lines: list[str] = []
    for header, band in _rate_tables(device):
        slow = [r for r in LOW_RATES[band] if float(r.replace("_", ".")) < limit]
        if header:
            lines += [header, *(f" rate RATE_{rate}M disable" for rate in slow)]
        else:
            lines += [f"ap dot11 {band} rate RATE_{rate}M disable" for rate in slow]
    return lines


def _rate_tables(device: Device) -> list[tuple[str, str]]:
    found = [line for line in _text(device) if line.startswith("ap dot11 ")]
    headers = [line for line in found if " rf-profile " in line and "6ghz" not in line.split()]
    tables = [(header, header.split()[2]) for header in headers]
    return [("", band) for band in LOW_RATES] + tables


@fixes("device.wireless.rogue_detection", "wireless.rogue_detection")
def _detection(device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    lines: list[str] = []
    header = ""
    for line in _text(device):
        if line.startswith("ap profile "):
            header = line
        if line == "no wireless wps rogue detection":
            lines.append("wireless wps rogue detection")
        elif header and line.strip().startswith("no rogue detection"):
            lines += [header, f" {line.strip().removeprefix('no ')}"]
    return lines


@fixes("device.wireless.rogue_containment", "wireless.rogue_containment")
def _containment(device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    """Rules that contain are rewritten by a person: what they match is a decision."""
    found = [line for line in _text(device) if line.startswith("wireless wps rogue ")]
    return [f"no {line}" for line in found if "contain" in line and " level " not in line]


@fixes("device.wireless.country", "wireless.country")
def _country(device: Device, _subject: Any, wanted: str) -> Sequence[str]:
    """Other countries go, the wanted one comes; the word is the one that the release uses."""
    found = [line for line in _text(device) if line.startswith(("wireless country", "ap country"))]
    word = found[0].split()[0] if found else "wireless"
    others = [line for line in found if line.split()[2:] != [wanted]]
    return [*(f"no {line}" for line in others), f"{word} country {wanted}"]


@fixes("ap_profile.telnet", "ap_profile.ssh")
def _shell(device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    words = [word for word in ("telnet", "ssh") if getattr(subject, word)]
    return _block(device, subject.line, *(f"no {word}" for word in words))


@fixes("ap_profile.username", "ap_profile.password")
def _login(device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    values = "password 0 {{ secrets.ap_password }} secret 0 {{ secrets.ap_secret }}"
    return _block(device, subject.line, f"mgmtuser username {LOGIN} {values}")
