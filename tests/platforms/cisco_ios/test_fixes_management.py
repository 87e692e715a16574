"""Each fix is applied to its sample and read again: the fact must be what was wanted.

The table stands in `samples/fixes.txt`.
"""

from __future__ import annotations

import ast
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from schoolproof.model import Device, Facts, Site, read
from schoolproof.platforms import platform_named

SAMPLES = Path(__file__).parent / "samples"
PLATFORM = platform_named("cisco_ios")
ROWS = [
    [cell.strip() for cell in line.split("|")]
    for line in (SAMPLES / "fixes.txt").read_text().splitlines()
    if not line.startswith("#")
]


def load(text: str) -> Device:
    device = Device()
    assert PLATFORM.read(PLATFORM.grammar.parse(text), device) == []
    device.put(None, native_text=text)
    return device


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.cfg").read_text()


def subject_of(device: Device, path: str) -> Any:
    if path == "-":
        return device
    table, _, key = path.rstrip("]").partition("[")
    return getattr(device, table)[key]


def mended(name: str, device: Device, subject: Facts, fact: str, wanted: Any) -> Device:
    commands = PLATFORM.fixes.commands(device, subject, fact, wanted)
    assert commands
    tree = PLATFORM.grammar.parse(sample(name)).apply(commands)
    return load(tree.text())


@pytest.mark.parametrize(("name", "path", "fact", "wanted", "after"), ROWS)
def test_fix(name: str, path: str, fact: str, wanted: str, after: str) -> None:
    device = load(sample(name))
    subject = subject_of(device, path)
    value = ast.literal_eval(wanted)
    again = mended(name, device, subject, fact, value)
    expected = after if not after.startswith("frozenset") else None
    actual = read(subject_of(again, path), fact)
    if expected is None:
        assert actual == frozenset(ast.literal_eval(after[len("frozenset(") : -1]))
    else:
        assert actual == ast.literal_eval(expected)


def test_a_wlan_that_was_on_air_is_on_air_after_the_fix() -> None:
    device = load(sample("wireless"))
    again = mended("wireless", device, device.ssids["QL-Pupil"], "mfp", "required")
    assert again.ssids["QL-Pupil"].enabled
    assert again.ssids["QL-Pupil"].mfp == "required"


def test_communities_go_one_by_one() -> None:
    device = load(sample("management_soft"))
    first = next(iter(device.snmp.communities))
    again = mended("management_soft", device, first, "absent", True)
    assert [c.writable for c in again.snmp.communities] == [True]


def test_an_account_goes_whole() -> None:
    device = load(sample("management_soft"))
    again = mended("management_soft", device, device.users["guest"], "absent", True)
    assert [u.name for u in again.users] == ["admin", "helper"]


def test_the_list_of_sources_comes_from_the_site() -> None:
    network = ip_network("10.40.10.0/24")
    site = Site(
        "ql",
        "Quarry Lane School",
        "secondary",
        management_sources={"login": (network,)},
        services={"ntp": ("10.40.60.11", "10.40.60.12")},
    )
    device = load(sample("management_soft"))
    device.put(None, site=site)
    row = device.management_access["ssh"]
    again = mended("management_soft", device, row, "sources", (network,))
    assert again.management_access["ssh"].sources == (network,)
    timed = mended("management_soft", device, device, "ntp.servers", None)
    assert timed.ntp.servers == ("10.40.60.11", "10.40.60.12")


def test_nothing_declared_means_no_list() -> None:
    device = load(sample("management_soft"))
    row = device.management_access["ssh"]
    assert PLATFORM.fixes.commands(device, row, "sources", None) == ()
