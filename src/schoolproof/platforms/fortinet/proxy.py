"""The proxies of the firewall itself, and their policies.

The explicit proxy lets a client out that no firewall policy lets out: it asks the firewall, and the
firewall asks the server. What meets none of its policies is refused, or with `sec-default-action
accept` passes without any inspection (Fortinet Technical Tips 402210 and 333684; Administration
Guide, Explicit web proxy). It answers where `config web-proxy explicit` is on and an interface has
`explicit-web-proxy enable`; IPv6 clients and servers need `ipv6-status` too.

The transparent proxy lets nothing more through: it looks at what a firewall policy with
`http-policy-redirect` has accepted (before release 6.0: a protocol options profile with
`http-policy`), but then its own policies name the profiles. What such a firewall policy filters is
therefore left unset (Fortinet Technical Tip 390843).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from schoolproof.model.firewall import ExplicitProxy
from schoolproof.model.objects import AddressObject
from schoolproof.model.policies import FirewallPolicy, ProxyPolicy
from schoolproof.platforms.base import Default
from schoolproof.platforms.fortinet.firewall import firewall_of, key6, vdoms
from schoolproof.platforms.fortinet.policies import PROFILES, add_policies
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config, ignore_words
from schoolproof.platforms.fortinet.settings import Settings

WEB = "FortiOS CLI Reference, config web-proxy explicit"
FTP = "FortiOS CLI Reference, config ftp-proxy explicit"
TIP = "Fortinet Technical Tip 402210, Default behavior of the explicit proxy"
DEFAULTS = (
    Default("explicit_proxy.enabled", "off, also at each interface", WEB),
    Default("explicit_proxy.ports", "8080, FTP 21; the rest as HTTP", f"{WEB}; {FTP}"),
    Default("explicit_proxy.ipv6", "off", WEB),
    Default("explicit_proxy.socks", "off", WEB),
    Default("explicit_proxy.default_accept", "refused", TIP),
    Default("proxy_policy.action", "deny", "FortiOS CLI Reference, config firewall proxy-policy"),
    Default("proxy_policy.proxy", "unset: no kind is taken for granted", WEB, verified=False),
)
ANY = frozenset({"", "0.0.0.0", "::"})  # noqa: S104  as FortiOS writes no address
# fact value → block, key of an interface, usual port
KINDS: tuple[tuple[Literal["web", "ftp"], str, str, str], ...] = (
    ("web", "web-proxy explicit", "explicit-web-proxy", "8080"),
    ("ftp", "ftp-proxy explicit", "explicit-ftp-proxy", "21"),
)
PORTS = (("https-incoming-port", ""), ("ftp-incoming-port", "ftp-over-http"))
MORE_PORTS = (*PORTS, ("socks-incoming-port", "socks"))
SAME = frozenset({"", "0"})  # the port of HTTP
CLASS = re.compile(r"\\.|\[[^\]]*\]")
LETTERS = re.compile(r"[A-Za-z]{3,}(?![A-Za-z?*{])")
OPEN = re.compile(r"\||\)[?*{]|\(\?")  # a choice, or a group that may be absent
OWN = {"explicit-web": "web", "ftp": "ftp"}  # kind of a policy → the proxy that asks it

ignore_words(
    "web-proxy explicit",
    "how clients find the proxy and log in, and how it speaks; not whom it lets where",
    """
    outgoing-ip outgoing-ip6 interface-select-method interface vrf-select strict-guest
    pref-dns-result unknown-http-version realm https-replacement-message trace-auth-no-rsp
    message-upon-server-error pac-file-server-status pac-file-url pac-file-server-port
    pac-file-through-https pac-file-name pac-file-data "config pac-policy" ssl-algorithm
    http-connection-mode secure-web-proxy secure-web-proxy-cert client-cert user-agent-detect
    empty-cert-action ssl-dh-bits dns-mode""",
)
ignore_words(
    "ftp-proxy explicit",
    "how it speaks",
    "outgoing-ip server-data-mode ssl ssl-cert ssl-dh-bits ssl-algorithm",
)
ignore_words(
    "firewall proxy-address",
    "labels",
    "uuid color comment visibility",
)
ignore_words("firewall proxy-addrgrp", "labels", "uuid color comment visibility type")


@config("firewall proxy-policy", "firewall explicit-proxy-policy")
def proxy_policies(reading: Reading, block: Settings) -> None:
    """One table of one VDOM; that of releases before 6.0 has another shape, and is not followed."""
    table = firewall_of(reading.device).proxy_policies
    old = block.path.endswith("explicit-proxy-policy")
    for entry, row in add_policies(reading, block, table, ProxyPolicy):
        kind = "old" if old else entry.text("proxy")
        if kind:
            row.put(entry.line("proxy"), proxy=kind)
        row.put(None, inspection_mode="proxy", match_vip=False)
        row.put(entry.line("transparent"), nat=not entry.flag("transparent", default=False))
        if row.source_negate and "sources6" in row.lines and row.sources6:
            del row.sources6, row.lines["sources6"]  # whether the negation holds for them too
        if row.destination_negate and "destinations6" in row.lines and row.destinations6:
            del row.destinations6, row.lines["destinations6"]


@config("firewall proxy-address", "firewall proxy-addrgrp")
def proxy_addresses(reading: Reading, block: Settings) -> None:
    """What only a proxy sees of a request: its host, site, category, browser."""
    table = firewall_of(reading.device).proxy_addresses
    for entry in block.edits():
        row = AddressObject(entry.at, name=entry.name, family="ipv4", exclude=())
        members = tuple(entry.key(name) for name in entry.list("member"))
        grouped = block.path.endswith("addrgrp")
        row.put(entry.line("member"), members=members)
        words = [] if grouped else [entry.text("host"), *_words(entry)]
        row.put(entry.line("type"), type="group" if grouped else _kind(entry))
        row.put(entry.at, value=" ".join(word for word in words if word))
        table.add(entry.key(), row)


def _kind(entry: Settings) -> str:
    """Its type; `host pattern` where some letters must stand in a name, so that not every fits."""
    word, pattern = entry.text("type", "url"), entry.text("host-regex")
    plain = CLASS.sub("", pattern)
    needed = LETTERS.search(plain) and not OPEN.search(plain)
    return "host pattern" if word == "host-regex" and needed else word


def _words(entry: Settings) -> Iterator[str]:
    """What the object says; a wholly negated or detailed one says more than is kept."""
    for key in ("host-regex", "path", "query", "method", "ua", "category", "header", "referrer"):
        yield from entry.list(key)
    for key in ("case-sensitivity", "header-name", "application", "ua-min-ver", "ua-max-ver"):
        entry.list(key)
    for name in ("header-group", "tagging"):
        for part in entry.section(name).edits():
            for key in ("header-name", "header", "case-sensitivity", "category", "tags"):
                part.list(key)


@afterwards()
def explicit_proxies(reading: Reading) -> None:
    """The explicit web and FTP proxies of each VDOM, where the text has any word of them."""
    table = firewall_of(reading.device).explicit_proxies
    for vdom in vdoms(reading):
        for kind, path, key, usual in KINDS:
            block = reading.block(path, vdom)
            ports = _interfaces(reading, vdom, key)
            if not block and not ports:
                continue
            row = ExplicitProxy(block.at, name=block.key(kind), kind=kind, vdom=vdom)
            on = block.flag("status", default=False)
            row.put(block.line("status"), enabled=on and bool(ports), interfaces=ports)
            _what_it_takes(block, row, usual)
            table.add(block.key(kind), row)


def _what_it_takes(block: Settings, row: ExplicitProxy, usual: str) -> None:
    web = row.kind == "web"
    first = "http-incoming-port" if web else "incoming-port"
    numbers = list(block.list(first, (usual,)))
    for key, switch in MORE_PORTS if web else ():
        words = set(block.list(key)) - SAME
        if not switch or block.flag(switch, default=False):
            numbers += sorted(words)
    row.put(block.line(first), ports=tuple(dict.fromkeys(numbers)))
    address = block.text("incoming-ip")
    block.text("incoming-ip6")  # of one that is given every address of IPv6 counts all the same
    row.put(block.line("incoming-ip"), address="" if address in ANY else address)
    row.put(block.line("ipv6-status"), ipv6=block.flag("ipv6-status", default=False) or not web)
    row.put(block.line("socks"), socks=block.flag("socks", default=False))
    accept = block.text("sec-default-action", "deny") != "deny"
    row.put(block.line("sec-default-action"), default_accept=accept)


def _interfaces(reading: Reading, vdom: str | None, key: str) -> tuple[str, ...]:
    """Interfaces of this VDOM that are up and have the proxy on."""
    found = []
    for block in reading.blocks("system interface"):
        for entry in block.edits():
            at_home = vdom is None or entry.text("vdom", "root") == vdom
            up = entry.text("status", "up") != "down"
            if entry.flag(key, default=False) and at_home and up:
                found.append(entry.name)
    return tuple(found)


@afterwards(turn=1)
def where_they_answer(reading: Reading) -> None:
    """Policies of an explicit proxy hold at the interfaces where that proxy answers."""
    firewall = firewall_of(reading.device)
    for row in firewall.proxy_policies:
        if "proxy" not in row.lines or row.proxy not in OWN:
            continue
        head = f"{row.vdom}/" if row.vdom else ""
        proxy = firewall.explicit_proxies.get(f"{head}{OWN[row.proxy]}")
        on = proxy is not None and proxy.enabled
        row.put(None, source_zones=proxy.interfaces if proxy is not None and on else ())


@afterwards(turn=3)
def redirected(reading: Reading) -> None:
    """A firewall policy whose web traffic other policies decide filters nothing that is known."""
    firewall = firewall_of(reading.device)
    acting = {
        row.vdom
        for row in firewall.proxy_policies
        if row.enabled and "proxy" in row.lines and row.proxy == "transparent-web"
        if not ("action" in row.lines and row.action == "deny")
    }
    for block in (*reading.blocks("firewall policy"), *reading.blocks("firewall policy6")):
        six = block.path.endswith("6")
        for entry in block.edits():
            row = firewall.policies.get(key6(entry, entry.name) if six else entry.key())
            if row is not None and block.vdom in acting and _redirects(reading, entry):
                _forget(row)


def _redirects(reading: Reading, entry: Settings) -> bool:
    if entry.flag("http-policy-redirect", default=False):
        return True
    options = reading.block("firewall profile-protocol-options", entry.vdom)
    profile = options.edit(entry.text("profile-protocol-options"))
    return profile is not None and profile.section("http").flag("http-policy", default=False)


def _forget(row: FirewallPolicy) -> None:
    refuses = "action" in row.lines and row.action == "deny"
    says = f"{row.label} hands its web traffic to policies of the transparent proxy, not followed"
    if not refuses:
        row.forget(says, *PROFILES, "log")
