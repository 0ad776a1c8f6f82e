"""Stages that resolve: seeds, names and quotes found in them, briefs, and the site read backwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mujaz.engine import facts
from mujaz.engine.cache.facts import Value
from mujaz.engine.cache.memo import NOWHERE
from mujaz.engine.content import Content
from mujaz.engine.reading import placed_ids
from mujaz.model.documents import BriefDocument, GlossaryDocument, SeedDocument
from mujaz.model.values import shown_in, without_region
from mujaz.resolve.index import build_index, facts_of
from mujaz.syntax.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from mujaz.resolve.gazetteer.finder import Gazetteer


def seed(content: Content, item: str) -> Iterator[Value | Diagnostic]:
    """A seed with its text folded."""
    from mujaz.resolve.seeds import fold_digest, resolve_seed

    document = facts.DOCUMENT.read(content.memo, item)
    assert isinstance(document, SeedDocument)
    seed, findings = resolve_seed(document)
    yield from findings
    yield facts.RECORD(seed.id, seed.record)
    yield facts.TEXT_DIGEST(seed.id, fold_digest(seed.folded))
    yield facts.RIGHTS(seed.id, str(seed.record.rights))
    yield facts.SEED(seed.id, seed)


def twins(content: Content, _: str) -> Iterator[Value]:
    """Seeds that have the same text."""
    from mujaz.rights.budget import twins

    found = twins({id: facts.TEXT_DIGEST.read(content.memo, id) for id in content.site.records})
    return (facts.TWIN(id, other) for id, other in found.items())


def hits(content: Content, id: str) -> Iterator[Value]:
    """What the names of the site find in a seed."""
    facts.ALIASES.read(content.memo)
    yield facts.HITS(id, content.once(_gazetteer).find(content.site.seeds[id].folded))


def _gazetteer(content: Content) -> Gazetteer:
    """What finds names in a text; made once, for to compare many names takes longer than to find some."""
    from mujaz.resolve.mentions import gazetteer_of

    return gazetteer_of(facts.ALIASES.read(content.memo))


def brief(content: Content, item: str) -> Iterator[Value | Diagnostic]:
    """A brief with what its ids, quotes and names refer to."""
    from mujaz.resolve.run import resolve_brief

    document, hits = facts.DOCUMENT.read(content.memo, item), facts.HITS.by_key(content.memo)
    assert isinstance(document, BriefDocument)
    entry, findings = resolve_brief(document, content.ids, content.site.seeds, hits)
    if not all(map(_has_places, findings)):
        _, findings = resolve_brief(document, content.once(placed_ids), content.site.seeds, hits)
    yield from findings
    if not has_errors(findings):
        yield facts.BRIEF_FACTS(entry.id, facts_of(entry))
    yield facts.BRIEF(entry.id, entry)


def _has_places(finding: Diagnostic) -> bool:
    spans = (finding.span, *(label.span for label in finding.related))
    return not any(span.source is NOWHERE.source for span in spans)


def glossary(content: Content, item: str) -> Iterator[Diagnostic]:
    """What ids in a file of the glossary refer to."""
    from mujaz.resolve.run import resolve_glossary

    document = facts.DOCUMENT.read(content.memo, item)
    assert isinstance(document, GlossaryDocument)
    return iter(resolve_glossary(document, content.ids))


def relate(content: Content, _: str) -> Iterator[Value]:
    """The site read backwards."""
    memo = content.memo
    briefs = [facts.BRIEF_FACTS.read(memo, id) for id in facts.BRIEF.keys(memo)]
    index = build_index(briefs, facts.RELATIONS.read(memo))
    yield facts.BRIEF_FACTS.ordered(index.facts)  # whose values the briefs have given
    for name, fact in facts.INDEX.items():
        if fact is not facts.BRIEF_FACTS:
            values: Mapping[str, object] = getattr(index, name)
            yield fact.ordered(values)
            yield from (fact(key, value) for key, value in values.items())
    for language in {without_region(language) for brief in briefs for language in brief.languages}:
        own = [brief for brief in index.facts.values() if shown_in(language, brief.languages)]
        months = tuple(brief.month for brief in own)
        years = tuple(year for brief in own for year in brief.event_years)
        yield facts.EDITION(language, facts.Edition(tuple(brief.id for brief in own), months, years))
