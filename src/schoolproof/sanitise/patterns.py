r"""What is secret on every platform. Platforms add their own rules, which are tried first.

These rules read words that mean the same everywhere, and shapes that only secrets have. They
err on the side of taking too much; `harmless_words.txt` lists what may follow `password`.
Repeats are bounded, so that one very long line cannot hold up the rest.
"""

from __future__ import annotations

import re

from schoolproof.platforms.secret_rules import VALUE, rule
from schoolproof.sanitise.data import words

HARMLESS = "|".join(re.escape(w) for w in sorted(words("harmless_words"), key=len, reverse=True))
NOT_A_WORD = rf"(?!(?:{HARMLESS})(?![\w-]))"
NOT_MARKUP = r"(?!<)"  # `Password:</label>` in a replacement page
NAMES = (
    r"(?:(?!no-)(?:\w{1,20}-){0,4}(?:password|passwd|passphrase|passcode|secret)\d?|pwd|psksecret|psk"
    r"|pre-?shared-?key"
    r"|encryption-key|private-?key|api-?key|access-?key|key-string|key-value"
    r"|(?:access|auth|api)-?token)"
)
KINDS = (
    *((digit, f"type{digit}") for digit in ("0", "4", "5", "6", "7", "8", "9", "10")),
    ("enc", "enc"),
    ("sha1", "sha1"),
    ("sha256", "sha256"),
    ("plaintext", "clear"),
)
KIND_WORD = r"(?:\d{1,2}|enc|sha1|sha256|plaintext|ciphertext|encrypted|hash|ascii|hex)"
CRYPT = {  # what stands between the first two $ of a hash
    "1": "type5",
    "5": "sha256crypt",
    "6": "sha512crypt",
    "8": "type8",
    "9": "type9",
    "14": "type14",
    "2a": "bcrypt",
    "2b": "bcrypt",
    "2y": "bcrypt",
}
PARAMETERS = r"(?:\w{0,40}(?:token|key|secret|pass(?:word)?|pwd)|auth|sig|signature|code|sas)"
KNOWN_TOKENS = (
    r"eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?|gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}"
    r"|xox[abeoprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}"
    r"|[sr]k_live_\w{16,}"
)

GENERAL = (
    # `password 7 …`, `secret ENC …`, then without the kind
    rule(
        rf"(?<![\w.-]){NAMES}:? +(?P<kind>{KIND_WORD}) +{NOT_A_WORD}{VALUE}",
        "clear",
        "pass",
        "pwd",
        "psk",
        "secret",
        "key",
        "token",
        kinds=KINDS,
    ),
    rule(
        rf"(?<![\w.-]){NAMES}(?: is)? +{NOT_A_WORD}(?!{KIND_WORD} +\S){VALUE}",
        "clear",
        "pass",
        "pwd",
        "psk",
        "secret",
        "key",
        "token",
    ),
    rule(rf"[?&]{PARAMETERS}=(?P<secret>[^&\s\"'#<>]+)", "token", "?", "&"),
    rule(
        r"\bauthentication-key +(?:\d+ +)?(?:(?:md5|sha[\w-]*|hmac[\w-]*|cmac[\w-]*) +)?"
        rf"(?:[0-8] +)?{VALUE}",
        "key",
        "authentication-key",
    ),
    # `password: …`, `key = …`, as banners, scripts and templates write it
    rule(
        rf"\b(?:{NAMES}|pass|pin|[\w-]{{0,40}}token|[\w-]{{0,40}}key|community)"
        rf"\"? ?[:=](?![:/]) ?{NOT_MARKUP}{VALUE}",
        "clear",
        "pass",
        "pwd",
        "pin:",
        "pin=",
        "pin :",
        "psk",
        "secret",
        "key",
        "token",
        "communit",
    ),
    rule(rf"(?<![\w-])key +(?P<kind>[05-8]) +{NOT_A_WORD}{VALUE}", "key", "key ", kinds=KINDS),
    rule(
        rf"\bsnmp.{{0,200}}?\bcommunity +(?:[0-9] +)?{NOT_A_WORD}(?!\(){VALUE}",
        "community",
        "communit",
    ),
    rule(rf"\bsnmp.{{0,200}}? auth +(?:md5|sha[\w-]*) +{VALUE}", "snmpv3", " auth "),
    rule(
        rf"\bsnmp.{{0,200}}? priv +(?:des|3des|aes[\w-]*)(?: +(?:128|192|256))? +{VALUE}",
        "snmpv3",
        " priv ",
    ),
    rule(r"\b(?-i:ENC) +(?P<secret>[\w+/=]{6,}|\"[^\"]+\")", "enc", "enc "),
    rule(r"(?P<secret>\$\w{1,12}\$[^\s\"']{6,})", "hash", "$"),
    rule(r"://[^\s/:@\"]{0,100}:(?!\d+/)(?P<secret>[^\s\"]+)@", "url", "://"),
    rule(r"(?<![\w/.-])[\w.-]{1,64}:(?P<secret>[^\s:@\"/]{1,200})@[\w-]+\.[\w.-]", "url", "@"),
    rule(r"://[^\s\"]{0,200}?hooks?(?:\.[\w.-]+)?/(?P<secret>[^\s\"<>]+)", "token", "hook"),
    rule(r"/bot(?P<secret>\d+:[\w-]{20,})", "token", "/bot"),
    rule(r"\bbearer +(?P<secret>(?=\S*\d)[\w.~+/=-]{8,})", "token", "bearer "),
    rule(r"\bauthorization: *basic +(?P<secret>[\w+/=-]+)", "token", "authorization"),
    rule(
        rf"(?<![\w-])(?P<secret>{KNOWN_TOKENS})",
        "token",
        *("eyj", "ghp_", "gho_", "ghs_", "ghu_", "ghr_", "github_pat_", "glpat-", "xox"),
        *("akia", "aiza", "sg.", "_live_"),
    ),
)
