"""A spreadsheet of devices into `inventory/hosts.yaml`: all rows or none.

The header is `name,address,platform,site,role,device,port`; the last three may be missing. Cells
are text and nothing else: one that a spreadsheet would calculate is refused.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from schoolproof.errors import InventoryError, UserError
from schoolproof.files import write_atomic
from schoolproof.inventory.hosts import SAFE_NAME, load_hosts
from schoolproof.inventory.yaml import load_yaml
from schoolproof.platforms import platform_named

NEEDED = ("name", "address", "platform", "site")
OPTIONAL = ("role", "device", "port")
ROLES = ("core", "distribution", "access", "edge")
DEVICES = ("switch", "firewall", "wireless_controller")
FORMULA = ("=", "+", "-", "@", "\t")
HIGHEST = 65535  # TCP port


class RowsError(UserError):
    """Rows that cannot be imported: one sentence each, with its row."""

    def __init__(self, rows: list[str]) -> None:
        super().__init__(f"{len(rows)} mistakes, so nothing was imported")
        self.rows = tuple(rows)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would add."""

    hosts: dict[str, dict[str, Any]]
    sites: tuple[str, ...]


def plan_import(root: Path, file: Path) -> Plan:
    """Read and check every row.

    Raises:
        RowsError: rows that are wrong, all of them.
        UserError: no such file, or a header that is none.
    """
    known = set(load_hosts(root / "inventory"))
    groups = set(load_yaml(_groups(root)) or {}) if _groups(root).is_file() else set()
    hosts: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    for number, row in _rows(file):
        wrong = _wrong(row)
        name = row.get("name", "")
        if name in known:
            wrong.append(f"{name} stands in inventory/hosts.yaml already")
        if name in hosts:
            wrong.append(f"{name} stands in this file twice")
        problems += [f"{file}:{number}: {sentence}" for sentence in wrong]
        if not wrong:
            hosts[name] = _entry(row)
    if problems:
        raise RowsError(problems)
    if not hosts:
        raise UserError("there is no row to import", path=file)
    sites = sorted({entry["data"]["site"] for entry in hosts.values()} - groups)
    return Plan(hosts, tuple(sites))


def write_import(root: Path, plan: Plan) -> None:
    """Add the hosts behind those that are there, comments kept, and a group for each new site.

    Raises:
        InventoryError: the inventory would not load any more; nothing was written.
    """
    inventory = root / "inventory"
    texts = {
        _groups(root): _more(_groups(root), {s: {"data": {"site": s}} for s in plan.sites}),
        inventory / "hosts.yaml": _more(inventory / "hosts.yaml", plan.hosts),
    }
    with tempfile.TemporaryDirectory() as name:
        trial = Path(shutil.copytree(inventory, Path(name) / "inventory"))
        for path, text in texts.items():
            (trial / path.name).write_text(text, encoding="utf-8")
        try:
            load_hosts(trial)
        except InventoryError as error:
            msg = f"nothing was imported: {str(error).replace(str(trial), 'inventory')}"
            raise InventoryError(msg) from None
    for path, text in texts.items():
        write_atomic(path, text)


def _groups(root: Path) -> Path:
    return root / "inventory" / "groups.yaml"


def _more(path: Path, entries: dict[str, Any]) -> str:
    old = path.read_text(encoding="utf-8") if path.is_file() else ""
    if not entries:
        return old
    gap = "" if not old or old.endswith("\n") else "\n"
    return old + gap + yaml.safe_dump(entries, sort_keys=False, allow_unicode=True)


def _rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    """Rows by their line in the file; quoted cells may hold line feeds, then it is the last one."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"this file cannot be read as UTF-8 text ({type(error).__name__})"
        raise UserError(msg, path=file) from None
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    header = [name.strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in NEEDED if name not in header]
    strange = [name for name in header if name not in {*NEEDED, *OPTIONAL}]
    if missing or strange:
        what = f"`{missing[0]}` is missing" if missing else f"`{strange[0]}` is not known"
        msg = f"the header is {','.join((*NEEDED, *OPTIONAL))}, the last three may be left out: "
        raise UserError(msg + what, path=file, line=1)
    reader.fieldnames = header
    rows = []
    for row in reader:
        cells = {k or "": (v or "") if isinstance(v, str) else "" for k, v in row.items()}
        if None in row:
            cells["?"] = "more cells than the header has"
        if any(value.strip() for value in cells.values()):
            rows.append((reader.line_num, {k: v.strip(" ") for k, v in cells.items()}))
    return rows


def _wrong(row: dict[str, str]) -> list[str]:
    """What is wrong with a row."""
    if "?" in row:
        return ["this row has more cells than the header"]
    wrong = []
    for column, value in row.items():
        if value.startswith(FORMULA):
            wrong.append(f"`{column}` begins like a formula: write it as plain text")
        elif not value.isprintable():
            wrong.append(f"`{column}` holds a character that cannot be printed")
    wrong += [f"`{name}` is empty" for name in NEEDED if not row.get(name)]
    if wrong:
        return wrong
    wrong += [
        f"{row[column]!r} cannot be a {column}: letters, digits, dot, dash and underscore only"
        for column in ("name", "site")
        if not SAFE_NAME.fullmatch(row[column])
    ]
    if " " in row["address"]:
        wrong.append("`address` holds a blank")
    try:
        platform_named(row["platform"])
    except InventoryError as error:
        wrong.append(str(error))
    return wrong + _wrong_options(row)


def _wrong_options(row: dict[str, str]) -> list[str]:
    wrong = []
    if (role := row.get("role", "")) and role not in ROLES:
        wrong.append(f"role {role!r} is none of {', '.join(ROLES)}")
    wrong += [
        f"device {word!r} is none of {', '.join(DEVICES)}"
        for word in row.get("device", "").split()
        if word not in DEVICES
    ]
    port = row.get("port", "")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) <= HIGHEST):
        wrong.append(f"port {port!r} is no number from 1 to {HIGHEST}")
    return wrong


def _entry(row: dict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {"site": row["site"]}
    if row.get("role"):
        data["role"] = row["role"]
    if words := row.get("device", "").split():
        data["device"] = words[0] if len(words) == 1 else words
    entry: dict[str, Any] = {"hostname": row["address"], "platform": row["platform"]}
    if row.get("port"):
        entry["port"] = int(row["port"])
    return entry | {"groups": [row["site"]], "data": data}
