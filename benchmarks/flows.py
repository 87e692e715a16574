"""How long proofs take: shadow analysis, the pupil proof, the matrix, what-if.

Run: python benchmarks/flows.py [rules …]. Prints for each size the medians, the growth exponent
from the size before, and peak memory; then a rule base made to be hard, which is given up.
"""

from __future__ import annotations

import math
import sys
import time
import tracemalloc
from dataclasses import dataclass, fields
from ipaddress import ip_network
from random import Random
from statistics import median

from schoolproof.check.baseline.reach import compare
from schoolproof.check.baseline.reach_sides import sides_from
from schoolproof.check.firewalls.dead import dead_rules
from schoolproof.check.firewalls.proof import flows_of
from schoolproof.check.read import read_config
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.device import firewalls
from schoolproof.flows.firewalls.objects import SURE
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.matrix import cells_of
from schoolproof.flows.school import School
from schoolproof.flows.sets.base import RuleBase, whole
from schoolproof.flows.sets.conditions import Conditions
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, services
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import Device, Network, Site
from schoolproof.platforms import platform_named

SIZES = (100, 1000, 5000)
RUNS = 5
ADDED = """edit 90001
set srcintf "guest"
set dstintf "server"
set action accept
set srcaddr "all"
set dstaddr "all"
set schedule "always"
set service "P3389"
next
"""
WIDE, ACCEPTING = 0.02, 0.85  # shares of rules for a whole network, and of rules that accept
ZONES = ("pupil", "staff", "guest", "server", "dmz", "voice", "print", "cctv", "building", "admin")
PORTS = (
    22,
    25,
    53,
    80,
    110,
    139,
    389,
    443,
    445,
    631,
    993,
    1433,
    3306,
    3389,
    5061,
    8080,
    8443,
    9100,
)


def text(rules: int, seed: int = 1) -> str:
    """A FortiOS text with this many rules: most between two networks, some wide, a last refusal."""
    random = Random(seed)  # noqa: S311  repeatable, no secret
    lines = ["#config-version=FGT60F-7.4.7-FW-build2731-250120:opmode=0:vdom=0:user=admin"]
    lines += ["config system interface", *_interface("wan1", "192.0.2.2", "set role wan")]
    for number, zone in enumerate(ZONES):
        lines += _interface(zone, f"10.{number}.0.1", f"set vlanid {number + 10}")
    lines += ["end", "config firewall address"]
    hosts = max(50, rules // 2)
    for number in range(hosts):
        place = number % len(ZONES)
        size = random.choice((32, 32, 32, 28, 24))
        net = ip_network(
            f"10.{place}.{random.randrange(256)}.{random.randrange(256)}/{size}", strict=False
        )
        lines += [f'edit "H{number}"', f"set subnet {net.network_address} {net.netmask}", "next"]
    lines += ["end", "config firewall service custom"]
    for port in PORTS:
        lines += [f'edit "P{port}"', f"set tcp-portrange {port}", "next"]
    lines += ["end", "config firewall policy"]
    for number in range(1, rules):
        lines += _policy(random, number, hosts)
    lines += [f"edit {rules}", 'set srcintf "any"', 'set dstintf "any"', 'set srcaddr "all"']
    lines += ['set dstaddr "all"', 'set schedule "always"', 'set service "ALL"', "next", "end"]
    return "\n".join(lines) + "\n"


def _interface(name: str, address: str, more: str) -> list[str]:
    return [f'edit "{name}"', 'set vdom "root"', f"set ip {address} 255.255.0.0", more, "next"]


def _policy(random: Random, number: int, hosts: int) -> list[str]:
    source = random.randrange(len(ZONES))
    target = random.choice([*ZONES, "wan1", "wan1"])
    of_zone = list(range(source, hosts, len(ZONES)))
    names = " ".join(f'"H{n}"' for n in random.sample(of_zone, random.randint(1, 3)))
    wide = random.random() < WIDE
    inner = ZONES.index(target) if target in ZONES else None
    goals = list(range(inner, hosts, len(ZONES))) if inner is not None else []
    to = (
        " ".join(f'"H{n}"' for n in random.sample(goals, random.randint(1, 3)))
        if goals
        else '"all"'
    )
    ports = " ".join(f'"P{p}"' for p in random.sample(PORTS, random.randint(1, 3)))
    action = ["set action accept"] if random.random() < ACCEPTING else []
    filtered = ["set utm-status enable", 'set webfilter-profile "F"'] if target == "wan1" else []
    return [
        f"edit {number}",
        f'set srcintf "{ZONES[source]}"',
        f'set dstintf "{target}"',
        *action,
        f"set srcaddr {names if not wide else chr(34) + 'all' + chr(34)}",
        f"set dstaddr {to}",
        'set schedule "always"',
        f"set service {ports}",
        *filtered,
        "next",
    ]


def site() -> Site:
    """The school of the text."""
    nets = [
        Network(
            name=zone,
            purposes=frozenset({zone if zone != "admin" else "management"}),
            vlan=number + 10,
            subnets=(ip_network(f"10.{number}.0.0/16"),),
        )
        for number, zone in enumerate(ZONES)
    ]
    return Site(slug="bench", name="bench", phase="secondary", networks=tuple(nets))


@dataclass(frozen=True)
class Figures:
    """Processor seconds for each step over one rule base: others may be busy on the machine."""

    load: float  # the parser alone: text to tree
    read: float  # all of it: sanitise, parse, every fact
    compile: float
    shadows: float
    proof: float  # of pupils, with the part of every rule, as `schoolproof flows` prints it
    matrix: float
    reach: float  # what one added rule changes


def measure(rules: int) -> Figures:
    """One run over a rule base of this size."""
    written = text(rules)
    started = time.process_time()
    platform_named("fortinet").grammar.parse(written)
    loaded = time.process_time()
    device = device_of(written)
    read = time.process_time()
    flows = flows_of(device)
    compiled = time.process_time()
    dead = sum(1 for _ in dead_rules(device))
    shadowed = time.process_time()
    pupils = flows.places.networks("pupil")
    asked = [flows.outward(n, services(["tcp/80", "tcp/443"])) for n in pupils]
    open_ = [p for q in asked for p in flows.passing(q, outside=True, unless=_filtered)]
    parts = [p for q in asked for p in flows.deciding(q, outside=True)]
    proven = time.process_time()
    school = School({"fw": device}, {})
    compiled_again = time.process_time()
    cells = cells_of(school)
    drawn = time.process_time()
    assert dead >= rules
    assert not open_
    assert parts
    assert len(cells) == len(ZONES) * (len(ZONES) + 1)
    assert not any(cell.decision == "unknown" for cell in cells.values())
    return Figures(
        loaded - started,
        read - loaded,
        compiled - read,
        shadowed - compiled,
        proven - shadowed,
        drawn - compiled_again,
        what_if(written, device),
    )


def device_of(written: str) -> Device:
    """The text as a device with its site."""
    device = read_config(written, platform_named("fortinet"), b"a key for figures only").device
    device.put(None, site=site())
    return device


def what_if(written: str, before: Device) -> float:
    """Seconds to say what one rule on top changes; both sides are read and compiled already."""
    now = device_of(written.replace("config firewall policy\n", f"config firewall policy\n{ADDED}"))
    sides = sides_from({"fw": (now, before)}, {})
    started = time.process_time()
    found = list(compare("bench", sides))
    assert any("guest" in reach.sources for reach in found)
    return time.process_time() - started


def memory(rules: int) -> int:
    """Peak bytes of compiling and of a pupil proof."""
    device = device_of(text(rules))
    tracemalloc.start()
    flows = Flows(firewalls(device))
    for network in flows.places.networks("pupil"):
        list(flows.passing(flows.outward(network), outside=True, unless=_filtered))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _filtered(rule: object) -> bool:
    policy = getattr(rule, "policy", None)
    return policy is not None and policy.web_filter is not None


def tangled(rules: int) -> str:
    """Refusals that overlap in every dimension by design, and one accepting rule below them."""
    random = Random(7)  # noqa: S311  repeatable, no secret

    def span(top: int) -> tuple[int, int]:
        low, high = sorted(random.randrange(top) for _ in range(2))
        return (low, high)

    every = Cube(IPV4, IPV4, EVERY_SERVICE, EVERY_PORT, 1, 1)
    found = [
        Rule(
            None,
            False,
            ((Cube(span(1 << 32), span(1 << 32), span(1 << 24), span(65536), 1, 1), SURE),),
        )
        for _ in range(rules)
    ]
    base = RuleBase([*found, Rule(None, True, ((every, SURE),))], Conditions())
    try:
        count = sum(1 for _ in base.decided(rules, [whole(every)]))
    except UnknownFact as gap:
        return f"given up: {gap}"
    return f"{count} sets"


def main() -> None:
    """Print one line for each size."""
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    before: tuple[int, Figures] | None = None
    for rules in sizes:
        runs = [measure(rules) for _ in range(RUNS)]
        now = Figures(**{f.name: median(getattr(r, f.name) for r in runs) for f in fields(Figures)})
        print(f"{rules} rules, medians of {RUNS} runs, {memory(rules) / 1e6:.1f} MB:")
        for part in fields(Figures):
            value = getattr(now, part.name)
            growth = ""
            if before:
                ratio = value / getattr(before[1], part.name)
                growth = f", growth {math.log(ratio) / math.log(rules / before[0]):.2f}"
            print(f"  {part.name:8} {value * 1000:8.1f} ms{growth}")
        work = now.shadows + now.proof
        print(f"  shadows and proof: {work / now.load:.2f} loads by the parser alone,")
        print(
            f"  with compiling {(work + now.compile) / now.load:.2f}; "
            f"{(work + now.compile) / now.read:.2f} readings of the text"
        )
        before = (rules, now)
    started = time.process_time()
    said = tangled(2000)
    print(f"2000 rules made to be hard: {time.process_time() - started:.1f} s, {said}")


if __name__ == "__main__":
    main()
