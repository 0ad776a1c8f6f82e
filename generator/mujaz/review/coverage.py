"""The parts of a site's content that can be signed, each with the digest of what it says.

A sign-off holds such parts, and not the files that they stand in or the commits that brought them: it goes on to
hold for a part as long as that says what it said, whoever carries it through merges, and comes back with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mujaz.engine.content import Content
from mujaz.engine.stages import covered_parts
from mujaz.model import Brief, SeedRecord
from mujaz.resolve.site import Site, SiteBrief
from mujaz.resolve.uses import Kind
from mujaz.review.meaning import cited_publications, digest, meaning, merged, shown_entities
from mujaz.review.names import AS_CALLED, Names

Covered = Mapping[str, str]
"""Digests by the names of parts: `brief/<id>/<language>`, `text/<seed>`, `record/<seed>`, `entity/<id>`,
`publication/<id>`, `tag/<id>`, `file/<path>`."""

GLOSSARY = "briefs/glossary"
OF_GLOSSARY = ("entity", "publication", "tag")
"""The kinds of parts that many briefs show, and that can be signed by themselves."""


def of_brief(id: str, brief: Brief, names: Names = AS_CALLED) -> dict[str, str]:
    """The parts of a brief itself: one for each of its languages, of which all hold what has no language.

    Args:
        id: of the brief.
        brief: its translations merged.
        names: of the site: parts are called as they were first, and say what they said then.
    """
    first, said = names.first_id(Kind.BRIEF, id), names.called_first(brief, id)
    return {f"brief/{first}/{language}": digest(meaning(said, {language})) for language in brief.title.languages}


def of_seed(id: str, text: str, record: SeedRecord, names: Names = AS_CALLED) -> dict[str, str]:
    """The parts of a seed: its text and its record."""
    first = names.first_id(Kind.SEED, id)
    return {f"text/{first}": digest(text), f"record/{first}": digest(meaning(record))}


def of_shared(kind: str, id: str, value: object, names: Names = AS_CALLED) -> dict[str, str]:
    """A part of the glossary: an `entity`, a `publication` or a `tag`."""
    return {names.first_part(f"{kind}/{id}"): digest(meaning(names.called_first(value)))}


def covered(entry: SiteBrief, site: Site) -> dict[str, str]:
    """All that an editor approves with a brief: the brief, its seeds, and the glossary's part that it shows.

    Args:
        entry: a brief, its translations merged.
        site: the site that it stands in.
    """
    names = Names.of(site)
    found = of_brief(entry.id, merged(entry.brief), names)
    for ref in entry.brief.seeds:
        seed = site.seeds[ref.id]
        found |= of_seed(ref.id, seed.source.text, seed.record, names)
    for id in shown_entities(entry):
        if id not in entry.brief.entities:
            found |= of_shared("entity", id, site.entities[id], names)
    for id in cited_publications(entry):
        if id not in entry.brief.sources:
            found |= of_shared("publication", id, site.publications[id], names)
    for ref in entry.brief.tags:
        found |= of_shared("tag", ref.id, site.tags[ref.id], names)
    return found


def covered_of_all(content: Content) -> dict[str, Covered]:
    """What sign-offs of each brief cover, by id: of those that changed, and of the others as it was found before.

    Args:
        content: of a site without errors.
    """
    return covered_parts(content, covered)


def of_glossary(name: str, site: Site) -> str | None:
    """The digest of a part of the glossary by its name; None where there is none of that name."""
    kind, _, id = name.partition("/")
    known: Mapping[str, object] = {"entity": site.entities, "publication": site.publications, "tag": site.tags}.get(
        kind, {}
    )
    return next(iter(of_shared(kind, id, known[id], Names.of(site)).values())) if id in known else None


def paths(name: str, defined_in: Mapping[str, str], names: Names = AS_CALLED) -> tuple[str, ...]:
    """The files, or the folder, in which a part may be written, or was under another name.

    Args:
        name: of the part.
        defined_in: of entities that briefs define: which brief does, as `SiteIndex.defined_in`.
        names: of the site.
    """
    kind, _, id = name.partition("/")
    if kind == "brief":
        return tuple(f"briefs/{each}.yml" for each in names.all_ids(Kind.BRIEF, id.rpartition("/")[0]))
    if kind in ("text", "record"):
        ending = "txt" if kind == "text" else "yml"
        return tuple(f"seeds/{each}.{ending}" for each in names.all_ids(Kind.SEED, id))
    if kind == "file":
        return (id,)
    home = defined_in.get(names.present_id(Kind.ENTITY, id)) if kind == "entity" else None
    return (GLOSSARY, *(f"briefs/{each}.yml" for each in (names.all_ids(Kind.BRIEF, home) if home else ())))


def in_words(parts: Iterable[str], names: Names = AS_CALLED) -> str:
    """Parts as an editor calls them now: «the entity `keeper`, the brief in `ar`»."""
    return ", ".join(_in_words(names.present_part(part)) for part in parts)


def _in_words(name: str) -> str:
    kind, _, id = name.partition("/")
    if kind == "brief":
        brief, _, language = id.rpartition("/")
        return f"the brief `{brief}` in `{language}`"
    what = {"text": "the text of the seed", "record": "the record of the seed"}.get(kind, f"the {kind}")
    return f"{what} `{id}`"
