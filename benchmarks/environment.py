"""The environment of the measured commands."""

from __future__ import annotations

import os

# An installed package has its bytecode; so have all sides here, whatever the shell says.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "SCHOOLPROOF_KEY": "a key for benchmarks only",
    "GIT_AUTHOR_NAME": "bench",
    "GIT_AUTHOR_EMAIL": "bench@example.org",
    "GIT_COMMITTER_NAME": "bench",
    "GIT_COMMITTER_EMAIL": "bench@example.org",
}
