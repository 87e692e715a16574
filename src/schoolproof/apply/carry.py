"""One device from the old state to the new one, or back: never left between, and proven.

The order: look (is it still the state that the plan was made from?), arm the device's own timer,
type, look again in a new session, compare with the prediction, confirm, save, look once more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from schoolproof.apply.link import Collected, Console, Link, RejectedError
from schoolproof.apply.meaning import meaning_hash
from schoolproof.apply.model import DevicePlan
from schoolproof.apply.rollback import WayBack, tolerant
from schoolproof.apply.same import bare, same
from schoolproof.apply.secrets import PLACEHOLDER, filled
from schoolproof.drift.remedy import fill
from schoolproof.errors import SchoolproofError, UserError
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform, Safety, Session


class End(StrEnum):
    """How it ended. `UNKNOWN` is the only end in which a person must look at the device."""

    ALREADY = "already as planned"
    APPLIED = "applied"
    FINISHED = "finished after an interruption"
    ROLLED_BACK = "rolled back"
    REFUSED = "refused, nothing was changed"
    UNKNOWN = "unknown state"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a device. `before` and `after` are sanitised texts."""

    end: End
    why: str = ""
    before: str = ""
    after: str = ""
    commands: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the device is in the planned state."""
        return self.end in {End.ALREADY, End.APPLIED, End.FINISHED}


@dataclass(frozen=True, slots=True)
class Job:
    """What to do. `secret` gives values by name; `again` plans anew from another observed text.

    `interrupted`: an earlier run did not come to its end; `stage` notes how far this one is, on
    disk, before it goes on. `minute_s`: a minute's length, which tests make shorter. `carrier`
    types the plan's commands, secrets by name, in a session of its own; without it the link does.
    """

    plan: DevicePlan
    platform: Platform
    secret: Callable[[str], str | None] = field(repr=False)
    again: Callable[[Collected], DevicePlan]
    stage: Callable[[str], None]
    interrupted: bool = False
    minute_s: float = 60.0
    carrier: Callable[[Sequence[str]], None] | None = None


def carry(job: Job, link: Link) -> Result:
    """Do it. Whatever happens, one result comes back."""
    try:
        found = _look(job, link)
    except SchoolproofError as error:
        return Result(End.REFUSED, f"it cannot be read: {error}")
    if isinstance(found, Result):
        return found
    plan, before = found
    try:
        change = _Change(job, plan, before, link)
    except SchoolproofError as error:
        text = before.config.text
        return Result(End.REFUSED, f"its commands do not fit the device: {error}", text, text)
    return change.run()


def look(job: Job, link: Link) -> Result | DevicePlan:
    """What would be done now; nothing is touched and nothing recorded."""
    try:
        found = _look(replace(job, interrupted=False), link)
        return found if isinstance(found, Result) else found[0]
    except SchoolproofError as error:
        return Result(End.REFUSED, f"it cannot be read: {error}")


def _look(job: Job, link: Link) -> Result | tuple[DevicePlan, Collected]:
    """Where the device stands, and the plan that leads on from there."""
    now = link.read()
    text = now.config.text
    state = meaning_hash(job.platform.grammar.parse(text), job.platform)
    if state == job.plan.observed and job.plan.steps:
        return job.plan, now
    if state == job.plan.predicted and not job.interrupted:
        return Result(End.ALREADY, before=text, after=text)
    again = job.again(now)
    if not again.steps:
        if job.interrupted:
            _keep(job, link)
            return Result(End.FINISHED, "an earlier run had changed it", text, text)
        return Result(End.ALREADY, before=text, after=text)
    if job.interrupted and again.predicted == job.plan.predicted and not again.refused:
        return again, now
    return Result(
        End.REFUSED,
        "it is not in the state that the plan was made from: plan again",
        text,
        text,
    )


def _keep(job: Job, link: Link) -> None:
    """Confirm and save what an interrupted run left, whether or not a timer still runs."""
    session = _session(job.platform)
    with link.console() as console:
        for command in (*(c for s in session.safeties for c in s.confirm), session.save):
            if command:
                tolerant(console, command)


def _session(platform: Platform) -> Session:
    if platform.session is None or not platform.session.changeable:
        raise UserError(f"{platform.name} devices cannot be changed by this program yet")
    return platform.session


class _Change:
    """The change of one device that stands where the plan begins."""

    def __init__(self, job: Job, plan: DevicePlan, before: Collected, link: Link) -> None:
        self.job, self.plan, self.before, self.link = job, plan, before, link
        self.platform = job.platform
        self.old = self.platform.grammar.parse(before.config.text)
        self.new = self.old.apply(fill(plan.commands, plan.secrets))
        self.armed: Safety | None = None
        self.touched = False
        self.notes: list[str] = []

    def run(self) -> Result:
        try:
            session = _session(self.platform)
            commands = [filled(command, self.job.secret) for command in self.plan.commands]
        except SchoolproofError as error:
            return self._result(End.REFUSED, str(error), self.before.config.text)
        try:
            self.job.stage("applying")
            self._type(session, commands)
            self.job.stage("proving")
            self._prove(self._expected_while_armed(), "it did not become what was predicted")
            self.job.stage("confirming")
            self._confirm(session)
            after = self._prove(self.new, "what it saved is not what was predicted")
        except SchoolproofError as error:
            return self._back(str(error))
        return self._result(End.APPLIED, "", after)

    def _result(self, end: End, why: str, after: str) -> Result:
        text = self.before.config.text
        return Result(end, why, text, after, self.plan.commands, tuple(self.notes))

    def _type(self, session: Session, commands: Sequence[str]) -> None:
        carrier = self.job.carrier
        with self.link.console() as console:
            enter = self._arm(console, session)
            self.touched = True
            if carrier is None:
                self._type_here(console, session, enter, commands)
            elif not enter:
                console.type(session.leave)  # arming opened configuration; the timer goes on
        if carrier is not None:
            carrier(self.plan.commands)

    def _type_here(
        self, console: Console, session: Session, enter: str, commands: Sequence[str]
    ) -> None:
        if enter:
            console.type(enter)
        if session.discard and self.job.interrupted:
            console.type(session.discard)  # what the run that was killed had typed
        for command in (*commands, session.commit, session.leave):
            if command:
                console.type(command)

    def _arm(self, console: Console, session: Session) -> str:
        """Start the best timer that the device takes; the command that opens configuration."""
        minutes = self.plan.confirm_minutes
        for safety in session.safeties if minutes else ():
            try:
                return self._arm_one(console, session, safety, minutes)
            except RejectedError:
                self.notes.append("the device refused its best timer, another one was taken")
        if minutes:
            raise UserError("the device refused every timer by which it would go back")
        return session.enter

    def _arm_one(self, console: Console, session: Session, safety: Safety, minutes: int) -> str:
        own = any(line.strip() in self.before.config.text for line in safety.lines[1:-1])
        if safety.saved_first and session.save:
            console.type(session.save)
        words = {"minutes": minutes, "seconds": minutes * 60}
        for command in (*safety.arm, *(() if own else safety.lines)):
            self.touched = True
            self.armed = safety
            console.type(command.format(**words))
        if safety.enter:
            prompt = console.type(safety.enter.format(**words))
            if "(config" not in prompt:
                raise RejectedError("configuration under a timer was not opened")
            self.armed = safety
            return ""
        self.armed = safety if not own else replace(safety, lines=(), disarm=())
        return session.enter

    def _expected_while_armed(self) -> ConfigTree:
        if self.armed is None or not self.armed.lines:
            return self.new
        seconds = {"minutes": 0, "seconds": self.plan.confirm_minutes * 60}
        return self.new.apply([line.format(**seconds) for line in self.armed.lines])

    def _prove(self, wanted: ConfigTree, otherwise: str) -> str:
        """Collect in a new session and compare by meaning.

        Raises:
            UserError: it differs.
        """
        text = self.link.read().config.text
        if not same(wanted, self.platform.grammar.parse(text), self.platform, self._sent()):
            raise UserError(otherwise)
        return text

    def _sent(self) -> frozenset[str]:
        """Lines with secrets that were sent: the device may store these under another hash."""
        lines = fill(self.plan.commands, self.plan.secrets)
        marked = [PLACEHOLDER.sub("<secret>", line) for line in lines]
        return frozenset(bare(line) for line in marked if "<" in line)

    def _confirm(self, session: Session) -> None:
        with self.link.console() as console:
            if self.armed is not None:
                for command in (*self.armed.disarm, *self.armed.confirm):
                    console.type(command)
            if session.save:
                console.type(session.save)

    def _back(self, why: str) -> Result:
        """Undo, and prove it."""
        before = self.before.config.text
        if not self.touched:
            return self._result(End.REFUSED, why, before)
        self.job.stage("rolling back")
        after = WayBack(self.platform, self.plan, self.before, self.link, self.armed).go(
            self.notes, self.job.minute_s
        )
        return self._result(End.ROLLED_BACK if after else End.UNKNOWN, why, after)
