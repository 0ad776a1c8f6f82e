"""`mujaz ask`: somebody asks about a brief, which is not published until that is settled."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.asking import acting, tell_next
from mujaz.cli.common import (
    FOUND,
    Refusal,
    brief_id,
    cache_option,
    kept,
    note,
    refusing,
    report,
    say,
    site_option,
    write_plan,
)
from mujaz.editors.asking import asked
from mujaz.engine.clock import now
from mujaz.engine.pipeline import check_site
from mujaz.model.signoff import written_moment


@click.command("ask")
@click.argument("brief", metavar="BRIEF")
@click.argument("text", metavar="TEXT")
@click.option("--about", metavar="PART", default="", help="What of the brief: a key, such as summary, or claims/ID.")
@click.option("--quote", metavar="WORDS", default="", help="The words of the brief or its articles it is about.")
@click.option("--as", "role", metavar="ROLE", default="", help="The role in which you ask; any such may resolve it.")
@site_option
@cache_option
def verb(brief: str, text: str, about: str, quote: str, role: str, root: Path, cache: bool) -> int:
    """Ask TEXT about BRIEF, in a new file below briefs/reviews/.

    BRIEF is its id or the path of its file. It is not published, as it is, until you or somebody in the same role has
    said with `mujaz resolve` that the question is settled.
    """
    if about and quote:
        raise Refusal("a question is about a part, or about words", "leave --about or --quote out")
    id = brief_id(root, brief)
    asker = acting(root)
    with kept(root, cache) as store:
        checked = check_site(root, store=store)
        if checked.content is None:
            report(checked.diagnostics, "text")
            note("nothing was asked; mend this first")
            return FOUND
        with refusing():
            files = asked(root, checked, id, text, asker, written_moment(now()), about=about, quote=quote, role=role)
    write_plan(root, files)
    say(f"{asker.name} asks about {id}: it is not published until the question is resolved")
    tell_next(next(iter(files)))
    return 0
