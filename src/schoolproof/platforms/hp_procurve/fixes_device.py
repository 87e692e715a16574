"""Commands that mend the device: its services, its accounts, its protections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import ip_network
from typing import Any

from schoolproof.model import Device, Facts
from schoolproof.platforms.hp_procurve.fixes import FIXES, both

BANNER = "Authorised users only. All use is recorded."
SEVERITY = {"critical": "major", "warning": "warning", "error": "error", "debug": "debug"}
WEAK = {
    "cipher": {"3des-cbc", "aes128-cbc", "aes192-cbc", "aes256-cbc", "rijndael-cbc@lysator.liu.se"},
    "mac": {"hmac-md5", "hmac-md5-96", "hmac-sha1", "hmac-sha1-96"},
}
SERVICE = {
    "telnet": "telnet-server",
    "http": "web-management",
    "tftp": "tftp server",
    "usb": "usb-port",
    "autorun": "autorun",
    "cdp": "cdp run",
    "rest": "rest-interface",
    "dhcp-server": "dhcp-server enable",
    "dhcp configuration update": "dhcp config-file-update",
    "dhcp image update": "dhcp image-file-update",
    "dhcp tr-069 server": "dhcp tr69-acs-url",
    "front-panel password clear": "front-panel-security password-clear",
    "front-panel factory reset": "front-panel-security factory-reset",
}
IDLE = {
    "console": "console idle-timeout serial-usb",
    "remote": "console idle-timeout",
    "web": "web-management idle-timeout",
}
STEP = 4096
Lines = Sequence[str]


def _no(wanted: Any) -> str:
    return "" if wanted else "no "


def _names(wanted: Any) -> list[str]:
    """The members of a wanted set or tuple; a bare number or True names nobody."""
    if isinstance(wanted, str):
        return [wanted]
    return sorted(str(w) for w in wanted) if isinstance(wanted, Iterable) else []


def _declared(device: Device, service: str, wanted: Any) -> list[str]:
    """Hosts that were asked for, else those that the site file declares."""
    names = _names(wanted)
    if not names and "site" in device.lines:
        names = list(device.site.services.get(service, ()))
    return names


@FIXES("service.enabled")
def _service(_device: Device, service: Any, wanted: Any) -> Lines:
    command = SERVICE.get(service.name)
    return [f"{_no(wanted)}{command}"] if command else ()


@FIXES("device.telnet_server.enabled")
def _telnet(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}telnet-server"]


@FIXES("device.http_server.enabled")
def _http(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}web-management"]


@FIXES(*both("https_server.enabled"))
def _https(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}web-management ssl"]


@FIXES(*both("https_server.tls_min"))
def _tls(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"tls application web-ssl lowest-version tls{wanted}"]


@FIXES(*both("ssh_server.enabled"))
def _ssh(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}ip ssh"]


@FIXES(*both("ssh_server.protocol_version"))
def _ssh_version(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"ip ssh version {wanted}"]


@FIXES(*both("ssh_server.timeout_s"))
def _ssh_timeout(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"ip ssh timeout {int(wanted)}"]


@FIXES(*both("ssh_server.ciphers"))
def _ciphers(device: Device, _subject: Facts, _wanted: Any) -> Lines:
    return [f"no ip ssh cipher {c}" for c in sorted(device.ssh_server.ciphers & WEAK["cipher"])]


@FIXES(*both("ssh_server.macs"))
def _macs(device: Device, _subject: Facts, _wanted: Any) -> Lines:
    return [f"no ip ssh mac {m}" for m in sorted(device.ssh_server.macs & WEAK["mac"])]


@FIXES("terminal.idle_timeout_s")
def _idle(_device: Device, terminal: Any, wanted: Any) -> Lines:
    return [f"{IDLE[terminal.name]} {int(wanted)}"] if terminal.name in IDLE else ()


@FIXES(*both("login_lock.max_attempts", "login_lock.lockout_s", "login_lock.window_s"))
def _lock(_device: Device, _subject: Facts, _wanted: Any) -> Lines:
    """Both together: the number alone locks nobody."""
    return ["aaa authentication num-attempts 5", "aaa authentication lockout-delay 300"]


@FIXES(*both("password_policy.min_length"))
def _length(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"password minimum-length {int(wanted)}", "password configuration-control"]


@FIXES(*both("aaa.login_methods", "aaa.enabled"))
def _login(device: Device, _subject: Facts, _wanted: Any) -> Lines:
    ways = ["ssh"]
    ways += ["telnet"] if device.telnet_server.enabled else []
    ways += ["web"] if device.http_server.enabled or device.https_server.enabled else []
    return [f"aaa authentication {way} login radius local" for way in ways]


@FIXES(*both("aaa.console_methods"))
def _console(_device: Device, _subject: Facts, _wanted: Any) -> Lines:
    return ["aaa authentication console login radius local"]


@FIXES(*both("aaa.accounting_commands"))
def _accounting(_device: Device, _subject: Facts, _wanted: Any) -> Lines:
    return ["aaa accounting commands stop-only radius"]


@FIXES("radius_server.accounting")
def _radius(_device: Device, server: Any, _wanted: Any) -> Lines:
    return [f"aaa accounting network start-stop {server.protocol}"]


@FIXES("user.hash_kind", "user.secret")
def _hash(_device: Device, user: Any, _wanted: Any) -> Lines:
    if "privilege" not in user.lines or user.privilege not in {"manager", "operator"}:
        return ()
    start = f'password {user.privilege} user-name "{user.name}"'
    return [f'{start} sha256 "{{{{ secrets.{user.name} }}}}"']


@FIXES("snmp.community.absent", "snmp.community.secret")
def _community(_device: Device, community: Any, _wanted: Any) -> Lines:
    """Only a community that its token names can be named here."""
    if not community.name.startswith("<"):
        return ()
    return [f'no snmp-server community "{community.name}"']


@FIXES("snmp.community.writable")
def _restricted(_device: Device, community: Any, wanted: Any) -> Lines:
    if wanted or not community.name.startswith("<"):
        return ()
    return [f'snmp-server community "{community.name}" operator restricted']


@FIXES(*both("snmp.enabled"))
def _snmp(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}snmp-server enable"]


@FIXES("management_access.sources")
def _sources(_device: Device, subject: Any, wanted: Any) -> Lines:
    """Add what is missing first, then take away what lies outside, or the session is cut."""
    nets = [n for n in map(ip_network, _names(wanted)) if n.version == 4]  # noqa: PLR2004  IPv4
    present = subject.sources or ()
    strange = [s for s in present if not any(s.subnet_of(n) for n in nets)]
    add = [f"ip authorized-managers {n.network_address} {n.netmask} access manager" for n in nets]
    return add + [f"no ip authorized-managers {s.network_address} {s.netmask}" for s in strange]


@FIXES("management_access.sources6")
def _sources6(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    """Without a wanted network, the address that the maker gives to shut IPv6 out."""
    nets = [n for n in map(ip_network, _names(wanted)) if n.version == 6]  # noqa: PLR2004  IPv6
    lines = [f"ipv6 authorized-managers {n.network_address} {n.netmask}" for n in nets]
    return lines or ["ipv6 authorized-managers ::"]


@FIXES(*both("logging.hosts"))
def _hosts(device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"logging {host}" for host in _declared(device, "syslog", wanted)]


@FIXES(*both("logging.severity"))
def _severity(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"logging severity {SEVERITY.get(str(wanted), 'info')}"]


@FIXES(*both("logging.configuration_changes"))
def _changes(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}logging notify running-config-change"]


@FIXES(*both("ntp.servers", "ntp.enabled"))
def _ntp(device: Device, _subject: Facts, wanted: Any) -> Lines:
    servers = [f"ntp server {host} iburst" for host in _declared(device, "ntp", wanted)]
    return ["timesync ntp", "ntp unicast", *servers, "ntp enable"]


@FIXES(*both("clock.uk"))
def _clock(_device: Device, _subject: Facts, _wanted: Any) -> Lines:
    return ["time timezone 0", "time daylight-time-rule western-europe"]


@FIXES(*both("banner.login"))
def _banner(_device: Device, _subject: Facts, _wanted: Any) -> Lines:
    return [f'banner motd "{BANNER}"']


@FIXES(*both("stp.enabled", "stp.disabled_vlans"))
def _stp(device: Device, _subject: Facts, wanted: Any) -> Lines:
    if wanted is False:
        return ["no spanning-tree"]
    return ["spanning-tree", *(f"spanning-tree vlan {v} enable" for v in device.stp.disabled_vlans)]


@FIXES(*both("stp.mode"))
def _mode(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    """The mode changes only while spanning tree is off."""
    if wanted == "rstp":
        return ["spanning-tree force-version rstp-operation", "spanning-tree"]
    mode = "rapid-pvst" if wanted == "rapid-pvst" else "mstp"
    return ["no spanning-tree", f"spanning-tree mode {mode}", "spanning-tree"]


@FIXES(*both("stp.priority", "stp.highest_priority"))
def _priority(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"spanning-tree priority {int(wanted) // STEP}"]


@FIXES(*both("dhcp_snooping.enabled"))
def _snooping(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}dhcp-snooping"]


@FIXES(*both("dhcp_snooping.vlans"))
def _snooped(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return ["dhcp-snooping", f"dhcp-snooping vlan {' '.join(_numbers(wanted))}"]


@FIXES(*both("arp_inspection.enabled"))
def _arp(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}arp-protect"]


@FIXES(*both("arp_inspection.vlans"))
def _inspected(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return ["arp-protect", f"arp-protect vlan {' '.join(_numbers(wanted))}"]


def _numbers(wanted: Any) -> list[str]:
    return [str(v) for v in sorted(wanted)] if isinstance(wanted, Iterable) else []


@FIXES(*both("vlan_propagation.enabled", "vlan_propagation.mode"))
def _propagation(_device: Device, _subject: Facts, _wanted: Any) -> Lines:
    return ["no gvrp", "no mvrp enable"]


@FIXES(*both("lldp.enabled"))
def _lldp(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}lldp run"]


@FIXES(*both("dot1x.enabled"))
def _dot1x(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}aaa port-access authenticator active"]


@FIXES("device.ip_routing")
def _routing(_device: Device, _subject: Facts, wanted: Any) -> Lines:
    return [f"{_no(wanted)}ip routing"]


@FIXES("vlan.name")
def _name(_device: Device, vlan: Any, wanted: Any) -> Lines:
    return [f"vlan {vlan.vlan_id}", f'   name "{wanted}"']
