"""`trend` over sixty commits of the example trust, against checking out and judging each.

Four ways, each with an empty cache: a `git checkout` and `schoolproof check` for every commit; a
`git checkout` and a judging of it within one process, which spares the starts; our `trend`; and our
`trend` once more, when its cache is there. Rounds take turns, figures are medians of seconds.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from environment import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[1]
COMMITS = 60
LEAST = 5.0  # times as fast as checking out and judging each commit
FIRST = datetime(2026, 8, 3, 9, tzinfo=UTC)
# Judges what lies in the folder as of a day, as `check` does, in a process that stays.
EACH = """
import subprocess, sys
from datetime import date
from pathlib import Path
from schoolproof.check.run import Scope, run_check
from schoolproof.inventory import Project
for line in sys.stdin:
    commit, day = line.split()
    subprocess.run(["git", "checkout", "--quiet", commit], check=True)
    run_check(Project(Path.cwd()), Scope(), today=date.fromisoformat(day), jobs=1)
"""


def git(folder: Path, *args: str, at: datetime = FIRST) -> str:
    """What Git says."""
    env = {**ENVIRONMENT, "GIT_COMMITTER_DATE": at.isoformat(), "GIT_AUTHOR_DATE": at.isoformat()}
    command = ["git", "-C", str(folder), *args]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)  # noqa: S603  our own commands
    return done.stdout.strip()


def told(folder: Path) -> list[tuple[str, date]]:
    """The example trust with a change a day: a port, now and then a register or the profile."""
    for name in ("inventory", "configs", "policies"):
        shutil.copytree(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    configs = sorted((folder / "configs").glob("*/*.cfg"))
    found = []
    for number in range(COMMITS):
        at = FIRST + timedelta(days=number)
        if number % 15 == 14:  # noqa: PLR2004  the registers are reviewed once a fortnight
            _change(
                folder / "inventory" / "registers" / "roles.yaml", f"# looked at on {at.date()}"
            )
        elif number % 20 == 19:  # noqa: PLR2004  the policies once in three weeks
            _change(folder / "policies" / "profile.yaml", f"# looked at on {at.date()}")
        elif number:
            _port(configs[number % len(configs)], number)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--allow-empty", "-m", f"day {number}", at=at)
        found.append((git(folder, "rev-parse", "HEAD"), at.date()))
    return found


def _change(path: Path, line: str) -> None:
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def _port(path: Path, number: int) -> None:
    """Another description for one port; what was described is described anew."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    places = [i for i, line in enumerate(lines) if line.lstrip().startswith("description ")]
    places = places or [
        i for i, line in enumerate(lines) if line.lstrip().startswith("set comment")
    ]
    if places:
        place = places[number % len(places)]
        lines[place] = lines[place].rstrip("\n").rstrip('"') + f" {number}"
        lines[place] += '"\n' if lines[place].count('"') % 2 else "\n"
    path.write_text("".join(lines), encoding="utf-8")


def measured(work: Callable[[], None]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(folder: Path, *args: str, stdin: str = "") -> None:
    """One command in a folder; what it says is thrown away. What breaks is not measured."""
    done = subprocess.run(  # noqa: S603  our own commands
        args,
        cwd=folder,
        env=ENVIRONMENT,
        input=stdin,
        text=True,
        check=False,
        stdout=subprocess.DEVNULL,
    )
    assert done.returncode in {0, 1}, done.returncode


def checked_out(folder: Path, commits: list[tuple[str, date]]) -> None:
    """A checkout and a `check` for each commit."""
    check = (sys.executable, "-m", "schoolproof", "check", "--jobs", "1", "--format", "json")
    for commit, day in commits:
        git(folder, "checkout", "--quiet", commit)
        run(folder, *check, "--today", str(day))


def in_one_process(folder: Path, commits: list[tuple[str, date]]) -> None:
    """A checkout and a judging for each commit, without starting anew."""
    run(folder, sys.executable, "-c", EACH, stdin="".join(f"{c} {day}\n" for c, day in commits))


def trend(folder: Path) -> None:
    """Ours."""
    command = (sys.executable, "-m", "schoolproof", "trend", "--every", "commit", "--jobs", "1")
    run(folder, *command, "--format", "json", "--output", str(folder / "trend.json"))


def measure(folder: Path, rounds: int) -> dict[str, float]:
    """Medians, and how many times as fast ours is."""
    commits = told(folder)
    seconds: dict[str, list[float]] = {
        "each_s": [],
        "one_process_s": [],
        "trend_s": [],
        "again_s": [],
    }
    for turn in range(rounds):
        seconds["each_s"].append(measured(lambda: checked_out(folder, commits)))
        seconds["one_process_s"].append(measured(lambda: in_one_process(folder, commits)))
        git(folder, "checkout", "--quiet", commits[-1][0])
        shutil.rmtree(folder / ".schoolproof", ignore_errors=True)
        seconds["trend_s"].append(measured(lambda: trend(folder)))
        seconds["again_s"].append(measured(lambda: trend(folder)))
        points = json.loads((folder / "trend.json").read_text(encoding="utf-8"))["points"]
        assert len(points) == COMMITS, len(points)
        problems = {point["problem"] for point in points} - {""}
        assert not problems, problems
        last = {name: round(times[-1], 1) for name, times in seconds.items()}
        print(f"round {turn + 1}: {last}", file=sys.stderr, flush=True)
    found = {name: statistics.median(times) for name, times in seconds.items()}
    return {
        "commits": COMMITS,
        "rounds": rounds,
        **found,
        "times": found["each_s"] / found["trend_s"],
        "times_one_process": found["one_process_s"] / found["trend_s"],
    }


def main() -> None:
    """Measure and print; exit code 1 when ours is not as quick as it must be."""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3  # noqa: PLR2004  the second word
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), rounds)
    print(
        "{commits} commits: checking out and judging each {each_s:.1f} s, in one process "
        "{one_process_s:.1f} s; trend {trend_s:.1f} s ({times:.1f} and "
        "{times_one_process:.1f} times as fast), once more {again_s:.1f} s".format(**figures)
    )
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(min(figures["times"], figures["times_one_process"]) < LEAST)


if __name__ == "__main__":
    main()
