"""Puts controls, standards and template into the wheel; an editable install reads them in place."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface[Any]):
    """Adds `validators/`, `policies/standards/` and `template/` under `schoolproof/data/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling; `version` is `standard` or `editable`."""
        if version == "editable":
            return
        for folder in ("validators", "policies/standards", "template"):
            build_data["force_include"][folder] = f"schoolproof/data/{folder}"
