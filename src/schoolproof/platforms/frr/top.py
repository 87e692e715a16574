"""What is common to all readers of FRR text: the top-level table and the state while reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from schoolproof.model import Device
from schoolproof.parse import Node
from schoolproof.platforms.lines import Lines

TOP = Lines()


@dataclass(slots=True)
class Reading:
    """State while one text is read: facts go to `device`; `notes` holds what is settled last."""

    device: Device
    unread: list[Node] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
