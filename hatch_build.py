"""Puts what belongs to the package beside its code into the wheel.

An editable install reads it in place.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = (
    "validators",
    "policies/standards",
    "template",
    "playbooks",
    "inventory/ansible_inventory.py",
)


class DataHook(BuildHookInterface[Any]):
    """Adds `validators/`, `policies/standards/` and `template/` under `schoolproof/data/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling; `version` is `standard` or `editable`."""
        if version == "editable":
            return
        for place in DATA:
            build_data["force_include"][place] = f"schoolproof/data/{place}"
