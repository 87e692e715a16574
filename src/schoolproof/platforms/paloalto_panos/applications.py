"""Applications with the ports on which the vendor expects them, for `application-default`.

Ports are the standard ports of Applipedia (applipedia.paloaltonetworks.com), those of the same
application inside TLS with them: since release 9.0 they count once traffic is decrypted. Only
well-known ones are here; a rule on another application is a condition that the text cannot resolve.
"""

from __future__ import annotations

from schoolproof.model.firewall import Firewall
from schoolproof.model.objects import ServiceObject
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.objects import port_list
from schoolproof.platforms.paloalto_panos.reading import Reading, Scope, reader

KINDS = ("application", "application-group", "application-filter")
MAX_DEPTH = 16
STANDARD = "application-default:"
# application: TCP ports, UDP ports
PORTS: dict[str, tuple[str, str]] = {
    "web-browsing": ("80,443", ""),
    "ssl": ("443", ""),
    "dns": ("53", "53"),
    "dns-base": ("53", "53"),
    "dns-over-https": ("443", ""),
    "dns-over-tls": ("853", ""),
    "ntp": ("", "123"),
    "ntp-base": ("", "123"),
    "quic": ("", "80,443"),
    "ssh": ("22", ""),
    "telnet": ("23", ""),
    "ftp": ("21,990", ""),
    "tftp": ("", "69"),
    "smtp": ("25,465,587", ""),
    "pop3": ("110,995", ""),
    "imap": ("143,993", ""),
    "syslog": ("", "514"),
    "radius": ("", "1812,1813"),
    "ldap": ("389,636,3268,3269", "389,3268,3269"),
    "kerberos": ("88,464", "88,464"),
    "ms-rdp": ("3389", "3389"),
    "mysql": ("3306", ""),
    "mssql-db": ("1433", ""),
    "ms-ds-smbv2": ("445", ""),
    "ms-ds-smbv3": ("445", ""),
    "dhcp": ("", "67,68"),
    "ike": ("", "500,4500"),
}
NO_PORTS = {"ping": "icmp", "icmp": "icmp", "ipv6-icmp": "icmp6", "ospfigp": "ip/89"}


@reader(turn=1)
def custom(reading: Reading) -> None:
    """The school's own applications and groups are read where rules name them."""
    reading.firewall.put(None, known_applications=frozenset(PORTS) | frozenset(NO_PORTS))
    for place in (reading.shared, reading.pushed, *(scope.own for scope in reading.scopes)):
        for item in place.each("application"):
            item.words("default", "port")
            item.value("default", "ident-by-ip-protocol")
        for item in place.each("application-filter"):
            item.words("subcategory")
        for item in place.each("application-group"):
            item.words("members")
            for child in item.children.values():  # releases before 7 list them without the word
                child.used = True


def members(scope: Scope, names: tuple[str, ...], depth: int = 0) -> tuple[str, ...]:
    """Applications that these names mean, groups resolved."""
    found: list[str] = []
    for name in names:
        group = scope.find("application-group", name) if depth < MAX_DEPTH else None
        if group is None:
            found.append(name)
            continue
        inner = group.words("members") or tuple(group.children)
        found += members(scope, inner, depth + 1)
    return tuple(dict.fromkeys(found))


def filtered(scope: Scope, names: tuple[str, ...]) -> tuple[str, ...]:
    """Subcategories that filters among these names hold whole.

    A filter with more or other limits stands as `a part of NAME`: what it holds is not in the text.
    """
    found: list[str] = []
    for name in names:
        item = scope.find("application-filter", name)
        if item is None:
            continue
        whole = set(item.children) == {"subcategory"}
        found += item.words("subcategory") if whole else (f"a part of {name}",)
    return tuple(dict.fromkeys(found))


def standard_services(
    firewall: Firewall, scope: Scope, applications: tuple[str, ...]
) -> tuple[str, ...]:
    """Keys of the services that `application-default` means for these; none: any application."""
    if not applications:
        _well_known(firewall, scope)
        return ("any",)
    return tuple(_service(firewall, scope, name) for name in applications)


def _well_known(firewall: Firewall, scope: Scope) -> None:
    """One service with the standard ports of every application here: `application-default:any`."""
    key = f"{STANDARD}{scope.name}/any" if scope.name else f"{STANDARD}any"
    if key not in firewall.service_objects:
        row = ServiceObject(None, name=key, members=(), protocol="tcp/udp/sctp")
        both = [{p for pair in PORTS.values() for p in pair[n].split(",") if p} for n in (0, 1)]
        tcp, udp = (tuple(sorted(ports, key=int)) for ports in both)
        row.put(None, tcp_ports=tcp, udp_ports=udp, sctp_ports=())
        firewall.service_objects.add(key, row)


def _service(firewall: Firewall, scope: Scope, name: str) -> str:
    key = f"{STANDARD}{scope.name}/{name}" if scope.name else f"{STANDARD}{name}"
    if key in firewall.service_objects:
        return key
    item = scope.find("application", name)
    row = _custom(item, key) if item is not None else _known(name, key)
    if row is not None:  # without a row the name is one that nobody knows
        firewall.service_objects.add(key, row)
    return key


def _known(name: str, key: str) -> ServiceObject | None:
    row = ServiceObject(None, name=key, members=())
    if name in NO_PORTS:
        row.put(None, protocol=NO_PORTS[name], tcp_ports=(), udp_ports=(), sctp_ports=())
        return row
    if name not in PORTS:
        return None
    tcp, udp = (port_list(text, None) for text in PORTS[name])
    row.put(None, protocol=_protocol(tcp, udp), tcp_ports=tcp, udp_ports=udp, sctp_ports=())
    return row


def _custom(item: Item, key: str) -> ServiceObject | None:
    """`default port [ tcp/9100 udp/9100-9102 ]`; an application with other defaults is unknown."""
    found: dict[str, tuple[str, ...]] = {"tcp": (), "udp": ()}
    for word in item.words("default", "port"):
        protocol, _, ports = word.partition("/")
        if protocol not in found or not ports or "dynamic" in ports:
            return None
        found[protocol] += port_list(ports, None)
    if not any(found.values()):
        return None
    line = item.at_line("default", "port")
    row = ServiceObject(line, name=key, members=())
    row.put(line, protocol=_protocol(*found.values()))
    row.put(line, tcp_ports=found["tcp"], udp_ports=found["udp"], sctp_ports=())
    return row


def _protocol(tcp: tuple[str, ...], udp: tuple[str, ...]) -> str:
    if tcp and udp:
        return "tcp/udp/sctp"
    return "tcp" if tcp else "udp"
