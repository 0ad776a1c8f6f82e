"""`mujaz log`: who did what with a brief, a seed or an entity."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from mujaz.cli.common import (
    CLEAN,
    FOUND,
    cache_option,
    format_option,
    kept,
    note,
    refusing,
    report,
    say,
    site_option,
    with_history,
)
from mujaz.editors.refused import refuse_unknown
from mujaz.engine.content import Content
from mujaz.engine.pipeline import check_site
from mujaz.history.git import Repository
from mujaz.labels import Labels, load_labels
from mujaz.model.signoff import FOLDER
from mujaz.resolve.uses import Kind
from mujaz.review.hidden import named
from mujaz.review.journal import Entry, Event, journal
from mujaz.review.names import Names
from mujaz.review.told import Catalogue, catalogue_of

_MOST = 12
"""Changes of one commit that are told in text; JSON has all."""


@click.command("log")
@click.argument("target", metavar="TARGET")
@site_option
@cache_option
@format_option
@click.option("--language", metavar="TAG", default="en", show_default=True, help="The language of what is told.")
def verb(target: str, root: Path, cache: bool, format: str, language: str) -> int:
    """Tell who changed what of TARGET, signed it, asked, answered and settled what, the latest first.

    TARGET is a brief by its id, `seed/ID` or `entity/ID`. Of a brief, its articles and their records are told of too.
    It is told by meaning: a commit that changes only comments or layout is not in it. What was called otherwise before
    is followed by its former ids.
    """
    with kept(root, cache) as store:
        checked = check_site(root, store=store)
        if checked.content is None:
            report(checked.diagnostics, "text")
            note("nothing was read from the history; mend this first")
            return FOUND
        with with_history(), refusing():
            paths, entity = _files(target, checked.content)
            repository = Repository(root)
            history = repository.changes(paths)
            objects = {name for _, files in history for file in files for name in (*file.before, file.after) if name}
            texts = {name: text.decode(errors="replace") for name, text in repository.contents(objects)}
            people = repository.mapped(person for commit, _ in history for person in commit.people)
            entries = list(journal(history, lambda name: texts.get(name, ""), entity))
    if format == "json":
        report((), "json", target=target, log=[_data(entry) for entry in entries])
        return CLEAN
    labels, catalogue = load_labels(language), catalogue_of(language)
    for entry in entries:
        authors = (entry.commit.author, *entry.commit.coauthors)
        who = ", ".join(dict.fromkeys(people.get(each, each).name or each.email for each in authors))
        say(f"{entry.commit.authored[:10]} {entry.commit.id[:10]} {who}")
        for line in (line for event in entry.events for line in _lines(event, labels, catalogue)):
            say(f"  {line}")
    note(f"`{target}`: commits: {len(entries)}")
    return CLEAN


def _files(target: str, content: Content) -> tuple[list[str], tuple[str, ...]]:
    """The files that a journal is told from, and all ids of the entity that it is of alone."""
    site, names = content.site, Names.of(content.site)
    kind, _, id = target.partition("/")
    if kind == "entity" and target not in site.briefs:
        refuse_unknown(id, site.entities, "entity")
        return ["briefs"], names.all_ids(Kind.ENTITY, id)
    if kind == "seed" and target not in site.briefs:
        refuse_unknown(id, site.seeds, "seed")
        return [*_of_seed(id, names)], ()
    refuse_unknown(target, site.briefs, "brief")
    ids = names.all_ids(Kind.BRIEF, target)
    paths = [path for each in ids for path in (f"briefs/{each}.yml", f"{FOLDER}/{each}", f"{FOLDER}/{each}.yml")]
    for ref in site.briefs[target].brief.seeds:
        paths += _of_seed(ref.id, names)
    return paths, ()


def _of_seed(id: str, names: Names) -> Iterator[str]:
    for each in names.all_ids(Kind.SEED, id):
        yield from (f"seeds/{each}.yml", f"seeds/{each}.txt")


def _lines(event: Event, labels: Labels, catalogue: Catalogue) -> Iterator[str]:
    if event.kind != "changed":
        role = labels.text("log_as", role=event.role) if event.role else ""
        who = f"{event.who.name or event.who.email}: " if event.who else ""
        said = f": {event.said}" if event.said else ""
        yield f"{who}{labels.text(f'log_{event.kind}')}{role}{said}"
        return
    for change in event.changes[:_MOST]:
        yield named(catalogue.sentence(change))
    if (more := len(event.changes) - _MOST) > 0:
        yield labels.text("log_more", n=labels.number(more))


def _data(entry: Entry) -> dict[str, object]:
    commit = entry.commit
    return {
        "commit": commit.id,
        "authored": commit.authored,
        "authors": [{"name": each.name, "email": each.email} for each in (commit.author, *commit.coauthors)],
        "subject": commit.subject,
        "events": [
            {
                "kind": event.kind,
                "who": {"name": event.who.name, "email": event.who.email} if event.who else None,
                "role": event.role,
                "said": event.said,
                "changes": [{"path": list(change.path), "words": named(change.words)} for change in event.changes],
            }
            for event in entry.events
        ],
    }
