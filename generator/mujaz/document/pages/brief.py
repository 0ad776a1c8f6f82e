"""The page of a brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from mujaz.document.pages.desk import Desk, publication_item, source_reference
from mujaz.document.pages.entity import glossary_entry
from mujaz.document.pages.items import (
    Article,
    ClaimGroup,
    ClaimItem,
    ClaimLink,
    CorrectionItem,
    EventItem,
    GlossarySection,
    NoteItem,
    ProseWords,
    PublicationItem,
    QuotedPassage,
    Reference,
    Segments,
    Table,
    TranslatedSentence,
    Words,
)
from mujaz.document.pages.moments import event_strip
from mujaz.document.pages.objects import BriefPage
from mujaz.document.pages.parts import Today
from mujaz.document.pages.places import brief_map
from mujaz.document.pages.reading import minutes
from mujaz.document.pages.relations import brief_relations, relation_graph
from mujaz.document.pages.segments import (
    Annotation,
    Segmenter,
    merged,
    paragraph_spans,
    passage_at,
    passage_ids,
    text_of,
)
from mujaz.document.pages.sides import sides
from mujaz.document.pages.versions import VERSIONS
from mujaz.markup.prose import Prose, plain_text
from mujaz.model import Assessment, Brief, Claim, ClaimRef, EntityType, Event, Note, Phrase, Rights, Status, Text
from mujaz.resolve.anchor import place_of
from mujaz.resolve.references import claims_elsewhere
from mujaz.resolve.site import Seed, SiteBrief
from mujaz.syntax.source import Span

_SUREST_FIRST = (Assessment.CORROBORATED, Assessment.DISPUTED, Assessment.UNVERIFIED, Assessment.REFUTED)


_RECENT = 45
"""Days before an article within which what happened belongs to what it tells."""
_FEW = 2
"""Events of the background that need no fold."""


class BriefSigns:
    """The signs of a brief's notes, claims, events and sources."""

    def __init__(self, desk: Desk, entry: SiteBrief) -> None:
        self.desk = desk
        self.entry = entry
        self.page = desk.brief_link(entry)
        self.bibliography = _bibliography(desk, entry)
        brief = entry.brief
        self.table: dict[str, Reference] = {}
        for note in brief.notes:
            link = desk.brief_link(entry, f"note-{note.id.id}")
            self.table[note.id.id] = Reference("note", desk.sign(entry, note), desk.best(note.title), link)
        for claim in brief.claims:
            link = desk.brief_link(entry, f"claim-{claim.id.id}")
            self.table[claim.id.id] = Reference("claim", desk.sign(entry, claim), desk.best(claim.statement), link)
        for item in self.bibliography:
            self.table[item.id] = source_reference(item, self.page.page)
        for ref in {ref.id: ref for phrase in _written(brief) for ref in claims_elsewhere(phrase)}.values():
            self.table[ref.id] = self._claim(ref)

    def event(self, number: int, event: Event) -> Reference:
        """The sign of an event, which has no id of its own."""
        label = self.desk.labels.text("sign_event", n=number)
        link = self.desk.brief_link(self.entry, f"event-{number}")
        return Reference("event", label, self.desk.best(event.text), link)

    def sources(self, part: Note | Claim | Event) -> tuple[Reference, ...]:
        """The signs of the publications that a part rests on."""
        return tuple(self.table[ref.id] for ref in part.sources)

    def claims(self, event: Event) -> tuple[Reference, ...]:
        """The signs of the claims about an event, also of other briefs."""
        return tuple(map(self._claim, event.claims))

    def _claim(self, ref: ClaimRef) -> Reference:
        owner, claim = self.desk.site.claim(self.entry, ref)
        link = self.desk.claim_link(owner, claim, self.entry)
        title = link.statement
        if link.brief is not None and link.brief.language == title.language:  # its number is that of another page
            title = Words(f"{link.brief.text}: {title.text}", title.language)
        return Reference("claim", link.label, title, link.link)


def _written(brief: Brief) -> Iterator[Phrase]:
    """All prose of a brief in all of its languages."""
    return (phrase for text in brief.prose for phrase in text.phrases)


def _cited(brief: Brief, shown: list[Prose]) -> list[str]:
    """Ids of publications in the order in which a reader meets them, those only listed last."""
    order: dict[str, None] = {}
    for prose in shown:
        order.update(dict.fromkeys(id for id, _, _ in prose.references))
    for part in brief.annotations:
        order.update(dict.fromkeys(ref.id for ref in part.sources))
    order.update(dict.fromkeys(brief.sources))
    return list(order)


def _bibliography(desk: Desk, entry: SiteBrief) -> tuple[PublicationItem, ...]:
    brief = entry.brief
    shown = [prose.prose for text in brief.prose if (prose := desk.prose(text)) is not None]
    found = (brief.sources.get(id) or desk.site.publications.get(id) for id in _cited(brief, shown))
    publications = [publication for publication in found if publication is not None]
    return tuple(publication_item(item, n, desk) for n, item in enumerate(publications, 1))


def compose_brief(desk: Desk, entry: SiteBrief) -> BriefPage:
    """The page of a brief in the desk's language."""
    brief = entry.brief
    signs = BriefSigns(desk, entry)
    path = f"briefs/{entry.id}"
    title = desk.best(brief.title).text
    if brief.status is Status.WITHDRAWN:
        title = desk.labels.text("title_withdrawn", title=title)
    today = desk.today.get(entry.id, Today(due=False, embargoed=False))
    place = entry.place_of
    claims = tuple(claim_item(desk, entry, claim, signs) for claim in sorted(brief.claims, key=place))
    notes = tuple(_note(desk, entry, note, signs) for note in sorted(brief.notes, key=place))
    groups = claim_groups(claims)
    articles = tuple(_article(desk, entry, desk.site.seeds[ref.id], signs) for ref in brief.seeds)
    timeline = tuple(event_item(desk, entry, n, event, signs) for n, event in _chronicle(brief))
    named = _named(entry)
    relations = brief_relations(desk, named)
    first = (brief.summary, *brief.key_points, *brief.unknowns)
    lead = [said for text in first for said in _said(desk, text)]

    def points(texts: tuple[Text, ...]) -> tuple[ProseWords, ...]:
        return tuple(prose for text in texts if (prose := desk.prose(text)) is not None)

    return BriefPage(
        *desk.head("brief", path, title, desk.plain(brief.summary).partition("\n")[0], languages=entry.languages),
        summary_line=desk.summary(entry),
        authors=tuple(desk.best(author) for author in brief.authors),
        review_by=brief.review_by,
        publish_after=brief.publish_after,
        due=today.due,
        embargoed=today.embargoed,
        superseded_by=desk.parts(brief.superseded_by.id).summary if brief.superseded_by else None,
        supersedes=tuple(desk.parts(id).summary for id in desk.index.supersedes.get(entry.id, ())),
        summary=desk.prose(brief.summary),
        key_points=points(brief.key_points),
        unknowns=points(brief.unknowns),
        articles=articles,
        notes=notes,
        minutes=(minutes(lead), minutes((*lead, *_below(articles, notes, claims, timeline)))),
        tally=tuple(
            (level, number) for level in _SUREST_FIRST if (number := sum(claim.assessment is level for claim in claims))
        ),
        claims=claims,
        groups=groups,
        dispute=_dispute(groups, [prose for text in first if (prose := desk.prose(text)) is not None]),
        timeline=timeline,
        earlier=_earlier(desk, entry, timeline),
        strip=event_strip(desk, [event.date for event in timeline]),
        map=brief_map(desk, entry, named),
        relations=relations,
        graph=relation_graph(desk, relations),
        glossary=_glossary(desk, entry),
        bibliography=signs.bibliography,
        corrections=tuple(
            CorrectionItem(item.date, item.severity, desk.best(item.text))
            for item in sorted(brief.corrections, key=lambda item: item.date.sort_key, reverse=True)
        ),
        versions=desk.link(f"{path}{VERSIONS}") if desk.versions(entry.id) else None,
        references=signs.table,
    )


def _said(desk: Desk, text: Text | None) -> list[Words]:
    """The words of a prose text with its language; none for none."""
    return [Words(desk.plain(text), text.best(desk.language).language)] if text else []


def _below(
    articles: tuple[Article, ...],
    notes: tuple[NoteItem, ...],
    claims: tuple[ClaimItem, ...],
    timeline: tuple[EventItem, ...],
) -> Iterator[Words]:
    """The words that a page shows below its key points; quotations, which repeat the article, are left out."""
    for article in articles:
        for passage in (*article.paragraphs, *article.passages):
            for segments in _texts(passage):
                yield Words("".join(segment.text for segment in segments), article.language)
    for note in notes:
        yield note.title
        yield Words(plain_text(note.body.prose), note.body.language)
    for claim in claims:
        yield claim.statement
        if claim.rationale is not None:
            yield Words(plain_text(claim.rationale.prose), claim.rationale.language)
    yield from (event.text for event in timeline)


def _texts(block: QuotedPassage | Table) -> Iterator[Segments]:
    if isinstance(block, QuotedPassage):
        yield block.segments
    else:
        yield from (cell for row in block.rows for cell in row.cells)


def claim_groups(claims: tuple[ClaimItem, ...]) -> tuple[ClaimGroup, ...]:
    """The claims of a brief as they are laid out: contradicting ones on sides, replaced ones behind the newer."""
    ids = {claim.link: claim.id for claim in claims}
    contrary = [(claim.id, ids[other.link]) for claim in claims for other in claim.contradicts if other.link in ids]
    replaced = [(claim.id, ids[older.link]) for claim in claims for older in claim.supersedes if older.link in ids]
    by_id = {claim.id: claim for claim in claims}
    laid_out = sides([claim.id for claim in claims], contrary, replaced)
    return tuple(ClaimGroup(tuple(tuple(by_id[id] for id in side) for side in group)) for group in laid_out)


def _dispute(groups: tuple[ClaimGroup, ...], lead: list[ProseWords]) -> ClaimGroup | None:
    """Of the contradictions the one that the first words of a brief refer to most, with the claims that tell it.

    These are the ones that the first words refer to, or the first of a side; claims that were replaced are left out.

    Args:
        groups: the claims as they are laid out.
        lead: the summary, the key points and what is not known.
    """
    told = Counter(id for prose in lead for id, _, _ in prose.prose.references)
    for group in groups:  # who speaks of a claim that was replaced means the newer one
        for older in chain.from_iterable(group.sides):
            newer = {link.link for link in older.superseded_by}
            told.update({claim.id: told[older.id] for side in group.sides for claim in side if claim.link in newer})

    def weight(group: ClaimGroup) -> int:
        return sum(told[claim.id] for side in group.sides for claim in side)

    def telling(side: tuple[ClaimItem, ...]) -> tuple[ClaimItem, ...]:
        standing = tuple(claim for claim in side if not claim.superseded_by)
        return tuple(claim for claim in standing if told[claim.id]) or standing[:1]

    for group in sorted(groups, key=weight, reverse=True):
        sides = tuple(claims for side in group.sides if (claims := telling(side)))
        if len(sides) > 1:
            return ClaimGroup(sides)
    return None


def _chronicle(brief: Brief) -> list[tuple[int, Event]]:
    """The events with their numbers in the file, in the order of their dates."""
    return sorted(enumerate(brief.timeline, 1), key=lambda numbered: numbered[1].date.sort_key)


def _earlier(desk: Desk, entry: SiteBrief, timeline: tuple[EventItem, ...]) -> int:
    """How many events of a timeline came long before its first article; none where there are few, or no others."""
    days = [record.published for ref in entry.brief.seeds if (record := desk.site.records[ref.id]).published]
    if not days:
        return 0
    first = min(day.extent.first.earliest.date.toordinal() for day in days) - _RECENT
    earlier = sum(event.date.extent.first.earliest.date.toordinal() < first for event in timeline)
    return earlier if _FEW < earlier < len(timeline) else 0


def _annotations(desk: Desk, entry: SiteBrief, signs: BriefSigns, seed: str) -> list[Annotation]:
    brief = entry.brief
    named: list[tuple[str, Note | Claim | Event, Reference]] = []
    named += [(f"note-{note.id.id}", note, signs.table[note.id.id]) for note in brief.notes]
    named += [(f"claim-{claim.id.id}", claim, signs.table[claim.id.id]) for claim in brief.claims]
    named += [(f"event-{n}", event, signs.event(n, event)) for n, event in enumerate(brief.timeline, 1)]
    found = []
    for id, part, sign in named:
        target = entry.target(part.at)
        if target is not None and target.seed == seed:
            found.append(Annotation(id, target.span, sign))
    return sorted(found, key=lambda note: (note.span.start, -note.span.end))


def _article(desk: Desk, entry: SiteBrief, seed: Seed, signs: BriefSigns) -> Article:
    record = seed.record
    mentions = (mention for mention in entry.mentions if mention.seed == seed.id)
    segmenter = Segmenter(_annotations(desk, entry, signs, seed.id), mentions, desk.entity)
    shown = shown_passages(desk, entry, seed)
    is_full = record.rights is Rights.FULL
    return Article(
        desk.source(seed.id),
        record.language,
        text_of(seed, shown, segmenter.cut) if is_full else (),
        () if is_full else tuple(QuotedPassage(id, segmenter.cut(span)) for id, span in shown.items()),
        tuple(_translated(seed, shown)) if is_full else (),
    )


def _translated(seed: Seed, shown: dict[str, Span]) -> Iterator[TranslatedSentence]:
    """The sentences of a seed's translation, each at the paragraph that it is of."""
    if translation := seed.record.translation:
        for pair in translation.sentences:
            place = place_of(pair.exact, seed.folded)
            passage = passage_at(shown, Span(seed.source, *place)) if place else None
            yield TranslatedSentence(Words(pair.text, translation.language), passage or "")


def shown_passages(desk: Desk, entry: SiteBrief, seed: Seed) -> dict[str, Span]:
    """What a brief's page shows of a seed, by the ids of its elements: paragraphs, or the passages it speaks of."""
    if seed.record.rights is Rights.FULL:
        return passage_ids(seed, paragraph_spans(seed))
    if seed.record.rights is Rights.LINK:
        return {}
    targets = (entry.target(part.at) for part in entry.brief.annotations)
    spans = (target.span for target in targets if target is not None and target.seed == seed.id)
    return passage_ids(seed, merged(sorted(spans, key=lambda span: (span.start, -span.end))))


def _quote(desk: Desk, entry: SiteBrief, part: Note | Claim | Event) -> Words | None:
    """The passage that a part stands at, where it may be shown."""
    target = entry.target(part.at)
    if target is None:
        return None
    record = desk.site.records[target.seed]
    if record.rights is Rights.LINK:
        return None
    return Words(" ".join(target.span.text.split()), record.language)


def _note(desk: Desk, entry: SiteBrief, note: Note, signs: BriefSigns) -> NoteItem:
    body = desk.prose(note.body)
    assert body is not None
    return NoteItem(
        note.id.id,
        signs.table[note.id.id].label,
        desk.best(note.title),
        body,
        _quote(desk, entry, note),
        desk.entities(note.entities),
        signs.sources(note),
        _former(note),
    )


def claim_item(desk: Desk, entry: SiteBrief, claim: Claim, signs: BriefSigns) -> ClaimItem:
    """A claim as its brief and the page of all claims show it."""
    target = entry.target(claim.at)
    replaced_by = desk.index.superseded_by.get(f"{entry.id}#{claim.id.id}", ())
    quote = _quote(desk, entry, claim)
    rationale = desk.prose(claim.rationale)
    return ClaimItem(
        claim.id.id,
        signs.table[claim.id.id].label,
        desk.best(claim.statement),
        desk.entity(claim.speaker.id) if claim.speaker else None,
        desk.entities(claim.via),
        claim.assessment,
        claim.confidence,
        rationale,
        quote,
        signs.sources(claim),
        _contrary(desk, entry, claim),
        tuple(desk.claim_link(*desk.site.claim(entry, ref), entry) for ref in claim.supersedes),
        tuple(desk.claim_link(*desk.site.claim_at(key), entry) for key in replaced_by),
        desk.site.records[target.seed].grade if target else None,
        desk.brief_link(entry, f"claim-{claim.id.id}"),
        desk.brief_link(entry, f"at-claim-{claim.id.id}") if quote else None,
        _former(claim),
        desk.withdrawal(claim.withdrawn),
    )


def _former(part: Claim | Note) -> tuple[str, ...]:
    """The ids that something had and has no more."""
    return tuple(ref.id for ref in part.former_ids if ref.id != part.id.id)


def _contrary(desk: Desk, entry: SiteBrief, claim: Claim) -> tuple[ClaimLink, ...]:
    """The claims that cannot be true together with one: those it names, and those that name it."""
    named = [desk.site.claim(entry, ref) for ref in claim.contradicts]
    naming = [desk.site.claim_at(key) for key in desk.index.contradicted_by.get(f"{entry.id}#{claim.id.id}", ())]
    both = {(owner.id, other.id.id): (owner, other) for owner, other in (*named, *naming)}
    return tuple(desk.claim_link(owner, other, entry) for owner, other in both.values())


def event_item(desk: Desk, entry: SiteBrief, number: int, event: Event, signs: BriefSigns) -> EventItem:
    """An event as its brief and the site's timeline show it."""
    return EventItem(
        f"event-{number}",
        event.date,
        desk.best(event.text),
        _quote(desk, entry, event) is not None,
        desk.entities(event.entities),
        signs.claims(event),
        signs.sources(event),
        desk.best(entry.brief.title),
        desk.brief_link(entry, f"event-{number}"),
    )


def _named(entry: SiteBrief) -> set[str]:
    """Ids of everybody and everything that the brief names."""
    brief = entry.brief
    named = {mention.entity for mention in entry.mentions}
    named.update(ref.id for note in brief.notes for ref in note.entities)
    named.update(ref.id for event in brief.timeline for ref in event.entities)
    named.update(ref.id for claim in brief.claims for ref in claim.via)
    named.update(claim.speaker.id for claim in brief.claims if claim.speaker)
    return named


def _glossary(desk: Desk, entry: SiteBrief) -> tuple[GlossarySection, ...]:
    """Everybody and everything that the brief names, by type."""
    links = sorted((desk.entity(id) for id in _named(entry)), key=lambda link: desk.sort_key(link.name))
    return tuple(
        GlossarySection(kind, tuple(glossary_entry(desk, link.id) for link in links if link.type is kind))
        for kind in EntityType
        if any(link.type is kind for link in links)
    )
