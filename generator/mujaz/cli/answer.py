"""`mujaz answer`: somebody answers a question about a brief."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.asking import acting, question_named, tell_next, with_answer
from mujaz.cli.common import Refusal, say, site_option, write_plan
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
    found, who = question_named(root, question), acting(root)
    if found.resolved is not None:
        raise Refusal("the question is resolved", "ask another one with `mujaz ask`")
    write_plan(root, with_answer(found, who, written_moment(now()), text), replace=True)
    say(f"{who.name} answers {found.asker[0]}: {waits_for(question_named(root, found.span.source.name))}")
    tell_next(found.span.source.name)
    return 0
