"""`schoolproof flows`: prove what passes a firewall, or show a packet that does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from schoolproof.cli.common import emit


def flows(  # noqa: PLR0913, PLR0917  one option each
    site: Annotated[str, typer.Option(help="The site.")],
    source: Annotated[str, typer.Option("--from", help="Purposes, with commas between.")] = "pupil",
    target: Annotated[str, typer.Option("--to", help="Purposes, internet, firewall.")] = "internet",
    service: Annotated[str, typer.Option(help="web, dns, any, or tcp/443,udp/53.")] = "any",
    unless: Annotated[str, typer.Option(help="Fine where the rule has web_filter,log …")] = "",
    host: Annotated[str | None, typer.Option(help="This firewall of the site.")] = None,
    explain: Annotated[
        tuple[str, str, str, int] | None,
        typer.Option(help="SRC DST PROTO PORT: which rule decides this packet."),
    ] = None,
    matrix: Annotated[
        bool, typer.Option("--matrix", help="All pairs of purposes at once; also --format svg.")
    ] = False,
    fmt: Annotated[str, typer.Option("--format", help="console or json.")] = "console",
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
) -> None:
    """Prove that no packet passes but as wanted. Exit 0: proven, 1: a packet does, 2: no answer."""
    if matrix:
        from schoolproof.cli.flows_matrix import asked  # noqa: PLC0415  quick start-up

        text, code = asked(site, host, fmt)
        emit(text, output)
        raise typer.Exit(code)
    from schoolproof.cli.flows_ask import Question, ask, explained  # noqa: PLC0415  quick start-up

    question = Question(site, host, source, target, service, unless)
    text, code = explained(question, explain, fmt) if explain else ask(question, fmt)
    emit(text, output)
    raise typer.Exit(code)
