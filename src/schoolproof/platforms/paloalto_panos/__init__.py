"""Palo Alto Networks firewalls with PAN-OS 8.1 to 11.1.

A configuration is read in each of the forms that the device prints: `set` lines (the form to
edit), XML, also inside the answer of its interface for programs, and braces. The readers stand in
the files beside this one and all work on one tree of words; a file may register readers
(`@reader` of `reading`). Rules that Panorama holds are not in a firewall's own text: then what
passes is not known.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from types import ModuleType

from schoolproof.model import Device
from schoolproof.parse import ConfigTree, Node
from schoolproof.platforms.base import Platform, Session
from schoolproof.platforms.paloalto_panos.defaults import DEFAULTS
from schoolproof.platforms.paloalto_panos.fixes import fixes
from schoolproof.platforms.paloalto_panos.grammar import GRAMMAR
from schoolproof.platforms.paloalto_panos.meaning import MEANING
from schoolproof.platforms.paloalto_panos.reading import Reading
from schoolproof.platforms.paloalto_panos.rules import rule_states
from schoolproof.platforms.paloalto_panos.secrets import SECRETS


def _files() -> tuple[ModuleType, ...]:
    """Every file beside this one, by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


FILES = _files()


def read(tree: ConfigTree, device: Device) -> list[Node]:
    """Set the facts of `device`; give back the commands that nobody understood."""
    return Reading(tree, device).run()


platform = Platform(
    grammar=GRAMMAR,
    read=read,
    classes=frozenset({"firewall"}),
    signature=re.compile(
        r"^(?:[ \t]*<config(?: (?:version|urldb)=|>)|[ \t]*<entry name=\"|[ \t]*<response status="
        r"|set (?:config )?(?:deviceconfig|rulebase|vsys \S|network (?:interface|profiles|ike)|zone"
        r"|mgt-config|shared|profiles|profile-group|address|service|application|device-group"
        r"|template|policy panorama) ?"
        r"|[ \t]*(?:mgt-config|deviceconfig|localhost\.localdomain|rulebase) \{)",
        re.MULTILINE,
    ),
    defaults=DEFAULTS,
    fixes=fixes,
    secrets=SECRETS,
    aliases=("panos", "pan_os"),
    comment="#",
    session=Session(
        device_type="paloalto_panos",
        command="show config running",
        errors=re.compile(
            r"(?:Unknown command:|Invalid syntax\.|Server error ?:|Validation Error:"
            r"|Permission denied|Authentication failed|Commit failed|Failed to commit).*"
        ),
        whole=re.compile(r"^[ \t]*(?:</config>|</response>|\}|set \S.*)\s*\Z", re.MULTILINE),
        hostname=re.compile(
            r"^[ \t]*(?:set (?:.* )?deviceconfig system hostname |<hostname>|hostname )"
            r"\"?([^\"\s<;]+)",
            re.MULTILINE,
        ),
        enter="configure",
        commit="commit",
        discard="revert config",
        leave="exit",
        changeable=True,
    ),
    meaning=MEANING,
    rule_states=rule_states,
)
