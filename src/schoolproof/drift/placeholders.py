"""Names for secrets in commands: Git holds no secret, so a person's vault must."""

from __future__ import annotations

import re

from schoolproof.model.secret import TOKEN

# the word before it that says how the device stores it, which a new value does not have
STORED = re.compile(rf"(?:\bENC |(?<= )\d )?{TOKEN.pattern}(?: 7$)?")
NOISE = re.compile(r"[^A-Za-z0-9]+")
LONGEST = 60  # characters of a name


class Placeholders:
    """Gives each secret of a device one name, made of what stands around it."""

    def __init__(self) -> None:
        self.tokens: dict[str, str] = {}

    def hide(self, text: str, path: tuple[str, ...] = ()) -> str:
        """The command with `{{ secrets.name }}` for each token."""
        if "<redacted:" not in text:
            return text

        def name(found: re.Match[str]) -> str:
            given = self._name((*path, text[: found.start()]), found.group(0))
            return f"{{{{ secrets.{given} }}}}"

        return STORED.sub(name, text)

    def _name(self, words: tuple[str, ...], stored: str) -> str:
        plain = TOKEN.sub("", " ".join(words)).replace("set ", " ").replace("config ", " ")
        base = NOISE.sub("_", plain.replace("edit ", " ")).strip("_").lower()[-LONGEST:]
        name = base = base.strip("_") or "secret"
        count = 1
        while self.tokens.setdefault(name, stored) != stored:
            count += 1
            name = f"{base}_{count}"
        return name
