"""How often Python looks for objects that only hold each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 200_000  # that may pile up before rings are looked for, some tens of megabytes


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Verdicts form no rings: looking for some every 700 objects takes a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
