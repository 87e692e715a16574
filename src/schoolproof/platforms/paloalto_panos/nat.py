"""Servers that destination NAT publishes, and flood protection of zones.

Security rules name addresses and ports as they are before the translation. A rule that holds for
the outer address of a published server therefore names the server too (`nat:rule`); one of which
the text does not say whether it holds for all of it has the server in `maybe_published`. Sources:
PAN-OS Administrator's Guide, NAT Policy Rules ("pre-NAT addresses, post-NAT zones"); that ports are
those before the translation too is seen in Palo Alto's own starting configurations for public
clouds, whose rules name the outer ports (221, 222) of servers reached at port 22.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from schoolproof.model.firewall import VpnTunnel
from schoolproof.model.objects import Vip
from schoolproof.model.policies import DosPolicy
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.objects import SERVICES, family_of
from schoolproof.platforms.paloalto_panos.outer import outer_held
from schoolproof.platforms.paloalto_panos.reading import Reading, Scope, reader

FLOODS = {"tcp-syn": "tcp_syn_flood", "udp": "udp_flood", "icmp": "icmp_flood"}
SCANS = {"8001": "tcp_port_scan", "8002": "host_sweep", "8003": "udp_scan"}


@reader(turn=2)
def published(reading: Reading) -> None:
    """NAT rules with a destination translation, and two-way ones of a source."""
    for scope in reading.scopes:
        for item in _rules(reading, scope):
            for word in ("from", "to", "source", "destination", "service"):
                item.words(word)
            item.value("to-interface")
            if (part := item.at("source-translation", "static-ip")) is not None:
                part.read_all()
            row = _server(reading, scope, item)
            if row is not None and not item.flag("disabled"):
                head = f"{scope.name}/" if scope.name else ""
                reading.firewall.vips.add(f"nat:{head}{item.name}", row)


def _rules(reading: Reading, scope: Scope) -> Iterator[Item]:
    """NAT rules, those that a manager pushed around those of the device."""
    yield from reading.pushed.each("pre-rulebase", "nat", "rules")
    yield from scope.own.each("rulebase", "nat", "rules")
    yield from reading.pushed.each("post-rulebase", "nat", "rules")


def _server(reading: Reading, scope: Scope, item: Item) -> Vip | None:
    row = Vip(item.line, name=item.name, comment=item.value("description") or "")
    row.put(None, seen_outside=True)
    zones = item.words("from")
    head = f"{scope.name}/" if scope.name else ""
    one = len(zones) == 1 and zones[0] != "any"
    row.put(item.at_line("from"), interface=f"{head}{zones[0]}" if one else "any")
    for word in ("destination-translation", "dynamic-destination-translation"):
        part = item.at(word)
        inner = part.value("translated-address") if part is not None else None
        if part is not None and inner:
            part.read_all()
            row.put(part.at_line("translated-address"), inside=_value(scope, inner))
            outer = " ".join(_value(scope, name) for name in item.words("destination"))
            row.put(item.at_line("destination"), outside=outer)
            _ports(reading, scope, item, row, part.value("translated-port"))
            return row
    static = item.at("source-translation", "static-ip")
    if static is None or not static.flag("bi-directional"):
        return None
    row.put(static.line, outside=_value(scope, static.value("translated-address") or ""))
    row.put(item.at_line("source"), inside=" ".join(_value(scope, n) for n in item.words("source")))
    row.put(static.line, interface="any", protocol="any", ports="", inside_ports="")
    return row


def _ports(reading: Reading, scope: Scope, item: Item, row: Vip, inner: str | None) -> None:
    """Ports of the one service that the rule names."""
    names, line = item.words("service"), item.at_line("service")
    table = reading.firewall.service_objects
    found = table.get(scope.key(SERVICES, names[0])) if len(names) == 1 else None
    known = found is not None and {"tcp_ports", "udp_ports"} <= set(found.lines)
    if found is None or not known or found.protocol not in {"tcp", "udp"}:
        row.put(line, protocol="any", ports="", inside_ports=inner or "")
        return
    ports = " ".join(p.partition(":")[0] for p in (*found.tcp_ports, *found.udp_ports))
    row.put(line, protocol=found.protocol, ports=ports, inside_ports=inner or ports)


def _value(scope: Scope, name: str) -> str:
    """The address of an object; a host without its mask. A name that nobody knows stays a name."""
    item = scope.find("address", name)
    value = name
    if item is not None:
        value = item.value("ip-netmask") or item.value("ip-range") or item.value("fqdn") or name
    if family_of(value) is None or "-" in value:
        return value
    net = ip_network(value, strict=False)
    return str(net.network_address) if net.num_addresses == 1 else str(net)


@reader(turn=4)
def rules_of_servers(reading: Reading) -> None:
    """Name the published servers in the rules that hold for their outer addresses."""
    firewall = reading.firewall
    if "policies" not in firewall.lines:
        return
    for key, server in firewall.vips.items():
        for policy in firewall.policies:
            if "destinations" not in policy.lines:
                continue
            line, held = policy.lines["destinations"], outer_held(firewall, policy, server.outside)
            if held:
                policy.put(line, destinations=(*policy.destinations, key))
            elif held is None:
                known = policy.maybe_published if "maybe_published" in policy.lines else ()
                policy.put(line, maybe_published=(*known, key))


@reader(turn=2)
def flood_protection(reading: Reading) -> None:
    """Zone protection profiles, by the zones that use them."""
    profiles = {p.name: _anomalies(p) for p in _profiles(reading)}
    for scope in reading.scopes:
        for zone in scope.own.each("zone"):
            name = zone.value("network", "zone-protection-profile")
            if name is None or name not in profiles:
                continue
            key = f"{scope.name}/{zone.name}" if scope.name else zone.name
            line, anomalies = profiles[name]
            row = DosPolicy(zone.line, number=name)
            row.put(zone.at_line("network", "zone-protection-profile"), interface=key)
            row.put(zone.line, enabled=True)
            row.put(line, anomalies=anomalies)
            reading.firewall.dos_policies.add(f"{key}/{name}", row)


def _profiles(reading: Reading) -> list[Item]:
    return [*reading.root.each("network", "profiles", "zone-protection-profile")]


def _anomalies(profile: Item) -> tuple[int, dict[str, str]]:
    """Floods that are cut off, scans that are blocked; what is not written is off."""
    found = {
        ours: "block" if profile.flag("flood", word, "enable") else "off"
        for word, ours in FLOODS.items()
    }
    for kind in profile.each("flood"):
        kind.value("enable")
    for number, ours in SCANS.items():
        found[ours] = "off"
        entry = profile.at("scan", number)
        action = entry.value("action") if entry is not None else None
        if entry is not None:
            entry.read_all()
        if action in {"block", "block-ip"}:
            found[ours] = "block"
        elif action == "alert":
            found[ours] = "monitor"
    return profile.line, found


@reader(turn=1)
def tunnels(reading: Reading) -> None:
    """IPsec gateways and the algorithms of their profiles."""
    profiles = {
        p.name: p
        for p in reading.root.each("network", "ike", "crypto-profiles", "ike-crypto-profiles")
    }
    for item in reading.root.each("network", "ike", "gateway"):
        row = VpnTunnel(item.line, name=item.name)
        word = item.value("protocol", "version") or "ikev1"
        line = item.at_line("protocol", "version") or item.line
        row.put(line, ike_version=2 if word == "ikev2" else 1)
        mode = item.value("protocol", "ikev1", "exchange-mode") or "auto"
        if mode != "auto":
            row.put(item.at_line("protocol", "ikev1"), aggressive=mode == "aggressive")
        row.put(item.line, dialup=item.has("peer-address", "dynamic"), user_group=None)
        version = "ikev2" if word.startswith("ikev2") else "ikev1"
        name = item.value("protocol", version, "ike-crypto-profile") or "default"
        item.read_all()
        if (profile := profiles.get(name)) is not None:
            hashes = profile.words("hash")
            offers = [f"{e}-{h}" for e in profile.words("encryption") for h in hashes]
            row.put(profile.at_line("encryption"), proposals=tuple(offers))
            groups = [w.removeprefix("group") for w in profile.words("dh-group")]
            numbers = frozenset(int(g) for g in groups if g.isdecimal())
            row.put(profile.at_line("dh-group"), dh_groups=numbers)
        reading.firewall.vpn_tunnels.add(item.name, row)
    for profile in profiles.values():
        profile.read_all()
    if (part := reading.root.at("network", "tunnel", "ipsec")) is not None:
        part.read_all()
