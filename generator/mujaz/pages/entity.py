"""The page of an entity: who or what it is, and every place of the site that speaks of it."""

from __future__ import annotations

from mujaz.model import Publication, Rights
from mujaz.pages.desk import Desk, publication_item, source_reference, words
from mujaz.pages.objects import ClaimLink, EntityPage, Link, MentionGroup, MentionLine, RelationItem, Words
from mujaz.pages.places import locator_map
from mujaz.resolved import Mention, SiteBrief
from mujaz.source import Span
from mujaz.text.paragraphs import unwrap
from mujaz.text.sentences import sentence_around


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
        publication_item(known[source], number, desk.language)
        for number, source in enumerate((source for source in cited if source in known), 1)
    )
    dates = (("born", entity.born), ("died", entity.died), ("founded", entity.founded), ("dissolved", entity.dissolved))
    point = entity.coordinates
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
        relations=_relations(desk, id),
        mentions=tuple(_group(desk, entry, found) for entry, found in desk.index.mentions.get(id, [])),
        claims_by=tuple(desk.claim_link(entry, claim, None) for entry, claim in desk.index.claims_by.get(id, [])),
        notes=tuple(_note(desk, entry, position) for entry, position in desk.index.notes_about.get(id, [])),
        bibliography=bibliography,
        references={item.id: source_reference(item, page) for item in bibliography},
    )


def _own_sources(desk: Desk, id: str) -> dict[str, Publication]:
    """The bibliography of the brief that defines the entity, if one does."""
    owner = desk.index.defined_in.get(id)
    return dict(owner.brief.sources) if owner else {}


def _relations(desk: Desk, id: str) -> tuple[RelationItem, ...]:
    own = [
        RelationItem(relation.type, False, desk.entity(relation.to.id), relation.from_, relation.until)
        for relation in desk.site.entities[id].relations
    ]
    others = [
        RelationItem(relation.type, True, desk.entity(other.id.id), relation.from_, relation.until)
        for other, relation in desk.index.relations_to.get(id, [])
    ]
    return (*own, *others)


def _group(desk: Desk, entry: SiteBrief, mentions: list[Mention]) -> MentionGroup:
    lines = []
    unquoted = 0
    for mention in mentions:
        sentence = _shown_sentence(desk, mention)
        if sentence is None:
            unquoted += 1
            continue
        text, record = mention.span.source.text, desk.site.seeds[mention.seed].record
        lines.append(
            MentionLine(
                text[sentence.start : mention.span.start],
                mention.span.text,
                text[mention.span.end : sentence.end],
                record.language,
                desk.brief_link(entry, "article"),
            )
        )
    return MentionGroup(desk.summary(entry), tuple(lines), unquoted)


def _shown_sentence(desk: Desk, mention: Mention) -> Span | None:
    """The sentence of a mention, as far as the rights of its seed let it be shown."""
    source, rights = mention.span.source, desk.site.seeds[mention.seed].record.rights
    if rights is Rights.LINK:
        return None
    sentence = Span(source, *sentence_around(unwrap(source.text), mention.span.start, mention.span.end))
    if rights is Rights.FULL:
        return sentence
    for quoted in desk.index.quoted.get(mention.seed, []):
        if quoted.start <= mention.span.start and mention.span.end <= quoted.end:
            return Span(source, max(quoted.start, sentence.start), min(quoted.end, sentence.end))
    return None


def _note(desk: Desk, entry: SiteBrief, position: int) -> ClaimLink:
    note = entry.brief.notes[position]
    link: Link = desk.brief_link(entry, f"note-{note.id.id}")
    label = desk.labels.text("sign_note", n=position + 1)
    return ClaimLink(label, desk.best(note.title), desk.best(entry.brief.title), link)
