"""`policies/profile.yaml`: what blocks, which parameters differ, what is switched off and why."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from schoolproof.check.control import Control
from schoolproof.check.result import Severity
from schoolproof.errors import InventoryError
from schoolproof.inventory.yaml import Strict, load_model, place_of


class Override(Strict):
    """What a profile changes of one control."""

    params: dict[str, Any] = Field(default_factory=dict)
    severity: Severity | None = None
    not_checked: str = ""  # the reason why


class Planning(Strict):
    """How `schoolproof roadmap` plans."""

    steps_per_term: int = Field(default=10, ge=1)


class Profile(Strict):
    """The whole file. `name`: the trust's; `sites` changes controls for one school."""

    name: str = ""
    fail_on: Severity = Severity.HIGH
    unknown_blocks: bool = False
    evidence_days: int | None = Field(default=None, ge=1)  # age at which evidence is stale
    controls: dict[str, Override] = Field(default_factory=dict)
    sites: dict[str, dict[str, Override]] = Field(default_factory=dict)
    roadmap: Planning = Field(default_factory=Planning)

    @field_validator("fail_on")
    @classmethod
    def _no_info(cls, value: Severity) -> Severity:
        if value is Severity.INFO:
            raise ValueError("low, medium, high or critical; remarks never block")
        return value

    @cached_property
    def _none(self) -> Override:
        return Override()

    def override(self, control: str, site: str) -> Override:
        """What holds for a control at a site: the site's word beats the trust's."""
        general = self.controls.get(control, self._none)
        special = self.sites.get(site, {}).get(control)
        if special is None:
            return general
        return Override(
            params={**general.params, **special.params},
            severity=special.severity or general.severity,
            not_checked=special.not_checked or general.not_checked,
        )


def load_profile(root: Path, controls: tuple[Control, ...]) -> Profile:
    """The profile of a repository; without a file, the defaults.

    Raises:
        InventoryError: an unknown control or parameter, at file:line:column.
    """
    path = root / "policies" / "profile.yaml"
    if not path.is_file():
        return Profile()
    profile = load_model(path, Profile)
    known = {control.id: control for control in controls}
    for name, override in profile.controls.items():
        _check(path, ("controls", name), override, known)
    for site, overrides in profile.sites.items():
        for name, override in overrides.items():
            _check(path, ("sites", site, name), override, known)
    return profile


def _check(path: Path, loc: tuple[str, ...], override: Override, known: dict[str, Control]) -> None:
    name = loc[-1]
    control = known.get(name)
    if control is None:
        raise unknown_control(path, loc, name, known)
    for param in override.params:
        if param not in control.params:
            line, column = place_of(path, (*loc, "params", param))
            near = get_close_matches(param, control.params, n=1) or sorted(control.params)
            hint = f"; it has {', '.join(near)}" if near else "; it has none"
            msg = f"{name} has no parameter {param!r}{hint}"
            raise InventoryError(msg, path=path, line=line, column=column)


def unknown_control(
    path: Path, loc: tuple[int | str, ...], name: str, known: dict[str, Control]
) -> InventoryError:
    """The error for a control that does not exist, with the nearest one."""
    line, column = place_of(path, loc)
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else "; `schoolproof controls` lists all"
    msg = f"there is no control {name!r}{hint}"
    return InventoryError(msg, path=path, line=line, column=column)
