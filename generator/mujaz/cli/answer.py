"""`mujaz answer`: somebody answers a question about a brief."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.asking import acting, meant, tell_next
from mujaz.cli.common import refusing, say, site_option, write_plan
from mujaz.editors.asking import answered
from mujaz.engine.clock import now
from mujaz.model.signoff import written_moment
from mujaz.review.questions import waits_for


@click.command("answer")
@click.argument("question", metavar="QUESTION")
@click.argument("text", metavar="TEXT")
@site_option
def verb(question: str, text: str, root: Path) -> int:
    """Answer QUESTION with TEXT, in the file of the question.

    QUESTION is the path of its file, or the name of that without its ending, or a part of it that no other has. It
    stays open until who asked, or the same role, has said with `mujaz resolve` that it is settled.
    """
    found, who = meant(root, question), acting(root)
    with refusing():
        files = answered(found, who, written_moment(now()), text)
    write_plan(root, files, replace=True)
    say(f"{who.name} answers {found.asker[0]}: {waits_for(meant(root, found.span.source.name))}")
    tell_next(found.span.source.name)
    return 0
