"""Credentials from environment variables.

`SCHOOLPROOF_PASSWORD_<HOST>` stands above `SCHOOLPROOF_PASSWORD_<SITE>`, and that above
`SCHOOLPROOF_PASSWORD`; the same for USERNAME and ENABLE. Names are in capitals, with an
underscore for whatever is neither letter nor digit: host ql-core is QL_CORE.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from schoolproof.collect.credentials import Credentials, Provider, Wanted

ORDER = 10


def provider(_root: Path) -> Provider:
    """The provider; it reads the environment when asked."""
    return _find


def _find(wanted: Wanted) -> Credentials | None:
    password = _value("PASSWORD", wanted)
    username = _value("USERNAME", wanted) or wanted.username
    if not password or not username:
        return None
    return Credentials(username, password, _value("ENABLE", wanted))


def _value(what: str, wanted: Wanted) -> str:
    for name in (f"_{_word(wanted.host)}", f"_{_word(wanted.site)}", ""):
        value = os.environ.get(f"SCHOOLPROOF_{what}{name}")
        if value is not None:
            return value
    return ""


def _word(name: str) -> str:
    return re.sub(r"[^A-Z0-9]", "_", name.upper())
