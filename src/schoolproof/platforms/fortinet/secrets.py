"""Where secrets stand in FortiOS text.

`ENC` values are encrypted anew at each display. Those of administrators begin with the name of
their hash: AK1 (SHA-1), SH2 (SHA-256), PB2 (PBKDF2).
"""

from __future__ import annotations

from schoolproof.platforms.base import SecretRule
from schoolproof.platforms.secret_rules import VALUE, rule

PASSWORDS = (
    r"(?:password\d?|passwd\d?|passphrase|psksecret(?:-remote)?|(?:auth|priv)-pwd"
    r"|seed|sae-password|login-passwd)"
)
# settings named for what they hold; `enable` after one of these switches something
OTHERS = (
    r"(?:[\w-]+-(?:password|passwd|passphrase|secret|pwd|token)\d?|\w+(?:passwd|password)\d?"
    r"|(?:wep|api|md5|ddns|ddns-tsig|secondary|tertiary|access|secret|server|auth|enc|shared"
    r"|primary|client|account|psk)-key\d?|token|community(?:-name)?)"
)

SECRETS: tuple[SecretRule, ...] = (
    rule(
        r"\b(?-i:ENC) (?P<secret>(?P<kind>AK1|SH2|PB2)?[^\s\"]+)",
        "enc",
        "enc ",
        kinds=(("ak1", "ak1"), ("sh2", "sh2"), ("pb2", "pb2")),
        resalted=True,
    ),
    rule(rf"^\s*set psksecret(?:-remote)? (?!(?-i:ENC) ){VALUE}", "psk", "psksecret"),
    rule(rf"^\s*set (?:passphrase|sae-password) (?!(?-i:ENC) ){VALUE}", "psk", "phrase", "sae-"),
    rule(
        rf"^\s*set {PASSWORDS} (?!(?-i:ENC) ){VALUE}",
        "clear",
        "passw",
        "-pwd",
        "seed",
    ),
    rule(
        rf"^\s*set (?:secret|key-string|authkey|enckey) (?!(?-i:ENC) ){VALUE}",
        "key",
        "secret",
        "key",
    ),
    # in the headers of a web request `key` is the header's name
    rule(
        rf"^\s*set key (?!(?-i:ENC) ){VALUE}",
        "key",
        "set key ",
        section=r"^(?!.*\bconfig (?:\w+-)?headers?\b)",
    ),
    rule(
        rf"^\s*set {OTHERS} (?!(?-i:ENC) |\d+:\d+\b|(?:enable|disable)\s*$){VALUE}",
        "clear",
        "pass",
        "secret",
        "-pwd",
        "key",
        "token",
        "communit",
    ),
    rule(
        rf"^\s*set name {VALUE}",
        "community",
        "set name ",
        section=r"\bconfig system snmp community / edit [^/]*$",
    ),
    rule(rf"^\s*set value {VALUE}", "token", "set value ", section=r"\bconfig (?:\w+-)?headers?\b"),
    rule(r"\bauthorization: *(?:basic |bearer )?(?P<secret>[^\s\"]+)", "token", "authorization:"),
)
