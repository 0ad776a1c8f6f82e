"""What the verbs of editors share: the history of a site, and the standing of its briefs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from mujaz.cli.common import Refusal
from mujaz.diagnostics import Diagnostic
from mujaz.history import HistoryError, Repository
from mujaz.pipeline import CheckResult
from mujaz.review.approvals import publication_findings, standing
from mujaz.review.authorship import Authorship
from mujaz.review.objects import Standing


@contextmanager
def with_history() -> Iterator[None]:
    """Turn what git cannot tell into a message of the command line."""
    try:
        yield
    except HistoryError as problem:
        raise Refusal(str(problem), problem.help) from None


def standings(root: Path, checked: CheckResult) -> dict[str, Standing]:
    """The standing of each brief of a site without errors.

    Raises:
        HistoryError: the history does not say who changed what.
    """
    assert checked.content is not None
    site, editorial = checked.content.site, checked.editorial
    authorship = Authorship.of(Repository(root))
    defined_in = checked.content.index.defined_in
    return {
        id: standing(site.briefs[id], site, editorial.policy, editorial.signoffs(id), authorship, defined_in)
        for id in site.briefs
    }


def unpublishable(root: Path, checked: CheckResult, today: date) -> dict[str, list[Diagnostic]]:
    """What keeps briefs of a site without errors from being published, by brief; those that nothing keeps left out.

    Raises:
        HistoryError: the history does not say who changed what.
    """
    assert checked.content is not None
    site, editorial = checked.content.site, checked.editorial
    found = {
        id: publication_findings(site.briefs[id], now, editorial.signoffs(id), today)
        for id, now in standings(root, checked).items()
    }
    return {id: findings for id, findings in found.items() if findings}
