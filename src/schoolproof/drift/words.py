"""Changes of facts in words: `access VLAN 20 → 60`, `BPDU guard removed`."""

from __future__ import annotations

import re
from typing import Any

from schoolproof.parse import vlan_text

SPELT = (
    "VLAN VLANs BPDU SSH SNMP NTP AAA HTTP HTTPS PoE LLDP DHCP ARP IP ACL ACLs STP UDP TCP "
    "RADIUS TACACS SSID WPA DNS TLS IPv4 IPv6 MAC QoS LAG UPnP VTP ID"
)
ACRONYMS = {word.lower(): word for word in SPELT.split()} | {"dot1x": "802.1X", "mfp": "PMF"}
LEFT_OUT = {"switched_vlan", "stp", "enabled"}  # the rest of the path says enough without them
SINGULAR = {
    "interfaces": "",
    "vlans": "VLAN",
    "users": "user",
    "ssids": "SSID",
    "acls": "access list",
    "firewall.policies": "policy",
    "services": "service",
    "terminals": "line",
}
OBJECT = re.compile(r"([\w.]+)\[(.*?)\]\.(.+)", re.DOTALL)
MANY = 6  # members of a list shown by name
SHORTEST_NAME = 60  # characters of a value
Value = Any
ABSENT = object()


def subject_of(path: str) -> tuple[str, str]:
    """What a fact belongs to, as people call it, and the rest of its path."""
    found = OBJECT.fullmatch(path)
    if not found:
        return "", path
    kind, name, rest = found.groups()
    word = SINGULAR.get(kind, _human(kind.rsplit(".", 1)[-1].removesuffix("s")))
    return f"{word} {name}".strip(), rest


def phrase(path: str, accepted: Value, observed: Value) -> str:
    """One change of a fact, accepted → observed."""
    name = _human(path)
    if accepted is ABSENT or observed is ABSENT:
        known, verb = (observed, "added") if accepted is ABSENT else (accepted, "removed")
        return f"{name} {_shown(known)} {verb}"
    if isinstance(accepted, bool) and isinstance(observed, bool):
        on_off = f"switched {'on' if observed else 'off'}"
        return f"{name} {on_off if path.endswith('enabled') else _gone(observed)}".strip()
    if isinstance(accepted, list) and isinstance(observed, list):
        return _lists(name, path, accepted, observed)
    if "<redacted:" in f"{accepted}{observed}":
        return f"{name} changed"
    return f"{name} {_shown(accepted)} → {_shown(observed)}"


def _gone(now: bool) -> str:
    return "added" if now else "removed"


def _lists(name: str, path: str, accepted: list[Value], observed: list[Value]) -> str:
    gone = [v for v in accepted if v not in observed]
    new = [v for v in observed if v not in accepted]
    parts = []
    if gone:
        parts.append(f"{_members(path, gone)} removed")
    if new:
        parts.append(f"{_members(path, new)} added")
    return f"{name}: {', '.join(parts)}" if parts else f"{name}: another order"


def _members(path: str, values: list[Value]) -> str:
    if "vlan" in path and all(isinstance(v, int) for v in values):
        return vlan_text(values)
    names = [_shown(v) for v in values]
    more = f" and {len(names) - MANY} more" if len(names) > MANY else ""
    return ", ".join(names[:MANY]) + more


def _shown(value: Value) -> str:
    if value is None or value in ("", []):
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    text = ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)
    return text if len(text) <= SHORTEST_NAME else f"{text[:SHORTEST_NAME]}…"


def _human(path: str) -> str:
    words: list[str] = []
    for part in path.split("."):
        if part not in LEFT_OUT or part == path:
            words += part.replace("_", " ").split()
    return " ".join(ACRONYMS.get(word.lower(), word) for word in words)
