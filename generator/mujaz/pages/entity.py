"""The page of an entity: who or what it is, and every place of the site that speaks of it."""

from __future__ import annotations

from itertools import groupby, pairwise

from mujaz.model import Publication, Rights
from mujaz.pages.brief import shown_passages
from mujaz.pages.desk import Desk, publication_item, source_reference, words
from mujaz.pages.index import brief_year
from mujaz.pages.objects import (
    ClaimLink,
    EntityPage,
    EventRow,
    Link,
    MentionGroup,
    MentionLine,
    MentionYear,
    Words,
)
from mujaz.pages.places import locator_map
from mujaz.pages.relations import entity_relations, relation_graph
from mujaz.pages.segments import passage_at
from mujaz.resolved import Mention, SiteBrief
from mujaz.source import Span
from mujaz.text.paragraphs import unwrap
from mujaz.text.sentences import sentence_around

# What keeps the page of a name that every brief has readable, and below some 300 kB: the sentences of one brief,
# the briefs that are quoted at all (those before them are counted), and the briefs from which on years are folded.
_SENTENCES = 6
_QUOTED_BRIEFS = 60
_UNFOLDED_BRIEFS = 10


def compose_entity(desk: Desk, id: str) -> EntityPage:
    """The page of an entity in the desk's language."""
    entity = desk.site.entities[id]
    link = desk.entity(id)
    path = f"entities/{id}"
    page = f"{desk.language}/{path}"
    cited = dict.fromkeys(ref.id for ref in entity.sources)
    cited.update(dict.fromkeys(ref.id for relation in entity.relations for ref in relation.sources))
    body = desk.prose(entity.body)
    if body is not None:
        cited.update(dict.fromkeys(id for id, _, _ in body.prose.references))
    known = {**desk.site.publications, **_own_sources(desk, id)}
    bibliography = tuple(
        publication_item(known[source], number, desk)
        for number, source in enumerate((source for source in cited if source in known), 1)
    )
    dates = (("born", entity.born), ("died", entity.died), ("founded", entity.founded), ("dissolved", entity.dissolved))
    point = entity.coordinates
    found = desk.index.mentions.get(id, [])
    relations = entity_relations(desk, id)
    return EntityPage(
        kind="entity",
        path=page,
        language=desk.language,
        title=link.name.text,
        description=link.gloss.text if link.gloss else "",
        alternates=desk.alternates(path),
        entity=link,
        names=tuple(words(phrase) for phrase in entity.name.phrases if phrase.text != link.name.text),
        aliases=tuple(Words(form.text, tag) for tag, forms in entity.aliases.items() for form in forms),
        body=body,
        dates=tuple((key, date) for key, date in dates if date is not None),
        coordinates=(point.latitude, point.longitude) if point else None,
        map=locator_map(desk, [id]),
        wikidata=entity.wikidata,
        links=tuple(
            (item.url, desk.best(item.title) if item.title else Words(item.url, "en")) for item in entity.links
        ),
        relations=relations,
        graph=relation_graph(desk, relations),
        mentions=_mentions(desk, found),
        folded=len(found) > _UNFOLDED_BRIEFS,
        claims_by=tuple(desk.claim_row(entry, claim) for entry, claim in desk.index.claims_by.get(id, [])),
        claims_via=tuple(desk.claim_row(entry, claim) for entry, claim in desk.index.claims_via.get(id, [])),
        claims_about=tuple(desk.claim_row(entry, claim) for entry, claim in desk.index.claims_about.get(id, [])),
        events=_events(desk, id),
        notes=tuple(_note(desk, entry, position) for entry, position in desk.index.notes_about.get(id, [])),
        bibliography=bibliography,
        references={item.id: source_reference(item, page) for item in bibliography},
    )


def _own_sources(desk: Desk, id: str) -> dict[str, Publication]:
    """The bibliography of the brief that defines the entity, if one does."""
    owner = desk.index.defined_in.get(id)
    return dict(owner.brief.sources) if owner else {}


def _events(desk: Desk, id: str) -> tuple[EventRow, ...]:
    """The events that list the entity, in the order of their dates."""
    events = []
    for entry, position in desk.index.events_of.get(id, []):
        event = entry.brief.timeline[position]
        link = desk.brief_link(entry, f"event-{position + 1}")
        events.append(EventRow(event.date, desk.best(event.text), desk.best(entry.brief.title), link))
    return tuple(sorted(events, key=lambda event: event.date.sort_key))


def _mentions(desk: Desk, found: list[tuple[SiteBrief, list[Mention]]]) -> tuple[MentionYear, ...]:
    """The briefs that mention the entity, by the year of their last change, the latest first."""
    groups = [
        (brief_year(entry), _group(desk, entry, mentions, _SENTENCES if place < _QUOTED_BRIEFS else 0))
        for place, (entry, mentions) in enumerate(found)
    ]
    years = []
    for year, together in groupby(groups, key=lambda pair: pair[0]):
        of_year = tuple(group for _, group in together)
        years.append(MentionYear(year, of_year, sum(group.count for group in of_year)))
    return tuple(years)


def _group(desk: Desk, entry: SiteBrief, mentions: list[Mention], limit: int) -> MentionGroup:
    """The mentions in one brief; those that share a sentence share its line."""
    sentences: list[tuple[Span, list[Mention]]] = []
    more = unquoted = 0
    for mention in mentions:
        within = _readable(desk, mention)
        if within is None:
            unquoted += 1
        elif sentences and _holds(sentences[-1][0], mention.span):
            sentences[-1][1].append(mention)
        elif len(sentences) == limit:
            more += 1
        else:
            source = mention.span.source
            start, end = sentence_around(unwrap(source.text), mention.span.start, mention.span.end)
            sentence = Span(source, max(start, within.start), min(end, within.end))
            sentences.append((sentence, [mention]))
    seeds = {inside[0].seed for _, inside in sentences}
    passages = {id: shown_passages(desk, entry, desk.site.seeds[id]) for id in sorted(seeds)}
    lines = tuple(_line(desk, entry, sentence, inside, passages) for sentence, inside in sentences)
    return MentionGroup(desk.summary(entry), lines, len(mentions), more, unquoted)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.source is inner.source and outer.start <= inner.start and inner.end <= outer.end


def _line(
    desk: Desk, entry: SiteBrief, sentence: Span, mentions: list[Mention], passages: dict[str, dict[str, Span]]
) -> MentionLine:
    """A sentence, linked to what the brief's page shows of it; to the article where another brief quotes it."""
    bounds = [sentence.start]
    for mention in mentions:
        bounds += (mention.span.start, mention.span.end)
    bounds.append(sentence.end)
    pieces = tuple(sentence.source.text[start:end] for start, end in pairwise(bounds))
    seed = mentions[0].seed
    passage = passage_at(passages[seed], mentions[0].span) or "article"
    return MentionLine(pieces, desk.site.seeds[seed].record.language, desk.brief_link(entry, passage))


def _readable(desk: Desk, mention: Mention) -> Span | None:
    """The text around a mention that the rights of its seed let be shown."""
    source, rights = mention.span.source, desk.site.seeds[mention.seed].record.rights
    if rights is Rights.LINK:
        return None
    if rights is Rights.FULL:
        return Span(source, 0, len(source.text))
    return next((quoted for quoted in desk.index.quoted.get(mention.seed, []) if _holds(quoted, mention.span)), None)


def _note(desk: Desk, entry: SiteBrief, position: int) -> ClaimLink:
    note = entry.brief.notes[position]
    link: Link = desk.brief_link(entry, f"note-{note.id.id}")
    label = desk.labels.text("sign_note", n=position + 1)
    return ClaimLink(label, desk.best(note.title), desk.best(entry.brief.title), link)
