"""Since when rules are off: the accepted texts of a firewall in Git, from the newest back.

Nothing here asks Git before a control asks for a rule that is off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from secrets import token_hex

from schoolproof.check.baseline.configlog import ConfigLog, Version, config_log, head_commit
from schoolproof.check.baseline.gitobjects import blob_id, blobs
from schoolproof.check.firewalls.off_since import Off, Walk
from schoolproof.check.read import require_end
from schoolproof.errors import UserError
from schoolproof.inventory import Project
from schoolproof.inventory.project import decode
from schoolproof.model import Device
from schoolproof.platforms import Platform, platform_named

States = Mapping[str, bool] | None  # on or off by rule; None: the text cannot be read
FIRST, MOST_AT_ONCE = 2, 64  # texts that are asked of Git in one call
MOST_KNOWN = 512  # texts whose rules are kept in memory

_known: dict[tuple[str, str], States] = {}


class Histories:
    """The history of one repository as it is seen from one commit. None: Git is not asked."""

    def __init__(self, project: Project | None) -> None:
        self.project = project

    def of(self, host: str) -> RuleHistory:
        """The history of one device."""
        known = self.project.hosts.get(host) if self.project else None
        path = self.project.config_name(known) if self.project and known else ""
        return RuleHistory(self, path)

    @cached_property
    def log(self) -> tuple[ConfigLog, int] | str:
        """The log and where in it this project stands; or why there is none."""
        if self.project is None:
            return "Git is not asked here"
        root = self.project.git_root
        try:
            log = config_log(root, head_commit(root, "HEAD"))
            commit = self.project.revision
            if commit == "HEAD":
                return log, 0
            if commit in log.places:
                return log, log.places[commit]
            return config_log(root, commit), 0
        except UserError as error:
            return str(error).removeprefix(f"{root}: ")


class RuleHistory:
    """What Git knows of one device's rules.

    `asked`: a verdict rests on it. `sure` is False where Git lacked a text: ask again next time.
    """

    def __init__(self, histories: Histories, path: str) -> None:
        self.histories = histories
        self.path = path
        self.asked = False
        self.sure = True

    @property
    def rests_on(self) -> str:
        """The same words mean: the same answers on the same day and text."""
        log = self.histories.log
        return log if isinstance(log, str) else log[0].digest(self.path, log[1])

    @property
    def used(self) -> str:
        """What verdicts rest on, for those who keep them: empty where nobody asked.

        Where Git lacked a text it is another word each time, so that nothing is found again.
        """
        if not self.asked:
            return ""
        return self.rests_on if self.sure else token_hex(16)

    def off_since(self, device: Device) -> Mapping[str, Off]:
        """By key, each policy that is off."""
        self.asked = True
        now = {key: row.enabled for key, row in device.firewall.policies.items()}
        log, platform = self.histories.log, platform_named(device.platform)
        if isinstance(log, str):
            return Walk(now, ()).end(log)
        versions = tuple(log[0].trail(self.path, log[1]))
        walk = Walk(now, versions, log[0])
        if not versions or not versions[0].oid:
            return walk.end("Git does not have its file: commit it")
        for version, states in self._texts(device, now, platform, versions):
            if not walk.step(version, states):
                return walk.found
        return walk.end(log[0].why_it_ends(versions[-1]))

    def _texts(
        self,
        device: Device,
        now: Mapping[str, bool],
        platform: Platform,
        versions: Sequence[Version],
    ) -> Iterator[tuple[Version, States]]:
        """Which rules each text has on; the first is the one at hand, more often than not."""
        newest, rest, size = versions[0], iter(versions), FIRST
        if blob_id(device.native_text.encode("utf-8"), newest.oid) == newest.oid:
            yield next(rest), now
        while chunk := list(islice(rest, size)):
            states = self._read(platform, [version.oid for version in chunk])
            yield from ((version, states.get(version.oid)) for version in chunk)
            size = min(2 * size, MOST_AT_ONCE)

    def _read(self, platform: Platform, oids: Sequence[str]) -> dict[str, States]:
        found = {o: _known[platform.name, o] for o in oids if (platform.name, o) in _known}
        log = self.histories.log
        assert not isinstance(log, str)  # noqa: S101  without a log there are no versions
        try:
            texts = blobs(log[0].root, [oid for oid in oids if oid and oid not in found])
        except UserError:
            self.sure = False
            return found
        if len(_known) > MOST_KNOWN:
            _known.clear()
        for oid, data in texts.items():
            found[oid] = _known[platform.name, oid] = _states(platform, data)
        return found


NO_HISTORY = Histories(None).of("")


def _states(platform: Platform, data: bytes) -> States:
    """Names and a bare on or off: no other word of a past text leaves here.

    A text without any rule is another platform's, or a part of one: it says nothing of rules.
    """
    text = decode(data)
    try:
        tree = platform.grammar.parse(text)
        require_end(tree, text, platform, path="")
        return (platform.rule_states(tree) if platform.rule_states else None) or None
    except Exception:  # noqa: BLE001  past texts are anybody's: what breaks on one is not known
        return None
