"""The vendor-neutral model: devices, sites, and the facts that hold of them."""

from schoolproof.model.device import Device, SecretUse
from schoolproof.model.facts import Facts, Table, line_of, read
from schoolproof.model.interface import ALL_VLANS, Interface
from schoolproof.model.secret import Secret, secret_in
from schoolproof.model.site import USER_PURPOSES, Network, PortPlan, Site
from schoolproof.model.trust import Holding, Trust
from schoolproof.model.walk import count, plain

__all__ = [
    "ALL_VLANS",
    "USER_PURPOSES",
    "Device",
    "Facts",
    "Holding",
    "Interface",
    "Network",
    "PortPlan",
    "Secret",
    "SecretUse",
    "Site",
    "Table",
    "Trust",
    "count",
    "line_of",
    "plain",
    "read",
    "secret_in",
]
