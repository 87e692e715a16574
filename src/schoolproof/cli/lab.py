"""`schoolproof lab`: virtual devices on this machine, over real SSH."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from threading import Event

    from schoolproof.lab import Lab
    from schoolproof.lab.school import Login, Pupil

app = typer.Typer(no_args_is_help=True, help="Virtual devices to try things out on.")


@app.callback()
def _group() -> None:
    """One command stands under `lab`; others may follow."""


@app.command()
def up(
    devices: Annotated[
        int | None, typer.Option(help="How many; the inventory's hosts, again and again.", min=1)
    ] = None,
    faults: Annotated[str, typer.Option(help="Faulty ones, like refused=2,auth=1,slow=5%.")] = "",
    port: Annotated[int, typer.Option(help="First TCP port; 0: any free.", min=0, max=65535)] = 0,
    delay: Annotated[int, typer.Option(help="Milliseconds before each answer.", min=0)] = 0,
    *,
    drift: Annotated[bool, typer.Option(help="Differ from the accepted configurations.")] = True,
) -> None:
    """Start a virtual device for each host of the inventory; runs until Ctrl-C.

    The repository `.schoolproof/lab` is made for them: go there and collect.
    Its login is taken from SCHOOLPROOF_USERNAME, SCHOOLPROOF_PASSWORD and SCHOOLPROOF_ENABLE;
    what is not set there is made up and printed.
    """
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415  start-up stays quick
    from schoolproof.lab import lab  # noqa: PLC0415
    from schoolproof.lab.school import Wanted, write_school  # noqa: PLC0415
    from schoolproof.lab.school import devices as play  # noqa: PLC0415

    project = Project(find_root(Path.cwd()))
    login, news = _login()
    wanted = Wanted(devices, faults, delay / 1000, drift)
    pupils = play(project, login, wanted)
    done = _asked_to_end()
    with lab([pupil.device for pupil in pupils], port=port) as running:
        root = write_school(project, pupils, running)
        _print(pupils, running)
        typer.echo("\nIn another terminal:")
        for line in (f"cd {project.relative(root)}", *news, "schoolproof collect"):
            typer.echo(f"  {line}")
        typer.echo("Ctrl-C ends the lab.")
        done.wait()


def _login() -> tuple[Login, list[str]]:
    """What opens the devices, and the lines that tell a shell of it where it is new."""
    import secrets  # noqa: PLC0415  start-up stays quick

    from schoolproof.lab.school import Login  # noqa: PLC0415

    names = {
        "SCHOOLPROOF_USERNAME": "schoolproof",
        "SCHOOLPROOF_PASSWORD": secrets.token_urlsafe(12),
        "SCHOOLPROOF_ENABLE": secrets.token_urlsafe(12),
    }
    values = [os.environ.get(name) or new for name, new in names.items()]
    news = [f"export {name}={new}" for name, new in names.items() if not os.environ.get(name)]
    return Login(*values), news


def _print(pupils: list[Pupil], running: Lab) -> None:
    from rich.console import Console  # noqa: PLC0415  start-up stays quick
    from rich.table import Table  # noqa: PLC0415

    table = Table("device", "platform", "port", "fault", "differs")
    for pupil in pupils:
        device = pupil.device
        differs = "; ".join(change.what for change in pupil.changes)
        place = str(running.port(device.name))
        table.add_row(device.name, device.platform, place, device.fault or "", differs)
    console = Console()
    console.print(table, width=None if console.is_terminal else 120)


def _asked_to_end() -> Event:
    """Set by Ctrl-C, or when somebody asks this process to end."""
    from threading import Event  # noqa: PLC0415  start-up stays quick

    done = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    return done
