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
from mujaz.review.meaning import cited_publications, digest, meaning, merged, shown_entities

Covered = Mapping[str, str]
"""Digests by the names of parts: `brief/<id>/<language>`, `text/<seed>`, `record/<seed>`, `entity/<id>`,
`publication/<id>`, `tag/<id>`, `file/<path>`."""

GLOSSARY = "briefs/glossary"
OF_GLOSSARY = ("entity", "publication", "tag")
"""The kinds of parts that many briefs show, and that can be signed by themselves."""


def of_brief(id: str, brief: Brief) -> dict[str, str]:
    """The parts of a brief itself: one for each of its languages, of which all hold what has no language.

    Args:
        id: of the brief.
        brief: its translations merged.
    """
    return {f"brief/{id}/{language}": digest(meaning(brief, {language})) for language in brief.title.languages}


def of_seed(id: str, text: str, record: SeedRecord) -> dict[str, str]:
    """The parts of a seed: its text and its record."""
    return {f"text/{id}": digest(text), f"record/{id}": digest(meaning(record))}


def covered(entry: SiteBrief, site: Site) -> dict[str, str]:
    """All that an editor approves with a brief: the brief, its seeds, and the glossary's part that it shows.

    Args:
        entry: a brief, its translations merged.
        site: the site that it stands in.
    """
    found = of_brief(entry.id, merged(entry.brief))
    for ref in entry.brief.seeds:
        seed = site.seeds[ref.id]
        found |= of_seed(ref.id, seed.source.text, seed.record)
    for id in shown_entities(entry):
        if id not in entry.brief.entities:
            found[f"entity/{id}"] = digest(meaning(site.entities[id]))
    for id in cited_publications(entry):
        if id not in entry.brief.sources:
            found[f"publication/{id}"] = digest(meaning(site.publications[id]))
    for ref in entry.brief.tags:
        found[f"tag/{ref.id}"] = digest(meaning(site.tags[ref.id]))
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
    return digest(meaning(known[id])) if id in known else None


def paths(name: str, defined_in: Mapping[str, str]) -> tuple[str, ...]:
    """The files, or the folder, in which a part may be written.

    Args:
        name: of the part.
        defined_in: of entities that briefs define: which brief does, as `SiteIndex.defined_in`.
    """
    kind, _, id = name.partition("/")
    if kind == "brief":
        return (f"briefs/{id.rpartition('/')[0]}.yml",)
    if kind in ("text", "record"):
        return (f"seeds/{id}.{'txt' if kind == 'text' else 'yml'}",)
    if kind == "file":
        return (id,)
    return (GLOSSARY, f"briefs/{defined_in[id]}.yml") if kind == "entity" and id in defined_in else (GLOSSARY,)


def in_words(names: Iterable[str]) -> str:
    """Parts as an editor calls them: «the entity `keeper`, the brief in `ar`»."""
    return ", ".join(map(_in_words, names))


def _in_words(name: str) -> str:
    kind, _, id = name.partition("/")
    if kind == "brief":
        brief, _, language = id.rpartition("/")
        return f"the brief `{brief}` in `{language}`"
    what = {"text": "the text of the seed", "record": "the record of the seed"}.get(kind, f"the {kind}")
    return f"{what} `{id}`"
