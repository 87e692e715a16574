"""`schoolproof plan`: what would make the devices agree with Git, and what would undo it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schoolproof.cli.common import day, emit
from schoolproof.errors import UserError

if TYPE_CHECKING:
    from schoolproof.drift.model import Apart, Observed
    from schoolproof.inventory import Host, Project
    from schoolproof.inventory.calendar import Answer


def plan(  # noqa: PLR0913, PLR0917  one option each
    host: Annotated[list[str] | None, typer.Option(help="Only this host.")] = None,
    site: Annotated[list[str] | None, typer.Option(help="Only this site.")] = None,
    base: Annotated[
        str | None, typer.Option(help="Plan from the state that this revision accepted.")
    ] = None,
    observed: Annotated[
        Path | None, typer.Option(help="Folder of collected texts; without it devices are asked.")
    ] = None,
    accepted: Annotated[
        str | None, typer.Option(help="Where to: a Git revision, or `working`. HEAD if not said.")
    ] = None,
    fmt: Annotated[str, typer.Option("--format", help="console, json or markdown.")] = "console",
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    allow_lockout: Annotated[
        list[str] | None, typer.Option(help="Plan this host although it may lock you out.")
    ] = None,
    collector: Annotated[
        str | None, typer.Option(help="The address from which devices are reached.")
    ] = None,
    today: Annotated[str | None, typer.Option(help="Judge as of this day (YYYY-MM-DD).")] = None,
) -> None:
    """Plan changes. Exit 0: nothing to do, 1: something to do, 2: a device is refused."""
    from schoolproof.apply.plan import Request, make_plan  # noqa: PLC0415  start-up stays quick
    from schoolproof.cli.plan_view import FORMATS, render  # noqa: PLC0415
    from schoolproof.drift.folder import read_folder  # noqa: PLC0415
    from schoolproof.drift.run import WORKING, selected  # noqa: PLC0415
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415

    if fmt not in FORMATS:
        msg = f"there is no format {fmt!r}; known are {', '.join(FORMATS)}"
        raise UserError(msg)
    if base is not None and observed is not None:
        raise UserError("--base and --observed both say where from: give one of them")
    as_of = day(today)
    project = Project(find_root(Path.cwd()))
    chosen = selected(project, tuple(site or ()), tuple(host or ()))
    texts: dict[str, Observed] = {}
    apart: tuple[Apart, ...] = ()
    if observed is not None:
        texts, apart = read_folder(project, observed, chosen)
    elif base is None:
        texts, apart = _ask_devices(project, chosen)
    request = Request(
        tuple(site or ()),
        tuple(host or ()),
        accepted=accepted or (WORKING if base else "HEAD"),
        base=base or "",
        allow_lockout=frozenset(allow_lockout or ()),
        account=_account(project),
        sources={one.name: _source(one, collector) for one in chosen},
        apart=apart,
    )
    made = make_plan(project, texts, request, today=as_of)
    emit(render(fmt, made, _windows(project, {one.site for one in chosen})), output)
    raise typer.Exit(made.exit_code)


def _windows(project: Project, sites: set[str]) -> dict[str, Answer]:
    """Whether the change window of each site is open now."""
    from schoolproof.inventory.calendar import load_calendar  # noqa: PLC0415  start-up stays quick

    calendar = load_calendar(
        project.root, {slug: str(one.path) for slug, one in project.sites.items()}
    )
    now = datetime.now(UTC)
    return {site: calendar.ask(site, now) for site in sorted(sites)}


def _ask_devices(
    project: Project, hosts: list[Host]
) -> tuple[dict[str, Observed], tuple[Apart, ...]]:
    from schoolproof.cli.drift import _ask_devices as ask  # noqa: PLC0415  one way to ask

    return ask(project, hosts)


def _account(project: Project) -> str:
    """The name that devices are logged in with, where it is no secret of a vault."""
    import os  # noqa: PLC0415  start-up stays quick

    from schoolproof.inventory.yaml import load_yaml  # noqa: PLC0415

    path = project.root / "inventory" / "defaults.yaml"
    data = load_yaml(path) if path.is_file() else None
    named = data.get("username") if isinstance(data, dict) else ""
    return os.environ.get("SCHOOLPROOF_USERNAME") or str(named or "")


def _source(host: Host, given: str | None) -> str:
    """The address from which a device is reached: given, in the inventory, or this machine's.

    A connected UDP socket tells it without sending anything.
    """
    import socket  # noqa: PLC0415  start-up stays quick
    from ipaddress import ip_address  # noqa: PLC0415

    named = given or str(host.data.get("collector", ""))
    if named:
        try:
            return str(ip_address(named))
        except ValueError:
            msg = f"the collector's address {named!r} of {host.name} is no IP address"
            raise UserError(msg) from None
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((str(ip_address(host.address)), 22))
            return str(probe.getsockname()[0])
    except (OSError, ValueError):
        return ""
