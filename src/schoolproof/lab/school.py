"""The devices of a school repository as a lab, and a repository of their own to collect into."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from schoolproof.errors import UserError
from schoolproof.files import write_atomic
from schoolproof.inventory import Host, Project, read_text
from schoolproof.inventory.yaml import load_yaml
from schoolproof.lab.drift import Change, documented, drifted
from schoolproof.lab.faults import share_out
from schoolproof.lab.machine import LabDevice
from schoolproof.lab.made_up import with_secrets
from schoolproof.lab.network import Lab
from schoolproof.lab.server import LOOPBACK
from schoolproof.lab.shells import shell_for
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, load_key, sanitise

FOLDER = Path(".schoolproof", "lab")  # git-ignored


@dataclass(frozen=True, slots=True)
class Login:
    """What opens every device of the lab."""

    username: str
    password: str = field(repr=False)
    enable: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the lab shall be like. `count` None: one device a host; `faults`: see `share_out`."""

    count: int | None = None
    faults: str = ""
    delay_s: float = 0.0
    drift: bool = True


@dataclass(frozen=True, slots=True)
class Pupil:
    """A host and the virtual device that stands for it; `accepted` is its text without drift."""

    host: Host
    device: LabDevice
    accepted: str = field(repr=False)
    changes: tuple[Change, ...]


def devices(project: Project, login: Login, wanted: Wanted) -> list[Pupil]:
    """One device for each host that has a configuration, or as many as are wanted.

    Beyond the last host they begin again with the first, under another name and without drift.

    Raises:
        UserError: no host has a configuration, or the faults cannot be shared out.
    """
    hosts = [host for host in project.hosts.values() if project.config_path(host).is_file()]
    if not hosts:
        raise UserError("no host of this repository has a configuration: there is nothing to play")
    changes = documented() if wanted.drift else {}
    found = []
    for number in range(len(hosts) if wanted.count is None else wanted.count):
        again, which = divmod(number, len(hosts))
        host = hosts[which]
        name = f"{host.name}-{again + 1}" if again else host.name
        found.append(_pupil(project, host, name, login, () if again else changes.get(name, ())))
    given = share_out(wanted.faults, [pupil.device.name for pupil in found])
    for pupil in found:
        pupil.device.fault = given.get(pupil.device.name)
        pupil.device.delay_s = wanted.delay_s
    return found


def _pupil(
    project: Project, host: Host, name: str, login: Login, changes: tuple[Change, ...]
) -> Pupil:
    plain = read_text(project.config_path(host))
    named = shell_for(host.platform).hostname_line.search(plain)
    if named and name != host.name:
        plain = plain[: named.start(1)] + name + plain[named.end(1) :]
    accepted = with_secrets(plain, name)
    running, saved = drifted(accepted, host.platform, changes)
    device = LabDevice(
        name,
        host.platform,
        with_secrets(running, f"{name} drift"),
        username=login.username,
        password=login.password,
        enable_secret=login.enable if shell_for(host.platform).enables else None,
        startup=with_secrets(saved, f"{name} drift"),
    )
    return Pupil(host, device, accepted, changes)


def write_school(project: Project, pupils: list[Pupil], lab: Lab) -> Path:
    """Make `.schoolproof/lab` a repository whose hosts are the lab's; what was there is replaced.

    Its `configs/` hold what the devices would say without drift, sanitised with its own key.
    `ssh_config` beside them leads from the addresses of the real inventory to the lab.
    """
    root = project.root / FOLDER
    for old in ("inventory", "configs", "policies"):
        shutil.rmtree(root / old, ignore_errors=True)
    shutil.copytree(project.root / "inventory", root / "inventory")
    if (project.root / "policies").is_dir():
        shutil.copytree(project.root / "policies", root / "policies")
    write_atomic(root / "inventory" / "hosts.yaml", _hosts(project, pupils, lab))
    write_atomic(root / "inventory" / "known_hosts", lab.known_hosts())
    write_atomic(root / "ssh_config", _ssh_config(pupils, lab))
    key = load_key(root)
    for pupil in pupils:
        folder = root / "configs" / pupil.host.site
        folder.mkdir(parents=True, exist_ok=True)
        raw = RawConfig(pupil.accepted, source=pupil.device.name)
        clean = sanitise(raw, platform_named(pupil.host.platform), key)
        clean.write(folder / f"{pupil.device.name}.cfg", root=root)
    return root


def _hosts(project: Project, pupils: list[Pupil], lab: Lab) -> str:
    entries: dict[str, Any] = load_yaml(project.root / "inventory" / "hosts.yaml")
    mine = {
        pupil.device.name: {
            **entries[pupil.host.name],
            "hostname": LOOPBACK,
            "port": lab.port(pupil.device.name),
        }
        for pupil in pupils
    }
    head = "# The virtual devices of `schoolproof lab up`; written anew at each start.\n"
    return head + yaml.safe_dump(mine, sort_keys=False)


def _ssh_config(pupils: list[Pupil], lab: Lab) -> str:
    lines = ["# For the real inventory: its addresses lead to the virtual devices."]
    for pupil in pupils:
        if pupil.device.name == pupil.host.name and pupil.host.address:
            port = lab.port(pupil.device.name)
            lines += [f"Host {pupil.host.address}", f"  HostName {LOOPBACK}", f"  Port {port}"]
    return "\n".join(lines) + "\n"
