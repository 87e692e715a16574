"""`pytest validators/`: each control on each device is a test item.

The verdicts are those of `schoolproof check`. Failed: the item fails and prints its findings.
Waived: a strict xfail. Unknown, not applicable, not checked: skipped, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from schoolproof.check.control import Control
    from schoolproof.check.host import Session
    from schoolproof.check.read import ReadConfig
    from schoolproof.check.result import Verdict


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--today`, as on the command line."""
    parser.getgroup("schoolproof").addoption(
        "--today", metavar="DATE", help="judge as of this day (YYYY-MM-DD)"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A Python file two levels below a `validators` folder of a school repository is a control."""
    if file_path.suffix != ".py" or file_path.parent.parent.name != "validators":
        return None
    if not (file_path.parents[2] / "inventory" / "hosts.yaml").is_file():
        return None
    return ControlFile.from_parent(parent, path=file_path)


class ControlFile(pytest.File):
    """One control."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item for each device that the control speaks of; one for a site or trust control."""
        from schoolproof.check.load import load_control  # noqa: PLC0415  only when it is needed

        control = load_control(self.path.resolve())
        session = _session(self.path.resolve().parents[2], self.config.getoption("--today"))
        if control.scope != "device":
            return
        for host in session.project.hosts.values():
            if control.speaks_of(host.classes, host.role):
                yield ControlItem.from_parent(
                    self, name=f"{host.site}/{host.name}", control=control, judged=session
                )


class ControlItem(pytest.Item):
    """A control on a device."""

    def __init__(self, *, control: Control, judged: Session, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.control = control
        self.judged = judged
        self.verdict: Verdict | None = None

    def runtest(self) -> None:
        """Judge, and turn the verdict into pytest's words."""
        from schoolproof.check.result import Outcome  # noqa: PLC0415  only when it is needed

        verdict = self.verdict = self._judge()
        self.user_properties.append(("schoolproof_outcome", verdict.outcome.value))
        passed = verdict.outcome is Outcome.PASS
        accepted = verdict.waived or (passed and self._has_waiver())
        if accepted:
            notes = [f.waiver_note for f in verdict.findings if f.waived]
            reason = notes[0] if notes else "a waiver speaks of this, and nothing fails"
            self.add_marker(pytest.mark.xfail(reason=reason, strict=True))
        if verdict.outcome in {Outcome.FAIL, Outcome.ERROR}:
            raise VerdictFailed
        if not passed:
            pytest.skip(f"{verdict.outcome}: {'; '.join(verdict.reasons)}")

    def _judge(self) -> Verdict:
        from schoolproof.check.judge import Place  # noqa: PLC0415  only when it is needed
        from schoolproof.platforms import platform_named  # noqa: PLC0415

        host = self.judged.project.hosts[self.name.partition("/")[2]]
        read = _read(self.judged, host.name)
        path = self.judged.project.relative(self.judged.project.config_path(host))
        place = Place(host.site, host.name, path, read, platform_named(host.platform))
        inputs = {"device": read.device, "site": read.device.site}
        return self.judged.finish(self.control, place, inputs)

    def _has_waiver(self) -> bool:
        site, _, device = self.name.partition("/")
        return any(
            (w.entry.control, w.entry.site, w.entry.device) == (self.control.id, site, device)
            for w in self.judged.waivers.waivers
        )

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> str | Any:
        """The findings as the command line prints them."""
        if self.verdict is None or not isinstance(excinfo.value, VerdictFailed):
            return super().repr_failure(excinfo, style)
        from schoolproof.report import Options  # noqa: PLC0415  only when it is needed
        from schoolproof.report.console import verdict_text  # noqa: PLC0415

        text = verdict_text(self.verdict, Options(verbose=True))
        return f"{text}\n{self.verdict.traceback}" if self.verdict.traceback else text

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where pytest says that the item stands."""
        return self.path, None, f"{self.control.id} [{self.name}]"


class VerdictFailed(Exception):  # noqa: N818  it carries a verdict, it is no error
    """Raised for a failed verdict; the item prints the findings."""


@lru_cache(maxsize=4)
def _session(root: Path, today: str | None) -> Session:
    from schoolproof.check.run import Scope, open_session  # noqa: PLC0415  only when needed
    from schoolproof.inventory import Project  # noqa: PLC0415

    day = date.fromisoformat(today) if today else datetime.now(UTC).date()
    return open_session(Project(root), Scope(), fail_on=None, today=day)


_reads: dict[tuple[int, str], ReadConfig] = {}
KEPT = 64  # devices kept in memory; items come control by control, so every device comes again


def _read(session: Session, name: str) -> ReadConfig:
    from schoolproof.check.host import load_host  # noqa: PLC0415  only when it is needed

    key = (id(session), name)
    if key not in _reads:
        if len(_reads) >= KEPT:
            _reads.pop(next(iter(_reads)))
        _reads[key] = load_host(session, session.project.hosts[name])
    return _reads[key]
