"""Which policies are on, and nothing else: quick enough for every past text of a firewall."""

from __future__ import annotations

from schoolproof.model import Device
from schoolproof.parse import ConfigTree
from schoolproof.platforms.fortinet.firewall import key6
from schoolproof.platforms.fortinet.policies import is_policy_based
from schoolproof.platforms.fortinet.reading import Reading

TABLES = ("firewall policy", "firewall policy6", "firewall security-policy")


def rule_states(tree: ConfigTree) -> dict[str, bool]:
    """By the keys of the model's table; where a VDOM has two tables, those of the one that acts."""
    reading = Reading(tree, Device())
    found: dict[str, bool] = {}
    for path in TABLES:
        for block in reading.blocks(path):
            if is_policy_based(reading, block.vdom) is path.endswith("security-policy"):
                six = path.endswith("6")
                for entry in block.edits():
                    key = key6(entry, entry.name) if six else entry.key()
                    found[key] = entry.flag("status", default=True)
    return found
