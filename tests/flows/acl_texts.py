"""Random access lists as texts of both platforms, and the packets that try them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.flows.acl_oracle import Groups, Packet

PORTS = (1, 22, 23, 53, 80, 443, 1023, 1024, 49152, 65535)
NAMES = {"cisco_ios": ("www", "domain", "telnet"), "hp_procurve": ("http", "dns", "telnet")}
V4 = [f"10.0.{net}.{host}" for net in (0, 1, 2, 5, 130) for host in (0, 1, 2, 3, 9, 255)]
V6 = [f"2001:db8:{net}::{host}" for net in (1, 2, 30) for host in (1, 2, 9)]
MASKS = ("0.0.0.1", "0.0.0.3", "0.0.0.255", "0.0.3.255", "0.0.255.0", "0.0.2.2", "0.0.129.255")
PREFIXES = ("/128", "/127", "/64", "/40", "/32")
PROTOCOLS = ("ip", "tcp", "tcp", "udp", "icmp", "esp", "89")
ICMP = {"cisco_ios": ("", "", "echo", "host-unreachable", "3 1", "8"), "hp_procurve": ("", "8")}
RANGE = "LESSONS"


@dataclass
class Text:
    """A list of one kind: its entries in order, the groups, the whole text for the platform."""

    platform: str
    kind: str  # standard, extended, ipv6
    entries: list[str]
    groups: Groups = field(default_factory=dict)

    @property
    def family(self) -> str:
        return "ipv6" if self.kind == "ipv6" else "ipv4"

    def __str__(self) -> str:
        name = "X" if self.platform == "cisco_ios" else '"X"'
        lines = [f"{self.head} {name}"]
        for number, entry in enumerate(self.entries, start=1):
            words = f" sequence {number * 10} {entry}"
            plain = self.kind != "ipv6" or self.platform != "cisco_ios"
            lines.append(f" {number * 10} {entry}" if plain else words)
        if self.platform == "hp_procurve":
            lines.append(" exit")
        for name, members in self.groups.items():
            kind = "service" if name.startswith("S") else "network"
            lines += [f"object-group {kind} {name}", *(f" {member}" for member in members)]
        return "\n".join(lines) + "\n"

    @property
    def head(self) -> str:
        return "ipv6 access-list" if self.kind == "ipv6" else f"ip access-list {self.kind}"


def random_list(random: Random) -> Text:
    platform = random.choice(("cisco_ios", "hp_procurve"))
    kind = random.choice(("standard", "extended", "extended", "extended", "ipv6"))
    text = Text(platform, kind, [])
    if platform == "cisco_ios" and kind == "extended" and random.random() < 0.5:
        text.groups = _groups(random)
    text.entries = [_entry(random, text) for _ in range(random.randint(1, 7))]
    return text


def _groups(random: Random) -> Groups:
    hosts, low = random.sample(V4, 3), random.choice(PORTS)
    return {
        "N1": [f"host {hosts[0]}", "10.0.1.0 255.255.255.252", f"range 10.0.2.0 {hosts[2]}"]
        if int(hosts[2].split(".")[2]) >= 2
        else [f"host {hosts[0]}", "10.0.130.0 255.255.255.0"],
        "N2": ["description inner", "group-object N1", f"host {hosts[1]}"],
        "S1": [f"tcp eq {_port(random, 'cisco_ios')}", "udp range 53 1023", "icmp echo"],
        "S2": [
            "group-object S1",
            "tcp source gt 1023 eq 443",
            f"tcp-udp lt {low}",
        ],
    }


def _entry(random: Random, text: Text) -> str:
    action = random.choice(("permit", "deny"))
    if text.kind == "standard":
        return f"{action} {_address(random, text)}"
    if text.groups and random.random() < 0.3:
        group = random.choice(("S1", "S2"))
        return f"{action} object-group {group} {_address(random, text)} {_address(random, text)}"
    word = random.choice(PROTOCOLS)
    word = "ipv6" if word == "ip" and text.kind == "ipv6" else word
    with_ports = word in {"tcp", "udp"}
    words = [action, word, _address(random, text)]
    words += [_ports(random, text.platform)] if with_ports else []
    words.append(_address(random, text))
    words += [_ports(random, text.platform)] if with_ports else []
    if word == "icmp" and text.kind == "extended":
        words.append(random.choice(ICMP[text.platform]))
    if word == "tcp" and random.random() < 0.25:
        words.append("established")
    if text.platform == "cisco_ios" and random.random() < 0.1:
        words.append(f"time-range {RANGE}")
    words += ["log"] if random.random() < 0.1 else []
    return " ".join(w for w in words if w)


def _address(random: Random, text: Text) -> str:
    if text.kind == "ipv6":
        return random.choice(("any", f"host {random.choice(V6)}", _prefix(random)))
    base, mask = random.choice(V4), random.choice(MASKS)
    choices = ["any", f"host {base}", f"{base} {mask}", f"{base} {mask}"]
    choices += [base] if text.kind == "standard" and text.platform == "cisco_ios" else []
    choices += [f"{base}/30", f"{base}/24"] if text.platform == "hp_procurve" else []
    choices += ["object-group N1", "object-group N2"] if text.groups else []
    return random.choice(choices)


def _prefix(random: Random) -> str:
    return random.choice(V6) + random.choice(PREFIXES)


def _port(random: Random, platform: str) -> str:
    return str(random.choice((*PORTS, *NAMES[platform])))


def _ports(random: Random, platform: str) -> str:
    operator = random.choice(("", "", "eq", "eq", "neq", "gt", "lt", "range"))
    if not operator:
        return ""
    words = [operator, _port(random, platform)]
    if operator == "range":
        low, high = sorted(random.sample(PORTS, 2))
        return f"range {low} {high}"
    if operator in {"eq", "neq"} and platform == "cisco_ios" and random.random() < 0.3:
        words.append(_port(random, platform))
    return " ".join(words)


def random_packet(random: Random, family: str) -> Packet:
    hosts = V6 if family == "ipv6" else V4
    src, dst = random.choice(hosts), random.choice(hosts)
    running = frozenset(random.choice(((), (RANGE,))))
    protocol = random.choice((6, 6, 17, 58 if family == "ipv6" else 1, 50, 89))
    if protocol in {6, 17}:
        port, origin = random.choice(PORTS), random.choice(PORTS)
        answers = protocol == 6 and random.random() < 0.4
        return Packet(src, dst, protocol, port, origin, answers=answers, running=running)
    kind = random.choice(((8, 0), (3, 1), (3, 4), (0, 0)))
    return Packet(src, dst, protocol, kind=kind, running=running)
