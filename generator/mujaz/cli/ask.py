"""`mujaz ask`: somebody asks about a brief, which is not published until that is settled."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.checks.questions import place_of
from mujaz.cli.asking import acting, called, entry, in_house_style, tell_next
from mujaz.cli.common import (
    FOUND,
    Refusal,
    brief_id,
    cache_option,
    kept,
    note,
    refuse_unknown,
    report,
    say,
    site_option,
    write_plan,
)
from mujaz.engine.clock import now
from mujaz.engine.pipeline import check_site
from mujaz.model import Question
from mujaz.model.decode import decode
from mujaz.model.question import path_of
from mujaz.model.signoff import written_moment
from mujaz.review.authorship import question_key
from mujaz.review.coverage import of_brief
from mujaz.review.meaning import merged
from mujaz.review.names import Names
from mujaz.scaffold.style import modeline
from mujaz.syntax.source import Source


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
        site = checked.content.site
        refuse_unknown(id, site.briefs, "brief")
        if role:
            refuse_unknown(role, checked.editorial.policy.roles, "role")
        asked_at = written_moment(now())
        lines = entry({"by": called(asker), "role": role})
        lines += [f"at: {asked_at}", *entry({"about": about, "quote": quote, "text": text}), "covers:"]
        parts = of_brief(id, merged(site.briefs[id].brief), Names.of(site))
        lines += [f"  {part}: {says}" for part, says in parts.items()]
        written = "\n".join([*lines, ""])
        question, findings = decode(Source(path_of(id, asked_at, ""), written), Question)
        if question is None:
            raise Refusal(findings[0].message, findings[0].help)
        if place_of(question, site.briefs[id], site) is None:
            what = f"no `{about}`" if about else "no such words, nor have its articles"
            raise Refusal(f"the brief `{id}` has {what}", "name a key, a key and an id, or words as they stand there")
    path = path_of(id, asked_at, question_key(question))
    first = modeline("question", path) if (root / "schemas/question.json").is_file() else ""
    write_plan(root, {path: in_house_style(path, first + written)})
    say(f"{asker.name} asks about {id}: it is not published until the question is resolved")
    tell_next(path)
    return 0
