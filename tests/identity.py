"""Who commits in the tests' repositories, whatever Git knows of the person who runs them."""

from __future__ import annotations

import os

WHO = {
    "GIT_AUTHOR_NAME": "A School",
    "GIT_AUTHOR_EMAIL": "school@example.org",
    "GIT_COMMITTER_NAME": "A School",
    "GIT_COMMITTER_EMAIL": "school@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
