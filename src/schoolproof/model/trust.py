"""All schools of a repository, as far as controls compare them with each other."""

from __future__ import annotations

from dataclasses import dataclass

from schoolproof.model.device import SecretUse
from schoolproof.model.site import Site


@dataclass(frozen=True, slots=True)
class Holding:
    """A secret, and the device that holds it."""

    site: str
    host: str
    path: str
    use: SecretUse


@dataclass(frozen=True, slots=True)
class Trust:
    """Sites by slug, and every secret by its token: never a secret's text."""

    sites: dict[str, Site]
    secrets: tuple[Holding, ...]
