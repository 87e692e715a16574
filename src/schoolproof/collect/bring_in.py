"""`collect --from DIR`: exports through the same judge and the same sanitising."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from schoolproof.collect.exports import Export, exports, owner, unhide
from schoolproof.collect.faults import reason_of
from schoolproof.collect.keep import Keeper
from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Outcome, Report
from schoolproof.collect.reasons import CollectError, Reason
from schoolproof.collect.run import failure, select
from schoolproof.collect.state import clear_leftovers, only_one
from schoolproof.errors import UserError
from schoolproof.inventory import Host, Project
from schoolproof.sanitise import load_key

Listener = Callable[[Outcome], None]


def bring_in(
    project: Project, folder: Path, options: Options, listen: Listener = lambda _outcome: None
) -> Report:
    """Import a folder of texts. Hosts without a file keep what they have.

    Raises:
        UserError: no folder, nothing selected, or no file belongs to any host.
    """
    start = time.monotonic()
    with only_one(project.root):
        clear_leftovers(project.root)
        hosts = select(project, options)
        files, strangers = _by_host(folder, hosts, list(project.hosts.values()))
        if not files:
            raise UserError("no file here is named like a host of the inventory", path=folder)
        keeper = Keeper(project, load_key(project.root), dry_run=options.dry_run)
        outcomes = []
        for host in hosts:
            if host.name in files:
                outcomes.append(_one(keeper, host, files[host.name]))
                listen(outcomes[-1])
    missing = [host.name for host in hosts if host.name not in files]
    notes = [f"{name}: no host of the inventory is called so; not imported" for name in strangers]
    notes += [f"{name}: there is no file for this host" for name in missing]
    seconds = round(time.monotonic() - start, 1)
    return Report(tuple(outcomes), notes=tuple(notes), dry_run=options.dry_run, seconds=seconds)


def _by_host(
    folder: Path, hosts: list[Host], everyone: list[Host]
) -> tuple[dict[str, list[Export]], list[str]]:
    chosen = {host.name for host in hosts}
    files: dict[str, list[Export]] = {}
    strangers = []
    for export in exports(folder):
        host = owner(export.name, everyone)
        if host is None:
            strangers.append(export.name)
        elif host.name in chosen:
            files.setdefault(host.name, []).append(export)
    return files, strangers


def _one(keeper: Keeper, host: Host, files: list[Export]) -> Outcome:
    try:
        if len(files) > 1:
            names = ", ".join(file.name for file in files)
            raise CollectError(Reason.FILE, f"more than one file is named like it: {names}")  # noqa: TRY301  one way out
        file = files[0]
        text, hidden = unhide(file.read().replace("\r\n", "\n"))
        today = datetime.now(UTC).date()
        status = keeper.keep(host, text, "", min(file.day, today))
    except CollectError as error:
        return failure(host, error)
    except Exception as error:  # noqa: BLE001  one file must not lose the others
        return failure(host, reason_of(error))
    remark = f"from {file.name} of {file.day}"
    if hidden:
        remark += (
            f"; another tool took {hidden} secrets out before we could judge them, so they count "
            "as weak"
        )
    return Outcome(host.name, host.site, host.platform, status, remark=remark)
