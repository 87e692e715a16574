"""The session of a collection's modules, opened as `schoolproof collect` opens its own.

Account, vault, bastion and known host keys are those of the repository; what is a prompt, a
refusal, or a question to be answered is what the platform says. Secrets that stand by name in a
command get their values here, at the last moment, so that neither a task nor a module knows them.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible_collections.ansible.netcommon.plugins.connection import network_cli
from ansible_collections.ansible.netcommon.plugins.plugin_utils.connection_base import (
    NetworkConnectionBase,
)

from schoolproof.apply.secrets import filled
from schoolproof.cli.apply_link import SshLink
from schoolproof.errors import SchoolproofError
from schoolproof.inventory import Project

DOCUMENTATION = r"""
name: schoolproof_cli
short_description: Sessions of this repository for modules that expect network_cli
description:
  - Opens the session as C(schoolproof collect) does, and leaves the rest to network_cli.
extends_documentation_fragment: [ansible.netcommon.connection_persistent]
options:
  host:
    description: The device's name in inventory/hosts.yaml.
    type: string
    vars: [{name: inventory_hostname}]
  single_user_mode:
    description: Answers are not kept for a second question.
    type: boolean
    default: false
"""
ROOT = Path(__file__).resolve().parents[2]


class Connection(network_cli.Connection):
    """`network_cli` over our own session."""

    transport = "ansible.netcommon.network_cli"  # what modules of collections ask for
    ssh_type = "paramiko"  # Netmiko's
    ssh_type_conn = None  # the transport is Netmiko's too

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self._stack = ExitStack()

    def set_options(self, *words: Any, **named: Any) -> None:
        """Ours. There is no second plugin for the transport, as `network_cli` has one."""
        NetworkConnectionBase.set_options(self, *words, **named)

    def get_options(self, hostvars: Any = None) -> dict[str, Any]:
        """See `set_options`."""
        return dict(NetworkConnectionBase.get_options(self, hostvars=hostvars))

    def _connect(self) -> Connection:
        if not self._connected:
            try:
                self._link = SshLink(Project(ROOT), self.get_option("host"))
                self._typist = self._stack.enter_context(self._link.console())
            except SchoolproofError as error:
                raise AnsibleConnectionFailure(str(error)) from None
            self._connected = True
        return self

    def get_prompt(self) -> bytes:
        """A privileged prompt: no other session is given out."""
        self._connect()
        return b"#"

    def send(self, command: bytes, **_other: Any) -> str:
        """Type a command with the values of its secrets; what the device prints comes back."""
        self._connect()
        try:
            return self._typist.ask(filled(command.decode(), self._link.secret))[0]
        except SchoolproofError as error:
            raise AnsibleConnectionFailure(str(error)) from None

    def close(self) -> None:
        """Leave."""
        stack, self._stack = self._stack, ExitStack()
        try:
            stack.close()
        except SchoolproofError:
            self.queue_message("vv", "the session had ended already")
        self._connected = False
