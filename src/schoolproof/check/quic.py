"""QUIC (UDP 443), which browsers try first and which no web filter reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schoolproof.check.audience import profile_of
from schoolproof.model import Device
from schoolproof.model.firewall import AppControl, FirewallPolicy


def quic_closed(device: Device, policy: FirewallPolicy, params: Mapping[str, Any]) -> bool:
    """Whether application control or the TLS profile of a rule stops QUIC or looks into it.

    Raises:
        UnknownFact: a profile is not in the text.
    """
    apps = profile_of(device, policy, "app_control")
    if apps is not None and _action(apps, params) == "block":
        return True
    tls = profile_of(device, policy, "tls_inspection")
    return tls is not None and "quic" in tls.lines and tls.quic in {"inspect", "block"}


def _action(apps: AppControl, params: Mapping[str, Any]) -> str:
    """Of the entry for QUIC, of that for its category (network services), else of all others."""
    others = apps.categories.get(params["fortinet_category"], apps.other)
    return apps.applications.get(params["fortinet_application"], others)
