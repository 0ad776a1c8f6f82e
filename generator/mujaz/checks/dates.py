"""Dates: the end after the beginning, and no published brief without its day."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.model import CorrectionSeverity, Date, Entity, SeedRecord, Status
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label

_OUT = (Status.PUBLISHED, Status.CORRECTED, Status.WITHDRAWN)


def check_seed_dates(record: SeedRecord) -> Iterator[Diagnostic]:
    """Findings on the dates of an article that are in the wrong order."""
    yield from _in_order(record.published, "published", record.retrieved, "retrieved")


def _in_order(earlier: Date | None, earlier_name: str, later: Date | None, later_name: str) -> Iterator[Diagnostic]:
    if earlier is None or later is None:
        return
    start, end = earlier.extent.start, later.extent.end
    if start is not None and end is not None and end.last_instant < start.first_instant:
        yield rules.DATE_ORDER.at(
            later.span,
            f"`{later_name}` {later.edtf} lies before `{earlier_name}` {earlier.edtf}",
            "correct one of the two dates",
            [Label(earlier.span, "the earlier one")],
        )


def check_entity_dates(entity: Entity) -> Iterator[Diagnostic]:
    """Findings on the dates of an entity and of its relations that are in the wrong order."""
    yield from _in_order(entity.born, "born", entity.died, "died")
    yield from _in_order(entity.founded, "founded", entity.dissolved, "dissolved")
    for relation in entity.relations:
        yield from _in_order(relation.from_, "from", relation.until, "until")


def check_dates(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on dates in the wrong order, and on a status that its dates and corrections do not bear out."""
    brief = entry.brief
    place = brief.place("status")
    yield from _in_order(brief.published, "published", brief.updated, "updated")
    for correction in brief.corrections:
        yield from _in_order(brief.published, "published", correction.date, "date")
    if brief.status in _OUT and brief.published is None:
        help = "add `published:` with the day on which it appeared"
        yield rules.MISSING_DATE.at(place, f"the brief is {brief.status} and has no `published`", help)
    if brief.status is Status.CORRECTED and not brief.corrections:
        help = "add an entry to `corrections` that says what was wrong and what is right"
        yield rules.MISSING_CORRECTION.at(place, "the brief is corrected and has no `corrections`", help)
    retracted = any(entry.severity is CorrectionSeverity.RETRACTION for entry in brief.corrections)
    if brief.status is Status.WITHDRAWN and not retracted:
        help = "add an entry of severity `retraction` to `corrections` that says why"
        yield rules.MISSING_CORRECTION.at(place, "the brief is withdrawn and no correction says why", help)
