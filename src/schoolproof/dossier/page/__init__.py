"""The report as one page of HTML that needs nothing else: data in, `page(dossier)` out."""

from schoolproof.dossier.page.build import page

__all__ = ["page"]
