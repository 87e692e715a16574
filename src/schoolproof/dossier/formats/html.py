"""The report as one page of HTML that opens from a file and asks the network for nothing."""

from __future__ import annotations

from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page import page


def render(dossier: Dossier) -> str:
    """The whole page.

    Raises:
        UserError: the libraries of the `report` extra are missing.
    """
    return page(dossier)
