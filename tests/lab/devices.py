"""Virtual devices of the example trust, and Netmiko's way to them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from netmiko import BaseConnection, ConnectHandler

from schoolproof.lab import Lab, LabDevice
from schoolproof.lab.made_up import with_secrets
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, sanitise

ROOT = Path(__file__).parents[2]
CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "changes.yaml").read_text(encoding="utf-8")
)
LOGIN = {"username": "tester", "password": "let-the-tester-in"}
ENABLE = "and-let-it-work"
LONG = 2000  # lines


def text_of(platform: str) -> str:
    """A configuration of at least 2,000 lines with secrets in it."""
    case = CASES[platform]
    plain = (ROOT / case["config"]).read_text(encoding="utf-8")
    if "longer" in case:
        mark, more = case["longer"]["before"], case["longer"]["text"]
        rest = "".join(more.format(n=n) for n in range(LONG, LONG + LONG // more.count("\n")))
        plain = plain.replace(f"\n{mark}", f"\n{rest}{mark}", 1)
    assert plain.count("\n") > LONG
    return with_secrets(plain, platform)


def device(platform: str, **settings: Any) -> LabDevice:
    """One virtual device, called as its platform."""
    enable = ENABLE if platform in {"cisco_ios", "hp_procurve"} else None
    terms: dict[str, Any] = {"enable_secret": enable, **LOGIN, **settings}
    return LabDevice(platform, platform, text_of(platform), **terms)


def connect(running: Lab, platform: str, **settings: Any) -> BaseConnection:
    """Netmiko's own driver at its default settings, in privileged mode."""
    terms = {**LOGIN, "secret": ENABLE, **settings}
    found = ConnectHandler(
        device_type=CASES[platform].get("driver", platform),
        host="127.0.0.1",
        port=running.port(platform),
        **terms,
    )
    if platform == "cisco_ios":
        found.enable()
    return found


def collected(connection: BaseConnection, platform: str, *, wait: float = 30) -> str:
    """What the device says its configuration is."""
    return str(connection.send_command(CASES[platform]["show"], read_timeout=wait))


def tidy(text: str, platform: str) -> str:
    """Without heading, volatile lines and blank ends: the bytes that must be the same."""
    volatile = platform_named(platform).volatile
    text = re.sub(r"\A\s*Running configuration:\n", "", text.replace("\r\n", "\n"))
    kept = [line for line in text.split("\n") if not any(p.search(line) for p in volatile)]
    return "\n".join(kept).strip()


def clean(text: str, platform: str) -> str:
    """Tidy and sanitised: re-salted secrets look the same."""
    raw = RawConfig(tidy(text, platform), source=platform)
    return sanitise(raw, platform_named(platform), b"a key for tests only").text
