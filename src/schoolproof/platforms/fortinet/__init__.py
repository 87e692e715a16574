"""FortiGate firewalls with FortiOS 6.4 to 7.6, their wireless controller included.

The readers stand in the files beside this one; each is found by itself. A file may register
readers (`@config`, `@afterwards` of `reading`), fixes (`@fixes` of `fixes`) and may have
`DEFAULTS`, its part of the table of what absent lines mean.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from types import ModuleType

from schoolproof.model import Device
from schoolproof.parse import ConfigTree, Node
from schoolproof.platforms.base import Default, Platform, Safety, Session
from schoolproof.platforms.fortinet.fixes import fixes
from schoolproof.platforms.fortinet.grammar import GRAMMAR
from schoolproof.platforms.fortinet.meaning import MEANING
from schoolproof.platforms.fortinet.reading import Reading
from schoolproof.platforms.fortinet.rule_states import rule_states
from schoolproof.platforms.fortinet.secrets import SECRETS


def _files() -> tuple[ModuleType, ...]:
    """Every file beside this one, by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


FILES = _files()
DEFAULTS: tuple[Default, ...] = tuple(
    row for file in FILES for row in getattr(file, "DEFAULTS", ())
)


def read(tree: ConfigTree, device: Device) -> list[Node]:
    """Set the facts of `device`; give back the commands that nobody understood."""
    return Reading(tree, device).run()


platform = Platform(
    grammar=GRAMMAR,
    read=read,
    classes=frozenset({"firewall"}),
    signature=re.compile(
        r"^(?:#config-version=F|config (?:system |firewall |global$|vdom$|user |router |log |vpn |"
        r"webfilter |dnsfilter |application |ips |antivirus |switch-controller |"
        r"wireless-controller )|[ \t]+next[ \t]*\r?$)",
        re.MULTILINE,
    ),
    defaults=DEFAULTS,
    fixes=fixes,
    secrets=SECRETS,
    aliases=("fortios", "fortigate"),
    volatile=(
        re.compile(r"^#conf_file_ver=\d+$"),
        re.compile(r"^#buildno=\d+$"),
        re.compile(r"(?<=:vdom=\d):user=\S*$"),  # who asked: differs from person to person
    ),
    comment="#",
    end=re.compile(r"end"),
    session=Session(
        device_type="fortinet",
        command="show",  # as a backup has it: what differs from the factory
        errors=re.compile(
            r"(?:Command fail\. Return code|Unknown action \d|command parse error before"
            r"|Permission denied|incomplete command in the end|Login incorrect).*"
        ),
        # the router sections are the last ones of every text
        whole=re.compile(r"^[ \t]*config router \S", re.MULTILINE),
        hostname=re.compile(
            r'^[ \t]*config system global\r?\n(?:[ \t]+.*\n)*?[ \t]+set hostname "?([^"\s]+)',
            re.MULTILINE,
        ),
        # Administration Guide 7.4, "Using configuration save mode". That the switch to the mode
        # is itself undone with the rest was not seen on a real unit.
        safeties=(
            Safety(
                lines=(
                    "config system global",
                    "    set cfg-save revert",
                    "    set cfg-revert-timeout {seconds}",
                    "end",
                ),
                disarm=(
                    "config system global",
                    "    unset cfg-save",
                    "    unset cfg-revert-timeout",
                    "end",
                ),
                confirm=("execute cfg save",),
                revert=("execute cfg reload",),
            ),
        ),
        answers=((re.compile(r"Do you want to continue\? \(y/n\) ?$"), "y"),),
        changeable=True,
    ),
    meaning=MEANING,
    rule_states=rule_states,
)
