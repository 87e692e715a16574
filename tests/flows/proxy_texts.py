"""Random FortiOS texts with an explicit web proxy, from the lines of a file."""

from __future__ import annotations

from random import Random

from tests.flows.build import text_of

ADDRESSES = ("all", "low", "high", "one", "both")
SERVICES = ("webproxy", "p-web", "p-high", "p-connect", "p-udp")


def random_text(random: Random) -> str:
    """The interfaces and objects of `proxy_random.cfg` with switches, rules and an end."""
    text = text_of("proxy_random")
    settings = [
        f"set status {_one(random, 'enable', 'enable', 'enable', 'disable')}",
        f"set http-incoming-port {_one(random, '8080', '3128')}",
        *(["set socks enable"] if random.random() < 0.3 else []),
        *(["set sec-default-action accept"] if random.random() < 0.4 else []),
    ]
    on = ["set explicit-web-proxy enable"] if random.random() < 0.9 else []
    text = text.replace("        # switch\n", "".join(f"        {line}\n" for line in on))
    rules = [_rule(random, number) for number in range(1, random.randint(2, 7))]
    local = [_local(random)] if random.random() < 0.3 else []
    return (
        text
        + _block("web-proxy explicit", settings)
        + _block("firewall proxy-policy", [line for rule in rules for line in rule])
        + _block("firewall local-in-policy", [line for rule in local for line in rule])
    )


def _block(path: str, lines: list[str]) -> str:
    return f"config {path}\n" + "".join(f"    {line}\n" for line in lines) + "end\n"


def _one(random: Random, *words: str) -> str:
    return random.choice(words)


def _rule(random: Random, number: int) -> list[str]:
    kind = _one(random, *["explicit-web"] * 8, "transparent-web")
    found = [f"edit {number}", f"set proxy {kind}"]
    found += [f"set dstintf {_one(random, 'any', 'out', 'in', 'out in')}"]
    for key in ("srcaddr", "dstaddr"):
        found.append(f"set {key} {' '.join(random.sample(ADDRESSES, random.randint(1, 2)))}")
        found += [f"set {key}-negate enable"] if random.random() < 0.15 else []
    found.append(f"set service {' '.join(random.sample(SERVICES, random.randint(1, 2)))}")
    found += [f"set action {_one(random, 'accept', 'deny')}"] if random.random() < 0.8 else []
    found += ["set status disable"] if random.random() < 0.1 else []
    found += ["set groups G"] if random.random() < 0.15 else []
    found.append(f"set schedule {_one(random, *['always'] * 6, 'term')}")
    return [*found, "next"]


def _local(random: Random) -> list[str]:
    return [
        "edit 1",
        f"set intf {_one(random, 'pupils', 'in')}",
        f"set srcaddr {_one(random, *ADDRESSES)}",
        "set dstaddr all",
        f"set service {_one(random, 'to-proxy', 'elsewhere')}",
        f"set action {_one(random, 'deny', 'deny', 'accept')}",
        "set schedule always",
        "next",
    ]
