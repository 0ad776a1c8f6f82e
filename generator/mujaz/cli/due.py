"""`mujaz due`: what editors have to do, and by when."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from mujaz.cli.common import CLEAN, FOUND, Refusal, cache_option, format_option, kept, note, report, say, site_option
from mujaz.editors.past import Past, silent_edits, standings, waiting_approvals, waiting_questions
from mujaz.engine.clock import today
from mujaz.engine.pipeline import check_site
from mujaz.history.git import HistoryError
from mujaz.review.due import Due, due
from mujaz.review.objects import Standing
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.trace import coverage, shortfalls


@click.command("due")
@site_option
@click.option("--until", metavar="DATE", help="The last day to look at; by the policy if not given.")
@cache_option
@format_option
def verb(root: Path, until: str | None, cache: bool, format: str) -> int:
    """List what is to be reviewed, embargoes, open questions; approvals, corrections and references that are missing.

    The exit code is 1 where something is overdue: a day for review has come, or a brief that is out is not approved as
    it is, says something else than readers were told, or lacks references that the policy demands. It is 2
    where git does not tell of approvals and corrections.
    """
    day = today()
    last = _day(until) if until else None
    known: dict[str, Standing] = {}
    silent: dict[str, list[Diagnostic]] = {}
    waiting: dict[str, str] = {}
    asked: dict[str, list[str]] = {}
    untold: HistoryError | None = None
    with kept(root, cache) as store:
        checked = check_site(root, store=store)
        if checked.content is None:
            report(checked.diagnostics, format)
            note("what is due is not known; mend this first")
            return FOUND
        try:
            past = Past(root, store, checked.editorial)
            known = standings(root, checked, past)
            silent = silent_edits(root, checked, known, past=past)
            waiting = waiting_approvals(checked, known, past)
            asked = waiting_questions(checked, day, past)
        except HistoryError as problem:
            untold = problem
        share = checked.editorial.policy.trace
        last = last or day + timedelta(days=checked.editorial.policy.due_days)
        site = checked.content.site
        untraced = {id: shortfalls(coverage(site.briefs[id], site), share) for id in site.briefs if share}
        briefs = {id: site.briefs[id].brief for id in site.briefs}
        found = due(briefs, known, silent, untraced, day, last, asked, waiting)
    if format == "json":
        report(
            (),
            format,
            today=day.isoformat(),
            until=last.isoformat(),
            due=[_data(each) for each in found],
            untold=str(untold) if untold else None,
        )
    for each in found if format == "text" else ():
        mark = "overdue" if each.overdue else "due"
        say(f"{mark:8}{each.day.isoformat() if each.day else 'now':12}{each.brief}: {each.words}")
    if format == "text" and not found:
        besides = " as far as is known" if untold else ""
        say(f"nothing is due until {last.isoformat()}{besides}")
    if untold:
        raise Refusal(f"approvals and corrections are not looked at: {untold}", untold.help)
    return FOUND if any(each.overdue for each in found) else CLEAN


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refusal(f"`{written}` is not a day", "write year-month-day, such as 2024-03-12") from None


def _data(each: Due) -> dict[str, Any]:
    day = each.day.isoformat() if each.day else None
    return {"brief": each.brief, "task": each.task.value, "day": day, "overdue": each.overdue, "words": each.words}
