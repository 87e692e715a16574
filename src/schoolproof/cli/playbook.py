"""What the playbooks do, without Ansible: parameters of a task in, the task's result out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from schoolproof.apply.carry import Result
from schoolproof.apply.model import DevicePlan
from schoolproof.apply.run import Terms, apply_host, clear, look_host
from schoolproof.cli.apply_link import SshLink
from schoolproof.inventory import Project
from schoolproof.platforms import platform_named

OVER_SSH = "schoolproof_cli"  # the connection of playbooks/connection_plugins

ARGUMENTS: dict[str, dict[str, Any]] = {  # as Ansible declares the parameters of a task
    "root": {"type": "path", "required": True},
    "plan": {"type": "path", "required": True},
    "host": {"type": "str"},
    "reason": {"type": "str", "default": ""},
    "approver": {"type": "str", "default": ""},
    "past": {"type": "bool", "default": False},
    "minute": {"type": "float", "default": 60.0},
}


def outcome(
    given: dict[str, Any],
    *,
    dry: bool,
    carrier: Callable[[Sequence[str]], None] | None = None,
) -> dict[str, Any]:
    """The result of a `schoolproof_config` task, whose parameters are `ARGUMENTS`.

    `carrier` types the commands in place of Netmiko.

    Raises:
        SchoolproofError: it may not be carried out, or could not be begun.
    """
    root = Path(given["root"]).resolve()
    terms = Terms(
        root / given["plan"],
        dry=dry,
        past=given["past"],
        reason=given["reason"],
        approver=given["approver"],
        minute_s=given["minute"],
    )
    project = Project(root)
    if not given["host"]:
        return _cleared(project, terms)
    return _carried(project, terms, given["host"], carrier)


def _cleared(project: Project, terms: Terms) -> dict[str, Any]:
    """The devices to change, each with the connection over which Ansible types."""
    cleared = clear(project, terms)
    devices = [_connection(device) for device in cleared.plan.changing]
    return {"changed": False, "devices": devices, "hash": cleared.digest}


def _connection(device: DevicePlan) -> dict[str, str]:
    session = platform_named(device.platform).session
    network_os = session.network_os if session else ""
    connection = OVER_SSH if network_os else "local"
    return {"host": device.host, "connection": connection, "network_os": network_os}


def _carried(
    project: Project,
    terms: Terms,
    name: str,
    carrier: Callable[[Sequence[str]], None] | None,
) -> dict[str, Any]:
    def link(host: str) -> SshLink:
        return SshLink(project, host)

    if terms.dry:
        found = look_host(project, terms, name, link)
    else:
        found = apply_host(project, terms, name, link, carrier)
    if not isinstance(found, Result):
        return {"changed": True, "commands": list(found.commands), "diff": _diff(found.commands)}
    commands = found.commands if found.good else ()
    return {
        "failed": not found.good,
        "changed": found.good and bool(commands),
        "msg": f"{name}: {found.end}{': ' if found.why else ''}{found.why}",
        "end": str(found.end),
        "why": found.why,
        "commands": list(commands),
        "diff": _diff(commands),
    }


def _diff(commands: Sequence[str]) -> dict[str, str]:
    return {"prepared": "\n".join([*commands, ""])} if commands else {}
