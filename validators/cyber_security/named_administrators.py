"""Local accounts are few and belong to somebody."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.model import Device, Site
from schoolproof.model.management import User

GENERIC = ("admin", "administrator", "root", "manager", "support", "cisco", "ubnt")


@control(
    code="CYBER-006",
    clauses=["CS-4d", "CS-4g", "NS-3b", "WN-4b"],
    severity="high",
    params={"max_local": 2, "generic_names": GENERIC},
    certainty="judgement",
)
def check(device: Device, site: Site, params: Mapping[str, Any]) -> Iterator[Item]:
    """Local accounts are few, named, and declared under `accounts:` of the site file.

    Why it matters: "admin" tells nobody who opened the web filter at twenty past eleven, and an
    account without an owner outlives the person who made it.

    Expected results:
        pass: at most two local accounts, each declared as emergency, read-only or service account
        fail: one finding for an account with a name that anybody may have, for a read-only account
            that may change the configuration, and for each account above the number
        unknown: an account is declared nowhere, or the text does not list the accounts
        notapplicable: there is no local account
    """
    count = 0
    for user in device.users:
        local = "remote" not in user.lines or not user.remote
        count += local
        kind = next((k for k, names in site.accounts.items() if user.name in names), None)
        problem = _problem(user, kind, params["generic_names"])
        if problem:
            yield Finding(user, problem, line=user.line, **_demoted(problem))
        elif local and count > params["max_local"]:
            says = f"one local account more than {params['max_local']}"
            yield Finding(user, says, line=user.line)
        elif local and kind is None:
            yield Gap(
                user, f"the account {user.name} is not declared in `accounts` of the site file"
            )
        else:
            yield OK


READ_ONLY = "a read-only account that may change the configuration"


def _problem(user: User, kind: str | None, generic: tuple[str, ...]) -> str:
    if kind is None and user.name.lower() in generic:
        return "a name that anybody may have: it tells nobody who logged in"
    if kind == "read_only" and "administrator" in user.lines and user.administrator:
        return READ_ONLY
    return ""


def _demoted(problem: str) -> dict[str, Any]:
    return {"fact": "administrator", "want": False} if problem == READ_ONLY else {}
