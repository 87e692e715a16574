"""`schoolproof inventory check` and `import`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schoolproof.collect.inventory_check import check_inventory
from schoolproof.inventory.hosts import load_hosts
from tests.conftest import Result

Run = Callable[..., Result]
HOSTS = """\
a: {hostname: 192.0.2.1, platform: cisco_ios, data: {site: s}}
b: {hostname: 192.0.2.1, platform: cisco_ios, data: {site: s}}
c: {hostname: 192.0.2.1, port: 2222, platform: cisco_ios, data: {site: s}}
d: {hostname: no-such-name.invalid, platform: hp_procurv, data: {site: s}}
e: {platform: fortinet, data: {site: s}}
f: {hostname: 192.0.2.6, data: {site: s}}
"""


def test_every_problem_is_found_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "hosts.yaml").write_text(HOSTS, encoding="utf-8")
    assert check_inventory(tmp_path) == [
        "inventory/hosts.yaml:2: b and a both have the address 192.0.2.1",
        "inventory/hosts.yaml:4: d: no name server knows no-such-name.invalid",
        "inventory/hosts.yaml:4: d: unknown platform 'hp_procurv'; did you mean hp_procurve?",
        "inventory/hosts.yaml:5: e has no `hostname` to connect to",
        "inventory/hosts.yaml:6: f has no platform, here or in its group",
    ]


def test_an_inventory_in_order_says_so(school: Path, run: Run) -> None:
    path = school / "inventory" / "hosts.yaml"
    path.write_text(HOSTS.splitlines()[0] + "\n", encoding="utf-8")
    done = run("inventory", "check")
    assert (done.returncode, done.stdout) == (0, "The inventory is in order.\n")


def test_rows_are_added_and_comments_kept(school: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text(
        "\ufeffname;address;platform;site;role;device;port\n"
        "new-fw;192.0.2.9;fortios;annexe;edge;firewall wireless_controller;2222\n",
        encoding="utf-8",
    )
    hosts = school / "inventory" / "hosts.yaml"
    hosts.write_text("# kept\n" + hosts.read_text(encoding="utf-8"), encoding="utf-8")
    before = hosts.read_text(encoding="utf-8")
    assert (
        "1 devices would be imported" in run("inventory", "import", str(file), "--dry-run").stdout
    )
    assert hosts.read_text(encoding="utf-8") == before
    done = run("inventory", "import", str(file))
    assert done.returncode == 0, done.stderr
    assert "new site annexe" in done.stdout
    assert hosts.read_text(encoding="utf-8").startswith(before)
    host = load_hosts(school / "inventory")["new-fw"]
    assert (host.platform, host.site, host.role) == ("fortinet", "annexe", "edge")
    assert host.classes == {"firewall", "wireless_controller"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("=cmd|calc,192.0.2.9,cisco_ios,one", "`name` begins like a formula"),
        ("x,@SUM(A1),cisco_ios,one", "`address` begins like a formula"),
        ("../x,192.0.2.9,cisco_ios,one", "'../x' cannot be a name"),
        ("x,192.0.2.9,cisco_ios,../one", "'../one' cannot be a site"),
        ("x,192.0.2.9,cisco_io,one", "did you mean cisco_ios?"),
        ("x,,cisco_ios,one", "`address` is empty"),
        ("x,192.0.2.9,cisco_ios,one,boss", "role 'boss' is none of"),
        ("x,192.0.2.9,cisco_ios,one,core,router", "device 'router' is none of"),
        ("x,192.0.2.9,cisco_ios,one,core,switch,70000", "port '70000' is no number"),
        ("x,192.0.2.9,cisco_ios,one,core,switch,22,more", "more cells than the header"),
        ("x,192.0.2\x1b.9,cisco_ios,one", "cannot be printed"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_imported(
    school: Path, run: Run, tmp_path: Path, row: str, sentence: str
) -> None:
    file = tmp_path / "new.csv"
    good = "good,192.0.2.8,cisco_ios,one"
    file.write_text(
        f"name,address,platform,site,role,device,port\n{good}\n{row}\n", encoding="utf-8"
    )
    before = (school / "inventory" / "hosts.yaml").read_bytes()
    done = run("inventory", "import", str(file))
    assert done.returncode == 2
    assert f"{file}:3: " in done.stderr
    assert sentence in done.stderr
    assert (school / "inventory" / "hosts.yaml").read_bytes() == before


def test_a_header_that_is_none_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text("host,ip\nx,192.0.2.9\n", encoding="utf-8")
    done = run("inventory", "import", str(file))
    assert done.returncode == 2
    assert "name,address,platform,site,role,device,port" in done.stderr
