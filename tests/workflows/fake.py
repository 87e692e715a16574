"""Plays the programs that would leave the machine: `gh`, `pip`, and the collector's devices.

Started as `fake.py PROGRAM ARGUMENTS…` by small scripts that stand first on the PATH of a step.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

TEMP = Path(os.environ.get("FAKE_TEMP", "."))


def gh(args: list[str]) -> int:
    """Write the call down, answer what the test prepared; `--jq` is applied by jq itself."""
    with (TEMP / "calls.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(_opened(args)) + "\n")
    called = " ".join(args).replace(" ", "_").replace("/", "_")
    answers = [p for p in (TEMP / "replies").glob("*") if called.startswith(p.name)]
    if not answers:
        return 0
    text = max(answers, key=lambda path: len(path.name)).read_text(encoding="utf-8")
    if text == "refuse":
        sys.stderr.write("gh: refused (HTTP 403)\n")
        return 1
    if "--jq" in args:
        query = ["jq", "-r", args[args.index("--jq") + 1]]
        return subprocess.run(query, input=text, text=True, check=False).returncode
    sys.stdout.write(text)
    return 0


def _opened(args: list[str]) -> list[str]:
    out = []
    for index, arg in enumerate(args):
        key, sign, file = arg.partition("=@")
        if sign:
            out.append(f"{key}={Path(file).read_text(encoding='utf-8')}")
        elif index and args[index - 1] == "--body-file":
            out.append(Path(arg).read_text(encoding="utf-8"))
        else:
            out.append(arg)
    return out


def python(args: list[str]) -> int:
    """Installing is only written down; a virtual environment holds these same programs."""
    if args[:2] == ["-m", "pip"]:
        with (TEMP / "pip.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(args[2:]) + "\n")
        return 0
    if args[:2] == ["-m", "venv"]:
        shutil.copytree(TEMP / "bin", Path(args[-1]) / "bin", dirs_exist_ok=True)
        return 0
    return subprocess.run([sys.executable, *args], check=False).returncode


def ansible_galaxy(args: list[str]) -> int:
    """The real one, which has nothing to fetch: what the file names is installed for the tests."""
    galaxy = Path(sys.executable).with_name("ansible-galaxy")
    return subprocess.run([galaxy, *args], check=False).returncode


def schoolproof(args: list[str]) -> int:
    """The real command, but devices are files: `observed/<site>/<host>.cfg`, else unreachable."""
    if args[0] == "plan":
        args = [*args, "--observed", str(TEMP / "observed")]
    if args[0] != "collect":
        return subprocess.run([sys.executable, "-m", "schoolproof", *args], check=False).returncode
    with (TEMP / "collected.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(args[1:]) + "\n")
    devices = [_device(path) for path in sorted(Path("configs").glob("*/*.cfg"))]
    sys.stdout.write(json.dumps({"schema": "schoolproof/collect/1", "devices": devices}))
    return 1 if any(device["reason"] for device in devices) else 0


def _device(path: Path) -> dict[str, str | None]:
    seen = TEMP / "observed" / path.parent.name / path.name
    device = {"host": path.stem, "site": path.parent.name, "reason": None, "try": None}
    if not seen.is_file():
        return device | {"reason": "timeout", "try": "see whether it answers a ping"}
    path.write_bytes(seen.read_bytes())
    days = path.parent / "collected.json"
    known = json.loads(days.read_text(encoding="utf-8")) if days.is_file() else {}
    known[path.stem] = {"collected": os.environ["FAKE_TODAY"]}
    days.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    return device


def ansible_playbook(args: list[str]) -> int:
    """Changes no device: the call is written down, with its words and the plan."""
    given = json.loads(Path(args[-1].removeprefix("@")).read_text(encoding="utf-8"))
    plan = json.loads(Path(given["plan"]).read_text(encoding="utf-8"))
    with (TEMP / "ansible.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps([args, given, plan]) + "\n")
    sys.stdout.write(os.environ.get("FAKE_SAID", "ok\n"))
    if not os.environ.get("FAKE_UNTOUCHED"):
        records = Path("records")
        records.mkdir(exist_ok=True)
        name = f"{os.environ['FAKE_TODAY']}-{plan['hash'][:16]}.json"
        (records / name).write_text(json.dumps({"plan": plan["hash"]}), encoding="utf-8")
    return int(os.environ.get("FAKE_APPLY", "0"))


if __name__ == "__main__":
    program, *rest = sys.argv[1:]
    programs = {
        "ansible-galaxy": ansible_galaxy,
        "ansible-playbook": ansible_playbook,
        "gh": gh,
        "python": python,
        "python3": python,
        "schoolproof": schoolproof,
    }
    sys.exit(programs[program](rest))
