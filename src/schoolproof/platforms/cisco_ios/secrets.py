"""Where secrets stand in IOS and IOS-XE text, wireless controllers included.

Passwords that IOS takes to the end of the line, blanks included, use REST.
"""

from __future__ import annotations

from schoolproof.platforms.base import SecretRule
from schoolproof.platforms.secret_rules import DIGIT, REST, VALUE, typed

LOGINS = (
    typed(
        r"^ *(?:no )?enable (?:algorithm-type \S+ )?(?:secret|password) (?:level \d+ )?"
        rf"{DIGIT}{REST}",
        "clear",
        "enable",
    ),
    typed(rf"^ *username \S+ (?:.*? )?(?:secret|password) {DIGIT}{REST}", "clear", "username"),
    typed(rf"^ *password (?!encryption ){DIGIT}{REST}", "clear", "password"),
    typed(rf"^ *mgmtuser username \S+ password {DIGIT}{VALUE}", "clear", "mgmtuser"),
    typed(rf"^ *mgmtuser username .*? secret {DIGIT}{VALUE}", "clear", "mgmtuser"),
    typed(rf"^ *dot1x username \S+ password {DIGIT}{VALUE}", "clear", "dot1x username"),
    typed(rf"^ *ip (?:ftp|http client) password {DIGIT}{REST}", "clear", "password"),
    typed(rf"^ *ppp (?:.*? )?(?:password|secret) {DIGIT}{REST}", "clear", "ppp "),
    typed(rf"\bcts (?:.{{0,200}}? )?password (?!default\b|none\b){DIGIT}{VALUE}", "clear", "cts "),
    typed(rf"^ *vtp password {VALUE}", "clear", "vtp "),
    typed(
        rf"^ *event manager environment \S*(?:pass|secret|key|token|communit)\S* {REST}",
        "clear",
        "environment",
    ),
    typed(rf"\bidtoken {VALUE}", "token", "idtoken"),
)
SERVERS = (
    typed(rf"^ *(?:radius|tacacs)-server (?:.*? )?key {DIGIT}{REST}", "key", "-server"),
    typed(rf"^ *server-private .*? key {DIGIT}{REST}", "key", "server-private"),
    typed(rf"\bserver-key {DIGIT}{REST}", "key", "server-key"),
    typed(rf"\bpac key {DIGIT}{REST}", "key", "pac key"),
    typed(
        rf"(?<![\w-])(?:encryption-key|message-auth(?:enticator)?-code-key) {DIGIT}{VALUE}",
        "key",
        "key-wrap",
    ),
    # `key 7 …` of a RADIUS or TACACS+ server or of a VPN group; in a key chain it is a number
    typed(
        rf"^ *key (?!chain |config-key ){DIGIT}{REST}",
        "key",
        "key ",
        section=r"^(?!.*\bkey chain )",
    ),
    typed(rf"\bkey config-key password-encrypt(?:ion)? {VALUE}", "key", "config-key"),
)
SNMP = (
    typed(
        r"\bsnmp-server community (?:(?P<kind>[0-8]) (?=\S+ (?:view|ro|rw|ipv6)\b))?" + VALUE,
        "community",
        "snmp-server c",
    ),
    # after `version 3` stands a user, and user names stay
    typed(
        r"\bsnmp-server host \S+ (?:vrf \S+ )?(?:(?:traps|informs) )?(?:version (?:1|2c) )?"
        rf"(?!(?:version|vrf|traps|informs)\b){VALUE}",
        "community",
        "snmp-server h",
    ),
    typed(rf"\bsnmp mib community-map {VALUE}", "community", "community-map"),
)
VPN = (
    typed(rf"\bcrypto isakmp key {DIGIT}{VALUE}", "psk", "isakmp key"),
    typed(
        rf"\bpre-shared-key (?:address|hostname) .{{0,200}}? key {DIGIT}{REST}", "psk", "pre-shared"
    ),
    typed(
        r"\bpre-shared-key (?:local |remote )?(?!(?:address|hostname|local|remote) )(?:hex )?"
        + DIGIT
        + REST,
        "psk",
        "pre-shared",
    ),
    typed(rf"\baggressive-mode password {DIGIT}{VALUE}", "psk", "aggressive-mode"),
    typed(rf"\bsession-key .{{0,200}}?\bcipher {VALUE}", "key", "session-key"),
    typed(rf"\bsession-key .{{0,200}}?\bauthenticator {VALUE}", "key", "session-key"),
    typed(rf"\bsession-key (?:in|out)bound ah \d+ {VALUE}", "key", "session-key"),
    typed(
        rf"\bcrypto key (?:im|ex)port \S+ \S+ pem (?:terminal|url \S+) (?:3?des )?{VALUE}",
        "clear",
        "crypto key",
    ),
)
ROUTING = (
    typed(rf"^ *key-string {DIGIT}{REST}", "key", "key-string"),
    typed(
        r"\bntp authentication-key \d+ (?:md5|sha\w*|hmac-\S+|cmac-\S+) "
        rf"{VALUE}(?: (?P<kind>\d+))?",
        "key",
        "ntp auth",
    ),
    typed(rf"(?<!ntp )\bauthentication-key {DIGIT}{VALUE}", "key", "authentication-key"),
    typed(rf"\bmessage-digest-key \d+ md5 {DIGIT}{VALUE}", "key", "message-digest-key"),
    typed(rf"\bauthentication md5 key-string {DIGIT}{VALUE}", "key", "key-string"),
    typed(
        rf"^ *(?:standby|vrrp|glbp) (?:.*? )?authentication (?:text )?(?!md5 |text ){VALUE}",
        "key",
        "authentication",
    ),
    typed(rf"\bauthentication mode hmac-sha-256 {DIGIT}{VALUE}", "key", "hmac-sha-256"),
    typed(rf"\bnhrp authentication {VALUE}", "key", "nhrp"),
    typed(rf"\bisis password {DIGIT}{VALUE}", "key", "isis password"),
    typed(rf"^ *(?:area|domain)-password {DIGIT}{VALUE}", "key", "-password"),
    typed(rf"^ *neighbor \S+ password {DIGIT}{REST}", "key", "neighbor"),
    typed(rf"\bmpls ldp neighbor .{{0,200}}?password {DIGIT}{REST}", "key", "mpls ldp"),
    typed(
        rf"\bmpls ldp (?:.{{0,200}}? )?password (?:fallback|option \d+ for \S+) {DIGIT}{REST}",
        "key",
        "mpls ldp",
    ),
    typed(rf"\bspi \d+ (?:md5|sha1) {DIGIT}{VALUE}", "key", "spi "),
    typed(rf"\bspi \d+ esp (?:3des|des|aes-cbc \d+) {DIGIT}{VALUE}", "key", "spi "),
    typed(rf"\bspi \d+ esp .{{0,200}}? (?:md5|sha1) {DIGIT}{VALUE}", "key", "spi "),
)
WIRELESS = (
    typed(rf"\bset-key (?:ascii|hex) {DIGIT}{VALUE}", "psk", "set-key"),
    typed(rf"\bwpa-psk (?:ascii|hex) {DIGIT}{VALUE}", "psk", "wpa-psk"),
    typed(rf"\bstatic-wep-key .{{0,200}}?(?:ascii|hex) {DIGIT}{VALUE}", "psk", "static-wep-key"),
    typed(rf"\bencryption (?:.{{0,200}}? )?key \d size \S+ {DIGIT}{VALUE}", "psk", "encryption"),
    typed(rf"\bsap pmk {VALUE}", "psk", "sap pmk"),
)

SECRETS: tuple[SecretRule, ...] = (*LOGINS, *SERVERS, *SNMP, *VPN, *ROUTING, *WIRELESS)
