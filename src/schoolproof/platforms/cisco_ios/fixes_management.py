"""Commands that mend the management plane. Secrets stand as `{{ secrets.name }}`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schoolproof.model import Device
from schoolproof.platforms.cisco_ios.fixes import fixes
from schoolproof.platforms.cisco_ios.management_services import COMMANDS

ALGORITHMS = {
    "ciphers": ("encryption", "aes256-gcm aes128-gcm aes256-ctr aes192-ctr aes128-ctr"),
    "macs": ("mac", "hmac-sha2-512 hmac-sha2-256"),
    "kex": ("kex", "ecdh-sha2-nistp521 ecdh-sha2-nistp384 ecdh-sha2-nistp256"),
}
LIST = "MGMT-LOGIN"  # access lists of our own making; they are written by the same fix
SNMP_LIST = "MGMT-SNMP"
LOCK = {"max_attempts": 5, "window_s": 300, "lockout_s": 300}


def _number(wanted: Any, otherwise: int) -> int:
    return int(wanted) if isinstance(wanted, int | float) and wanted > 0 else otherwise


def _vtys(device: Device, *commands: str) -> list[str]:
    """The commands in each vty range that somebody can reach."""
    lines: list[str] = []
    for terminal in device.terminals:
        if terminal.name.startswith("vty") and getattr(terminal, "reachable", True):
            lines += [f"line {terminal.name}", *(f" {command}" for command in commands)]
    return lines


def _ssh_only(device: Device) -> list[str]:
    lines: list[str] = []
    for terminal in device.terminals:
        if not terminal.name.startswith("vty"):
            continue
        known = "transports" in terminal.lines
        if not known or "telnet" in terminal.transports:
            lines += [f"line {terminal.name}", " transport input ssh"]
    return lines


@fixes("device.telnet_server.enabled")
def _no_telnet(device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return _ssh_only(device)


@fixes("service.enabled")
def _service(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    """Telnet is a matter of the vty lines; the web server and the others have their command."""
    if subject.name == "telnet":
        return _ssh_only(device)
    if subject.name == "tftp":
        return _without(device, "tftp-server ")
    command = "ip http server" if subject.name == "http" else COMMANDS[subject.name][0]
    more = _without(device, "boot network ") if command == "service config" else []
    return [command if wanted else f"no {command}", *more]


def _without(device: Device, start: str) -> list[str]:
    text = device.native_text if "native_text" in device.lines else ""
    return [f"no {line}" for line in text.splitlines() if line.startswith(start)]


@fixes("device.http_server.enabled")
def _http(_device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    return ["ip http server" if wanted else "no ip http server"]


@fixes("device.https_server.enabled", "https_server.enabled")
def _https(_device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    return ["ip http secure-server" if wanted else "no ip http secure-server"]


@fixes("device.https_server.tls_min", "https_server.tls_min")
def _tls(_device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    return [f"ip http tls-version TLSv{wanted if isinstance(wanted, str) else '1.2'}"]


@fixes("device.ssh_server.protocol_version", "ssh_server.protocol_version")
def _version(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["ip ssh version 2"]


def _algorithms(fact: str) -> None:
    kind, names = ALGORITHMS[fact]

    @fixes(f"device.ssh_server.{fact}", f"ssh_server.{fact}")
    def _set(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
        return [f"ip ssh server algorithm {kind} {names}"]


for _fact in ALGORITHMS:
    _algorithms(_fact)


@fixes("user.hash_kind", "user.secret")
def _user_secret(_device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    name = subject.name
    secret = f"{{{{ secrets.user_{name} }}}}"
    return [
        f"no username {name}",
        f"username {name} privilege {subject.privilege} algorithm-type scrypt secret {secret}",
    ]


@fixes("user.absent")
def _user_absent(_device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    return [f"no username {subject.name}"]


@fixes("user.privilege", "user.administrator")
def _user_level(_device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    level = wanted if isinstance(wanted, str) and wanted.isdigit() else "1"
    return [f"username {subject.name} privilege {level}"]


@fixes("device.enable_hash_kind", "device.enable_secret")
def _enable(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    command = "enable algorithm-type scrypt secret {{ secrets.enable }}"
    return ["no enable password", "no enable secret", command]


@fixes("device.aaa.enabled", "aaa.enabled")
def _aaa(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["aaa new-model"]


@fixes(
    "device.aaa.login_methods",
    "aaa.login_methods",
    "device.aaa.console_methods",
    "aaa.console_methods",
)
def _methods(device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    """The central service first, local accounts when it is silent."""
    protocols = {server.protocol for server in device.radius_servers}
    group = "tacacs+" if "tacacs" in protocols else "radius"
    command = f"aaa authentication login default group {group} local"
    return ["aaa new-model", command, *_vtys(device, "login authentication default")]


@fixes("device.aaa.accounting_commands", "aaa.accounting_commands")
def _accounting(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["aaa new-model", "aaa accounting commands 15 default start-stop group tacacs+"]


@fixes("radius_server.accounting")
def _told(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["aaa accounting identity default start-stop group radius"]


@fixes(
    *(f"login_lock.{fact}" for fact in LOCK),
    *(f"device.login_lock.{fact}" for fact in LOCK),
)
def _lock(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["login block-for {lockout_s} attempts {max_attempts} within {window_s}".format(**LOCK)]


@fixes("device.password_policy.min_length", "password_policy.min_length")
def _length(_device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    return [f"security passwords min-length {_number(wanted, 12)}"]


@fixes("terminal.idle_timeout_s")
def _idle(_device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    seconds = _number(wanted, 600)
    if subject.name == "web":
        return [f"ip http session-idle-timeout {seconds}"]
    return [f"line {subject.name}", f" exec-timeout {seconds // 60} {seconds % 60}"]


@fixes("terminal.transports")
def _transports(_device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    return [f"line {subject.name}", " transport input ssh"]


@fixes("terminal.login")
def _login(device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    how = "login authentication default" if device.aaa.enabled else "login local"
    return [f"line {subject.name}", f" {how}"]


def _sources(device: Device, wanted: Any) -> list[Any]:
    """The networks that a control names, else those that the site file declares for logins."""
    declared = device.site.sources_allowed("login") if "site" in device.lines else ()
    named = wanted if isinstance(wanted, tuple) else declared
    return [net for net in named if net.version == 4]  # noqa: PLR2004  the other list is IPv6's


@fixes("management_access.sources", "terminal.acl_in")
def _access(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    """A list of the declared management sources, put before the service."""
    networks = _sources(device, wanted)
    if not networks:
        return []
    name = subject.name
    entries = [f" permit {net.network_address} {net.hostmask}" for net in networks]
    if name == "snmp":
        return _snmp_access(device, [f"ip access-list standard {SNMP_LIST}", *entries])
    lines = [f"ip access-list standard {LIST}", *entries]
    if name in {"http", "https", "web"}:
        return [*lines, f"ip http access-class ipv4 {LIST}"]
    if name.startswith("vty"):
        return [*lines, f"line {name}", f" access-class {LIST} in vrf-also"]
    return [*lines, *_vtys(device, f"access-class {LIST} in vrf-also")]


def _snmp_access(device: Device, lines: list[str]) -> list[str]:
    """Communities go; groups of version 3 answer the list alone."""
    lines += [f"no snmp-server community {c.name}" for c in device.snmp.communities]
    groups = device.snmp.groups
    return lines + [f"snmp-server group {g.name} v3 {g.level} access {SNMP_LIST}" for g in groups]


@fixes("management_access.sources6", "terminal.acl6_in")
def _access6(device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    """Nobody manages by IPv6 until somebody declares from where."""
    if subject.name != "ssh" and not subject.name.startswith("vty"):
        return []
    lines = [f"ipv6 access-list {LIST}-V6", " deny ipv6 any any"]
    command = f"ipv6 access-class {LIST}-V6 in"
    if subject.name == "ssh":
        return [*lines, *_vtys(device, command)]
    return [*lines, f"line {subject.name}", f" {command}"]


@fixes("snmp.community.absent", "snmp.community.writable", "snmp.community.secret")
def _community(_device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    return [f"no snmp-server community {subject.name}"]


@fixes("snmp.user.level")
def _level(_device: Device, subject: Any, _wanted: Any) -> Sequence[str]:
    name = subject.name
    return [f"no snmp-server group {name}", f"snmp-server group {name} v3 priv"]
