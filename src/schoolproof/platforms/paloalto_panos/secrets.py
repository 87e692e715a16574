"""Where secrets stand in PAN-OS texts: `key value`, `<key>value</key>`, `key value;`.

Values that begin with `-AQ==` are encrypted, but carry a hash of the clear text with them, so the
whole value goes. `phash` is a crypt hash: `$1$` is MD5, `$5$` SHA-256, and one without a sign is
the old DES crypt, in which every device leaves the factory.
"""

from __future__ import annotations

from schoolproof.platforms.base import SecretRule
from schoolproof.platforms.secret_rules import MASK_BEGIN, MASK_END, rule

_MASK = rf"{MASK_BEGIN}\d+{MASK_END}"
_HOLDER = r"\{\{ ?[\w.]+ ?\}\}"
# a value of the set form, of XML, or of braces; not what another rule has taken
VALUE = rf'(?P<secret>{_MASK}|{_HOLDER}|"[^"\n]*"|[^\s<>"\[\];]+)'
BEFORE = r"(?:\s+|>)"
PASSWORDS = (
    r"(?:password|passwd|authpwd|privpwd|bind-password|secure-proxy-password|passphrase"
    r"|(?:[\w]+-)+(?:password|passphrase|pwd))"
)
KEYS = (
    r"(?:(?:\w+-){0,5}(?:secret|secret-key|access-key|override-key|auth-key|api-key|shared-key"
    r"|cookie-key|hmac-key|master-key|encryption-key|authentication-key)"
    r"|pre-shared-key|key-value|collectorsecret|registration-code|token)"
)
NOT_A_VALUE = r"(?!(?:yes|no|enable|disable|none)\b|[<{\[])"

SECRETS: tuple[SecretRule, ...] = (
    rule(
        r"<private-key>(?P<secret>[^<]+)</private-key>",
        "private-key",
        "<private-key>",
        whole_text=True,
    ),
    rule(rf"\bprivate-key{BEFORE}(?!<){VALUE}", "private-key", "private-key"),
    rule(
        r"(?P<secret>-AQ==[\w+/=]+)",
        "enc",
        "-aq==",
        resalted=True,
    ),
    rule(rf"\bphash{BEFORE}(?!\$){VALUE}", "descrypt", "phash"),
    rule(
        rf'\bphash{BEFORE}"?(?P<secret>\$(?P<kind>\w+)\$[^\s<>";]+)',
        "hash",
        "phash",
        kinds=(("1", "type5"), ("5", "sha256crypt"), ("6", "sha512crypt")),
    ),
    rule(rf"\bsnmp-community-string{BEFORE}{NOT_A_VALUE}{VALUE}", "community", "snmp-community"),
    rule(rf"\bv2c\s+(?:community|string)\s+{VALUE}", "community", "v2c"),
    rule(rf"<community>{VALUE}", "community", "<community>"),
    rule(rf"\bpre-shared-key\s+key\s+{VALUE}", "psk", "pre-shared-key"),
    rule(rf"<key>{VALUE}", "psk", "<key>"),
    rule(
        rf"^\s*key\s+{VALUE}",
        "psk",
        "key ",
        section=r"\bpre-shared-key\b",
    ),
    rule(
        rf"(?<![\w-])(?:authpwd|privpwd){BEFORE}{NOT_A_VALUE}{VALUE}",
        "snmpv3",
        "authpwd",
        "privpwd",
    ),
    rule(rf"(?<![\w-]){PASSWORDS}{BEFORE}{NOT_A_VALUE}{VALUE}", "clear", "passw", "pwd", "phrase"),
    rule(
        rf"(?<![\w-]){KEYS}{BEFORE}{NOT_A_VALUE}(?!key\b){VALUE}",
        "key",
        "secret",
        "key",
        "token",
        "registration-code",
    ),
)
