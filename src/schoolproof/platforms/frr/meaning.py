"""When two FRR texts mean the same, and what undoes a line. Tried on FRR 8.4.4."""

from __future__ import annotations

import re

from schoolproof.platforms.base import Meaning
from schoolproof.platforms.frr.rules import REPLACES

MEANING = Meaning(
    keys=re.compile(rf"shutdown|banner motd|{REPLACES.pattern}"),
    negations=(
        (re.compile(r"(description|access-class|ipv6 access-class|hostname) .*"), r"no \1"),
        (re.compile(r"((?:enable )?password) .*"), r"no \1"),
        (re.compile(r"(log (?:syslog|file|stdout|facility|timestamp precision)).*"), r"no \1"),
        (re.compile(r"((?:ip|ipv6) prefix-list \S+ description) .*"), r"no \1"),
        (re.compile(r"exec-timeout .*"), "exec-timeout 10 0"),
    ),
    defaults=re.compile(
        r"line vty(?: / (?:exec-timeout 10 0|login))?|(?:ip|ipv6) forwarding"
        r"|interface [^/]* / (?:no shutdown|link-detect)"
    ),
    identity=(re.compile(r"^frr version (?P<version>\S+)", re.MULTILINE),),
)
