"""Rules that list applications: each application is a condition of its own."""

from __future__ import annotations

from schoolproof.flows.conditions import LIST, STATE, Conditions, Literals
from schoolproof.flows.objects import SURE
from schoolproof.model.firewall import Firewall, FirewallPolicy

STANDARD = "application-default:"  # heads the name of a service that is an application's own


def by_application(
    policy: FirewallPolicy, firewall: Firewall, conditions: Conditions
) -> list[tuple[tuple[str, ...], Literals]]:
    """Services and a condition for each application of a rule that lists only applications.

    Packets of a well-known protocol surely exist. What else a vendor calls an application is a
    list that it keeps. An application's standard ports hold for itself alone.
    """
    services = policy.services if "services" in policy.lines else ()
    if not policy.applications or policy.app_categories or policy.url_categories:
        return [(services, SURE)]
    known = firewall.known_applications if "known_applications" in firewall.lines else ()
    head = f"{STANDARD}{policy.vdom}/" if policy.vdom else STANDARD
    found = []
    for name in policy.applications:
        kind = STATE if name in known else LIST
        literal = conditions.literal(f"the application is {name}", kind)
        foreign = {f"{head}{other}" for other in policy.applications if other != name}
        own = tuple(service for service in services if service not in foreign)
        found.append((own, frozenset((literal,))))
    return found
