"""Writes what follows from the models of the registers: JSON Schemas, and starter files.

Run it after changing a model: `.venv/bin/python scripts/registers.py`.
"""

from __future__ import annotations

from pathlib import Path

from schoolproof.inventory.register_files import starter, write_schemas
from schoolproof.inventory.registers import registers

ROOT = Path(__file__).parents[1]
STARTERS = ROOT / "template" / "registers"


def main() -> None:
    """Write them all."""
    write_schemas(ROOT)
    STARTERS.mkdir(parents=True, exist_ok=True)
    for name, model in registers().items():
        (STARTERS / f"{name}.yaml").write_text(starter(name, model), encoding="utf-8")


if __name__ == "__main__":
    main()
