"""Text to tree and back, without losing a byte."""

from schoolproof.parse.ranges import port_list, vlan_set, vlan_text
from schoolproof.parse.tree import ConfigTree, Grammar, Node, Role

__all__ = ["ConfigTree", "Grammar", "Node", "Role", "port_list", "vlan_set", "vlan_text"]
