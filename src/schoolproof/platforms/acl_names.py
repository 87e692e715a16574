"""Names of protocols, ports and ICMP types in access lists.

Sources: IOS Security Command Reference, `permit (IP)` and `permit (IPv6)`; ArubaOS-Switch Access
Security Guide, "Configuring extended ACLs". Numbers are those of IANA.
"""

from __future__ import annotations

PROTOCOLS = {
    "ahp": "51", "ah": "51", "eigrp": "88", "esp": "esp", "gre": "gre", "icmp": "icmp",
    "igmp": "2", "ip": "any", "ipv6": "any", "ipinip": "4", "ip-in-ip": "4", "ipv6-in-ip": "41",
    "nos": "94", "ospf": "89", "pcp": "108", "pim": "103", "sctp": "sctp", "tcp": "tcp",
    "udp": "udp", "vrrp": "112",
}  # fmt: skip
WITH_PORTS = frozenset({"tcp", "udp", "sctp"})
PORTS = {
    "bgp": 179, "biff": 512, "bootpc": 68, "bootps": 67, "chargen": 19, "cmd": 514, "daytime": 13,
    "discard": 9, "dns": 53, "dnsix": 195, "domain": 53, "echo": 7, "exec": 512, "finger": 79,
    "ftp": 21, "ftp-data": 20, "gopher": 70, "hostname": 101, "http": 80, "https": 443,
    "ident": 113, "imap4": 143, "irc": 194, "isakmp": 500, "klogin": 543, "kshell": 544,
    "ldap": 389, "login": 513, "lpd": 515, "mobile-ip": 434, "msrpc": 135, "nameserver": 42,
    "netbios-dgm": 138, "netbios-ns": 137, "netbios-ss": 139, "nntp": 119, "non500-isakmp": 4500,
    "ntp": 123, "pim-auto-rp": 496, "pop2": 109, "pop3": 110, "radius": 1812, "radius-old": 1645,
    "rip": 520, "ripv6": 521, "smtp": 25, "snmp": 161, "snmp-trap": 162, "snmptrap": 162,
    "ssh": 22, "ssl": 443, "sunrpc": 111, "syslog": 514, "tacacs": 49, "talk": 517, "telnet": 23,
    "tftp": 69, "time": 37, "uucp": 540, "who": 513, "whois": 43, "www": 80, "xdmcp": 177,
}  # fmt: skip
_UNREACHABLE = (
    "net-unreachable", "host-unreachable", "protocol-unreachable", "port-unreachable",
    "packet-too-big", "source-route-failed", "network-unknown", "host-unknown", "host-isolated",
    "dod-net-prohibited", "dod-host-prohibited", "net-tos-unreachable", "host-tos-unreachable",
    "administratively-prohibited", "host-precedence-unreachable", "precedence-unreachable",
)  # fmt: skip
ICMP = {
    "echo-reply": "0", "unreachable": "3", "source-quench": "4", "redirect": "5",
    "net-redirect": "5/0", "host-redirect": "5/1", "net-tos-redirect": "5/2",
    "host-tos-redirect": "5/3", "alternate-address": "6", "echo": "8",
    "router-advertisement": "9", "router-solicitation": "10", "time-exceeded": "11",
    "ttl-exceeded": "11/0", "reassembly-timeout": "11/1", "parameter-problem": "12",
    "timestamp-request": "13", "timestamp-reply": "14", "information-request": "15",
    "information-reply": "16", "mask-request": "17", "mask-reply": "18", "traceroute": "30",
    "conversion-error": "31", "mobile-redirect": "32",
    **{name: f"3/{code}" for code, name in enumerate(_UNREACHABLE)},
}  # fmt: skip
ICMP6 = {
    "unreachable": "1", "no-route": "1/0", "no-admin": "1/1", "beyond-scope": "1/2",
    "destination-unreachable": "1/3", "port-unreachable": "1/4", "packet-too-big": "2",
    "time-exceeded": "3", "hop-limit": "3/0", "reassembly-timeout": "3/1",
    "parameter-problem": "4", "echo-request": "128", "echo-reply": "129", "mld-query": "130",
    "mld-report": "131", "mld-reduction": "132", "router-solicitation": "133",
    "router-advertisement": "134", "nd-ns": "135", "nd-na": "136",
}  # fmt: skip
