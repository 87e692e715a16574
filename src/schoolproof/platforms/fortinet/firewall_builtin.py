"""Objects that every FortiGate has, for texts that name them without holding them.

A whole configuration prints the factory's services; a part of one may lack them. Ports are those
of the factory's services as releases 6.4 to 7.6 print them. Only what is named is added.
"""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.model.firewall import Firewall
from schoolproof.model.objects import AddressObject, Schedule, ServiceObject
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.reading import Reading, afterwards

# name: protocol, TCP ports, UDP ports
SERVICES: dict[str, tuple[str, str, str]] = {
    "ALL": ("all", "", ""),
    "ALL_TCP": ("tcp", "1-65535", ""),
    "ALL_UDP": ("udp", "", "1-65535"),
    "ALL_ICMP": ("icmp", "", ""),
    "ALL_ICMP6": ("icmp6", "", ""),
    "PING": ("icmp", "", ""),
    "PING6": ("icmp6", "", ""),
    "HTTP": ("tcp", "80", ""),
    "HTTPS": ("tcp", "443", ""),
    "DNS": ("tcp/udp/sctp", "53", "53"),
    "NTP": ("tcp/udp/sctp", "123", "123"),
    "DHCP": ("udp", "", "67-68"),
    "SSH": ("tcp", "22", ""),
    "TELNET": ("tcp", "23", ""),
    "FTP": ("tcp", "21", ""),
    "TFTP": ("udp", "", "69"),
    "SNMP": ("tcp/udp/sctp", "161-162", "161-162"),
    "SYSLOG": ("udp", "", "514"),
    "RADIUS": ("udp", "", "1812 1813"),
    "LDAP": ("tcp", "389", ""),
    "KERBEROS": ("tcp/udp/sctp", "88 464", "88 464"),
    "SAMBA": ("tcp", "139", ""),
    "SMB": ("tcp", "445", ""),
    "RDP": ("tcp", "3389", ""),
    "VNC": ("tcp", "5900", ""),
    "SMTP": ("tcp", "25", ""),
    "SMTPS": ("tcp", "465", ""),
    "POP3": ("tcp", "110", ""),
    "POP3S": ("tcp", "995", ""),
    "IMAP": ("tcp", "143", ""),
    "IMAPS": ("tcp", "993", ""),
    "IKE": ("udp", "", "500 4500"),
    "GRE": ("ip/47", "", ""),
    "ESP": ("ip/50", "", ""),
    "AH": ("ip/51", "", ""),
    "SIP": ("tcp/udp/sctp", "5060", "5060"),
    "TRACEROUTE": ("udp", "", "33434-33535"),
    "webproxy": ("proxy", "0-65535:0-65535", ""),
}
SERVICE_GROUPS = {
    "Web Access": ("DNS", "HTTP", "HTTPS"),
    "Email Access": ("DNS", "IMAP", "IMAPS", "POP3", "POP3S", "SMTP", "SMTPS"),
}
ADDRESSES = {
    "all": ("ipv4", "0.0.0.0/0"),
    "none": ("ipv4", "0.0.0.0/32"),
    "ipv6:all": ("ipv6", "::/0"),
    "ipv6:none": ("ipv6", "::/128"),
}
SCHEDULES = ("always", "none", "default-darrp-optimize")


@afterwards(turn=2)
def builtin_objects(reading: Reading) -> None:
    """Add what is named and missing."""
    firewall = firewall_of(reading.device)
    for key in list(dict.fromkeys(_named(firewall))):
        head, _, name = key.rpartition("/")
        vdom = f"{head}/" if head in reading.vdoms else ""
        name = key.removeprefix(vdom)
        if name in ADDRESSES:
            _add_address(firewall, key, name)
        _add_service(firewall, vdom, name)
        if name in SCHEDULES and key not in firewall.schedules:
            firewall.schedules.add(key, Schedule(None, name=name, ends=""))


def _named(firewall: Firewall) -> Iterator[str]:
    facts = ("sources", "destinations", "sources6", "destinations6", "services", "members")
    for table in (
        firewall.policies,
        firewall.local_in_policies,
        firewall.proxy_policies,
        firewall.address_objects,
        firewall.service_objects,
    ):
        for row in table:
            for fact in facts:
                if fact in row.lines:
                    yield from getattr(row, fact)
            if "schedule" in row.lines:
                yield row.schedule


def _add_address(firewall: Firewall, key: str, name: str) -> None:
    if key in firewall.address_objects:
        return
    family, value = ADDRESSES[name]
    row = AddressObject(None, name=name.removeprefix("ipv6:"), family=family, type="subnet")
    row.put(None, value=value, members=(), exclude=())
    firewall.address_objects.add(key, row)


def _add_service(firewall: Firewall, vdom: str, name: str) -> None:
    key = f"{vdom}{name}"
    if key in firewall.service_objects:
        return
    if name in SERVICE_GROUPS:
        members = SERVICE_GROUPS[name]
        row = ServiceObject(None, name=name, protocol="group", tcp_ports=(), udp_ports=())
        row.put(None, members=tuple(f"{vdom}{member}" for member in members))
        firewall.service_objects.add(key, row)
        for member in members:
            _add_service(firewall, vdom, member)
    elif name in SERVICES:
        protocol, tcp, udp = SERVICES[name]
        row = ServiceObject(None, name=name, protocol=protocol, members=())
        row.put(None, tcp_ports=tuple(tcp.split()), udp_ports=tuple(udp.split()), sctp_ports=())
        firewall.service_objects.add(key, row)
