#!/usr/bin/python
"""Ansible module: bring one device to the state of an approved plan, or say what that would take.

It runs on the machine that runs Ansible and reaches the device over SSH with Netmiko, whatever the
platform. All work is done by the package `schoolproof`, which must be installed beside Ansible.
"""

from __future__ import annotations

import json
import sys

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
devices: {description: The devices in order., type: list, returned: without a host}
"""


def main() -> None:
    """Run the module."""
    try:
        from schoolproof.cli.playbook import ARGUMENTS, outcome  # noqa: PLC0415  may be missing
        from schoolproof.errors import SchoolproofError  # noqa: PLC0415
    except ImportError:
        msg = "the package schoolproof is not installed beside Ansible"
        sys.stdout.write(json.dumps({"failed": True, "msg": msg}))
        return
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    try:
        found = outcome(module.params, dry=module.check_mode)
    except SchoolproofError as error:
        module.fail_json(msg=str(error))
        return
    if found.pop("failed", False):
        module.fail_json(**found)
    module.exit_json(**found)


if __name__ == "__main__":
    main()
