"""Rules that are switched off, and for how long."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from schoolproof.check.expect import remark
from schoolproof.check.firewalls.off_since import Off
from schoolproof.check.firewalls.rule_history import RuleHistory
from schoolproof.check.result import OK, Finding, Gap, Item
from schoolproof.model import Device
from schoolproof.model.policies import FirewallPolicy

AHEAD = timedelta(days=1)  # a day ahead is another time zone
YEAR = 12  # months
ADVICE = "delete it if nobody needs it"


def switched_off(device: Device, today: date, history: RuleHistory, months: int) -> Iterator[Item]:
    """For each policy that is off: a finding where it was for so long, or a gap, or a remark.

    Git is asked only when there is one.
    """
    off = {key: row for key, row in device.firewall.policies.items() if not row.enabled}
    since = history.off_since(device) if off else {}
    for key, policy in off.items():
        yield from _judge(policy, since[key], today, months)


def _judge(policy: FirewallPolicy, off: Off, today: date, months: int) -> Iterator[Item]:
    if off.latest and off.day and after(off.latest, months) <= today:
        yield _too_long(policy, off, months)
    elif not off.began:
        yield Gap(policy, f"{policy.label} {_hidden(off)}")
    elif not off.commit:
        yield OK
        yield remark(policy, "is switched off by a change that is not in Git yet")
    elif not off.earliest or off.earliest > today + AHEAD or after(off.earliest, months) <= today:
        says = f"was switched off with commit {off.commit[:12]}, whose days cannot be relied on"
        yield Gap(policy, f"{policy.label} {says} ({_days(off)}): {ADVICE}")
    else:
        yield OK
        yield remark(policy, f"is switched off since {_place(off)}: {ADVICE}")


def _too_long(policy: FirewallPolicy, off: Off, months: int) -> Finding:
    asked = "a year" if months == YEAR else f"{months} months"
    return Finding(
        policy,
        f"this rule has been off for {asked} or longer",
        f"gone, or off for less than {asked}",
        f"off since {_place(off)}" + ("" if off.began else ", or for longer"),
        fact="absent",
        want=True,
        line=policy.lines["enabled"] or policy.line,
    )


def _hidden(off: Off) -> str:
    since = f"is switched off since {_place(off)}, or for longer, which is not known"
    if not off.commit:
        since = "is switched off; since when only Git tells, and here it cannot"
    return f"{since}: {off.why}; {ADVICE}"


def _place(off: Off) -> str:
    return f"{off.day} (commit {off.commit[:12]})"


def _days(off: Off) -> str:
    if off.earliest and off.latest and off.earliest != off.latest:
        return f"{off.earliest} to {off.latest}"
    return str(off.day or "no day")


def after(day: date, months: int) -> date:
    """The day so many months later; the first of the next month where that month has no such day.

    A year after 29 February is 1 March: nobody is told that a year is over before it is.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if day.day <= monthrange(year, month)[1]:
        return date(year, month, day.day)
    return date(year + month // 12, month % 12 + 1, 1)
