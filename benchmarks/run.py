"""`make bench`: how fast configurations are judged, beside ciscoconfparse2 in the same run.

(a) One text: sanitise + parse + facts + every control, against ciscoconfparse2's bare load.
(b) A trust of 1,000 devices and about a million lines: devices a second, memory, two processes.
Medians of several rounds, the two taking turns. Figures go to the terminal, and as JSON to
the file that is named as an argument.
"""

from __future__ import annotations

import json
import math
import os
import platform as machine
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from ciscoconfparse2 import CiscoConfParse
from generate import access_stack, trust

from schoolproof.check.judge import Place, judge
from schoolproof.check.load import find_controls
from schoolproof.check.read import read_config
from schoolproof.model import PortPlan, Site
from schoolproof.platforms import platform_named

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_000, 10_000, 50_000)
ROUNDS = {1_000: 9, 10_000: 5, 50_000: 3}
DEVICES = 1_000
ROW = "  {lines:>6} lines  ours {ours_s:.3f} s  peer {peer_s:.3f} s  ratio {ratio:.2f}"


def timed(work: Callable[[], Any]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def judge_text(text: str) -> int:
    """All that `schoolproof check` does with one text; returns the number of findings."""
    platform = platform_named("cisco_ios")
    read = read_config(text, platform, b"a key for benchmarks only")
    site = Site(slug="bench", name="bench", phase="secondary")
    read.device.put(None, site=site, ports=PortPlan(), role="access", classes=platform.classes)
    place = Place("bench", "bench", "bench.cfg", read, platform)
    found = 0
    for control in find_controls():
        if control.scope == "device" and control.speaks_of(platform.classes, "access"):
            inputs = {"device": read.device, "site": site, "params": dict(control.params)}
            found += len(judge(control, inputs, place).findings)
    return found


def one_text() -> dict[str, Any]:
    """(a): seconds for ours and for the peer, their ratio, and how ours grows with the size."""
    judge_text(access_stack("warm-up", 1_000))
    rows = []
    for size in SIZES:
        text = access_stack("sw1", size)
        lines = text.splitlines()
        ours, theirs = [], []
        for _ in range(ROUNDS[size]):
            ours.append(timed(lambda text=text: judge_text(text)))
            theirs.append(timed(lambda lines=lines: CiscoConfParse(lines, syntax="ios")))
        row = {"lines": len(lines), "ours_s": median(ours), "peer_s": median(theirs)}
        row["ratio"] = row["ours_s"] / row["peer_s"]
        rows.append(row)
        print(ROW.format(**row))
    first, last = rows[0], rows[-1]
    growth = math.log(last["ours_s"] / first["ours_s"]) / math.log(last["lines"] / first["lines"])
    print(f"  growth exponent {growth:.2f}")
    return {"sizes": rows, "growth": growth}


def fleet() -> dict[str, Any]:
    """(b): the whole trust with one process and with two."""
    sources = {
        "firewall": ROOT / "configs" / "millbrook" / "mb-fw1.cfg",
        "other": ROOT / "configs" / "millbrook" / "mb-sw1.cfg",
    }
    with tempfile.TemporaryDirectory() as folder:
        lines = trust(Path(folder), DEVICES, sources)
        times = {jobs: check(Path(folder), jobs) for jobs in (1, 2)}
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures = {
        "devices": DEVICES,
        "lines": lines,
        "seconds": times[1],
        "devices_per_second": DEVICES / times[1],
        "two_processes": times[1] / times[2],
        "peak_mib": peak,
    }
    print(
        "  {devices} devices, {lines} lines: {devices_per_second:.0f} devices a second, "
        "peak {peak_mib:.0f} MiB, two processes {two_processes:.2f} x".format(**figures)
    )
    return figures


def check(folder: Path, jobs: int) -> float:
    """Seconds of one `schoolproof check` as a process of its own."""
    command = [sys.executable, "-m", "schoolproof", "check", "--jobs", str(jobs)]
    command += ["--format", "json", "--output", str(folder / "out.json")]
    environment = {**os.environ, "SCHOOLPROOF_KEY": "a key for benchmarks only"}
    return timed(lambda: subprocess.run(command, cwd=folder, env=environment, check=False))  # noqa: S603  our own command


def main() -> None:
    """Run both and print."""
    print("(a) one text, ciscoconfparse2 beside us")
    figures: dict[str, Any] = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {machine.python_version()}",
        "one_text": one_text(),
    }
    print("(b) a trust")
    figures["fleet"] = fleet()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
