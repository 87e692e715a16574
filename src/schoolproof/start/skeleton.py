"""The files of a thin repository, from `template/` and `playbooks/` in the package."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from string import Template

from schoolproof.check.load import built_in_folder
from schoolproof.inventory.register_files import starter
from schoolproof.inventory.registers import FOLDER, registers
from schoolproof.start.words import flow, remark

RENAMED = {"gitignore": ".gitignore"}  # by its own name it would rule over our template
HOSTS = "inventory/ansible_inventory.py"  # the same devices, for Ansible


def skeleton(slug: str, name: str) -> dict[str, str]:
    """The text of each file by its place in the repository."""
    template = built_in_folder("template")
    words = {
        "slug": slug,
        "name": flow(name),
        "title": remark(name),
        "version": version("schoolproof"),
    }
    texts = {
        RENAMED.get(place, place): Template(text).substitute(words)
        for place, text in _below(template / "school")
    }
    # Workflows and playbooks hold `${{ … }}` and the like, so they are taken as they are.
    texts |= {f".github/{place}": text for place, text in _below(template / ".github")}
    texts |= {f"playbooks/{place}": text for place, text in _below(built_in_folder("playbooks"))}
    texts[HOSTS] = (built_in_folder("inventory") / Path(HOSTS).name).read_text("utf-8")
    return texts | {f"{FOLDER}/{n}.yaml": starter(n, model) for n, model in registers().items()}


def _below(folder: Path) -> list[tuple[str, str]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    paths = sorted(path for path in files if path.parent.name != "__pycache__")
    return [(path.relative_to(folder).as_posix(), path.read_text("utf-8")) for path in paths]
