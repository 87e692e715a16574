"""`make demo`: the example trust, judged the way a school's own repository is judged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-11-25"  # the example's waivers were written for this day


def main() -> int:
    """Run the check and say what to read next."""
    print("Greenfield Learning Trust (fictional): three schools, judged as of", DAY, flush=True)
    command = [str(Path(sys.executable).parent / "schoolproof"), "check", "--today", DAY]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603  our own command
    print("\nRead next")
    print("  a finding explained     .venv/bin/schoolproof controls network_switching/bpdu_guard")
    print("  what a file tells       .venv/bin/schoolproof show configs/quarry-lane/ql-fw1.cfg")
    print("  the same with pytest    .venv/bin/python -m pytest validators/ --today", DAY)
    print("  break something         edit a file in configs/, then .venv/bin/schoolproof check")
    return code


if __name__ == "__main__":
    sys.exit(main())
