"""No password or key is a maker's default or weak."""

from collections.abc import Iterator

from schoolproof.check import OK, Finding, Item, control
from schoolproof.model import Device, SecretUse

SAYS = {
    "default": "a secret is one that the maker gives to every device, or that everybody knows",
    "weak": "a secret is short or made of common words",
}


@control(code="CYBER-004", clauses=["CS-3c", "CS-4a", "NS-3b", "WN-4b"], severity="critical")
def check(device: Device) -> Iterator[Item]:
    """No account is without a password, and no secret is a default or weak.

    How good a secret is was judged when the text was sanitised: shorter than 12 characters, few
    different ones, common words, the shipped list of makers' defaults. Secrets that several
    schools share are the business of `no_shared_secrets_between_sites`.

    Why it matters: defaults are the first thing that anybody tries, and lists of them are public.

    Expected results:
        pass: every secret in the text is good as far as its form lets anybody tell
        fail: one finding for each secret that is a default or weak, and for each account without
            a password; a weak SNMP community is a finding of `snmp_v3_only` only
        notapplicable: there is no secret in the text
    """
    for user in device.users if "users" in device.lines else ():
        if "hash_kind" in user.lines and user.hash_kind == "none":
            line = user.lines["hash_kind"] or user.line
            yield Finding(user, "the account has no password", line=line)
    for use in device.secrets:
        strength = use.secret.strength
        if strength == "ok" or (strength == "weak" and _is_community(use)):
            yield OK
        else:
            yield Finding(use, SAYS[strength], "a secret of its own", strength, line=use.line)


def _is_community(use: SecretUse) -> bool:
    return use.secret.kind == "community"
