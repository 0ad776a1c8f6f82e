"""Documents to site: ids, references, anchors and mentions, each found or reported."""

from __future__ import annotations

from collections.abc import Mapping

from mujaz.model.documents import BriefDocument, Documents, GlossaryDocument
from mujaz.resolve.anchors import resolve_anchors
from mujaz.resolve.former import all_former_ids, check_former_ids, first_ids, present_ids
from mujaz.resolve.gazetteer import Hit
from mujaz.resolve.gazetteer.collisions import collisions
from mujaz.resolve.ids import Ids, collect_ids, unknown
from mujaz.resolve.mentions import aliases_of, find_mentions, gazetteer_of
from mujaz.resolve.references import check_entity_references, check_references
from mujaz.resolve.seeds import resolve_seed, resolve_seeds
from mujaz.resolve.site import Seed, Site, SiteBrief
from mujaz.resolve.translations import merge_translations
from mujaz.syntax.diagnostics import Diagnostic

__all__ = ["resolve", "resolve_brief", "resolve_glossary", "resolve_seed"]


def resolve(documents: Documents) -> tuple[Site, list[Diagnostic]]:
    """Find what every id, quote and name refers to.

    The site is complete only where no finding is an error: an annotation whose anchor or reference was
    not found is missing from it.
    """
    findings: list[Diagnostic] = []
    seeds, faults = resolve_seeds(documents.seeds)
    findings += faults
    ids, faults = collect_ids(documents)
    findings += faults
    aliases = aliases_of(ids.entities)
    findings += collisions(aliases)
    gazetteer = gazetteer_of(aliases)
    hits = {id: gazetteer.find(seed.folded) for id, seed in seeds.items()}
    briefs: dict[str, SiteBrief] = {}
    for brief in documents.briefs:
        briefs[brief.id], faults = resolve_brief(brief, ids, seeds, hits)
        findings += faults
    for glossary in documents.glossaries:
        findings += resolve_glossary(glossary, ids)
    records = {id: seed.record for id, seed in seeds.items()}
    formers = all_former_ids(documents)
    findings += check_former_ids(documents)
    first, present = first_ids(formers), present_ids(formers)
    return Site(seeds, records, ids.entities, briefs, ids.publications, ids.tags, first, present), findings


def resolve_brief(
    document: BriefDocument, ids: Ids, seeds: Mapping[str, Seed], hits: Mapping[str, tuple[Hit, ...]]
) -> tuple[SiteBrief, list[Diagnostic]]:
    """Find what the ids, quotes and names of one brief refer to.

    Args:
        document: the brief.
        ids: all that can be referred to.
        seeds: by id.
        hits: of a seed: what the site's names find in it.
    """
    ids = ids.of_document()
    brief, findings = merge_translations(document.brief)
    findings += check_references(document.id, brief, ids)
    for entity in brief.entities.values():
        findings += check_entity_references(entity, ids, brief.sources)
    targets, faults = resolve_anchors(brief, seeds)
    findings += faults
    mentions, faults = find_mentions(brief, seeds, hits, targets)
    findings += faults
    languages = tuple(sorted(brief.title.languages, key=lambda language: language != brief.language))
    return SiteBrief(document.id, brief, document.source, languages, targets, mentions), findings


def resolve_glossary(document: GlossaryDocument, ids: Ids) -> list[Diagnostic]:
    """Findings for the ids in a glossary file that lead nowhere."""
    ids, entities = ids.of_document(), document.glossary.entities.values()
    findings = [finding for entity in entities for finding in check_entity_references(entity, ids, {})]
    for ref in document.glossary.former_tags.values():
        findings += unknown(ref, "tag", ids.tags, ids.hints)
    return findings
