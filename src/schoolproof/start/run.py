"""`schoolproof init`: everything is written and loaded in a trial copy first, then put in place."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from schoolproof.collect.keep import Keeper
from schoolproof.collect.reasons import CollectError
from schoolproof.errors import ConfigError, InventoryError, UserError
from schoolproof.files import write_atomic
from schoolproof.inventory import Project
from schoolproof.inventory.calendar import load_calendar
from schoolproof.inventory.hosts import SAFE_NAME
from schoolproof.inventory.registers import load_registers
from schoolproof.inventory.sites import PHASES as SITE_PHASES
from schoolproof.sanitise import load_key
from schoolproof.sanitise.keyfile import FILE as KEY
from schoolproof.start.found import Ask, Found, host_name, read_folder
from schoolproof.start.hosts import groups_text, hosts_text
from schoolproof.start.place import place, there, trial
from schoolproof.start.site import site_draft
from schoolproof.start.skeleton import skeleton

HOSTS = "inventory/hosts.yaml"
PHASES: tuple[str, ...] = get_args(SITE_PHASES)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for. Empty or None: by itself, or a person is asked."""

    site: str = ""
    name: str = ""
    phase: str | None = None
    folder: Path | None = None
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, what was there and stayed as it was, and the devices that were found."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    hosts: tuple[str, ...]
    site: str


def begin(root: Path, wish: Wish, ask: Ask | None = None) -> Made:
    """Make a school's repository, or add what one lacks. No file that is there is changed.

    Args:
        root: its folder; made when it is missing.
        wish: what for.
        ask: asks a person; None where nobody is there.

    Raises:
        UserError: bad input; then nothing was written.
    """
    root = root.resolve()
    if root.exists() and not root.is_dir():
        raise UserError("this is a file: name a folder", path=root)
    is_new = not there(root, HOSTS)
    if wish.folder is not None and not is_new:
        msg = "devices stand here already: add others with schoolproof inventory import and collect"
        raise UserError(msg, path=root / HOSTS)
    slug = _slug(root, wish)
    name = wish.name or slug.replace("-", " ").title()
    phase = _phase(wish, ask) if is_new or wish.site else None
    found = [] if wish.folder is None else read_folder(wish.folder, wish.platform, ask)
    texts = skeleton(slug, name) | {
        HOSTS: hosts_text(slug, found),
        "inventory/groups.yaml": groups_text(slug),
    }
    if phase is not None:
        texts[f"inventory/sites/{slug}.yaml"] = site_draft(slug, name, phase, found)
    with trial(root) as stage:
        return _put(stage, root, texts, found, slug)


def _slug(root: Path, wish: Wish) -> str:
    if not wish.site:
        return host_name(root.name).lower()
    if not SAFE_NAME.fullmatch(wish.site):
        msg = f"--site {wish.site!r}: letters, digits, dot, dash and underscore only"
        raise UserError(msg)
    return wish.site


def _phase(wish: Wish, ask: Ask | None) -> str:
    """The phase decides which demands bind, so it is never guessed."""
    phase = wish.phase
    if phase is None and ask is not None:
        phase = ask(f"Which phase ({', '.join(PHASES)})?").strip()
    if phase not in PHASES:
        said = "the school's phase is needed" if phase is None else f"{phase!r} is no phase"
        msg = f"{said}: say --phase with one of {', '.join(PHASES)}"
        raise UserError(msg)
    return phase


def _put(stage: Path, root: Path, texts: dict[str, str], found: list[Found], slug: str) -> Made:
    for folder in ("inventory", "policies"):  # what is there is judged with the rest, never moved
        if (root / folder).is_dir():
            shutil.copytree(root / folder, stage / folder)
    for name, text in texts.items():
        if not there(root, name):
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            write_atomic(stage / name, text)
            if text.startswith("#!"):
                (stage / name).chmod(0o755)  # a program, which Ansible starts
    if there(root, KEY):
        load_key(root)  # refuses a link, or a key that can be guessed
        shutil.copyfile(root / KEY, stage / KEY)
    _keep(stage, found)
    _load(stage)
    every = sorted(p.relative_to(stage).as_posix() for p in stage.rglob("*") if p.is_file())
    written = [name for name in every if not there(root, name)]
    ours = {*texts, *(name for name in every if name.startswith("configs/"))}
    written.sort(
        key=lambda name: name == HOSTS
    )  # last, so that a run that was killed can be repeated
    place(stage, root, written)
    kept = sorted(ours - set(written))
    return Made(tuple(written), tuple(kept), tuple(one.name for one in found), slug)


def _keep(stage: Path, found: list[Found]) -> None:
    """Judge each text, take the secrets out, write it, as `collect` does."""
    key = load_key(stage)
    try:
        project = Project(stage)
        keeper = Keeper(project, key)
        for one in found:
            try:
                keeper.keep(project.hosts[one.name], one.raw.text, "", one.day)
            except CollectError as error:
                raise ConfigError(str(error), path=one.file) from None
    except InventoryError as error:
        raise _without(stage, error) from None


def _load(stage: Path) -> None:
    """What was written must load, together with what was there."""
    try:
        project = Project(stage)
        load_calendar(stage, {slug: site.path for slug, site in project.sites.items() if site.path})
        load_registers(stage, project.sites)
    except InventoryError as error:
        raise _without(stage, error) from None


def _without(stage: Path, error: InventoryError) -> InventoryError:
    return InventoryError(f"nothing was written: {str(error).replace(f'{stage}/', '')}")
