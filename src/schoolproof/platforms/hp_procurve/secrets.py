"""Where secrets stand in ArubaOS-Switch text."""

from __future__ import annotations

from schoolproof.platforms.base import SecretRule
from schoolproof.platforms.secret_rules import VALUE, rule

NAME = r"(?:\"[^\"\n]*\"|\S+)"
HASHES = (("sha1", "sha1"), ("sha256", "sha256"), ("plaintext", "clear"))
WRAPPED = r"[ \t]*\r?\n[ \t]*(?P<secret>\"[^\"\n]*\")[ \t\r]*$"  # alone on the next line
LOGIN = (
    rf"^[ \t]*password (?:manager|operator|all)(?:\s+user-name\s+{NAME})?"
    r"\s+(?P<kind>sha1|sha256|plaintext)"
)

SECRETS: tuple[SecretRule, ...] = (
    # some firmware breaks the line before the hash
    rule(
        rf"{LOGIN}[ \t]*\r?\n[ \t]*(?P<secret>\"[^\"\n]*\"|[0-9a-f]{{40,64}})[ \t\r]*$",
        "clear",
        "password ",
        kinds=HASHES,
        whole_text=True,
    ),
    rule(
        rf"\bsnmpv3 user .{{0,200}}? (?:auth(?: md5| sha\w*)?|priv(?: des| aes\w*)?){WRAPPED}",
        "snmpv3",
        "snmpv3 user",
        whole_text=True,
    ),
    rule(
        r"\b(?:(?:radius|tacacs)-server .{0,200}?\bkey|encrypted-key|authentication-key"
        rf"|key-(?:string|value)){WRAPPED}",
        "key",
        "-server",
        "-key",
        "key-",
        whole_text=True,
    ),
    rule(rf"{LOGIN}[ \t]+{VALUE}", "clear", "password ", kinds=HASHES, whole_text=True),
    rule(rf"\b(?:radius|tacacs)-server (?:.{{0,200}}? )?key {VALUE}", "key", "-server"),
    rule(rf"\bencrypted-key {VALUE}", "enc", "encrypted-key", resalted=True),
    rule(rf"\bsnmp-server community {VALUE}", "community", "snmp-server c"),
    rule(rf"\bsnmp-server host \S+ community {VALUE}", "community", "snmp-server h"),
    rule(
        r"\bsnmp-server host \S+ "
        rf"(?!(?:community|trap-level|informs?|none|all|debug|not-info|critical)\b){VALUE}",
        "community",
        "snmp-server h",
    ),
    rule(rf"\bsnmpv3 community index {NAME} name {VALUE}", "community", "snmpv3 community"),
    rule(rf"\bsnmpv3 user .{{0,200}}? auth (?!(?:md5|sha)\b){VALUE}", "snmpv3", "snmpv3 user"),
    rule(rf"\bsnmpv3 user .{{0,200}}? priv (?!(?:des|aes)\b){VALUE}", "snmpv3", "snmpv3 user"),
    rule(rf"\bkey-(?:string|value) {VALUE}", "key", "key-string", "key-value"),
    rule(rf"\bauthentication-key {VALUE}", "key", "authentication-key"),
    rule(rf"\bcak {VALUE}", "psk", " cak "),
    rule(rf"\burl-hash-key (?:plaintext |encrypted )?{VALUE}", "key", "url-hash-key"),
    rule(rf"\bpre-shared-key (?:plaintext |hex ){VALUE}", "key", "pre-shared-key"),
)
