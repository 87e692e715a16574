"""Observed texts from a folder: `<host>.cfg` or `<site>/<host>.cfg`, sanitised in memory.

`<host>.startup.cfg` beside it is what the device has saved.
"""

from __future__ import annotations

from pathlib import Path

from schoolproof.drift.model import Apart, Observed
from schoolproof.drift.run import clean
from schoolproof.errors import SchoolproofError, UserError
from schoolproof.inventory import Host, Project, read_text
from schoolproof.sanitise import load_key

STARTUP = ".startup"


def read_folder(
    project: Project, folder: Path, hosts: list[Host]
) -> tuple[dict[str, Observed], tuple[Apart, ...]]:
    """The texts by host, and files that belong to no host or were refused.

    Raises:
        UserError: there is no such folder, or two files for one host.
    """
    if not folder.is_dir():
        raise UserError("there is no such folder", path=folder)
    key = load_key(project.root)
    wanted = {host.name: host for host in hosts}
    files: dict[str, Path] = {}
    apart = []
    for path in sorted(folder.rglob("*.cfg")):
        name = path.stem
        host = project.hosts.get(name.removesuffix(STARTUP))
        if host is None or path.parent.resolve() not in _places(folder, host):
            apart.append(Apart(name, "", "unknown to the inventory", str(path)))
        elif name in files:
            msg = f"{name} has another text in {files[name]}: keep one of them"
            raise UserError(msg, path=path)
        else:
            files[name] = path
    observed = {}
    for name, host in wanted.items():
        try:
            config = clean(read_text(files[name]), host, key) if name in files else None
            saved = files.get(f"{name}{STARTUP}")
            startup = clean(read_text(saved), host, key) if saved else None
        except SchoolproofError as error:
            apart.append(Apart(name, host.site, "refused", str(error)))
            continue
        if config is not None:
            observed[name] = Observed(config, startup)
    return observed, tuple(apart)


def _places(folder: Path, host: Host) -> set[Path]:
    return {folder.resolve(), (folder / host.site).resolve()}
