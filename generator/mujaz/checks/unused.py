"""What nothing uses: entities, aliases, publications and seeds. Reported on request only."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.markup.parse import parse_prose
from mujaz.markup.prose import references
from mujaz.resolve.gazetteer import Doubt
from mujaz.resolve.mentions import aliases_of, gazetteer_of
from mujaz.resolve.site import Site
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic


def _entities_in_use(site: Site) -> set[str]:
    used = {mention.entity for entry in site.briefs.values() for mention in entry.mentions}
    used.update(relation.to.id for entity in site.entities.values() for relation in entity.relations)
    for entry in site.briefs.values():
        brief = entry.brief
        used.update(ref.id for note in brief.notes for ref in note.entities)
        used.update(ref.id for event in brief.timeline for ref in event.entities)
        used.update(ref.id for claim in brief.claims for ref in claim.via)
        used.update(claim.speaker.id for claim in brief.claims if claim.speaker)
    return used


def _sources_in_use(site: Site) -> set[str]:
    used = {ref.id for entity in site.entities.values() for ref in entity.sources}
    used.update(
        ref.id for entity in site.entities.values() for relation in entity.relations for ref in relation.sources
    )
    for entry in site.briefs.values():
        for part in entry.brief.annotations:
            used.update(ref.id for ref in part.sources)
    texts = [text for entry in site.briefs.values() for text in entry.brief.prose]
    texts += [entity.body for entity in site.entities.values() if entity.body]
    for phrase in (phrase for text in texts for phrase in text.phrases):
        prose, _ = parse_prose(phrase.text)
        used.update(id for id, _, _ in references(prose))
    return used


def find_unused(site: Site) -> Iterator[Diagnostic]:
    """Entities never mentioned, aliases that never match, publications never cited, seeds without a brief."""
    used = _entities_in_use(site)
    gazetteer = gazetteer_of(aliases_of(site.entities))
    hits = [hit for seed in site.seeds.values() for hit in gazetteer.find(seed.folded)]
    told = {entity for hit in hits if hit.doubt is Doubt.NEAR for entity in hit.entities}  # by `near-name`
    for id, entity in site.entities.items():
        if id not in used and id not in told:
            help = "remove it, or see whether an alias is missing"
            yield rules.UNUSED_ENTITY.at(entity.id.span, f"nothing names the entity `{id}`", help)
    aliases = [alias for alias in aliases_of(site.entities) if alias.entity in used and not alias.weak]
    matched = {alias.span for hit in hits for alias in hit.aliases}
    names = {phrase.span for entity in site.entities.values() for phrase in entity.name.phrases}
    for alias in aliases:
        if alias.span not in matched and alias.span not in names:
            help = "keep it if it is awaited, remove it if it is a slip"
            yield rules.UNUSED_ALIAS.at(alias.span, f"the alias «{alias.text}» matches in no seed", help)
    cited = _sources_in_use(site)
    publications = [*site.publications.values()]
    publications += [item for entry in site.briefs.values() for item in entry.brief.sources.values()]
    for item in publications:
        if item.id.id not in cited:
            help = "cite it, or remove it"
            yield rules.UNUSED_SOURCE.at(item.id.span, f"nothing cites the source `{item.id.id}`", help)
    about = {ref.id for entry in site.briefs.values() for ref in entry.brief.seeds}
    for id, seed in site.seeds.items():
        if id not in about:
            help = f"begin one with `mujaz new BRIEF --seed {id}`"
            yield rules.UNUSED_SEED.at(seed.record.span, f"no brief is about the seed `{id}`", help)
