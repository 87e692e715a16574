"""No two schools share a password or key."""

from collections import defaultdict
from collections.abc import Iterator

from schoolproof.check import OK, Finding, Item, control
from schoolproof.model import Holding, Trust


@control(code="CYBER-104", clauses=["CS-3c", "CS-4a", "NS-3b", "WN-4b"], severity="critical")
def check(trust: Trust) -> Iterator[Item]:
    """No secret stands on devices of different schools. The other half of CYBER-004.

    Secrets are compared by their keyed fingerprints; kinds that a device salts anew have none,
    and nothing can be said of them.

    Why it matters: where one password opens every school, one leak opens every school.

    Expected results:
        pass: no fingerprint is seen at more than one school
        fail: one finding for each place of a secret that another school has too
        notapplicable: no secret in the configurations has a fingerprint
    """
    places: defaultdict[str, list[Holding]] = defaultdict(list)
    for holding in trust.secrets:
        if holding.use.secret.fingerprint:
            places[holding.use.secret.fingerprint].append(holding)
    for holdings in places.values():
        sites = {holding.site for holding in holdings}
        if len(sites) < 2:  # noqa: PLR2004  one school only
            yield OK
            continue
        for holding in holdings:
            yield _shared(holding, sites - {holding.site})


def _shared(holding: Holding, others: set[str]) -> Finding:
    use = holding.use
    return Finding(
        use,
        f"{holding.host} has the same secret as a device of {', '.join(sorted(others))}",
        expected="a secret of its own for each school",
        actual="shared",
        line=use.line,
        host=holding.host,
        path=holding.path,
        quote=use.text,
    )
