"""From a raw configuration to one that may be written."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from functools import partial

from schoolproof.model.secret import TOKEN, Secret
from schoolproof.platforms import Platform, SecretRule
from schoolproof.sanitise.clean import SanitisedConfig
from schoolproof.sanitise.finder import lines_with
from schoolproof.sanitise.fold import fold
from schoolproof.sanitise.last_scan import leak
from schoolproof.sanitise.masks import Masks
from schoolproof.sanitise.patterns import CRYPT, GENERAL
from schoolproof.sanitise.raw import RawConfig
from schoolproof.sanitise.sections import Sections
from schoolproof.sanitise.strength import SALTED, judge

PLACEHOLDER = re.compile(r"\{\{ ?[\w.]+ ?\}\}")  # of a template: names a secret, holds none
# Looked for in the rest of the text too: long enough, and not a plain word or number.
DISTINCTIVE = re.compile(r"(?=.*[A-Za-z])(?=.*[\d!$%^&*@#?+=~])\S.{6,}\S")

# A name that the device tells everybody stays, even where somebody took it for a password too.
PUBLIC = r'^\s*(?:hostname|username|edit|set hostname|snmp-server user) "?{}(?:["\s]|$)'
LONG = 12  # characters; shorter ones may be a part of another word by chance
HASHED = re.compile(r"\$(\w{1,2})\$")


def sanitise(raw: RawConfig, platform: Platform, key: bytes) -> SanitisedConfig:
    """Put a token in the place of every secret. Doing it twice changes nothing more.

    The platform's own rules go first, because they know a secret's kind best.

    Raises:
        SecretLeakError: the last scan found a survivor. The message says line and detector.
    """
    return _Run(raw, platform, key).clean()


class _Run:
    """One text on its way. Secrets live here and nowhere else."""

    __slots__ = ("_key", "_masks", "_rules", "_sections", "_source", "_text", "count", "seen")

    def __init__(self, raw: RawConfig, platform: Platform, key: bytes) -> None:
        self._key = key
        self._source = raw.source
        text, self.count = fold(raw.text)
        self._masks = Masks()
        self._text = self._masks.hide(text)
        self._rules = (*platform.secrets, *GENERAL)
        self._sections = Sections(self._text, platform)
        self.seen: dict[str, Secret] = {}  # by its text

    def clean(self) -> SanitisedConfig:
        for rule in self._rules:
            if rule.pattern.flags & re.MULTILINE and _hinted(rule, self._text.lower()):
                self._text = rule.pattern.sub(partial(self._token, rule), self._text)
        lines = self._text.split("\n")
        self._lines(lines)
        text = self._echoes("\n".join(lines))
        return SanitisedConfig(self._masks.show(text), self._source, self.count)

    def _lines(self, lines: list[str]) -> None:
        rules = [rule for rule in self._rules if not rule.pattern.flags & re.MULTILINE]
        distinct = list(dict.fromkeys(lines))
        found = lines_with(distinct, {hint for rule in rules for hint in rule.hints})
        wanted = {
            distinct[index]: [r for r in rules if not hints.isdisjoint(r.hints)]
            for index, hints in found.items()
        }
        done: dict[str, str] = {}
        for position, line in enumerate(lines):
            if line not in wanted:
                continue
            if line in done:
                lines[position] = done[line]
                continue
            new, depends = self._line(line, wanted[line], position + 1)
            lines[position] = new
            if not depends:  # what depends on the section is looked at anew in each place
                done[line] = new

    def _line(self, line: str, rules: Iterable[SecretRule], number: int) -> tuple[str, bool]:
        ending = "\r" if line.endswith("\r") else ""
        new, depends = line.removesuffix("\r"), False
        for rule in rules:
            if rule.section is not None:
                if not rule.pattern.search(new):
                    continue
                depends = True
                if not rule.section.search(self._sections.path(number)):
                    continue
            new = rule.pattern.sub(partial(self._token, rule), new)
        return new + ending, depends

    def _token(self, rule: SecretRule, found: re.Match[str]) -> str:
        whole, value = found[0], found["secret"]
        start, end = (place - found.start() for place in found.span("secret"))
        stored = value
        if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
            stored, start, end = value[1:-1], start + 1, end - 1
        elif value.endswith('"') and found.string[: found.start("secret")].count('"') % 2:
            stored, end = value[:-1], end - 1  # the end of a quoted command: cli command "…"
        stored = self._masks.show(stored)
        if not stored or TOKEN.fullmatch(stored) or PLACEHOLDER.fullmatch(stored):
            return whole
        token = self._masks.mask(str(self._secret(rule, found, stored)))
        return f"{whole[:start]}{token}{whole[end:]}"

    def _secret(self, rule: SecretRule, found: re.Match[str], stored: str) -> Secret:
        word = found.groupdict().get("kind") or ""
        kind = dict(rule.kinds).get(word.lower(), rule.kind)
        if hashed := HASHED.match(stored):
            kind = CRYPT.get(hashed[1], kind)
        judged = judge(stored, kind)
        self.count += 1
        fingerprint = None
        if not rule.resalted and kind not in SALTED:
            fingerprint = hmac.new(
                self._key, judged.identity.encode(errors="surrogatepass"), hashlib.sha256
            ).hexdigest()[:8]
        secret = Secret(kind, judged.strength, fingerprint)
        for text in (stored, judged.identity):
            if DISTINCTIVE.fullmatch(text):
                self.seen.setdefault(text, secret)
        return secret

    def _echoes(self, text: str) -> str:
        """Take away the same secrets where they stand again: in a banner, a description."""
        for value in sorted((v for v in self.seen if v in text), key=len, reverse=True):
            if re.search(PUBLIC.format(re.escape(value)), text, re.MULTILINE):
                continue
            mask = self._masks.mask(str(self.seen[value]))
            text, times = re.subn(rf"(?<!\w){re.escape(value)}(?!\w)", mask, text)
            self.count += times
            self._no_part_left(text, value)
        return text

    def _no_part_left(self, text: str, value: str) -> None:
        """A secret inside a longer word cannot be taken away without breaking that word."""
        place = text.find(value) if len(value) >= LONG else -1
        if place >= 0:
            line = text.count("\n", 0, place) + 1
            raise leak(self._source, line, "a secret of another line inside a longer word")


def _hinted(rule: SecretRule, text: str) -> bool:
    return any(hint in text for hint in rule.hints)
