"""Who the device is: name, software, model, the text before login, rules for passwords."""

from __future__ import annotations

import re
from typing import Any

from schoolproof.model.management import Banner, Firmware, PasswordPolicy
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.lines import Lines

IMAGE_VERSION = re.compile(r"\.(\d+\.\d+\.\d+\w*)\.SPA\.")


def state(reading: Reading) -> dict[str, Any]:
    """What this file saw: policies, the users' policies, the version's parts."""
    seen: dict[str, Any] = reading.notes.setdefault("management", {})
    return seen


def major_version(reading: Reading) -> int | None:
    """The first number of `version 17.9`, or None when no line says it."""
    found: int | None = state(reading).get("major")
    return found


@TOP.line(r"hostname (\S+)")
def _hostname(reading: Reading, node: Node, name: str) -> None:
    reading.device.put(node.line, hostname=name.strip('"'))


def _firmware(reading: Reading, line: int) -> Firmware:
    if "firmware" not in reading.device.lines:
        reading.device.put(line, firmware=Firmware(line))
    return reading.device.firmware


@TOP.line(r"version (\d{1,9})(\.\S+)?")
def _version(reading: Reading, node: Node, major: str, rest: str | None) -> None:
    state(reading)["major"] = int(major)
    _firmware(reading, node.line).put(node.line, version=f"{major}{rest or ''}")


@TOP.line(r"boot system (.+)")
def _boot_system(reading: Reading, node: Node, image: str) -> None:
    found = IMAGE_VERSION.search(image)
    if found:
        state(reading).setdefault("image", (found.group(1), node.line))


@TOP.line(r"license udi pid (\S+) sn \S+", r"switch \d+ provision (\S+)")
def _model(reading: Reading, node: Node, model: str) -> None:
    firmware = _firmware(reading, node.line)
    if "model" not in firmware.lines:
        firmware.put(node.line, model=model)


@TOP.line(r"banner login ?(.*)")
def _banner(reading: Reading, node: Node, text: str) -> None:
    delimiter = "^C" if text.startswith("^C") else text[:1]
    shown = text[len(delimiter) :].split(delimiter, 1)[0] if delimiter else ""
    reading.device.put(node.line, banner=Banner(node.line, login=shown.strip()))


TOP.ignore(
    "shown after login, or on lines that are no login",
    r"banner (?:motd|exec|incoming|prompt-timeout|slip-ppp|config-save|text) ?.*",
)

POLICY = Lines()


@TOP.section(r"aaa common-criteria policy (\S+)")
def _criteria(reading: Reading, node: Node, name: str) -> None:
    policy = PasswordPolicy(node.line, min_length=1, complexity=False, expiry_days=0)
    state(reading).setdefault("policies", {})[name] = policy
    POLICY.read(node.children, policy, reading.unread)


@POLICY.line(r"min-length (\d{1,9})")
def _length(policy: PasswordPolicy, node: Node, length: str) -> None:
    policy.put(node.line, min_length=int(length))


@POLICY.line(r"(?:upper-case|lower-case|numeric-count|special-case) (\d{1,9})")
def _classes(policy: PasswordPolicy, node: Node, count: str) -> None:
    if int(count):
        policy.put(node.line, complexity=True)


@POLICY.line(r"lifetime (day|month|year) (\d{1,9})")
def _lifetime(policy: PasswordPolicy, node: Node, unit: str, count: str) -> None:
    days = {"day": 1, "month": 30, "year": 365}[unit]
    policy.put(node.line, expiry_days=days * int(count))


POLICY.ignore(
    "rules that no control asks for",
    r"(?:no )?(?:max-length|char-changes|char-repetition|consecutive-letters) ?\d*",
    r"(?:no )?restrict-consecutive-letters",
    r"copy \S+",
)


@TOP.line(r"security passwords min-length (\d{1,9})")
def _min_length(reading: Reading, node: Node, length: str) -> None:
    policy = PasswordPolicy(node.line, min_length=int(length), complexity=False, expiry_days=0)
    state(reading)["minimum"] = policy


def settle(reading: Reading) -> None:
    """Turn what was seen into the facts that need the whole text."""
    _settle_version(reading)
    reading.device.default(banner=Banner(None, login=""))
    reading.device.default(password_policy=_effective_policy(reading))


def _settle_version(reading: Reading) -> None:
    """The boot image says the exact release when it belongs to the train that runs.

    `version 17.9` names the train only. An image of another train is what starts next, not what
    runs, and is left alone.
    """
    image = state(reading).get("image")
    if not image or "firmware" not in reading.device.lines:
        return
    firmware, (exact, line) = reading.device.firmware, image
    if "version" in firmware.lines and _train(exact) == _train(firmware.version):
        firmware.put(line, version=exact)


def _train(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version)[:2])


def _effective_policy(reading: Reading) -> PasswordPolicy:
    """A common-criteria policy acts only on the accounts that name it."""
    seen = state(reading)
    policies: dict[str, PasswordPolicy] = seen.get("policies", {})
    named: set[str | None] = set(seen.get("user policies", {}).values())
    bound = [policies[name] for name in named if name in policies]
    if bound and len(bound) == len(named):
        return min(bound, key=lambda policy: policy.min_length)
    none = PasswordPolicy(None, min_length=0, complexity=False, expiry_days=0)
    minimum: PasswordPolicy = seen.get("minimum", none)
    return minimum
