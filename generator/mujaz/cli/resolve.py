"""`mujaz resolve`: who asked, or somebody in the same role, says that a question is settled."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.asking import acting, meant, tell_next
from mujaz.cli.common import refusing, say, site_option, with_history, write_plan
from mujaz.editors.asking import resolved
from mujaz.engine.clock import now
from mujaz.history.git import Repository
from mujaz.model.signoff import written_moment
from mujaz.review.identities import Identities


@click.command("resolve")
@click.argument("question", metavar="QUESTION")
@site_option
def verb(question: str, root: Path) -> int:
    """Say that QUESTION is settled, in the file of the question.

    QUESTION is named as for `mujaz answer`. Who asked can say so, and whoever signs in the role in which it was asked,
    but for who answered. It counts once it is committed.
    """
    found, who = meant(root, question), acting(root)
    with refusing(), with_history():
        files, role = resolved(found, who, written_moment(now()), Identities(Repository(root).mapped))
    write_plan(root, files, replace=True)
    say(f"{who.name} resolves what {found.asker[0]} asked{f', as {role}' if role else ''}")
    tell_next(found.span.source.name)
    return 0
