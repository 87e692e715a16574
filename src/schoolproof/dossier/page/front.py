"""The first page: where we stand in a sentence, a heat map, and what comes next."""

from __future__ import annotations

from collections import Counter
from typing import Any

from schoolproof.check.status import State
from schoolproof.dossier.model import Dossier, Since
from schoolproof.dossier.page.charts import bars
from schoolproof.dossier.page.heat import areas_of, heat
from schoolproof.dossier.page.marks import STATES
from schoolproof.dossier.page.sites import Sites
from schoolproof.dossier.page.text import count, listed, number, percent

SILENCES = 5  # on the first page; the rest is folded
FOLDED = 200
SAID = {
    State.MET: "met",
    State.PARTLY: "partly met",
    State.NOT_MET: "not met",
    State.NOT_KNOWN: "not known",
    State.MANUAL: "left to people to judge",
    State.NOT_APPLICABLE: "not asked of us",
}


def front_view(dossier: Dossier, sites: Sites) -> dict[str, Any]:
    """Everything that the template of the first page shows."""
    found = core_counts(dossier)
    return {
        "headline": headline(dossier, sites),
        "numbers": numbers(found, sites),
        "age": age(dossier),
        "counts": [(STATES[state], found[state]) for state in State if found[state]],
        "chart": bars.states(dossier, sites),
        "heat": heat(dossier, sites),
        "changes": changes(dossier.since),
        "top": dossier.silences[:SILENCES],
        "rest": dossier.silences[SILENCES : SILENCES + FOLDED],
        "unlisted": max(0, len(dossier.silences) - SILENCES - FOLDED),
    }


def core_counts(dossier: Dossier) -> Counter[State]:
    """Clauses of the core areas over all schools."""
    return Counter(
        clause.state
        for site in dossier.status.sites
        for area in site.areas
        if area.standard.core
        for group in area.groups
        for clause in group.clauses
    )


def headline(dossier: Dossier, sites: Sites) -> str:
    """One plain sentence. Only what is met at every school counts as met."""
    core = [area.standard.standard for area in areas_of(dossier) if area.standard.core]
    states = [dossier.status.areas[name] for name in core]
    if not states:
        return "Nothing was judged, so we cannot say where we stand."
    met = sum(state is State.MET for state in states)
    place = f"at {sites.everywhere}" if len(sites) > 1 else "here"
    whole = number(len(states))
    if met == len(states):
        return f"All {whole} core standards are met {place}."
    first = "None" if not met else number(met).capitalize()
    verb = "is" if met <= 1 else "are"
    rest: Counter[State] = Counter(state for state in states if state is not State.MET)
    return f"{first} of the {whole} core standards {verb} fully met {place}. {_rest(rest)}."


def _rest(left: Counter[State]) -> str:
    """`Five are partly met and one is not known`."""
    said = []
    for state in State:
        n = left[state]
        words = "all " + number(n) if n == left.total() and n > 1 else number(n)
        if n:
            said.append(f"{words} {'is' if n == 1 else 'are'} {SAID[state]}")
    text = listed(said, len(said))
    return f"{text[0].upper()}{text[1:]}"


def numbers(found: Counter[State], sites: Sites) -> str:
    """The clauses behind the sentence; what is not known is named, never left out."""
    whole = sum(n for state, n in found.items() if state is not State.NOT_APPLICABLE)
    of = "this school" if len(sites) == 1 else f"our {number(len(sites))} schools"
    return (
        f"The core standards make {count(whole, 'demand')} of {of}. "
        f"{found[State.MET]:,} are met ({percent(found[State.MET], whole)}), "
        f"{found[State.PARTLY]:,} are partly met and {found[State.NOT_MET]:,} are not met. "
        f"Of {found[State.NOT_KNOWN]:,} we do not know, "
        f"and {found[State.MANUAL]:,} only a person can judge."
    )


def age(dossier: Dossier) -> str:
    """How much of it stands on texts that are too old."""
    old = sum(held.stale or held.day is None for held in dossier.held)
    if not old:
        return ""
    all_of = f"all {len(dossier.held)}" if old == len(dossier.held) else f"{old} of"
    more = "" if old == len(dossier.held) else f" {len(dossier.held)}"
    return (
        f"The configurations of {all_of}{more} devices are too old, "
        "or nobody noted when they were collected."
    )


def changes(since: Since) -> list[dict[str, Any]]:
    """Three numbers, then and now, and in a word whether that is better."""
    if since.problem:
        return []
    rows = (
        ("demands met", since.met_then, since.met_now, 1),
        ("checks that failed", since.failed_then, since.failed_now, -1),
        ("checks without an answer", since.unknown_then, since.unknown_now, -1),
    )
    return [
        {"what": what, "then": then, "now": now, "word": _word((now - then) * sign)}
        for what, then, now, sign in rows
    ]


def _word(gain: int) -> str:
    if not gain:
        return "the same"
    return f"{abs(gain):,} {'better' if gain > 0 else 'worse'}"
