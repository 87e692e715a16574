"""`make demo`: the whole job on a virtual trust: collect, sanitise, check, drift, report.

Everything happens in `.schoolproof/lab`, which Git ignores: the checkout stays as it was.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAB = ROOT / ".schoolproof" / "lab"
DAY = "2026-11-25"  # the example's waivers and registers were written for this day
FAULTS = "refused=1,truncated=1"
COMMAND = [sys.executable, "-m", "schoolproof"]
ENVIRONMENT = {
    **os.environ,
    "SCHOOLPROOF_USERNAME": "schoolproof",
    "SCHOOLPROOF_PASSWORD": secrets.token_urlsafe(12),
    "SCHOOLPROOF_ENABLE": secrets.token_urlsafe(12),
    "GIT_CONFIG_GLOBAL": os.devnull,
}
READY = 60  # seconds in which the lab must have started


def run(*arguments: str, quiet: bool = False) -> int:
    """One schoolproof command in the lab's repository; its exit code."""
    output = subprocess.DEVNULL if quiet else None
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=LAB, env=ENVIRONMENT, check=False, stdout=output
    )
    return done.returncode


def git(*arguments: str) -> None:
    """One Git command in the lab's repository, as nobody in particular."""
    identity = ["-c", "user.name=demo", "-c", "user.email=demo@example.org"]
    command = ["git", *identity, "-c", "commit.gpgsign=false", *arguments]
    subprocess.run(command, cwd=LAB, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)


def start_lab() -> subprocess.Popen[str]:
    """Virtual devices for the example trust, two of them faulty; returns when they listen."""
    shutil.rmtree(LAB, ignore_errors=True)
    lab = subprocess.Popen(
        [*COMMAND, "lab", "up", "--faults", FAULTS],
        cwd=ROOT,
        env=ENVIRONMENT,
        text=True,
        stdout=subprocess.PIPE,
    )
    assert lab.stdout is not None  # noqa: S101  it was asked for
    end = time.monotonic() + READY
    for line in lab.stdout:
        if "Ctrl-C ends the lab" in line:
            return lab
        if time.monotonic() > end:
            break
    lab.terminate()
    raise SystemExit("the lab did not start")


def heading(text: str) -> None:
    """A line that parts one step from the next."""
    print(f"\n=== {text}", flush=True)


def main() -> int:
    """All steps; 0 when each ended as it should."""
    begun = time.monotonic()
    heading("Greenfield Learning Trust (fictional): fourteen virtual devices over real SSH")
    lab = start_lab()
    try:
        git("init", "--quiet")
        git("add", "--all")
        git("commit", "--quiet", "--message", "Accepted state")
        heading("collect: two devices are faulty on purpose, they keep their last good file")
        collected = run("collect", "--timeout", "5")
        heading(f"check: what was collected, judged as of {DAY}")
        checked = run("check", "--today", DAY)
        heading("drift: the live network against what Git accepts")
        drifted = run("drift", "--observed", "configs", "--today", DAY)
        heading("report: the page that senior leaders, technicians and auditors read")
        reported = run("report", "--today", DAY, "--output", "report.html")
    finally:
        lab.terminate()
        lab.wait(timeout=10)
    codes = (collected, checked, drifted, reported)
    closing(codes, time.monotonic() - begun)
    return 0 if codes == (1, 1, 1, 0) else 1


def closing(codes: tuple[int, ...], seconds: float) -> None:
    """What each step said, and what to read next."""
    heading(f"done in {seconds:.0f} seconds")
    for step, code, meaning in (
        ("collect", codes[0], "1: two devices failed, each named with its reason"),
        ("check", codes[1], "1: the drifted devices break standards"),
        ("drift", codes[2], "1: live devices differ from Git"),
        ("report", codes[3], "0: open .schoolproof/lab/report.html in a browser"),
    ):
        print(f"  {step:<8} ended with {code}   ({meaning})")
    print("Read next")
    print("  the accepted state      .venv/bin/schoolproof check --today", DAY)
    print("  a finding explained     .venv/bin/schoolproof controls SWITCH-009")
    print("  what a file tells       .venv/bin/schoolproof show configs/quarry-lane/ql-fw1.cfg")
    print("  the same with pytest    .venv/bin/python -m pytest validators/ --today", DAY)
    print("  what was collected      .schoolproof/lab (git diff shows the drift, sanitised)")


if __name__ == "__main__":
    sys.exit(main())
