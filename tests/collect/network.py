"""A repository whose hosts are virtual devices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from schoolproof.inventory import Project
from schoolproof.lab import Fault, Lab, LabDevice, lab

DEVICES = Path(__file__).parent / "devices"
PLATFORMS = ("cisco_ios", "hp_procurve", "fortinet")
USER = "collector"
PASSWORD = "Pl4nted-Login!"  # noqa: S105  of virtual devices
ENABLE = "Pl4nted-Enable!"
PLANTED = tuple((DEVICES / "planted.txt").read_text(encoding="utf-8").split())


def device(
    name: str, platform: str, fault: Fault | str | None = None, *, delay_s: float = 0.0
) -> LabDevice:
    """A small device of a platform, with planted secrets."""
    text = (DEVICES / f"{platform}.cfg").read_text(encoding="utf-8")
    for line in ("hostname {}\n", 'hostname "{}"\n'):
        text = text.replace(line.format("sw1"), line.format(name))
    text = text.partition("Running configuration:\n\n")[2] or text
    return LabDevice(
        name,
        platform,
        text,
        username=USER,
        password=PASSWORD,
        enable_secret=ENABLE if platform == "cisco_ios" else None,
        fault=fault,
        delay_s=delay_s,
    )


@contextmanager
def network(
    root: Path, devices: Sequence[LabDevice], *, sites: int = 1, known: bool = True
) -> Iterator[tuple[Project, Lab]]:
    """Devices that run, and a repository that knows them."""
    with lab(devices) as running:
        yield write_repository(root, devices, running, sites=sites, known=known), running


def write_repository(
    root: Path, devices: Sequence[LabDevice], running: Lab, *, sites: int = 1, known: bool = True
) -> Project:
    """An inventory for devices of a lab."""
    hosts = {
        one.name: {
            "hostname": "127.0.0.1",
            "port": running.port(one.name),
            "platform": one.platform,
            "data": {"site": f"site-{number % sites}"},
        }
        for number, one in enumerate(devices)
    }
    (root / "inventory").mkdir(parents=True, exist_ok=True)
    (root / "configs").mkdir(exist_ok=True)
    (root / "inventory" / "hosts.yaml").write_text(yaml.safe_dump(hosts), encoding="utf-8")
    if known:
        keys = root / "inventory" / "known_hosts"
        keys.write_text(running.known_hosts(), encoding="utf-8")
    return Project(root)


def planted_in(root: Path) -> list[str]:
    """Files below a folder that hold a planted secret."""
    return [
        str(path)
        for path in root.rglob("*")
        if path.is_file() and any(secret.encode() in path.read_bytes() for secret in PLANTED)
    ]
