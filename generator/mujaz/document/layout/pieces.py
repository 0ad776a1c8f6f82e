"""Pieces that several kinds of pages are laid out from: lists of briefs, claims as cards, bibliographies, timelines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mujaz.document.layout.interface import Interface, element_id, joined, linked, signs
from mujaz.document.pages.items import (
    BriefSummary,
    ClaimGroup,
    ClaimItem,
    ClaimLink,
    Elsewhere,
    EntityLink,
    EventItem,
    GlossaryEntry,
    Link,
    Point,
    PublicationItem,
    Reference,
    RelationGraph,
    RelationItem,
    Said,
    SourceSummary,
    WithdrawalItem,
    Words,
)
from mujaz.document.pages.objects import ClaimRow, MonthCount, Page, TagCount, TypeGroup
from mujaz.document.tree import (
    COLON,
    NOTHING,
    SPACE,
    Anchor,
    Bar,
    Block,
    Blocks,
    Citation,
    Description,
    Details,
    Fact,
    Facts,
    Graph,
    Group,
    Heading,
    Hyperlink,
    Inline,
    Item,
    List,
    Name,
    OtherName,
    Outside,
    Paragraph,
    Prose,
    Quotation,
    Signs,
    Small,
    Span,
    Strong,
    Superscript,
    Text,
)
from mujaz.model import Date

_DASH = Signs(" — ")


def title_of(w: Interface) -> Heading:
    """The heading of a page that has its title from the interface."""
    return Heading(1, "top", (w.page.title,))


def page_title(page: Page, w: Interface) -> Iterator[Block]:
    """The title alone, as what comes first on a page."""
    yield title_of(w)


def nothing_yet(w: Interface) -> Paragraph:
    """What a page says that has nothing to show."""
    return Paragraph((w.t("none_yet"),))


def counted_heading(w: Interface, id: str, key: str, noun: str, count: int) -> Heading:
    """A heading with the number of what stands under it, which the table of contents leaves out."""
    return Heading(2, id, (w.t(key),), count=w.n(noun, count), label=w.t(key))


def brief_list(w: Interface, briefs: Sequence[BriefSummary]) -> Block:
    """Briefs: date, title, summary."""
    if not briefs:
        return nothing_yet(w)
    return Group("list", (List(tuple(_brief_item(w, brief) for brief in briefs), loose=True),))


def _brief_item(w: Interface, brief: BriefSummary) -> Item:
    line: list[Inline] = []
    if day := brief.updated or brief.published:
        is_new = not brief.updated or (brief.published is not None and brief.updated.edtf == brief.published.edtf)
        key = "published" if is_new else "updated"
        line += (Span("when", (w.t(key),)), SPACE, w.time(day), SPACE)
    line.append(Strong((linked(brief.title, brief.link),)))
    line += status_unless_published(w, brief)
    return Item(tuple(line), (Paragraph((Text(brief.summary),)),) if brief.summary else ())


def status_unless_published(w: Interface, brief: BriefSummary) -> tuple[Inline, ...]:
    """The status of a brief, behind its title, where it is not the usual one."""
    return () if brief.status == "published" else (SPACE, w.judgement("status", brief.status))


def fold(w: Interface, id: str, key: str, inside: str, blocks: Iterable[Block]) -> Block:
    """A section of a page folded to one line.

    Args:
        w: the words of the page.
        id: of its heading.
        key: of the heading's words.
        inside: how much is in it, in words.
        blocks: the section.
    """
    return Details("fold", (inside,) if inside else (), tuple(blocks), heading=Heading(2, id, (w.t(key),)))


def claim_group(w: Interface, group: ClaimGroup, references: dict[str, Reference], brief: str = "") -> Blocks:
    """Claims that belong together: one, one with those it replaced, or sides that contradict each other.

    Each is a line that opens into its card.

    Args:
        w: the words of the page.
        group: the claims.
        references: what their rationales refer to.
        brief: the id of their brief, on a page that is not its own.
    """
    if len(group.sides) == 1:
        return tuple(_claim_card(w, claim, references, brief) for claim in group.sides[0])
    two = sum(map(len, group.sides)) == 2
    label = Paragraph((w.t("contrary_two" if two else "contrary"),), role="contrary__label")
    sides = (Group("side", tuple(_claim_card(w, claim, references, brief) for claim in side)) for side in group.sides)
    meaning = (("sides", str(len(group.sides))),)
    return (Group("contrary", (label, *sides), kind="set", meaning=meaning, name=w.t("contrary")),)


def withdrawal(w: Interface, item: WithdrawalItem | None) -> Iterator[Block]:
    """The banner that says of a page that what it is of was taken back; nothing where it was not."""
    if item is not None:
        yield Group("banner", (Paragraph(_withdrawn(w, item)),), meaning=(("level", "withdrawn"),))


def _withdrawn(w: Interface, item: WithdrawalItem) -> tuple[Inline, ...]:
    """That something was taken back, when, and why."""
    return Strong((w.t("status_withdrawn"),)), SPACE, Signs("("), w.time(item.date), Signs(") "), Text(item.text)


def _claim_card(w: Interface, claim: ClaimItem, references: dict[str, Reference], brief: str) -> Block:
    """A claim: the statement, who says so, what the analyst makes of it, how it got here and why."""
    blocks: list[Block] = []
    if claim.withdrawn:
        blocks.append(Paragraph(_withdrawn(w, claim.withdrawn), role="old"))
    if claim.superseded_by:
        newer = joined((_claim_sign(link) for link in claim.superseded_by), w.comma)
        blocks.append(Paragraph((Strong((w.t("superseded_by"),)), SPACE, *newer), role="old"))
    blocks.append(Group("facts", (List(tuple(_claim_facts(w, claim))),)))
    if claim.rationale is not None:
        blocks.append(Group("rationale", (Prose(claim.rationale, references),)))
    if claim.quote is not None:
        way = (SPACE, Hyperlink(claim.passage, (w.t("in_text"),), role="back")) if claim.passage else ()
        blocks.append(Paragraph((Quotation(claim.quote), *way), role="said"))
    for key, links in (("contradicts", claim.contradicts), ("supersedes", claim.supersedes)):
        if links:
            others = joined((_other_claim(link) for link in links), w.comma)
            blocks.append(Paragraph((w.t(key), COLON, SPACE, *others), role="refs"))
    rests_on = (w.t("rests_on"), COLON, SPACE, *signs(claim.sources)) if claim.sources else ()
    graded = (w.t("source_grade"), COLON, SPACE, *w.grade(claim.grade)) if claim.grade else ()
    if rests_on or graded:
        between = (SPACE,) if rests_on and graded else ()
        blocks.append(Paragraph((*rests_on, *between, *graded), role="refs"))
    if brief:
        blocks.append(more(w, claim.link, "open_brief"))
    meaning: list[tuple[str, str]] = [("assessment", claim.assessment)]
    if claim.confidence:
        meaning.append(("confidence", claim.confidence))
    if claim.superseded_by or claim.withdrawn:
        meaning.append(("superseded", ""))
    own = f"{element_id(brief)}_claim-{element_id(claim.id)}" if brief else f"claim-{element_id(claim.id)}"
    former = (Anchor(f"claim-{element_id(id)}") for id in (() if brief else claim.former))
    statement = Heading(3, own, (*former, Text(claim.statement)), role="statement", sign=claim.label)
    return Details("claim", _claim_line(w, claim), tuple(blocks), heading=statement, meaning=tuple(meaning))


def _claim_line(w: Interface, claim: ClaimItem) -> tuple[Inline, ...]:
    """Who says so, and how sure it is."""
    line: list[Inline] = [Text(claim.speaker.name) if claim.speaker else w.t("no_speaker"), SPACE]
    line.append(w.judgement("assessment", claim.assessment))
    if claim.confidence:
        line += (SPACE, Span("label", (w.t("confidence"), COLON)), SPACE, w.judgement("confidence", claim.confidence))
    if claim.superseded_by:
        line += (SPACE, Span("old", (w.t("replaced"),)))
    if claim.withdrawn:
        line += (SPACE, Span("old", (w.t("status_withdrawn"),)))
    return tuple(line)


def _claim_facts(w: Interface, claim: ClaimItem) -> Iterator[Item]:
    def fact(key: str, *value: Inline) -> Item:
        return Item((Strong((w.t(key), COLON)), SPACE, *value))

    yield fact("speaker", Name(claim.speaker) if claim.speaker else w.t("no_speaker"))
    if claim.via:
        yield fact("via", *joined(((Name(entity),) for entity in claim.via), w.t("via_separator")))


def _claim_sign(link: ClaimLink) -> tuple[Inline, ...]:
    """Another claim in one line."""
    of_brief = (Signs(" ("), Text(link.brief), Signs(")")) if link.brief else ()
    return (linked(link.statement, link.link), *of_brief)


def _other_claim(link: ClaimLink) -> tuple[Inline, ...]:
    if link.brief:
        return _claim_sign(link)
    return (Hyperlink(link.link, (link.label,), role="ref", title=link.statement.text),)


def claim_rows(w: Interface, claims: Iterable[ClaimRow]) -> Block:
    """Claims in a list: statement, the judgement, who says so and through whom: what one is said to have said."""

    def item(row: ClaimRow) -> Item:
        line = (linked(row.claim.statement, row.claim.link), SPACE, w.judgement("assessment", row.assessment))
        speaker = Name(row.speaker) if row.speaker else w.t("no_speaker")
        passed = joined(((Name(entity),) for entity in row.via), w.t("via_separator"))
        via = (w.comma, Span("via", (w.t("via_of"), SPACE, *passed))) if row.via else ()
        brief = (_DASH, Text(row.claim.brief)) if row.claim.brief else ()
        return Item(line, (Paragraph((Small((speaker, *via, *brief)),)),))

    return Group("rows", (List(tuple(map(item, claims)), loose=True),))


def event_line(w: Interface, event: EventItem, *, of_brief: bool) -> tuple[Inline, ...]:
    """One line of a timeline; on a page of the whole site it leads to the brief that it is of."""
    line: list[Inline] = [*w.day(event.date), SPACE, Text(event.text)]
    if references := event.claims + event.sources:
        line += (SPACE, Superscript(signs(references)))
    if not of_brief:
        assert event.brief is not None
        line += (_DASH, linked(event.brief, event.link))
    elif event.anchored:
        line += (SPACE, w.back(f"at-{element_id(event.id)}"))
    if event.entities:
        line += (SPACE, Span("with", w.entities(event.entities)))
    return tuple(line)


def citation(w: Interface, item: PublicationItem) -> tuple[Inline, ...]:
    """An entry of a bibliography with what a reader should know of it."""
    line: list[Inline] = [Span("citation", (Citation(item.citation),))]
    if item.note:
        line += (SPACE, Text(item.note))
    if item.grade:
        line += (SPACE, Span("graded", w.grade(item.grade)))
    return tuple(line)


def bibliography(w: Interface, items: Iterable[PublicationItem]) -> Block:
    """A bibliography with an id an entry."""
    entries = (Item((Anchor(f"source-{element_id(item.id)}"), *citation(w, item))) for item in items)
    meaning = (("copy-label", w.t("copy")), ("copied", w.t("copied")))
    return Group("bibliography", (List(tuple(entries), ordered=True, loose=True),), meaning=meaning)


def seed_line(w: Interface, source: SourceSummary) -> tuple[Inline, ...]:
    """A seed in one line."""
    line: list[Inline] = [linked(source.title, source.link), _DASH, Text(source.publisher)]
    if source.published:
        line += (w.comma, w.time(source.published))
    if source.grade:
        line += (SPACE, Span("graded", (w.grade_words(source.grade),)))
    return tuple(line)


def glossary_entry(w: Interface, entry: GlossaryEntry) -> Fact:
    """Who or what a brief names: the name with its kind, the gloss, the names in other languages."""
    entity = entry.entity
    said = [Description((Text(entity.gloss),))] if entity.gloss else []
    if entry.names:
        names = joined(((OtherName(name),) for name in entry.names), Signs(" · "))
        said.append(Description(tuple(names), role="names-other"))
    for fact in entry.facts:
        lines = joined(entity_fact(w, fact.said), w.comma)
        said.append(Description((w.t(fact.key), COLON, SPACE, *lines), role="names-other"))
    if not said:
        said.append(Description((NOTHING,)))
    kind = Span("kind", (w.t(f"type_{entity.type}"),))
    return Fact((Name(entity), SPACE, kind), tuple(said), id=f"gloss-{element_id(entity.id)}")


def entity_fact(w: Interface, said: Said) -> list[tuple[Inline, ...]]:
    """What is said of an entity: a date, a place or some texts, or each of several pages of other sites."""
    if isinstance(said, Date):
        return [(w.time(said),)]
    if isinstance(said, Point):
        return [(w.labels.coordinates(said.latitude, said.longitude),)]
    pages = [each for each in said if isinstance(each, Elsewhere)]
    texts = [each for each in said if isinstance(each, Words)]
    links = [(Outside(to.url, (to.name if isinstance(to.name, str) else Text(to.name),)),) for to in pages]
    return [*links, *([w.listed(texts)] if texts else [])]


def letter_bar(w: Interface, group: TypeGroup) -> Block:
    """The letters of an index, each a link."""
    return Group("letters", (List(tuple(Item((w.letter(letter, group),)) for letter in group.letters)),))


def month_bars(w: Interface, months: Iterable[MonthCount], *, years: bool = False) -> Block:
    """Months or years with a bar each: a list that is also a chart."""

    def item(month: MonthCount) -> Item:
        name: tuple[Inline, ...]
        if years:
            name = (w.labels.year(month.year),)
        elif month.month:
            name = (w.labels.month(month.year, month.month),)
        else:
            name = (w.t("month_unknown"), w.comma, w.labels.year(month.year))
        shown = (Hyperlink(month.link, name),) if month.briefs else name
        return Item((*shown, SPACE, Bar("bar", month.share), SPACE, w.counted("count_briefs", month.briefs)))

    return Group("bars", (List(tuple(map(item, months))),))


def tag_list(w: Interface, tags: Iterable[TagCount]) -> Block:
    """Subjects with their counts."""
    items = (Item((linked(tag.name, tag.link), SPACE, w.counted("count_briefs", tag.briefs))) for tag in tags)
    return Group("tags", (List(tuple(items)),))


def relations(
    w: Interface, relations: Iterable[RelationItem], graph: RelationGraph | None, own: EntityLink | None = None
) -> Iterator[Block]:
    """Relations as a graph and in words; `own` is the entity whose page it is, which need not be named again."""
    if graph is not None:
        yield Graph(graph, own)
    items = list(relations)
    if own:
        by_kind: dict[str, list[Description]] = {}
        for item in items:
            by_kind.setdefault(_relation_words(w, item), []).append(_related(w, item))
        yield Group("relations", (Facts(tuple(Fact((words,), tuple(said)) for words, said in by_kind.items())),))
        return
    by_entity: dict[str, tuple[EntityLink, list[Description]]] = {}
    for item in items:
        by_entity.setdefault(item.one.id, (item.one, []))[1].append(_related(w, item, _relation_words(w, item)))
    entities = (Fact((Name(one),), tuple(said)) for one, said in by_entity.values())
    yield Group("relations", (Facts(tuple(entities)),))


def _relation_words(w: Interface, item: RelationItem) -> str:
    return w.t(item.type + ("_inverse" if item.inverse else ""))


def _related(w: Interface, item: RelationItem, words: str = "") -> Description:
    """The other one of a relation, with what the relation is where that is not told before, and its time."""
    what = (words, COLON, SPACE) if words else ()
    period = (SPACE, Small((w.labels.period(item.from_, item.until),))) if item.from_ or item.until else ()
    return Description((*what, Name(item.other), *period))


def more(w: Interface, target: Link, key: str, *behind: Inline) -> Paragraph:
    """The way to the rest of a list."""
    return Paragraph((w.to(key, target), *behind), role="more")


RECORD: Final = "record"
"""The role of what is said for the record, such as a digest or the day of retrieval, which nobody looks for."""


def facts(*facts: tuple[str, Sequence[Sequence[Inline]], *tuple[str, ...]]) -> Facts:
    """Terms of the interface, each with what is said of it and its role, if it has one; empty ones are left out."""
    return Facts(
        tuple(
            Fact((term,), tuple(Description(tuple(one), *role) for one in said)) for term, said, *role in facts if said
        )
    )


def texts(w: Interface, words: Sequence[Words]) -> tuple[tuple[Inline, ...], ...]:
    """Several texts as one thing that is said, or nothing."""
    return (w.listed(words),) if words else ()
