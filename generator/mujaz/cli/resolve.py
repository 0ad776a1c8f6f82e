"""`mujaz resolve`: who asked, or somebody in the same role, says that a question is settled."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.asking import acting, question_named, tell_next, with_resolution
from mujaz.cli.common import Refusal, say, site_option, write_plan
from mujaz.cli.editors import with_history
from mujaz.engine.clock import now
from mujaz.history.commits import Person
from mujaz.history.git import Repository
from mujaz.model.signoff import name_and_address, written_moment
from mujaz.review.identities import Identities


@click.command("resolve")
@click.argument("question", metavar="QUESTION")
@site_option
def verb(question: str, root: Path) -> int:
    """Say that QUESTION is settled, in the file of the question.

    QUESTION is named as for `mujaz answer`. Who asked can say so, and whoever signs in the role in which it was asked,
    but for who answered. It counts once it is committed.
    """
    found, who = question_named(root, question), acting(root)
    if found.resolved is not None:
        raise Refusal("the question is resolved already", "commit it, if you have not yet")
    with with_history():
        identities = Identities(Repository(root).mapped)
    role = ""
    if not identities.same(who, Person(*found.asker)):
        asked_by = found.asker[0]
        if found.role is None:
            raise Refusal(f"{asked_by} asked, in no role, and can resolve it", f"let {asked_by} look at the answers")
        if any(identities.maybe_same(who, Person(*name_and_address(each.by))) for each in found.answers):
            raise Refusal("you answered it", f"let {asked_by}, or another {found.role.id}, resolve it")
        role = found.role.id
    write_plan(root, with_resolution(found, who, written_moment(now()), role), replace=True)
    say(f"{who.name} resolves what {found.asker[0]} asked{f', as {role}' if role else ''}")
    tell_next(found.span.source.name)
    return 0
