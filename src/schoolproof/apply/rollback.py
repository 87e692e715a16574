"""The way back to the state before a change, tried in turn until one is proven."""

from __future__ import annotations

import time

from schoolproof.apply.link import Collected, Console, Link, RejectedError
from schoolproof.apply.model import DevicePlan
from schoolproof.apply.same import same
from schoolproof.apply.stored_form import stored_form
from schoolproof.drift.remedy import put_back
from schoolproof.errors import SchoolproofError, UserError
from schoolproof.platforms import Platform, Safety

PAUSES = (0.25, 0.75, 2.0, 3.0, 4.0)  # minutes between looks, once the timer has run out


def tolerant(console: Console, command: str) -> None:
    """Type a command that may find nothing to do."""
    try:
        console.type(command)
    except RejectedError:
        return


class WayBack:
    """By nothing, by the device's own command, by commands, by waiting for its timer."""

    def __init__(
        self,
        platform: Platform,
        plan: DevicePlan,
        before: Collected,
        link: Link,
        armed: Safety | None,
    ) -> None:
        assert platform.session is not None  # noqa: S101  a change was begun on it
        self.platform, self.plan, self.before, self.link = platform, plan, before, link
        self.armed, self.session = armed, platform.session
        self.old = platform.grammar.parse(before.config.text)
        self.notes: list[str] = []
        self.minute_s = 60.0

    def go(self, notes: list[str], minute_s: float) -> str:
        """The proven text, or nothing. What went wrong on the way is added to the notes."""
        self.notes, self.minute_s = notes, minute_s
        ways = [self._already, self._revert, self._undo, self._wait]
        while ways:
            try:
                after = ways.pop(0)()
            except UserError as error:  # it answers, only not as hoped
                notes.append(str(error))
            except SchoolproofError as error:
                notes.append(str(error))
                ways = [self._wait] if self.armed and len(ways) > 1 else ways
            else:
                if after:
                    return after
        return ""

    def _prove(self, otherwise: str) -> str:
        """Collect in a new session and compare with what was before.

        Raises:
            UserError: it differs.
        """
        text = self.link.read().config.text
        if not same(self.old, self.platform.grammar.parse(text), self.platform, frozenset()):
            raise UserError(otherwise)
        return text

    def _already(self) -> str:
        """It may be as it was, where the very first command was refused."""
        self._discard()
        text = self._prove("it is not as it was")
        self._disarm()
        return text

    def _discard(self) -> None:
        """Forget what was typed and not committed: another's commit would make it real."""
        session = self.session
        if session.discard:
            with self.link.console() as console:
                for command in (session.enter, session.discard, session.leave):
                    console.type(command)

    def _revert(self) -> str:
        if self.armed is None or not self.armed.revert:
            return ""
        try:
            with self.link.console() as console:
                for command in self.armed.revert:
                    console.type(command)
        except SchoolproofError as error:
            self.notes.append(str(error))  # the command may end the session, so look
        return self._prove("its own way back did not lead there")

    def _undo(self) -> str:
        now = self.link.read()
        remedy = put_back(self.old, self.platform.grammar.parse(now.config.text), self.platform)
        commands = stored_form(remedy, self.before, self.platform)
        session = self.session
        with self.link.console() as console:
            for command in (session.enter, *commands, session.commit, session.leave):
                if command:
                    console.type(command)
        text = self._prove("the commands back did not lead there")
        self._disarm()
        return text

    def _disarm(self) -> None:
        """Stop a timer that no longer has anything to undo."""
        session = self.session
        with self.link.console() as console:
            for command in self.armed.confirm if self.armed else ():
                tolerant(console, command)
            if session.save and self.armed is not None and self.armed.saved_first:
                console.type(session.save)

    def _wait(self) -> str:
        """Wait until the device has gone back by itself.

        Nobody knocks before its time has come: logins that fail may lock the account.
        """
        if self.armed is None:
            return ""
        time.sleep(self.plan.confirm_minutes * self.minute_s)
        for pause in PAUSES:
            time.sleep(pause * self.minute_s)
            try:
                return self._prove("it has not gone back by itself")
            except SchoolproofError as error:
                self.notes.append(str(error))
        return ""
