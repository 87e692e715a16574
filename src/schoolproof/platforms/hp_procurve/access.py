"""Who may use a port: 802.1X, MAC and web authentication, port security.

Source: ArubaOS-Switch Access Security Guide 16.06 (support.hpe.com, 5200-4825): an authenticator
port asks only when `aaa port-access authenticator active` is there too; `control authorized` lets
everybody in; without a second method nobody gets in while RADIUS is silent.
"""

from __future__ import annotations

from schoolproof.model import Facts
from schoolproof.model.interface import InterfaceDot1x, PortSecurity
from schoolproof.model.switching import Dot1x
from schoolproof.parse import Node
from schoolproof.platforms.hp_procurve.ports import LIST
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, Said

METHOD = r"(authenticator|mac-based|web-based)"
CONTROL = {"authorized": "force-authorized", "unauthorized": "force-unauthorized", "auto": "auto"}
SETTING = {"unauth-vid", "client-limit", "addr-limit", "control"}
OTHER = (
    r"(?:auth-vid|reauth-period|quiet-period|tx-period|server-timeout|supplicant-timeout"
    r"|max-requests|logoff-period|unauth-period|addr-moves|reauthenticate|initialize"
    r"|clear-statistics|dhcp-\S+|redirect-url|max-retries|ssl-login|enforce-cache-reauth"
    r"|cached-reauth-period|addr-format|password|allow-multi-domain)"
)


@TOP.line(rf"(no )?aaa port-access {METHOD} {LIST}")
def _method(ctx: Reading, node: Node, no: str | None, method: str, ports: str) -> None:
    ctx.mark(ctx.see(ports), method, no is None, node.line)


@TOP.line(r"(no )?aaa port-access authenticator active")
def _active(ctx: Reading, node: Node, no: str | None) -> None:
    ctx.once["dot1x"] = Said(no is None, node.line)


@TOP.line(rf"aaa port-access {METHOD} {LIST} ({'|'.join(sorted(SETTING))}) (\w+)")
def _setting(ctx: Reading, node: Node, *groups: str) -> None:
    method, ports, key, value = groups
    ctx.mark(ctx.see(ports), f"{method} {key}", value, node.line)


@TOP.line(rf"(no )?aaa port-access {LIST} mixed")
def _mixed(ctx: Reading, node: Node, no: str | None, ports: str) -> None:
    ctx.mark(ctx.see(ports), "mixed", no is None, node.line)


@TOP.line(rf"aaa port-access {LIST} (critical-auth|open-auth) (data-vlan|user-role) (\S+)")
def _critical(ctx: Reading, node: Node, *groups: str) -> None:
    ports, key, what, value = groups
    number = int(value) if what == "data-vlan" and value.isdecimal() else None
    ctx.mark(ctx.see(ports), key, number, node.line)


@TOP.line(r"aaa authentication (port-access|mac-based|web-based) (\S+)((?: \S+)*)")
def _authentication(ctx: Reading, node: Node, what: str, _first: str, rest: str) -> None:
    ctx.once[f"auth {what}"] = Said("authorized" in rest.split(), node.line)


@TOP.line(rf"port-security {LIST} ([a-z].*)")
def _port_security(ctx: Reading, node: Node, ports: str, rest: str) -> None:
    words = rest.split()
    names = ctx.see(ports)
    if "learn-mode" in words[:-1]:
        ctx.mark(names, "learn-mode", words[words.index("learn-mode") + 1], node.line)
    if "address-limit" in words[:-1]:
        limit = words[words.index("address-limit") + 1]
        ctx.mark(names, "address-limit", limit, node.line)


TOP.ignore(
    "timers, formats and roles of authentication are no demand",
    rf"(no )?aaa port-access {METHOD} {LIST} {OTHER}(?: .+)?",
    rf"(no )?aaa port-access {LIST} (?:controlled-direction|auth-order|auth-priority|initial-role"
    r"|mbv|port-speed-vsa|critical-auth voice-vlan|open-auth voice-vlan|supplicant"
    r"|allow-mbv)(?: .+)?",
    r"(no )?aaa port-access (?:gvrp-vlans|mac-based (?:addr-format|password|unauth-redirect) .+"
    r"|web-based (?:dhcp-addr|dhcp-lease|access-denied-message|ewa-server) .+"
    r"|supplicant .+|lldp-bypass .+|local-mac .+|use-lldp-data|auth-mode .+)",
    r"(no )?aaa authentication (?:captive-portal|user-role|local-mac|mac-based|web-based)(?: .+)?",
    r"(no )?port-security (?:\S+ )?(?:clear-intrusion-flag|eavesdrop-prevention)",
    r"no port-security \S+(?: .+)?",
)


def settle(ctx: Reading) -> None:
    """802.1X of the device: some port asks somebody."""
    active = ctx.once.get("dot1x")
    others = [
        said
        for method in ("mac-based", "web-based")
        for said in ctx.said.get(method, {}).values()
        if said.value
    ]
    asks = bool(active and active.value and ctx.said.get("authenticator")) or bool(others)
    line = active.line if active else others[0].line if others else ctx.lists.get("authenticator")
    facts = Dot1x()
    facts.put(line, enabled=asks)
    ctx.device.put(None, dot1x=facts)


def facts_of(ctx: Reading, name: str) -> dict[str, Facts]:
    """802.1X and port security of one port."""
    return {"dot1x": _dot1x(ctx, name), "port_security": _limit(ctx, name)}


def _dot1x(ctx: Reading, name: str) -> InterfaceDot1x:
    facts = InterfaceDot1x()
    listed, mac, web = (ctx.of(name, m) for m in ("authenticator", "mac-based", "web-based"))
    control = ctx.of(name, "authenticator control")
    word = CONTROL.get(control.value, "auto") if control else "auto"
    by_mac = next((s for s in (mac, web) if s and s.value), None)
    by_user = bool(listed and listed.value)
    active = ctx.on("dot1x")
    enabled = bool(by_mac) or (by_user and active and word != "force-authorized")
    line = _deciding_line(ctx, name, enabled=enabled)
    state = word if by_user and active else "auto" if by_mac else "force-authorized"
    facts.put(line, enabled=enabled, port_control=state)
    facts.put(mac.line if mac else line, mab=bool(mac and mac.value))
    _while_silent(ctx, name, facts, by_user=by_user)
    _unknown_devices(ctx, name, facts)
    return facts


def _deciding_line(ctx: Reading, name: str, *, enabled: bool) -> int | None:
    """Written but inactive: the line that makes it inactive, else the line that is written."""
    control = ctx.of(name, "authenticator control")
    if control and control.value == "authorized" and not enabled:
        return control.line
    for method in ("authenticator", "mac-based", "web-based"):
        said = ctx.of(name, method)
        if said and said.value:
            inactive = method == "authenticator" and not ctx.on("dot1x")
            return ctx.line("dot1x") or said.line if inactive and not enabled else said.line
    return ctx.absent(name, "authenticator") or ctx.absent(name, "mac-based")


def _while_silent(ctx: Reading, name: str, facts: InterfaceDot1x, *, by_user: bool) -> None:
    second = ctx.once.get("auth port-access" if by_user else "auth mac-based")
    is_open = bool(second and second.value)
    facts.put(second.line if second else None, server_fail_open=is_open)
    critical = ctx.of(name, "critical-auth")
    if critical is None:
        facts.put(None, server_fail_vlan=None)
    elif critical.value is not None:  # a user role names no VLAN here: unset
        facts.put(critical.line, server_fail_vlan=critical.value)


def _unknown_devices(ctx: Reading, name: str, facts: InterfaceDot1x) -> None:
    mixed, opened = ctx.of(name, "mixed"), ctx.of(name, "open-auth")
    if not (mixed and mixed.value) and opened is None:
        facts.put(None, monitor=False)
    for method in ("authenticator", "web-based", "mac-based"):
        said = ctx.of(name, f"{method} unauth-vid")
        if said and said.value.isdecimal() and int(said.value):
            facts.put(said.line, guest_vlan=int(said.value))
    facts.default(guest_vlan=None)


def _limit(ctx: Reading, name: str) -> PortSecurity:
    """`continuous` is the default and limits nothing; the other modes stop at one address.

    Source: Access Security Guide, "Configuring port security".
    """
    facts = PortSecurity()
    mode, limit = ctx.of(name, "learn-mode"), ctx.of(name, "address-limit")
    if mode and mode.value != "continuous":
        facts.put(mode.line, enabled=True)
        count = limit.value if limit and limit.value.isdecimal() else "1"
        facts.put(limit.line if limit else mode.line, max_addresses=int(count))
        return facts
    mac = ctx.of(name, "mac-based")
    if mac and mac.value:
        most = ctx.of(name, "mac-based addr-limit")
        count = most.value if most and most.value.isdecimal() else "1"
        facts.put(most.line if most else mac.line, enabled=True, max_addresses=int(count))
        return facts
    facts.put(mode.line if mode else ctx.absent(name, "learn-mode"), enabled=False)
    return facts
