"""What a brief contributes to other pages: made once for each language, and put together on lists and entity pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from mujaz.document.pages.brief import BriefSigns, claim_groups, claim_item, event_item, shown_passages
from mujaz.document.pages.desk import Desk
from mujaz.document.pages.items import ClaimLink, CorrectionItem
from mujaz.document.pages.objects import ClaimRow, EventRow, MentionGroup, MentionLine, OpenPoints
from mujaz.document.pages.parts import Cited, ClaimsOfBrief, EntityParts, Parts
from mujaz.document.pages.segments import passage_at
from mujaz.model import Brief, Claim, Rights
from mujaz.resolve.site import Mention, SiteBrief
from mujaz.syntax.source import Span
from mujaz.text.sentences import sentence_around

_Passages = Callable[[str], dict[str, Span]]
"""The passages that a brief's page shows of a seed, by the id of the seed."""

_SENTENCES = 6  # of one brief, so that the page of a name that every brief has stays readable


def compose_parts(desk: Desk, entry: SiteBrief) -> Parts:
    """All parts of a brief in the desk's language."""
    signs = BriefSigns(desk, entry)
    brief = entry.brief
    items = tuple(claim_item(desk, entry, claim, signs) for claim in sorted(brief.claims, key=entry.place_of))
    sources: defaultdict[str, list[ClaimRow]] = defaultdict(list)
    for claim in brief.claims:
        target = entry.target(claim.at)
        if target is not None:
            sources[target.seed].append(desk.claim_row(entry, claim))
    return Parts(
        desk.summary(entry),
        ClaimsOfBrief(claim_groups(items), signs.table),
        _unknowns(desk, brief, signs),
        tuple(event_item(desk, entry, n, event, signs) for n, event in enumerate(brief.timeline, 1)),
        tuple(
            (desk.best(brief.title), CorrectionItem(item.date, item.severity, desk.best(item.text)))
            for item in brief.corrections
        ),
        tuple(Cited(entry.id if item.id in brief.sources else "", item) for item in signs.bibliography),
        _entities(desk, entry),
        {ref.id: tuple(sources[ref.id]) for ref in brief.seeds},
    )


def _unknowns(desk: Desk, brief: Brief, signs: BriefSigns) -> OpenPoints:
    """What the brief says is still not known, with the signs that it refers to."""
    points = tuple(prose for text in brief.unknowns if (prose := desk.prose(text)) is not None)
    used = dict.fromkeys(id for point in points for id, _, _ in point.prose.references)
    return OpenPoints(points, {id: signs.table[id] for id in used if id in signs.table})


def _entities(desk: Desk, entry: SiteBrief) -> dict[str, EntityParts]:
    """What the brief says of each entity that it concerns."""
    brief = entry.brief
    found: defaultdict[str, EntityParts] = defaultdict(EntityParts)
    mentions: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in entry.mentions:
        mentions[mention.entity].append(mention)
    passages = cache(lambda seed: shown_passages(desk, entry, desk.site.seeds[seed]))
    for id, own in mentions.items():
        found[id].mentions = _mentions(desk, entry, own, passages)
    for claim in brief.claims:
        row = desk.claim_row(entry, claim)
        if claim.speaker is not None:
            found[claim.speaker.id].claims_by.append(row)
        for ref in claim.via:
            found[ref.id].claims_via.append(row)
        for id in _subjects(entry, claim):
            found[id].claims_about.append(row)
    title = desk.best(brief.title)
    for number, event in enumerate(brief.timeline, 1):
        line = EventRow(event.date, desk.best(event.text), title, desk.brief_link(entry, f"event-{number}"))
        for ref in event.entities:
            found[ref.id].events.append(line)
    for note in brief.notes:
        link = desk.brief_link(entry, f"note-{note.id.id}")
        sign = ClaimLink(desk.sign(entry, note), desk.best(note.title), title, link)
        for ref in note.entities:
            found[ref.id].notes.append(sign)
    return dict(found)


def _subjects(entry: SiteBrief, claim: Claim) -> list[str]:
    """The entities that a claim is about: its passage names them, and they are not those who make it or pass it on."""
    target = entry.target(claim.at)
    if target is None:
        return []
    tellers = {ref.id for ref in (claim.speaker, *claim.via) if ref is not None}
    named = dict.fromkeys(
        mention.entity
        for mention in entry.mentions
        if mention.seed == target.seed
        and target.span.start <= mention.span.start
        and mention.span.end <= target.span.end
    )
    return [entity for entity in named if entity not in tellers]


def _mentions(desk: Desk, entry: SiteBrief, mentions: list[Mention], passages: _Passages) -> MentionGroup:
    """The mentions of one entity; those that share a sentence share its line."""
    sentences: list[tuple[Span, list[Mention]]] = []
    more = unquoted = 0
    for mention in mentions:
        within = _readable(desk, mention)
        if within is None:
            unquoted += 1
        elif sentences and _holds(sentences[-1][0], mention.span):
            sentences[-1][1].append(mention)
        elif len(sentences) == _SENTENCES:
            more += 1
        else:
            source = mention.span.source
            start, end = sentence_around(source.text, mention.span.start, mention.span.end)
            sentence = Span(source, max(start, within.start), min(end, within.end))
            sentences.append((sentence, [mention]))
    lines = tuple(_line(desk, entry, sentence, inside, passages) for sentence, inside in sentences)
    return MentionGroup(desk.summary(entry), lines, len(mentions), more, unquoted)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer.source.name == inner.source.name


def _line(desk: Desk, entry: SiteBrief, sentence: Span, mentions: list[Mention], passages: _Passages) -> MentionLine:
    """A sentence, linked to what the brief's page shows of it; to the article where another brief quotes it."""
    bounds = [sentence.start]
    for mention in mentions:
        bounds += (mention.span.start, mention.span.end)
    bounds.append(sentence.end)
    pieces = tuple(sentence.source.text[start:end] for start, end in pairwise(bounds))
    seed = mentions[0].seed
    passage = passage_at(passages(seed), mentions[0].span) or "article"
    return MentionLine(pieces, desk.site.seeds[seed].record.language, desk.brief_link(entry, passage))


def _readable(desk: Desk, mention: Mention) -> Span | None:
    """The text around a mention that the rights of its seed let be shown."""
    source, rights = mention.span.source, desk.site.seeds[mention.seed].record.rights
    if rights is Rights.LINK:
        return None
    if rights is Rights.FULL:
        return Span(source, 0, len(source.text))
    quoted = (Span(source, start, end) for start, end in desk.index.quoted.get(mention.seed, ()))
    return next((range for range in quoted if _holds(range, mention.span)), None)
