"""(Re)writes the reference files of platform samples, for a person to review in `git diff`.

    python scripts/accept.py                        # all
    python scripts/accept.py cisco_ios              # one platform
    python scripts/accept.py cisco_ios whole-switch # one sample

A reference file is only as good as its review: read what changed before committing it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.platforms.samples import Sample, samples  # noqa: E402  needs the path above


def accept(sample: Sample) -> list[str]:
    """Write the reference files that differ and return their names."""
    changed = []
    for name, text in sample.references().items():
        path = sample.folder / name
        if not path.exists() or path.read_bytes().decode() != text:
            path.write_bytes(text.encode())
            changed.append(name)
    return changed


def main(arguments: list[str]) -> int:
    """Accept the samples that the arguments name."""
    chosen = [
        sample
        for sample in samples()
        if arguments in ([], [sample.platform], [sample.platform, sample.case])
    ]
    if not chosen:
        print(f"no sample is called {' '.join(arguments)}; see tests/platforms/")
        return 2
    for sample in chosen:
        for name in accept(sample):
            print(f"wrote {sample.folder.relative_to(ROOT)}/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
