"""What may be sent, what may be set: the read-only table, options, old algorithms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from schoolproof.collect.route import REFUSED_OPTIONS, route
from schoolproof.collect.run import open_nornir
from schoolproof.collect.ssh import LEGACY, KnownHosts, disabled_algorithms, paramiko
from schoolproof.errors import InventoryError
from schoolproof.inventory import Project
from schoolproof.platforms import names, platform_named

SESSIONS = [s for n in names() if (s := platform_named(n).session)]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda s: s.device_type)
def test_every_command_of_the_table_only_reads(session: object) -> None:
    for command in filter(None, (session.command, session.startup)):  # type: ignore[attr-defined]
        assert re.fullmatch(r"(?:show|get|display)(?: [\w -]+)?", command)


def _host(root: Path, **entry: object) -> Project:
    (root / "inventory").mkdir()
    hosts = {"sw": {"hostname": "192.0.2.1", "platform": "cisco_ios", **entry}}
    (root / "inventory" / "hosts.yaml").write_text(yaml.safe_dump(hosts), encoding="utf-8")
    return Project(root)


@pytest.mark.parametrize("option", REFUSED_OPTIONS)
def test_options_that_would_leak_or_loosen_are_refused(tmp_path: Path, option: str) -> None:
    extras = {"extras": {option: "x"}}
    project = _host(tmp_path, connection_options={"netmiko": extras})
    with pytest.raises(InventoryError, match=option):
        route(open_nornir(project).inventory.hosts["sw"], tmp_path)


def test_a_bastion_of_openssh_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    project = _host(
        tmp_path,
        connection_options={"netmiko": {"extras": {"ssh_config_file": "inventory/ssh_config"}}},
    )
    config = tmp_path / "inventory" / "ssh_config"
    config.write_text("Host 192.0.2.*\n  ProxyJump bastion.example.org\n", encoding="utf-8")
    way = route(open_nornir(project).inventory.hosts["sw"], tmp_path)
    assert way.program[:3] == ("ssh", "-F", "inventory/ssh_config")
    assert way.program[-4:] == ("-W", "192.0.2.1:22", "--", "ssh://bastion.example.org")
    assert (way.address, way.port) == ("192.0.2.1", 22)


def test_old_algorithms_are_off_unless_a_host_names_them(tmp_path: Path) -> None:
    assert {name for names in disabled_algorithms(()).values() for name in names} == set(LEGACY)
    asked = disabled_algorithms(["diffie-hellman-group14-sha1", "ssh-rsa"])
    assert "diffie-hellman-group14-sha1" not in asked["kex"]
    assert "diffie-hellman-group1-sha1" in asked["kex"]
    assert "ssh-rsa" not in asked["keys"]
    project = _host(tmp_path, data={"site": "s", "legacy_ssh": ["rot13"]})
    with pytest.raises(InventoryError, match="rot13"):
        route(open_nornir(project).inventory.hosts["sw"], tmp_path)


def test_the_library_knows_every_old_algorithm_that_may_be_named() -> None:
    transport = paramiko.Transport
    known = {
        *transport._preferred_kex,  # type: ignore[attr-defined]  # noqa: SLF001  Paramiko lists them nowhere else
        *transport._preferred_keys,  # type: ignore[attr-defined]  # noqa: SLF001
        *transport._preferred_ciphers,  # type: ignore[attr-defined]  # noqa: SLF001
        *transport._preferred_macs,  # type: ignore[attr-defined]  # noqa: SLF001
    }
    assert set(LEGACY) <= known


def test_a_line_of_known_hosts_that_would_be_passed_over_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "known_hosts"
    path.write_text("# comment\n192.0.2.1 ssh-ed25519 no*key\n", encoding="utf-8")
    with pytest.raises(InventoryError, match="known_hosts:2: this line is no host key"):
        KnownHosts(path, trust_new=False)
