"""From what fails and what runs out to an ordered plan by term; the rules: docs/roadmap.md."""

from schoolproof.roadmap.model import Roadmap, Step

__all__ = ["Roadmap", "Step"]
