"""The same page on paper: a browser that is on the machine prints it to A4, without a network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page import page
from schoolproof.errors import UserError

NAMES: Final = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
]
PLACES: Final = (  # where installers put a browser without making it a command
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # the page asks for nothing; nothing could answer
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
SECONDS: Final = 180  # a fleet of 200 devices takes a few


def render(dossier: Dossier) -> bytes:
    """The report as PDF.

    Raises:
        UserError: there is no browser, it failed, or the `report` extra is missing.
    """
    return printed(page(dossier, paper=True))


def browser() -> str:
    """The browser's command.

    Raises:
        UserError: there is none.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    found = found or next((place for place in PLACES if Path(place).is_file()), None)
    if found is None:
        raise UserError(
            "PDF needs Chromium, Chrome or Edge on this machine: install one, "
            "or open the HTML format in any browser and print it"
        )
    return found


def printed(html: str) -> bytes:
    """A page of HTML as PDF.

    Raises:
        UserError: there is no browser, or it failed.
    """
    command = browser()
    with tempfile.TemporaryDirectory(prefix="schoolproof-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "report.html", folder / "report.pdf"
        source.write_text(html, encoding="utf-8")
        profile = folder / "profile"
        flags = [*FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={target}"]
        if os.name == "posix" and os.geteuid() == 0:
            flags.append("--no-sandbox")  # Chromium refuses to run as root otherwise
        said = _run([command, *flags, source.as_uri()])
        if not target.is_file():
            last = said.strip().splitlines()[-1:] or ["it said nothing"]
            msg = f"{Path(command).name} wrote no PDF: {last[0]}"
            raise UserError(msg)
        return target.read_bytes()


def _run(command: list[str]) -> str:
    """What it said; all of its processes end with it."""
    with subprocess.Popen(  # noqa: S603  a browser by its path, and our own flags
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=SECONDS)[1]
        except subprocess.TimeoutExpired:
            msg = f"{Path(command[0]).name} did not finish the PDF within {SECONDS} seconds"
            raise UserError(msg) from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
