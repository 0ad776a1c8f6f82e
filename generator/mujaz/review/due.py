"""What is due: briefs to be reviewed, embargoes that end; approvals, corrections and references that are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from mujaz.model import Brief, Status
from mujaz.review.objects import Standing
from mujaz.syntax.diagnostics import Diagnostic


class Task(StrEnum):
    """What is to be done about a brief."""

    REVIEW = "review"
    EMBARGO = "embargo"
    APPROVAL = "approval"
    CORRECTION = "correction"
    TRACE = "trace"
    QUESTION = "question"


class Due(Struct, frozen=True):
    """Something that is due.

    Attributes:
        brief: its id.
        task: what is to be done.
        day: by which, or on which an embargo ends; None for all else, which is due at once.
        overdue: whether that day has come; without a day, whether the brief is out as it is.
        words: what is to be done, in words.
    """

    brief: str
    task: Task
    day: date | None
    overdue: bool
    words: str


_OUT = (Status.PUBLISHED, Status.CORRECTED, Status.WITHDRAWN)


def due(
    briefs: Mapping[str, Brief],
    standings: Mapping[str, Standing],
    silent: Mapping[str, Sequence[Diagnostic]],
    untraced: Mapping[str, Sequence[str]],
    today: date,
    until: date,
    asked: Mapping[str, Sequence[str]] | None = None,
    waiting: Mapping[str, str] | None = None,
) -> tuple[Due, ...]:
    """All that is due until a day: what is overdue first, then by day and brief.

    Drafts need no approval and no references yet, and withdrawn briefs no review.

    Args:
        briefs: all briefs by id.
        standings: of briefs by id, as far as they are known.
        silent: what readers of briefs were not told, by id, as far as that is known.
        untraced: of briefs by id: in which languages too few sentences say what they rest on, in words.
        today: the day to look from.
        until: the last day to look at.
        asked: of briefs by id: the open questions, each in words with whom it waits for.
        waiting: of briefs by id: whom the approvals that they lack wait for, in words.
    """
    found: list[Due] = []
    for id, brief in briefs.items():
        review, embargo, now = brief.review_day, brief.embargo_day, standings.get(id)
        if review is not None and review <= until and brief.status is not Status.WITHDRAWN:
            found.append(Due(id, Task.REVIEW, review, review <= today, "is to be reviewed"))
        if embargo is not None and today < embargo <= until:
            found.append(Due(id, Task.EMBARGO, embargo, overdue=False, words="may be published from this day on"))
        if now is not None and not now.approved and brief.status is not Status.DRAFT:
            stale = any(signature.stale for signature in now.signatures)
            again = dict.fromkeys(each.by.partition(" <")[0] for each in now.signatures if each.stale and not each.asks)
            words = f"{'was changed after it was approved' if stale else 'is not approved'}: {'; '.join(now.missing)}"
            words += f" (signed before the change: {', '.join(again)})" if again else ""
            words += f"; {who}" if (who := (waiting or {}).get(id)) else ""
            found.append(Due(id, Task.APPROVAL, None, brief.status in _OUT, words))
        if brief.status is not Status.DRAFT:
            found += (Due(id, Task.TRACE, None, brief.status in _OUT, words) for words in untraced.get(id, ()))
    for id, questions in (asked or {}).items():
        found += (Due(id, Task.QUESTION, None, overdue=False, words=words) for words in questions)
    for id, findings in silent.items():
        found += (Due(id, Task.CORRECTION, None, overdue=True, words=finding.message) for finding in findings)
    return tuple(sorted(found, key=lambda each: (not each.overdue, each.day or date.min, each.brief, each.task)))
