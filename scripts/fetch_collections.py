"""Puts the collections of `playbooks/collections/requirements.yml` beside Ansible, without Galaxy.

    python scripts/fetch_collections.py

`make` calls it. Galaxy is a second registry, which many school networks do not let through, so the
collections are taken out of the package `ansible`, which PyPI has: three of its hundred, 5 of its
560 MB. Where they are installed already, nothing is fetched.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from sysconfig import get_path
from zipfile import ZipFile

# Its collections work with every release of ansible-core from 2.16 on.
PACKAGE = "ansible==12.3.0"
SHA256 = "cd156f82fa87f7a899212b0efa9f7ca3a24d609212de9f78428a572eb01e5414"
ROOT = "ansible_collections"
NEEDED = ("cisco/ios", "ansible/netcommon", "ansible/utils")


def missing() -> list[str]:
    """Collections that are not there."""
    known = [Path(place) for place in sys.path]
    return [name for name in NEEDED if not any((p / ROOT / name).is_dir() for p in known)]


def download(folder: Path) -> Path:
    """The wheel, if it is the one that is meant."""
    wanted = folder / "package.txt"
    wanted.write_text(f"{PACKAGE} --hash=sha256:{SHA256}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    exact = ["--no-deps", "--only-binary", ":all:", "--require-hashes"]
    subprocess.run([*pip, *exact, "--dest", str(folder), "-r", str(wanted)], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def main() -> None:
    """Fetch what is missing."""
    if not missing():
        return
    heads = tuple(f"{ROOT}/{name}/" for name in NEEDED)
    with tempfile.TemporaryDirectory() as folder, ZipFile(download(Path(folder))) as wheel:
        wheel.extractall(get_path("purelib"), [n for n in wheel.namelist() if n.startswith(heads)])


if __name__ == "__main__":
    main()
