"""`check --base` on a trust of 2,000 devices: cold, warm, and with one changed file.

Each is a process of its own with one worker, beside a plain `check` of the same trust in the same
format, so that shares are of like and like. The cold cache is measured once, with the first format;
the changed line is another one for each format, so that none finds the verdicts of the one before.
Figures go to the terminal, and as JSON to the file that is named.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from environment import ENVIRONMENT
from generate import trust

ROOT = Path(__file__).resolve().parents[1]
DEVICES = 2_000
MOST = 0.05  # of the time of judging all, for one changed file
CHANGED = "configs/school-100/school-100-3.cfg"
FORMATS = ("github", "json", "sarif")
LINE = " description Room 00001"


def run(folder: Path, *args: str) -> float:
    """Seconds of one command; what it says is thrown away."""
    start = time.perf_counter()
    subprocess.run(args, cwd=folder, env=ENVIRONMENT, check=False, stdout=subprocess.DEVNULL)  # noqa: S603  our own commands
    return time.perf_counter() - start


def check(folder: Path, fmt: str, *args: str) -> float:
    """Seconds of one `schoolproof check`."""
    command = (sys.executable, "-m", "schoolproof", "check", "--jobs", "1")
    return run(folder, *command, "--format", fmt, "--output", str(folder / f"out.{fmt}"), *args)


def build(folder: Path) -> int:
    """The trust, committed; how many lines its configurations have."""
    sources = {
        "firewall": ROOT / "configs" / "millbrook" / "mb-fw1.cfg",
        "other": ROOT / "configs" / "millbrook" / "mb-sw1.cfg",
    }
    lines = trust(folder, DEVICES, sources)
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "add", "--all", ".")
    run(folder, "git", "commit", "--quiet", "-m", "first")
    return lines


def one_changed(folder: Path, fmt: str) -> float:
    """Seconds with one changed file. The run itself says which devices it judged: that one."""
    path = folder / CHANGED
    text = path.read_text(encoding="utf-8")
    assert LINE in text
    path.write_text(text.replace(LINE, f" description Hall for {fmt}"), encoding="utf-8")
    seconds = check(folder, fmt, "--base", "HEAD", "--also", f"scope={folder / 'scope.txt'}")
    path.write_text(text, encoding="utf-8")
    said = (folder / "scope.txt").read_text(encoding="utf-8")
    assert f"its configuration changed: {path.stem}\n" in said, said[:500]
    assert said.count(": school-") == 2, said[:500]  # noqa: PLR2004  this one, and all others
    return seconds


def measure(folder: Path) -> dict[str, Any]:
    """The figures."""
    found: dict[str, Any] = {"devices": DEVICES, "lines": build(folder), "formats": {}}
    for fmt in FORMATS:
        full = check(folder, fmt)
        if "cold_s" not in found:
            found["cold_s"] = check(folder, fmt, "--base", "HEAD")
        one = one_changed(folder, fmt)
        warm = check(folder, fmt, "--base", "HEAD")
        found["formats"][fmt] = {
            "full_s": full,
            "one_changed_s": one,
            "nothing_changed_s": warm,
            "share": one / full,
        }
    return found


def main() -> None:
    """Measure and print; exit code 1 when one changed file costs more than it may."""
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    print(
        "{devices} devices, {lines} lines; --base with a cold cache {cold_s:.1f} s".format(
            **figures
        )
    )
    for fmt, row in figures["formats"].items():
        print(
            f"{fmt}: all {row['full_s']:.1f} s, one changed file {row['one_changed_s']:.2f} s "
            f"({row['share']:.1%} of all), nothing changed {row['nothing_changed_s']:.2f} s"
        )
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(any(row["share"] > MOST for row in figures["formats"].values()))


if __name__ == "__main__":
    main()
