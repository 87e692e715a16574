"""QUIC (UDP 443), which browsers try first and which no web filter reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schoolproof.check.firewalls.applications import let_through
from schoolproof.check.firewalls.audience import profile_of
from schoolproof.check.vendors import knows, wanted
from schoolproof.model import Device
from schoolproof.model.filters import AppControl
from schoolproof.model.policies import FirewallPolicy


def quic_closed(device: Device, policy: FirewallPolicy, params: Mapping[str, Any]) -> bool:
    """Whether application control or the TLS profile of a rule stops QUIC or looks into it.

    Where rules themselves name applications: whether this one leaves QUIC out, or one above
    refuses it.

    Raises:
        UnknownFact: a profile is not in the text.
    """
    if not knows(device, params, "kinds"):
        names = wanted(device, params, "applications")
        return not any(let_through(device, policy, names, any_port=False))
    apps = profile_of(device, policy, "app_control")
    if apps is not None and _action(device, apps, params) == "block":
        return True
    tls = profile_of(device, policy, "tls_inspection")
    return tls is not None and "quic" in tls.lines and tls.quic in {"inspect", "block"}


def _action(device: Device, apps: AppControl, params: Mapping[str, Any]) -> str:
    """Of the entry for QUIC, of that for its category (network services), else of all others."""
    (kind,), (name,) = wanted(device, params, "kinds"), wanted(device, params, "applications")
    return apps.applications.get(name, apps.categories.get(kind, apps.other))
