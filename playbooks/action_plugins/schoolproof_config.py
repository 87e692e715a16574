"""Where a collection knows the platform, its module types the plan; for the rest ours does.

The work around it is the same for all: look, arm the device's timer, type, prove, confirm, save.
It is done here, in Ansible's own process, and `cisco.ios.ios_config` is called in the middle of it:
what was collected before the change has secrets in it, which no task may hand to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from ansible.module_utils.connection import Connection, ConnectionError  # noqa: A004  its own name
from ansible.plugins.action import ActionBase

from schoolproof.apply.link import RejectedError
from schoolproof.cli.apply_link import REFUSED
from schoolproof.cli.playbook import ARGUMENTS, outcome
from schoolproof.errors import SchoolproofError, UserError

INSTALL = "ansible-galaxy collection install -r playbooks/collections/requirements.yml"


class ActionModule(ActionBase):
    """The task `schoolproof_config`."""

    def run(
        self, tmp: str | None = None, task_vars: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """What the module of this name does, or the same with a collection's module in it."""
        super().run(tmp, task_vars)
        self._known = task_vars or {}
        self._os = str(self._known.get("ansible_network_os", ""))  # of the platform's table
        by_collection = self._connection.transport.rsplit(".", 1)[-1] == "network_cli"
        if self._task.args.get("host") and not by_collection:
            return dict(self._execute_module(task_vars=task_vars))
        _, given = self.validate_argument_spec(ARGUMENTS)
        try:
            found = outcome(given, dry=bool(self._task.check_mode), carrier=self._carry)
            self._complete(found.get("devices", ()))
        except SchoolproofError as error:
            return {"failed": True, "msg": str(error)}
        return found | ({"module": f"{self._os}_config"} if by_collection else {})

    def _complete(self, devices: Sequence[dict[str, str]]) -> None:
        """Before any device is touched: is there what types into them?

        Raises:
            UserError: it is not installed.
        """
        for needed in dict.fromkeys(device["network_os"] for device in devices):
            if needed and not self._shared_loader_obj.action_loader.has_plugin(needed):
                name = needed.rpartition(".")[0]
                raise UserError(f"the collection {name} is not installed: run `{INSTALL}`")

    def _carry(self, commands: Sequence[str]) -> None:
        """Type commands, and leave the session.

        Raises:
            SchoolproofError: the device refused one, or the session ended.
        """
        try:
            for several, part in groupby(commands, key=lambda command: "\n" in command):
                if several:
                    self._blocks(list(part))
                else:
                    self._lines(list(part))
        finally:
            self._leave()

    def _lines(self, commands: list[str]) -> None:
        """Commands of one line each, exactly as they stand in the plan."""
        # One entry of several lines, because the module leaves out an entry that it has seen
        # before. Told what runs, it need not ask the device; with `none` it compares with nothing.
        words = {"lines": ["\n".join(commands)], "match": "none", "running_config": "!"}
        wanted = [command.strip() for command in commands]
        if self._called("config", words, dry=True).get("updates") != wanted:
            raise UserError(f"{self._os}_config would type something else than the plan")
        self._called("config", words)

    def _blocks(self, blocks: list[str]) -> None:
        """Commands that go on over several lines, such as a banner."""
        self._called("command", {"commands": ["configure terminal", *blocks, "end"]})

    def _called(self, what: str, words: dict[str, Any], *, dry: bool = False) -> dict[str, Any]:
        """The collection's module for `config` or `command`."""
        module, task = f"{self._os}_{what}", self._task.copy()
        task.action, task.args = module, words
        task.no_log, task.check_mode, task.diff = True, dry, False
        context = self._play_context.copy()
        context.connection = self._connection.transport  # its name, which the collection asks for
        context.check_mode = dry
        action = self._shared_loader_obj.action_loader.get(
            self._os,  # all modules of the collection share this action
            task=task,
            connection=self._connection,
            play_context=context,
            loader=self._loader,
            templar=self._templar,
            shared_loader_obj=self._shared_loader_obj,
        )
        try:
            found: dict[str, Any] = action.run(task_vars=self._known)
        except Exception as error:  # noqa: BLE001  whatever it is, the device must not be left so
            found = {"failed": True, "msg": str(error)}
        if found.get("failed"):  # its words may quote the device, so they stay here
            if REFUSED in str(found.get("msg")):
                raise RejectedError(REFUSED)
            raise UserError(f"the session of {module} ended before its work was done")
        return found

    def _leave(self) -> None:
        """Close the session: the proof needs a new one, and a device may have few."""
        try:
            Connection(self._connection.socket_path).reset()
        except (ConnectionError, AttributeError):  # it is gone already
            return
