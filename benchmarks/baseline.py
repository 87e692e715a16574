"""`check --base` on a trust of 2,000 devices: cold, warm, and with one changed file.

Each is a process of its own with one worker, beside a plain `check` of the same trust, so that
shares are of like and like. Figures go to the terminal, and as JSON to the file that is named.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generate import trust

ROOT = Path(__file__).resolve().parents[1]
DEVICES = 2_000
MOST = 0.05  # of the time of judging all, for one changed file
CHANGED = "configs/school-100/school-100-3.cfg"
# An installed package has its bytecode; so have both sides here, whatever the shell says.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "SCHOOLPROOF_KEY": "a key for benchmarks only",
    "GIT_AUTHOR_NAME": "bench",
    "GIT_AUTHOR_EMAIL": "bench@example.org",
    "GIT_COMMITTER_NAME": "bench",
    "GIT_COMMITTER_EMAIL": "bench@example.org",
}


def run(folder: Path, *args: str) -> float:
    """Seconds of one command; what it says is thrown away."""
    start = time.perf_counter()
    subprocess.run(args, cwd=folder, env=ENVIRONMENT, check=False, stdout=subprocess.DEVNULL)  # noqa: S603  our own commands
    return time.perf_counter() - start


def check(folder: Path, *args: str) -> float:
    """Seconds of one `schoolproof check`."""
    command = (sys.executable, "-m", "schoolproof", "check", "--jobs", "1")
    return run(folder, *command, "--format", "github", "--output", str(folder / "out.txt"), *args)


def judged(folder: Path) -> list[dict[str, Any]]:
    """Devices that one more run judges, before the cache knows them."""
    check(folder, "--base", "HEAD", "--also", f"json={folder / 'out.json'}")
    data = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return list(data["base"]["judged"])


def measure(folder: Path) -> dict[str, Any]:
    """The figures."""
    sources = {
        "firewall": ROOT / "configs" / "millbrook" / "mb-fw1.cfg",
        "other": ROOT / "configs" / "millbrook" / "mb-sw1.cfg",
    }
    lines = trust(folder, DEVICES, sources)
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "add", "--all", ".")
    run(folder, "git", "commit", "--quiet", "-m", "first")
    full = check(folder)
    cold = check(folder, "--base", "HEAD")
    path = folder / CHANGED
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(" spanning-tree bpduguard enable\n", "", 1), encoding="utf-8")
    one = check(folder, "--base", "HEAD")
    warm = check(folder, "--base", "HEAD")
    path.write_text(text.replace(" description Room 00001", " description Hall"), encoding="utf-8")
    again = judged(folder)
    assert [row["host"] for row in again] == [path.stem], again
    return {
        "devices": DEVICES,
        "lines": lines,
        "full_s": full,
        "cold_s": cold,
        "one_changed_s": one,
        "nothing_changed_s": warm,
        "share": one / full,
    }


def main() -> None:
    """Measure and print; exit code 1 when one changed file costs more than it may."""
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    print(
        "{devices} devices, {lines} lines: all {full_s:.1f} s; --base cold {cold_s:.1f} s, "
        "one changed file {one_changed_s:.1f} s ({share:.1%} of all), "
        "nothing changed {nothing_changed_s:.1f} s".format(**figures)
    )
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(figures["share"] > MOST)


if __name__ == "__main__":
    main()
