"""FortiGuard's categories by number.

Source: Fortinet's list of web filter categories, and its application categories, November 2026.
A number that has no name here is shown as a number.
"""

SITES = {
    "1": "drug abuse",
    "3": "hacking",
    "4": "illegal or unethical",
    "5": "discrimination",
    "6": "explicit violence",
    "7": "abortion",
    "8": "other adult materials",
    "11": "gambling",
    "12": "extremist groups",
    "13": "nudity and risque",
    "14": "pornography",
    "15": "dating",
    "16": "weapons",
    "26": "malicious websites",
    "30": "education",
    "33": "health",
    "35": "medicine",
    "36": "news",
    "39": "reference",
    "57": "marijuana",
    "59": "proxy avoidance",
    "61": "phishing",
    "63": "sex education",
    "72": "peer-to-peer file sharing",
    "77": "child education",
    "83": "child sexual abuse",
    "88": "dynamic DNS",
    "96": "terrorism",
    "100": "artificial intelligence",
}
APPLICATIONS = {"2": "peer-to-peer", "6": "proxy", "7": "remote access", "15": "network services"}
# Addresses that FortiOS itself makes, releases 6.4 to 7.6.
FACTORY = """
all none FIREWALL_AUTH_PORTAL_ADDRESS FABRIC_DEVICE SSLVPN_TUNNEL_ADDR1 SSLVPN_TUNNEL_IPv6_ADDR1
login.microsoftonline.com login.microsoft.com login.windows.net gmail.com wildcard.google.com
wildcard.dropbox.com *.google.com *.dropbox.com EMS_ALL_UNKNOWN_CLIENTS
EMS_ALL_UNMANAGEABLE_CLIENTS FCTEMS_ALL_FORTICLOUD_SERVERS metadata-server QUAD9
RFC1918-10 RFC1918-172.16 RFC1918-192.168
"""
# Services that it makes, as whole configurations of releases 6.0 to 7.6 print them.
SERVICES = """
ALL ALL_TCP ALL_UDP ALL_ICMP ALL_ICMP6 NONE GRE AH ESP AOL BGP DHCP DHCP6 DNS FINGER FTP FTP_GET
FTP_PUT GOPHER GTP H323 HTTP HTTPS IKE IMAP IMAPS INFO_ADDRESS INFO_REQUEST IRC KERBEROS L2TP LDAP
LDAP_UDP MGCP MMS MS-SQL MYSQL NFS NNTP NTP NetMeeting Internet-Locator-Service ONC-RPC OSPF
PC-Anywhere PING PING6 POP3 POP3S PPTP QUAKE RADIUS RADIUS-OLD RAUDIO RDP REXEC RIP RLOGIN RSH RTSP
SAMBA SCCP SIP SIP-MSNmessenger SMB SMTP SMTPS SNMP SOCKS SQUID SSH SYSLOG TACACS+ TALK TELNET TFTP
TIMESTAMP TRACEROUTE UUCP VDOLIVE VNC WAIS WINFRAME WINS X-WINDOWS AFS3 CVSPSERVER DCE-RPC webproxy
"""
GROUPS = ("Windows AD", "Web Access", "Email Access", "Exchange Server")
HARMFUL = "1 3 4 5 6 8 11 12 13 14 15 16 26 57 61 72"
LEARNING = "7 30 33 35 36 39 63 77"

LISTS = {
    "illegal": ("83", "96"),
    "harmful": tuple(HARMFUL.split()),
    "learning": tuple(LEARNING.split()),
    "bypass sites": ("59", "88"),
    "bypass kinds": ("6", "7", "2"),
    "artificial intelligence": ("100",),
    "factory addresses": (*FACTORY.split(), "G Suite", "Microsoft Office 365"),
    "factory services": (*SERVICES.split(), *GROUPS),
    "quic": ("40169",),
    "quic kind": ("15",),
    "encrypted names": (),  # numbers of DNS over HTTPS: each profile names its own
}
