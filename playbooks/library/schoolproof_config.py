#!/usr/bin/python
"""Ansible module: bring one device to the state of an approved plan, or say what that would take.

It runs on the machine that runs Ansible and reaches the device over SSH with Netmiko, whatever the
platform. All work is done by the package `schoolproof`, which must be installed beside Ansible.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: schoolproof_config
short_description: Bring a device to the state of an approved plan
description:
  - Compares the device with the state that the plan was made from, changes it under its own timer,
    proves the result in a new session, and puts it back when the proof fails.
  - Secrets come from the environment or from inventory/secrets.yaml; they are never parameters.
options:
  root: {description: The school repository., type: path, required: true}
  plan: {description: The plan's file., type: path, required: true}
  host: {description: The device; without it only the plan is checked., type: str}
  reason: {description: Break-glass. Why it cannot wait., type: str, default: ''}
  approver: {description: Break-glass. Who allowed it., type: str, default: ''}
  past: {description: The plan leads to a past commit., type: bool, default: false}
  minute: {description: Seconds of a device's minute; for tests., type: float, default: 60}
author: [schoolproof]
"""
EXAMPLES = r"""
- name: Bring the device to the planned state
  schoolproof_config:
    root: "{{ playbook_dir | dirname }}"
    plan: plans/2026-11-25.json
    host: "{{ inventory_hostname }}"
"""
RETURN = r"""
end: {description: How it ended., type: str, returned: with a host}
why: {description: Why so., type: str, returned: with a host}
commands: {description: What was typed. Secrets by name., type: list, returned: with a host}
devices: {description: The devices to change in order., type: list, returned: without a host}
"""
ARGUMENTS: dict[str, dict[str, Any]] = {
    "root": {"type": "path", "required": True},
    "plan": {"type": "path", "required": True},
    "host": {"type": "str"},
    "reason": {"type": "str", "default": ""},
    "approver": {"type": "str", "default": ""},
    "past": {"type": "bool", "default": False},
    "minute": {"type": "float", "default": 60.0},
}


def main() -> None:
    """Run the module."""
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    try:
        from schoolproof.errors import SchoolproofError  # noqa: PLC0415  a sentence when it is missing
    except ImportError:
        module.fail_json(msg="the package schoolproof is not installed beside Ansible")
        return
    try:
        outcome = _device(module) if module.params["host"] else _plan(module)
    except SchoolproofError as error:
        module.fail_json(msg=str(error))
        return
    if outcome.pop("failed", False):
        module.fail_json(**outcome)
    module.exit_json(**outcome)


def _terms(module: AnsibleModule) -> tuple[Any, Any]:
    from schoolproof.apply.run import Terms  # noqa: PLC0415  see main
    from schoolproof.inventory import Project  # noqa: PLC0415

    given = module.params
    root = Path(given["root"]).resolve()
    terms = Terms(
        root / given["plan"],
        dry=module.check_mode,
        past=given["past"],
        reason=given["reason"],
        approver=given["approver"],
        minute_s=given["minute"],
    )
    return Project(root), terms


def _plan(module: AnsibleModule) -> dict[str, Any]:
    from schoolproof.apply.run import clear  # noqa: PLC0415  see main

    project, terms = _terms(module)
    cleared = clear(project, terms)
    names = [device.host for device in cleared.plan.changing]
    return {"changed": False, "devices": names, "hash": cleared.digest}


def _device(module: AnsibleModule) -> dict[str, Any]:
    from schoolproof.apply.carry import Result  # noqa: PLC0415  see main
    from schoolproof.apply.run import apply_host, look_host  # noqa: PLC0415
    from schoolproof.cli.apply_link import SshLink  # noqa: PLC0415

    project, terms = _terms(module)
    name = module.params["host"]
    run = look_host if module.check_mode else apply_host
    found = run(project, terms, name, lambda host: SshLink(project, host))
    if not isinstance(found, Result):
        commands = list(found.commands)
        return {"changed": True, "commands": commands, "diff": _diff(commands)}
    commands = list(found.commands) if found.good else []
    return {
        "failed": not found.good,
        "changed": found.good and bool(commands),
        "msg": f"{name}: {found.end}{': ' if found.why else ''}{found.why}",
        "end": str(found.end),
        "why": found.why,
        "commands": commands,
        "diff": _diff(commands),
    }


def _diff(commands: list[str]) -> dict[str, str]:
    return {"prepared": "\n".join([*commands, ""])} if commands else {}


if __name__ == "__main__":
    main()
