"""Services of the device: shells, web, files; and what is known when nothing is printed."""

from __future__ import annotations

import re
from itertools import islice

from schoolproof.model import Table
from schoolproof.model.management import (
    Firmware,
    HttpsServer,
    Service,
    SshServer,
    Terminal,
)
from schoolproof.model.switching import Lldp, VlanPropagation
from schoolproof.parse import Node, Role
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, Said, flag, unquoted

HEADER = re.compile(r"; *(\S+) Configuration Editor; Created on release #(\S+)")
HEAD = 60  # lines of a terminal's capture that may stand before the header
RELEASE = re.compile(r"[A-Z]{1,2}\.(\d+)\.")
SSH_MAYBE_ON = 15  # before, nobody had SSH without `ip ssh`
SSH_ALWAYS_ON = 16  # from this major release on SSH runs unless the text says no
CIPHERS = frozenset(
    {
        "3des-cbc",
        "aes128-cbc",
        "aes128-ctr",
        "aes192-cbc",
        "aes192-ctr",
        "aes256-cbc",
        "aes256-ctr",
        "rijndael-cbc@lysator.liu.se",
    }
)
MACS = frozenset({"hmac-md5", "hmac-md5-96", "hmac-sha1", "hmac-sha1-96"})
# service → on when absent (None: not known)
SERVICES: dict[str, bool | None] = {
    "tftp": True,
    "usb": None,
    "autorun": None,
    "cdp": True,
    "rest": None,
    "dhcp-server": False,
    "openflow": False,
    "front-panel password clear": True,
    "front-panel factory reset": True,
    "dhcp configuration update": None,
    "dhcp image update": None,
    "dhcp tr-069 server": None,
}

flag("telnet", r"telnet-server(?: (?:enable|listen \S+))?")
flag("ssh", r"ip ssh(?: (?:listen \S+))?")
flag("http", r"web-management(?: (?:plaintext|listen \S+))?")
flag("https", r"web-management ssl(?: .+)?")
flag("lldp", r"lldp run")
flag("gvrp", r"gvrp")
flag("mvrp", r"mvrp enable")
flag("ip_routing", r"ip routing")
flag("tftp", r"tftp server(?: listen \S+)?", r"tftp-server")
flag("usb", r"usb-port")
flag("autorun", r"autorun")
flag("cdp", r"cdp run")
flag("rest", r"rest-interface")
flag("sftp", r"ip ssh filetransfer")
flag("dhcp-server", r"dhcp-server enable")
flag("dhcp configuration update", r"dhcp config-file-update")
flag("dhcp image update", r"dhcp image-file-update")
flag("dhcp tr-069 server", r"dhcp tr69-acs-url")
flag("front-panel password clear", r"front-panel-security password-clear(?: reset-on-clear)?")
flag("front-panel factory reset", r"front-panel-security factory-reset(?: password-recovery)?")


@TOP.line(r"hostname (.+)")
def _hostname(ctx: Reading, node: Node, name: str) -> None:
    ctx.device.put(node.line, hostname=unquoted(name))


@TOP.section(r"openflow")
def _openflow(ctx: Reading, node: Node) -> None:
    """Only `enable` at this level counts; the rest of the section describes controllers."""
    on = [child for child in node.commands() if child.text == "enable"]
    ctx.once["openflow"] = Said(bool(on), on[0].line if on else node.line)


@TOP.line(r"no ip ssh (cipher|mac|kex) (\S+)")
def _ssh_without(ctx: Reading, node: Node, kind: str, name: str) -> None:
    ctx.add(f"ssh.{kind}", name.lower(), node.line)


@TOP.line(r"ip ssh (timeout|version) (\S+)")
def _ssh_setting(ctx: Reading, node: Node, key: str, value: str) -> None:
    ctx.once[f"ssh.{key}"] = Said(value, node.line)


@TOP.line(r"tls application (\S+) lowest-version tls ?(1\.\d)(?: .+)?")
def _tls(ctx: Reading, node: Node, application: str, version: str) -> None:
    if application in {"web-ssl", "all"}:
        ctx.once["tls"] = Said(version, node.line)


@TOP.line(r"console idle-timeout(?: (serial-usb))? (\d+)")
def _idle(ctx: Reading, node: Node, serial: str | None, seconds: str) -> None:
    ctx.once["idle.serial" if serial else "idle"] = Said(int(seconds), node.line)


@TOP.line(r"console inactivity-timer (\d+)")
def _idle_minutes(ctx: Reading, node: Node, minutes: str) -> None:
    ctx.once["idle"] = Said(int(minutes) * 60, node.line)


@TOP.line(r"web-management idle-timeout (\d+)")
def _web_idle(ctx: Reading, node: Node, seconds: str) -> None:
    ctx.once["idle.web"] = Said(int(seconds), node.line)


def header(ctx: Reading, root: Node) -> None:
    """Firmware and model stand in the comment at the head of the text."""
    facts = Firmware()
    for node in islice(root.walk(), HEAD):
        found = HEADER.match(node.text) if node.role is Role.COMMENT else None
        if found:
            facts.put(node.line, version=found.group(2))
            if re.fullmatch(r"[JR]\w{3,5}A", found.group(1)):
                facts.put(node.line, model=found.group(1))
                ctx.add("header model", found.group(1), node.line)
            break
    ctx.device.put(None, firmware=facts)


def settle(ctx: Reading) -> None:
    """Everything that is not a port."""
    device = ctx.device
    device.put(ctx.line("ip_routing"), ip_routing=ctx.on("ip_routing"))
    for name, key in (("telnet_server", "telnet"), ("http_server", "http")):
        service = Service(None, name=name.partition("_")[0])
        service.put(ctx.line(key), enabled=ctx.on(key, default=True))
        device.put(None, **{name: service})
    web = HttpsServer()
    web.put(ctx.line("https"), enabled=ctx.on("https"))
    if "tls" in ctx.once:
        web.put(ctx.line("tls"), tls_min=ctx.once["tls"].value)
    lldp = Lldp()
    lldp.put(ctx.line("lldp"), enabled=ctx.on("lldp", default=True))
    device.put(None, https_server=web, lldp=lldp)
    for part in (_ssh, _services, _terminals, _propagation):
        part(ctx)


def _major(ctx: Reading) -> int | None:
    firmware = ctx.device.firmware
    found = RELEASE.match(firmware.version) if "version" in firmware.lines else None
    return int(found.group(1)) if found else None


def _ssh(ctx: Reading) -> None:
    """Absent means on (16.x), off (before 15), not known between: those print `ip ssh`."""
    ssh = SshServer()
    major = _major(ctx)
    recent = major is None or major >= SSH_ALWAYS_ON
    if "ssh" in ctx.once or recent:
        ssh.put(ctx.line("ssh"), enabled=ctx.on("ssh", default=True))
    elif major is not None and major < SSH_MAYBE_ON:
        ssh.put(None, enabled=False)
    version = ctx.once.get("ssh.version")
    if version:
        ssh.put(version.line, protocol_version="1.99" if "or" in version.value else version.value)
    elif recent:
        ssh.put(None, protocol_version="2")
    for fact, kind, known in (("ciphers", "cipher", CIPHERS), ("macs", "mac", MACS)):
        gone = ctx.many.get(f"ssh.{kind}", [])
        if recent:
            left = known - {s.value for s in gone}
            ssh.put(gone[0].line if gone else None, **{fact: left})
    timeout = ctx.once.get("ssh.timeout")
    if timeout and timeout.value.isdecimal():
        ssh.put(timeout.line, timeout_s=int(timeout.value))
    ctx.device.put(None, ssh_server=ssh)


def _services(ctx: Reading) -> None:
    table = Table[Service]()
    sftp = ctx.once.get("sftp")
    for name, default in SERVICES.items():
        said = ctx.once.get(name)
        if name == "tftp" and sftp and sftp.value and said is None:
            said = Said(value=False, line=sftp.line)  # filetransfer switches TFTP off
        if said is None and default is None:
            continue
        service = table.add(name, Service(said.line if said else None, name=name))
        service.put(said.line if said else None, enabled=said.value if said else default)
    ctx.device.put(None, services=table)


def _terminals(ctx: Reading) -> None:
    """One timer for all shells; the serial port follows it unless it has its own. 0: never."""
    idle = ctx.once.get("idle", Said(0, 0))
    serial = ctx.once.get("idle.serial", idle)
    device = ctx.device
    table = Table[Terminal]()
    console = table.add("console", Terminal(None, name="console", reachable=True))
    console.put(None, transports=frozenset({"console"}))
    console.put(serial.line or None, idle_timeout_s=serial.value)
    shells = {"telnet"} if device.telnet_server.enabled else set[str]()
    if "enabled" not in device.ssh_server.lines or device.ssh_server.enabled:
        shells.add("ssh")
    remote = table.add("remote", Terminal(None, name="remote", transports=frozenset(shells)))
    remote.put(None, reachable=bool(shells))
    remote.put(idle.line or None, idle_timeout_s=idle.value)
    browsers = {"http"} if device.http_server.enabled else set[str]()
    if device.https_server.enabled:
        browsers.add("https")
    web = table.add("web", Terminal(None, name="web", transports=frozenset(browsers)))
    web.put(None, reachable=bool(browsers))
    if "idle.web" in ctx.once:
        web.put(ctx.line("idle.web"), idle_timeout_s=ctx.once["idle.web"].value)
    device.put(None, terminals=table)


def _propagation(ctx: Reading) -> None:
    facts = VlanPropagation()
    active = next((k for k in ("gvrp", "mvrp") if ctx.on(k)), None)
    line = ctx.line(active or "gvrp")
    facts.put(line, enabled=active is not None, mode=active or "off")
    ctx.device.put(None, vlan_propagation=facts)
