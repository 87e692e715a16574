"""Rules that list applications: each application is a condition of its own."""

from __future__ import annotations

from schoolproof.flows.firewalls.objects import SURE
from schoolproof.flows.sets.conditions import LIST, STATE, UNREAD, Conditions, Literals
from schoolproof.model.firewall import Firewall
from schoolproof.model.policies import FirewallPolicy

STANDARD = "application-default:"  # heads the name of a service that is an application's own
EACH_ON_ITS_OWN = "condition:each application on its standard ports"  # of a rule for any of them
ON_ITS_PORT = "the application is on its standard port"
OTHERS = "all but"  # heads names of services: every service that is none of these
Pair = tuple[tuple[str, ...], Literals]


def by_application(
    policy: FirewallPolicy, firewall: Firewall, conditions: Conditions, *, each: bool
) -> list[Pair]:
    """Services and a condition for each application of a rule that lists only applications.

    Packets of a well-known protocol surely exist. What else a vendor calls an application is a
    list that it keeps. An application's standard ports hold for itself alone. `each`: some rule of
    the firewall is for any application on its standard ports, so it matters who is on them.
    """
    services = policy.services if "services" in policy.lines else ()
    known = firewall.known_applications if "known_applications" in firewall.lines else ()
    head = f"{STANDARD}{policy.vdom}/" if policy.vdom else STANDARD
    if EACH_ON_ITS_OWN in policy.internet_services:
        return _each_on_its_own((f"{head}any",), conditions)
    listed = policy.url_categories and not own_sites(policy, firewall)
    if not policy.applications or policy.app_categories or listed:
        return [(services, SURE)]
    found = []
    for name in policy.applications:
        kind = STATE if name in known else LIST
        literal = conditions.literal(f"the application is {name}", kind)
        foreign = {f"{head}{other}" for other in policy.applications if other != name}
        own = tuple(service for service in services if service not in foreign)
        at_home = each and own and all(service.startswith(head) for service in own)
        more = {conditions.literal(ON_ITS_PORT, STATE)} if at_home else set()
        found.append((own, frozenset((literal, *more))))
    return found


def _each_on_its_own(known: tuple[str, ...], conditions: Conditions) -> list[Pair]:
    """A rule for any application on its standard ports.

    On the port of a well-known one somebody uses it, and somebody another one. Which applications
    have other ports is for the vendor to say.
    """
    used = conditions.literal(ON_ITS_PORT, STATE)
    other = conditions.literal("some application has this standard port", UNREAD)
    return [(known, frozenset((used,))), ((OTHERS, *known), frozenset((other,)))]


def own_sites(policy: FirewallPolicy, firewall: Firewall) -> bool:
    """Whether the rule holds for sites that the school lists itself, and for no others."""
    listed = firewall.own_categories if "own_categories" in firewall.lines else frozenset()
    head = f"{policy.vdom}/" if policy.vdom else ""
    names = policy.url_categories
    return bool(names) and all({name, f"{head}{name}"} & listed for name in names)
