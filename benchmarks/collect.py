"""Collecting beside a bare Netmiko thread pool, on the same virtual devices in the same run.

    python benchmarks/collect.py [DEVICES] [MILLISECONDS]

The bare pool logs in, prints the configuration and throws it away: no brake, no host keys, no
judging, no sanitising, no file. Both have as many workers; the devices are a process of their own.
Rounds take turns; the ratio is that of the medians. Then it is said where our time went: seconds of
all devices together, in the last round.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from netmiko import ConnectHandler

from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Report
from schoolproof.collect.run import collect, open_nornir
from schoolproof.collect.stages import Stage
from schoolproof.inventory import Project
from schoolproof.platforms import platform_named

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 20
ROUNDS = 3
LOGIN = {
    "SCHOOLPROOF_USERNAME": "collector",
    "SCHOOLPROOF_PASSWORD": "benchmark only 4711",
    "SCHOOLPROOF_ENABLE": "benchmark only 4712",
    "SCHOOLPROOF_KEY": "benchmark only, no secret",
}


@contextmanager
def lab(folder: Path, devices: int, delay: int) -> Iterator[Project]:
    """The example trust's devices, again and again, in a process of their own."""
    for name in ("inventory", "configs"):
        shutil.copytree(ROOT / name, folder / name)
    command = [sys.executable, "-W", "ignore", "-m", "schoolproof", "lab", "up", "--no-drift"]
    command += ["--devices", str(devices), "--delay", str(delay)]
    with subprocess.Popen(  # noqa: S603  our own command
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        while "Ctrl-C" not in (line := process.stdout.readline()):
            assert line or process.poll() is None, "the lab did not start"
        try:
            yield Project(folder / ".schoolproof" / "lab")
        finally:
            process.terminate()


def ours(project: Project) -> tuple[float, Report]:
    """Seconds for `collect`, everything included, and what came of it."""
    for path in (project.root / "configs").rglob("*.cfg"):
        path.unlink()
    start = time.perf_counter()
    report = collect(project, Options(workers=WORKERS, per_site=WORKERS))
    assert report.exit_code == 0, [o for o in report.outcomes if not o.good]
    return time.perf_counter() - start, report


def stages(report: Report) -> str:
    """Where the time of the devices went, each stage summed over all of them."""
    sums = dict.fromkeys(Stage, 0.0)
    for outcome in report.outcomes:
        for stage, seconds in outcome.stages:
            sums[stage] += seconds
    total = sum(sums.values())
    return "\n".join(f"  {s:24} {sums[s]:8.1f} s {sums[s] / total:6.1%}" for s in Stage)


def bare(project: Project) -> float:
    """Seconds for Netmiko in a thread pool."""
    start = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        sizes = list(pool.map(_one, open_nornir(project).inventory.hosts.values()))
    assert all(size for size in sizes)
    return time.perf_counter() - start


def _one(host) -> int:  # noqa: ANN001  Nornir's host
    session = platform_named(host.platform).session
    with ConnectHandler(
        device_type=session.device_type,
        host=host.hostname,
        port=host.port,
        username=LOGIN["SCHOOLPROOF_USERNAME"],
        password=LOGIN["SCHOOLPROOF_PASSWORD"],
        secret=LOGIN["SCHOOLPROOF_ENABLE"],
        # as ours; FortiOS's driver else takes a key exchange that is slow on the devices' side
        disabled_algorithms={"kex": ["diffie-hellman-group1-sha1"]},
    ) as connection:
        if session.enable and not connection.check_enable_mode():
            connection.enable()
        return len(connection.send_command(session.command, read_timeout=60))


def main(arguments: list[str]) -> int:
    """Run the rounds and print the figures."""
    devices, delay = (int(a) for a in (*arguments[:2], *("200", "300")[len(arguments[:2]) :]))
    os.environ.update(LOGIN)
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    with tempfile.TemporaryDirectory() as name, lab(Path(name), devices, delay) as project:
        for number in range(ROUNDS):
            if number % 2 == 0:
                times["bare"].append(bare(project))
            seconds, report = ours(project)
            times["ours"].append(seconds)
            if number % 2:
                times["bare"].append(bare(project))
            both = f"ours {seconds:.1f} s, bare Netmiko {times['bare'][-1]:.1f} s"
            print(f"  {both}", flush=True)
    print(f"Ours, summed over {devices} devices:\n{stages(report)}")
    middle = {key: median(found) for key, found in times.items()}
    ratio = middle["ours"] / middle["bare"]
    print(f"{devices} devices, {delay} ms a command, {WORKERS} workers: ratio {ratio:.2f}")
    print(json.dumps({"devices": devices, "delay_ms": delay, "workers": WORKERS, **middle}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
