"""What is known of devices along a history: most controls ask neither the day nor the past.

So the verdicts of those are found again by the content of the configuration, whatever the day;
the others are judged for each day, on a device that is kept in memory.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from schoolproof.check.baseline.cache import Cache, name_of
from schoolproof.check.baseline.remember import Remembered
from schoolproof.check.control import Control
from schoolproof.check.host import HostResult, Session, load_host
from schoolproof.check.judge import Place
from schoolproof.check.read import ReadConfig
from schoolproof.errors import SchoolproofError
from schoolproof.inventory import Host
from schoolproof.platforms import platform_named

DATED = frozenset({"today", "registers", "history"})
TEXT = ("text", "entry", "site", "key")  # parts of a name that decide how a device is read
MOST_LINES = 200_000  # of texts whose devices are kept, some hundred megabytes


class Recollection:
    """Memory for the judging of one commit; what `elder` knows is known here too."""

    def __init__(self, cache: Cache, elder: Recollection | None = None) -> None:
        self.steady: Remembered = Remembered(cache, elder.steady if elder else None)
        self.dated: Remembered = Remembered(cache, elder.dated if elder else None)
        self.reads: Reads = elder.reads if elder else Reads()
        self._sessions: tuple[Session, Session, Session] | None = None

    def recall(self, session: Session, host: Host) -> HostResult | None:
        """All verdicts on a host, before waivers; None: it must be judged."""
        steady, dated = self._halves(session)
        kept = self.steady.recall(steady, host)
        if not _speaking(dated, host):
            return kept
        extra = self.dated.recall(dated, host)
        if kept is None:
            return None
        if extra is None:
            extra = self._judge(dated, host)
        return _joined(session, kept, extra) if extra else None

    def keep(self, session: Session, host: Host, result: HostResult) -> None:
        """Remember a result, before waivers."""
        steady, dated = self._halves(session)
        self.steady.keep(steady, host, replace(_part(steady, result), history=""))
        if _speaking(dated, host):
            self.dated.keep(dated, host, _small(_part(dated, result)))

    def _halves(self, session: Session) -> tuple[Session, Session]:
        if self._sessions is None or self._sessions[0] is not session:
            known = session.controls
            steady = tuple(c for c in known if c.scope == "device" and not DATED & {*c.inputs})
            dated = tuple(c for c in known if c.scope == "device" and DATED & {*c.inputs})
            halves = replace(session, controls=steady), replace(session, controls=dated)
            self._sessions = session, *halves
        return self._sessions[1:]

    def _judge(self, session: Session, host: Host) -> HostResult | None:
        """The verdicts that depend on the day, on a device that was read before if it is held."""
        parts = self.steady.parts[host.name]
        try:
            read = self.reads.get(name_of({name: parts[name] for name in TEXT}), session, host)
        except SchoolproofError:
            return None  # judging says why
        path = session.project.config_name(host)
        place = Place(host.site, host.name, path, read, platform_named(host.platform))
        past = session.histories.of(host.name)
        inputs = {"device": read.device, "site": read.device.site, "history": past}
        verdicts = tuple(session.judge(c, place, inputs) for c in _speaking(session, host))
        result = HostResult(host.name, host.site, path, verdicts, history=past.used)
        self.dated.keep(session, host, result)
        return result


class Reads:
    """Devices that were read, the last used ones."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, ReadConfig] = OrderedDict()
        self._lines = 0

    def get(self, name: str, session: Session, host: Host) -> ReadConfig:
        """The device of this name, which says all that decides how it is read.

        Raises:
            SchoolproofError: it cannot be read.
        """
        read = self._held.get(name)
        if read is None:
            read = load_host(session, host)
            self._held[name] = read
            self._lines += len(read.lines)
        self._held.move_to_end(name)
        while self._lines > MOST_LINES and len(self._held) > 1:
            _, old = self._held.popitem(last=False)
            self._lines -= len(old.lines)
        return read


def _speaking(session: Session, host: Host) -> list[Control]:
    return [c for c in session.controls if c.speaks_of(host.classes, host.role)]


def _part(session: Session, result: HostResult) -> HostResult:
    """The verdicts of one half."""
    return replace(result, verdicts=tuple(v for v in result.verdicts if v.control in session.by_id))


def _small(result: HostResult) -> HostResult:
    """Nothing but verdicts: the other half has the rest."""
    words = result.host, result.site, result.path, result.verdicts, result.problem
    return HostResult(*words, history=result.history)


def _joined(session: Session, kept: HostResult, extra: HostResult) -> HostResult:
    """Both halves, verdicts in the order of the controls."""
    found = {v.control: v for v in (*kept.verdicts, *extra.verdicts)}
    return replace(kept, verdicts=tuple(found[name] for name in session.by_id if name in found))
