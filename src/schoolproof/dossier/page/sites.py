"""The schools of a report: their names, and the short words by which filters know them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page.text import ident, listed, number


@dataclass(frozen=True, slots=True)
class Sites:
    """All schools in order. `names`: slug → name."""

    names: dict[str, str]

    @classmethod
    def of(cls, dossier: Dossier) -> Sites:
        """The schools of a dossier."""
        return cls({site.slug: site.name or site.slug for site in dossier.status.sites})

    def __len__(self) -> int:
        return len(self.names)

    def name(self, slug: str) -> str:
        """A school's name; what is no school keeps its word, the trust is every school."""
        return self.names.get(slug, slug) if slug else self.everywhere

    @property
    def everywhere(self) -> str:
        """Words for the whole."""
        return {1: "the school", 2: "both schools"}.get(
            len(self), f"all {number(len(self))} schools"
        )

    def every(self, names: Iterable[str]) -> list[str]:
        """Names of devices and of schools, the schools in their long form."""
        return [self.names.get(name, name) for name in names]

    def keys(self, slugs: Iterable[str]) -> str:
        """The value of `data-site`; what belongs to the trust belongs to every school."""
        found = set(slugs)
        if not found or "" in found:
            found = set(self.names)
        return " ".join(ident(slug) for slug in sorted(found))

    def words(self, slugs: Iterable[str], most: int = 4) -> str:
        """`Hill and Quay`, or `all 3 schools`."""
        found = set(slugs)
        if not found or "" in found or found >= set(self.names):
            return self.everywhere
        ordered = [name for slug, name in self.names.items() if slug in found]
        ordered += sorted(found - set(self.names))
        return listed(ordered, most)
