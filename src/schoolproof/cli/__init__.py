"""The command line: one module a command, found in this folder; its function has its name."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer

from schoolproof.errors import SchoolproofError

UNUSABLE = 2  # exit code when a command could not do its work
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Proves from network configurations in Git that a school meets the DfE standards.",
)


@app.callback()
def _options() -> None:
    """Shared by all commands."""


def _find_commands() -> None:
    """A module `x` with a function `x` is a command; one with a Typer `app` is a group of them.

    When the first word names one, the others are not imported: that would take a third of a second.
    """
    names = sorted(m.name for m in pkgutil.iter_modules(__path__))
    for found in [name for name in names if name in sys.argv[1:2]] or names:
        module = importlib.import_module(f"{__name__}.{found}")
        group, command = getattr(module, "app", None), getattr(module, found, None)
        if group is not None:
            app.add_typer(group, name=found)
        elif command is not None:
            app.command(found)(command)


def main() -> None:
    """Run the command line; what a person can mend ends in one sentence and exit code 2."""
    _find_commands()
    try:
        app()
    except SchoolproofError as error:
        from schoolproof.report.safe import printable  # noqa: PLC0415  only when it is needed

        sys.stderr.write(f"schoolproof: {printable(str(error))}\n")
        sys.exit(UNUSABLE)
    except BrokenPipeError:
        sys.exit(UNUSABLE)
