"""The first `inventory/hosts.yaml` and `groups.yaml`, from the configurations that were found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import yaml

from schoolproof.check.load import built_in_folder
from schoolproof.start.found import Found
from schoolproof.start.seen import known
from schoolproof.start.words import listed

CONTROLLER = "wireless_controller"


def hosts_text(slug: str, found: list[Found]) -> str:
    """Every device with its platform; its address and role are for people to say."""
    if not found:
        return _form("hosts.yaml") + Template(_form("example.yaml")).substitute(slug=slug)
    return _form("hosts.yaml") + "".join(f"\n{_host(slug, one)}" for one in found)


def groups_text(slug: str) -> str:
    """The school's group."""
    entry = {slug: {"data": {"site": slug}}}
    return _form("groups.yaml") + yaml.safe_dump(entry, sort_keys=False)


def _form(name: str) -> str:
    path: Path = built_in_folder("template") / "draft" / name
    return path.read_text("utf-8")


def _host(slug: str, one: Found) -> str:
    classes = sorted(_classes(one))
    data: dict[str, Any] = {"device": classes[0] if len(classes) == 1 else classes}
    if one.calls_itself and one.calls_itself.lower() != one.name.lower():
        data["hostname"] = one.calls_itself  # so that a later collection knows the device
    entry: dict[str, Any] = {"hostname": one.address} if one.address else {}
    entry |= {"platform": one.platform.name, "groups": [slug], "data": data}
    lines = yaml.safe_dump({one.name: entry}, sort_keys=False, width=float("inf")).splitlines()
    if not one.address:
        lines.insert(1, f"  # hostname: TODO  # {_addresses(one)}")
    return "\n".join([*lines, "    # role: TODO", ""])


def _classes(one: Found) -> set[str]:
    """What the platform is by itself, and a controller too where it has wireless networks."""
    return {*one.platform.classes, *([CONTROLLER] if len(known(one.device, "ssids", ())) else [])}


def _addresses(one: Found) -> str:
    seen = listed(_seen(one))
    return f"its addresses: {seen}" if seen else "no address was seen"


def _seen(one: Found) -> Iterator[str]:
    for port in known(one.device, "interfaces", ()):
        for address in known(port, "addresses", ()):
            if known(port, "enabled", True) and not address.ip.is_link_local:
                yield f"{address.ip} ({port.name})"
