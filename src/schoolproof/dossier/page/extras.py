"""What to tell people who installed the package without the report's libraries."""

from __future__ import annotations

from schoolproof.errors import UserError


def missing(library: str) -> UserError:
    """One sentence with the remedy."""
    msg = f"the report as HTML or PDF needs {library}: pip install 'schoolproof[report]'"
    return UserError(msg)
