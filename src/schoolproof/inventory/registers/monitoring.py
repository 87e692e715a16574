"""Monitoring: plan, reports, alerts."""

from __future__ import annotations

from pydantic import Field

from schoolproof.inventory.registers.base import Count, Day, Entry, Register, Role, Text


class MonitoringPlan(Entry):
    """How a school watches for children who need help."""

    plan: Text
    """What is watched: devices, rooms, logs."""
    owner: Role | None = None
    """The role; the DSL."""
    reviewed: Day | None = None
    """When the plan was last reviewed."""
    last_report: Day | None = None
    """The last report that the DSL read."""
    alert_tested: Day | None = None
    """When the way of an urgent alert was last tried."""
    alerts: Count | None = None
    """Alerts of this term."""
    alerts_answered: Count | None = None
    """Of them, those with a written outcome."""
    people_told: Day | None = None
    """When staff, pupils and parents were last told."""
    off_site: Text | None = None
    """What watches devices away from school."""
    dpia: Day | None = None
    """The day of the data protection impact assessment."""


class Monitoring(Register):
    """Monitoring plans."""

    monitoring: list[MonitoringPlan] = Field(default_factory=list)
    """One row for each plan."""
