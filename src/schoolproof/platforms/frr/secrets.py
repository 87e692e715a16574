"""Where secrets stand in FRR text.

`password 8 …` is the first eight characters under the old DES function crypt(3), a salt of
two characters before it (FRR source, lib/command.c). It is not Cisco's type 8.
"""

from __future__ import annotations

from schoolproof.platforms.base import SecretRule
from schoolproof.platforms.secret_rules import REST, VALUE, rule

HASHED = (("8", "descrypt"),)
KIND = r"(?:(?P<kind>8) +)?"
FORM = r"(?:md5 +)?"

SECRETS: tuple[SecretRule, ...] = (
    rule(rf"^ *(?:no )?password +{KIND}{REST}", "clear", "password", kinds=HASHED),
    rule(rf"^ *(?:no )?enable +password +{KIND}{REST}", "clear", "enable", kinds=HASHED),
    rule(rf"\bneighbor +\S+ +password +{REST}", "key", "neighbor"),
    rule(rf"\bmpls ldp .{{0,200}}?password +{REST}", "key", "mpls ldp"),
    rule(rf"\bmsdp peer +\S+ +password +{REST}", "key", "msdp"),
    rule(rf"^ *key-string +{REST}", "key", "key-string"),
    rule(rf"\bauthentication-key +{VALUE}", "key", "authentication-key"),
    rule(rf"\bmessage-digest-key +\d+ +md5 +{VALUE}", "key", "message-digest-key"),
    rule(rf"\bauthentication +key-id .{{0,100}}? key +{VALUE}", "key", "key-id"),
    rule(rf"\bip rip authentication string +{REST}", "key", "string"),
    # the word `clear` goes with the secret: left alone behind `password` it would look like one
    rule(r"\b(?:isis|openfabric) +password +(?P<secret>clear +\S+)", "key", "password"),
    rule(rf"\b(?:isis|openfabric) +password +{FORM}{VALUE}", "key", "password"),
    rule(r"^ *(?:area|domain)-password +(?P<secret>clear +\S+)", "key", "-password"),
    rule(rf"^ *(?:area|domain)-password +{FORM}{VALUE}", "key", "-password"),
    rule(rf"\bnhrp +authentication +{VALUE}", "key", "nhrp"),
)
