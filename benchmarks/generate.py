"""Configurations of any size for the benchmarks: an access stack, a firewall, a whole trust."""

from __future__ import annotations

from pathlib import Path

HEAD = """version 17.9
service timestamps log datetime msec localtime show-timezone
hostname {name}
!
aaa new-model
aaa authentication login default group tacacs+ local
!
ip dhcp snooping vlan 10,20,30,40
ip dhcp snooping
ip arp inspection vlan 10,20,30,40
spanning-tree mode rapid-pvst
spanning-tree portfast bpduguard default
!
vlan 10
 name MGMT
!
vlan 20
 name STAFF
!
vlan 30
 name PUPIL
!
vlan 40
 name VOICE
!
"""
PORT = """interface {name}
 description {room}
 switchport access vlan {vlan}
 switchport mode access
 switchport voice vlan 40
 ip arp inspection limit rate 60
 authentication event server dead action authorize vlan 99
 authentication host-mode multi-domain
 authentication port-control auto
 mab
 dot1x pae authenticator
 storm-control broadcast level 5.00
 spanning-tree portfast
 spanning-tree bpduguard enable
 ip verify source
!
"""
TAIL = """interface TenGigabitEthernet1/1/1
 description to core
 switchport mode trunk
 switchport trunk native vlan 999
 switchport trunk allowed vlan 10,20,30,40
 ip dhcp snooping trust
 ip arp inspection trust
!
no ip http server
ip ssh version 2
logging host 192.0.2.20
ntp server 192.0.2.21
ntp server 192.0.2.22
line con 0
 exec-timeout 10 0
line vty 0 4
 exec-timeout 10 0
 transport input ssh
line vty 5 15
 transport input none
end
"""
PORT_LINES = PORT.count("\n")
FIXED_LINES = HEAD.count("\n") + TAIL.count("\n")


def access_stack(name: str, lines: int) -> str:
    """An IOS access stack of about so many lines; every thirtieth port lacks its guard."""
    ports = []
    for number in range((lines - FIXED_LINES) // PORT_LINES):
        member, port = divmod(number, 48)
        text = PORT.format(
            name=f"GigabitEthernet{member + 1}/0/{port + 1}",
            room=f"Room {number:05}",
            vlan=20 if number % 5 else 30,
        )
        ports.append(text if number % 30 else text.replace(" ip verify source\n", ""))
    return HEAD.format(name=name) + "".join(ports) + TAIL


def trust(folder: Path, devices: int, sources: dict[str, Path], lines: int = 1000) -> int:
    """A repository: eight of ten devices are switches, one a firewall, one another.

    `sources` gives a real-looking text for `firewall` and `other`; `lines` is the length of a
    switch's. Returns the lines written.
    """
    (folder / "inventory" / "sites").mkdir(parents=True)
    kinds = ["switch"] * 8 + ["firewall", "other"]
    texts = {kind: path.read_text(encoding="utf-8") for kind, path in sources.items()}
    hosts, written = [], 0
    for number in range(devices):
        kind, site = kinds[number % 10], f"school-{number // 10:03}"
        name = f"{site}-{number % 10}"
        text = access_stack(name, lines) if kind == "switch" else texts[kind]
        platform = {"switch": "cisco_ios", "firewall": "fortinet", "other": "hp_procurve"}[kind]
        path = folder / "configs" / site / f"{name}.cfg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written += text.count("\n")
        hosts.append(f"{name}:\n  platform: {platform}\n  data: {{site: {site}, role: access}}\n")
    (folder / "inventory" / "hosts.yaml").write_text("".join(hosts), encoding="utf-8")
    return written
