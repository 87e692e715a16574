"""How many ports a model or a module has (makers' QuickSpecs), for texts that do not list them.

A complete text names every port in VLAN 1; a first configuration for a new switch names none.
"""

from __future__ import annotations

from typing import NamedTuple


class Model(NamedTuple):
    """Fixed ports (numbered from 1), and whether they feed devices (None: not known here)."""

    ports: int
    poe: bool | None


def _models(ports: int, names: str, *, poe: bool | None) -> dict[str, Model]:
    return {name: Model(ports, poe) for name in names.split()}


MODELS: dict[str, Model] = {
    # 2530
    **_models(28, "J9776A", poe=False),
    **_models(28, "J9773A", poe=True),
    **_models(52, "J9775A", poe=False),
    **_models(52, "J9772A", poe=True),
    **_models(10, "J9777A", poe=False),
    **_models(10, "J9774A", poe=True),
    **_models(26, "J9856A", poe=False),
    **_models(26, "J9854A", poe=True),
    **_models(50, "J9855A", poe=False),
    **_models(50, "J9853A", poe=True),
    # 2540
    **_models(28, "JL354A", poe=False),
    **_models(28, "JL356A", poe=True),
    **_models(52, "JL355A", poe=False),
    **_models(52, "JL357A", poe=True),
    # 2620
    **_models(28, "J9623A", poe=False),
    **_models(28, "J9624A J9625A", poe=True),
    **_models(52, "J9626A", poe=False),
    **_models(52, "J9627A", poe=True),
    # 2920
    **_models(24, "J9726A", poe=False),
    **_models(24, "J9727A", poe=True),
    **_models(48, "J9728A", poe=False),
    **_models(48, "J9729A J9836A", poe=True),
    # 2930F
    **_models(10, "JL258A JL692A", poe=True),
    **_models(28, "JL253A JL259A", poe=False),
    **_models(28, "JL255A JL261A JL263A", poe=True),
    **_models(52, "JL254A JL260A", poe=False),
    **_models(52, "JL256A JL262A JL264A JL557A JL558A JL559A", poe=True),
    # 2930M, 3810M
    **_models(24, "JL319A JL071A", poe=False),
    **_models(24, "JL320A JL324A R0M68A JL073A", poe=True),
    **_models(48, "JL321A JL072A", poe=False),
    **_models(48, "JL322A JL323A R0M67A JL074A JL076A", poe=True),
    **_models(16, "JL075A", poe=False),
}

# modules and flexible modules: ports are written with the letter of the slot
MODULES: dict[str, Model] = {
    **_models(24, "J9534A J9986A", poe=True),
    **_models(24, "J9987A J9537A", poe=False),
    **_models(22, "J9536A", poe=True),
    **_models(24, "J9535A J9990A", poe=True),
    **_models(8, "J9538A J9993A", poe=False),
    **_models(4, "JL083A", poe=False),
    **_models(4, "JL081A", poe=True),
    **_models(1, "JL078A", poe=False),
    **_models(2, "J9731A J9732A", poe=False),
}


def ports_of(kind: str, prefix: str) -> list[str]:
    """Names of the ports of a model or module, `prefix` in front: `1/`, `A`, `2/A`."""
    table = MODULES if prefix[-1:].isalpha() else MODELS
    found = table.get(kind.upper())
    return [f"{prefix}{n}" for n in range(1, found.ports + 1)] if found else []


class Fast(NamedTuple):
    """From which port on a model or module has its fast ports, and what those before do."""

    first: int
    mbps: int
    before: int


def _fast(first: int, mbps: int, names: str, *, before: int = 1_000) -> dict[str, Fast]:
    return {name: Fast(first, mbps, before) for name in names.split()}


# as the names of the products say it: `2930F-48G-PoE+-4SFP+` has four ports of 10 Gbps after the
# first 48, `2930F-48G-4SFP` four of 1 Gbps
FAST: dict[str, Fast] = {
    **_fast(25, 10_000, "J9854A J9856A JL354A JL356A JL253A JL255A JL263A"),
    **_fast(49, 10_000, "J9853A J9855A JL355A JL357A JL254A JL256A JL264A JL558A JL559A"),
    **_fast(9, 10_000, "JL258A"),
    **_fast(25, 1_000, "JL259A JL261A JL319A JL320A"),
    **_fast(49, 1_000, "JL260A JL262A JL557A JL321A JL322A"),
    **_fast(1, 10_000, "JL083A J9538A J9993A"),
    # 2610 and 2620 without a G in their names: 10/100 ports, the last four do 1 Gbps
    **_fast(25, 1_000, "J9085A J9086A J9087A J9623A J9624A J9625A", before=100),
    **_fast(49, 1_000, "J9088A J9089A J9626A J9627A", before=100),
}


def mbps_of(kind: str, number: int) -> int | None:
    """What a port of a model or module can do; None where the table does not hold it."""
    fast = FAST.get(kind.upper())
    if fast is None:
        return None
    return fast.mbps if number >= fast.first else fast.before
