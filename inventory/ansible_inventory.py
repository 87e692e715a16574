#!/usr/bin/env python3
"""The hosts of this folder for Ansible: `ansible all -i inventory/ansible_inventory.py …`.

Groups: `site_<site>`, `platform_<platform>`, `ring_<ring>`. Passwords are not part of it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def listing(root: Path) -> dict[str, Any]:
    """What Ansible asks for with `--list`."""
    from schoolproof.apply.plan import ring_of  # noqa: PLC0415  it may have to be looked for
    from schoolproof.inventory import Project  # noqa: PLC0415
    from schoolproof.inventory.yaml import load_yaml  # noqa: PLC0415

    entries = load_yaml(root / "inventory" / "hosts.yaml") or {}
    shared = root / "inventory" / "defaults.yaml"
    defaults = (load_yaml(shared) or {}) if shared.is_file() else {}
    groups: dict[str, Any] = {}
    variables = {}
    for name, host in Project(root).hosts.items():
        own = {**defaults, **(entries.get(name) or {})}
        known = {
            "ansible_host": host.address,
            "ansible_port": own.get("port"),
            "ansible_user": own.get("username"),
        }
        variables[name] = {key: value for key, value in known.items() if value}
        for word in (f"site_{host.site}", f"platform_{host.platform}", f"ring_{ring_of(host)}"):
            group = re.sub(r"\W", "_", word)
            groups.setdefault(group, {"hosts": []})["hosts"].append(name)
    return {"_meta": {"hostvars": variables}, "all": {"children": sorted(groups)}, **groups}


def _elsewhere() -> None:
    """Start again with the repository's own Python, where this one lacks the package."""
    python = ROOT / ".venv" / "bin" / "python"
    if python.is_file() and Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        os.execv(str(python), [str(python), *sys.argv])  # noqa: S606  no shell, fixed words
    sys.exit("the package schoolproof is not installed for this Python")


def main() -> None:
    """Answer `--list` and `--host NAME`; the latter is part of the former."""
    try:
        from schoolproof.errors import SchoolproofError  # noqa: PLC0415  it may have to be looked for
    except ImportError:
        _elsewhere()
        return
    try:
        found = {} if "--host" in sys.argv else listing(ROOT)
    except SchoolproofError as error:
        sys.exit(f"schoolproof: {error}")
    sys.stdout.write(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
