"""What exists: hosts, sites and where their accepted configurations are."""

from schoolproof.inventory.hosts import Host
from schoolproof.inventory.project import Project, find_root, read_text

__all__ = ["Host", "Project", "find_root", "read_text"]
