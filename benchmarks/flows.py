"""How long proofs take: shadow analysis and the pupil proof over rule bases of realistic shape.

Run: python benchmarks/flows.py [rules …]. Prints for each size the seconds to read the text, to
compile the rules, for both analyses, the growth exponent from the size before, and peak memory.
"""

from __future__ import annotations

import math
import sys
import time
import tracemalloc
from ipaddress import ip_network
from random import Random

from schoolproof.check.dead import dead_rules
from schoolproof.check.proof import flows_of
from schoolproof.check.read import read_config
from schoolproof.flows.device import firewalls, only
from schoolproof.flows.packets import services
from schoolproof.flows.query import Flows
from schoolproof.model import Device, Network, Site
from schoolproof.platforms import platform_named

SIZES = (100, 1000, 5000)
WIDE, ACCEPTING = 0.02, 0.85  # shares of rules for a whole network, and of rules that accept
ZONES = ("pupil", "staff", "guest", "server", "dmz", "voice", "print", "cctv", "building", "mgmt")
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
        zone = number % len(ZONES)
        size = random.choice((32, 32, 32, 28, 24))
        net = ip_network(
            f"10.{zone}.{random.randrange(256)}.{random.randrange(256)}/{size}", strict=False
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
            purposes=frozenset({zone if zone != "mgmt" else "management"}),
            vlan=number + 10,
            subnets=(ip_network(f"10.{number}.0.0/16"),),
        )
        for number, zone in enumerate(ZONES)
    ]
    return Site(slug="bench", name="bench", phase="secondary", networks=tuple(nets))


def measure(rules: int) -> tuple[float, float, float, float, int]:
    """Seconds to read, to compile, for shadows, for the pupil proof; peak bytes.

    The pupil proof comes with the part of every rule, as `schoolproof flows` prints it.
    """
    started = time.perf_counter()
    device = read_config(text(rules), platform_named("fortinet"), b"a key for figures only").device
    device.put(None, site=site())
    read = time.perf_counter()
    flows = flows_of(device)
    compiled = time.perf_counter()
    dead = sum(1 for _ in dead_rules(device))
    shadowed = time.perf_counter()
    pupils = flows.places.networks("pupil")
    asked = [flows.outward(n, services(["tcp/80", "tcp/443"])) for n in pupils]
    open_ = [p for q in asked for p in flows.passing(q, outside=True, unless=_filtered)]
    parts = [p for q in asked for p in flows.deciding(q, outside=True)]
    done = time.perf_counter()
    assert dead >= rules
    assert not open_
    assert parts
    return read - started, compiled - read, shadowed - compiled, done - shadowed, memory(device)


def memory(device: Device) -> int:
    """Peak bytes of compiling and of a pupil proof."""
    tracemalloc.start()
    flows = Flows(only(firewalls(device)))
    for network in flows.places.networks("pupil"):
        list(flows.passing(flows.outward(network), outside=True, unless=_filtered))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _filtered(rule: object) -> bool:
    policy = getattr(rule, "policy", None)
    return policy is not None and policy.web_filter is not None


def main() -> None:
    """Print one line for each size."""
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    before: tuple[int, float, float] | None = None
    for rules in sizes:
        read, compiled, shadows, proof, peak = measure(rules)
        growth = ""
        if before:
            steps = math.log(rules / before[0])
            exponents = [
                math.log(n / o) / steps for n, o in ((shadows, before[1]), (proof, before[2]))
            ]
            growth = f", growth {exponents[0]:.2f} and {exponents[1]:.2f}"
        print(
            f"{rules} rules: read {read:.2f} s, compile {compiled:.2f} s, shadows {shadows:.2f} s, "
            f"pupil proof {proof * 1000:.1f} ms, {peak / 1e6:.1f} MB{growth}"
        )
        before = (rules, shadows, proof)


if __name__ == "__main__":
    main()
