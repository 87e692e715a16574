"""Commands that mend what the firewall's own proxies let through."""

from __future__ import annotations

from schoolproof.model import Device
from schoolproof.model.firewall import ExplicitProxy
from schoolproof.model.policies import ProxyPolicy
from schoolproof.platforms.fortinet.fixes import block, delete, fixes, in_vdom


@fixes("proxy_policy.absent")
def remove_proxy_policy(_device: Device, policy: ProxyPolicy, _wanted: object) -> list[str]:
    """Take a rule away; those of old releases stand in a table of another name."""
    old = "proxy" in policy.lines and policy.proxy == "old"
    path = "firewall explicit-proxy-policy" if old else "firewall proxy-policy"
    return in_vdom(policy.vdom, delete(path, policy.number))


@fixes("explicit_proxy.default_accept")
def proxy_end(_device: Device, proxy: ExplicitProxy, wanted: object) -> list[str]:
    """What happens to requests that meet no policy."""
    action = "accept" if wanted else "deny"
    return in_vdom(
        proxy.vdom, block(f"{proxy.kind}-proxy explicit", f"set sec-default-action {action}")
    )
