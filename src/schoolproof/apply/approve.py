"""Approval without paid plans: the plan and its approval are two files with two authors.

`plans/NAME.json` is the plan; `plans/NAME.approved.yaml` names its hash. Both must be committed as
they lie there, and the last authors of the two must differ. Whoever may write to the branch may
claim to be anybody, so protect the branch: docs/changes.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schoolproof.drift.git import Git
from schoolproof.errors import UserError
from schoolproof.inventory.yaml import Strict, load_model

SUFFIX = ".approved.yaml"


class ApprovalFile(Strict):
    """`plan`: the hash that was read and approved."""

    plan: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who made a plan and who approved it: the authors' addresses in Git, and the commits."""

    author: str
    approver: str
    commit: str


def approval(root: Path, plan: Path, digest: str) -> Approval:
    """The approval of a plan.

    Raises:
        UserError: there is none, it names another plan, is not committed, or is by the author.
    """
    git = Git(root)
    file = plan.with_name(plan.name.removesuffix(".json") + SUFFIX)
    if not file.is_file():
        msg = f"this plan is not approved: {file.name} is missing beside it"
        raise UserError(msg, path=_shown(root, plan))
    given = load_model(file, ApprovalFile)
    if given.plan != digest:
        msg = f"this approves the plan {given.plan[:16]}, not {digest[:16]}"
        raise UserError(msg, path=_shown(root, file))
    author, _ = _last(git, root, plan)
    approver, commit = _last(git, root, file)
    if author.casefold() == approver.casefold():
        msg = f"{author} made this plan and approved it: somebody else must"
        raise UserError(msg, path=_shown(root, file))
    return Approval(author, approver, commit)


def _last(git: Git, root: Path, file: Path) -> tuple[str, str]:
    """The last author of a file and the commit, if it lies there as it was committed."""
    name = _shown(root, file)
    said = git.run("log", "-1", "--no-show-signature", "--format=%ae %H", "HEAD", "--", name)
    if not said:
        raise UserError("this file is not committed", path=name)
    committed = git.run("rev-parse", f"HEAD:./{name}")
    if git.run("hash-object", "--no-filters", "--", str(file)) != committed:
        raise UserError("this file was changed after it was committed", path=name)
    author, _, commit = said.rpartition(" ")
    return author, commit


def _shown(root: Path, file: Path) -> str:
    try:
        return file.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise UserError("a plan must lie in the repository", path=file) from None
