"""Documents to site: ids, references, anchors and mentions, each found or reported."""

from __future__ import annotations

from mujaz.diagnostics import Diagnostic
from mujaz.documents import Documents
from mujaz.gazetteer import collisions
from mujaz.resolve.anchors import resolve_anchors
from mujaz.resolve.ids import collect_ids
from mujaz.resolve.mentions import aliases_of, find_mentions, gazetteer_of
from mujaz.resolve.references import check_references
from mujaz.resolve.seeds import resolve_seeds
from mujaz.resolve.translations import merge_translations
from mujaz.resolved import Site, SiteBrief

__all__ = ["resolve"]


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
    for document in documents.briefs:
        brief, faults = merge_translations(document.brief)
        findings += faults
        findings += check_references(document.id, brief, ids)
        targets, faults = resolve_anchors(brief, seeds)
        findings += faults
        mentions, faults = find_mentions(brief, seeds, hits, targets)
        findings += faults
        briefs[document.id] = SiteBrief(
            document.id,
            brief,
            document.source,
            _languages(brief.language, brief.title.languages),
            targets,
            mentions,
        )
    findings += ids.glossary_faults()
    site = Site(seeds, ids.entities, briefs, ids.publications, ids.tags)
    return site, findings


def _languages(own: str, all_languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(all_languages, key=lambda language: language != own))
