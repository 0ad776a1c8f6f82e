"""How the page of a brief is laid out."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.document.layout.article import article_block, passage
from mujaz.document.layout.front import first_day
from mujaz.document.layout.interface import Interface, element_id, joined, linked, signs
from mujaz.document.layout.pieces import (
    bibliography,
    claim_group,
    claims_overview,
    event_line,
    facts,
    glossary_entry,
    relations,
    seed_line,
    status_unless_published,
    texts,
)
from mujaz.document.pages.items import Article, NoteItem, SourceSummary
from mujaz.document.pages.objects import BriefPage
from mujaz.document.tree import (
    COLON,
    SPACE,
    Anchor,
    Block,
    Details,
    Emphasis,
    Excerpt,
    Facts,
    Group,
    Heading,
    Hyperlink,
    Inline,
    Inlines,
    Item,
    List,
    Map,
    Name,
    Outside,
    Paragraph,
    Points,
    Prose,
    Quotation,
    Signs,
    Span,
    Strong,
    Text,
    TimeStrip,
)

_DOT = Signs(" · ")
_STOP = Signs(".")


def brief(page: BriefPage, w: Interface) -> Iterator[Block]:
    """A brief: what it says in short, the article with its notes, then all that it rests on."""
    yield Heading(1, "top", (Text(page.summary_line.title),))
    yield from _banners(page, w)
    yield _head(page, w)
    yield _contents(page, w)
    yield _lead(page, w)
    yield _reading(page, w)
    yield from _claims(page, w)
    yield from _timeline(page, w)
    yield from _map(page, w)
    if page.relations:
        yield from relations(w, page.relations, page.graph)
    yield from _glossary(page, w)
    if page.bibliography:
        yield Heading(2, "bibliography", (w.t("bibliography"),))
        yield bibliography(w, page.bibliography)
    yield from _corrections(page, w)
    yield Heading(2, "about", (w.t("about_brief"),))
    yield Group("meta", (_about(page, w),))


def _banner(level: str, title: str, *words: Inline, due: str = "", hidden: bool = False) -> Group:
    meaning = (("level", level), ("due", due)) if due else (("level", level),)
    return Group("banner", (Paragraph((Strong((title,)), SPACE, *words)),), meaning=meaning, hidden=hidden)


def _banners(page: BriefPage, w: Interface) -> Iterator[Block]:
    status = page.summary_line.status
    if status != "published":
        way = (SPACE, w.to("banner_corrections", w.here("corrections"))) if page.corrections else ()
        yield _banner(status, w.t(f"status_{status}"), w.t(f"banner_{status}"), *way)
    for item in page.corrections:
        if item.severity in ("major", "retraction"):
            day = (Signs("("), w.time(item.date), Signs(") "))
            yield _banner("withdrawn", w.t(f"severity_{item.severity}"), *day, Text(item.text))
    if newer := page.superseded_by:
        yield _banner("corrected", w.t("superseded_by"), linked(newer.title, newer.link))
    if page.embargoed:
        assert page.publish_after is not None
        yield _banner("draft", w.t("embargoed"), w.t("publish_after"), SPACE, w.time(page.publish_after))
    if page.review_by:
        due, until = first_day(page.review_by), w.time(page.review_by)
        if page.due:
            yield _banner("corrected", w.t("review_due"), w.t("review_by"), SPACE, until, due=due)
        else:  # true before that day as well, since not every host hides it
            yield _banner("corrected", w.t("review_planned"), until, due=due, hidden=True)


def _head(page: BriefPage, w: Interface) -> Block:
    line = page.summary_line
    byline: list[Inline] = [w.judgement("status", line.status)]
    if line.published:
        byline += (_DOT, *((w.t("published"), SPACE) if line.status != "published" else ()), w.time(line.published))
    if line.updated and line.updated != line.published:
        byline += (_DOT, w.t("updated"), SPACE, w.time(line.updated))
    lead, whole = (w.n("minutes", minutes) for minutes in page.minutes)
    byline += (_DOT, w.t("reading", lead=lead, all=whole))

    older = [(linked(older.title, older.link), *status_unless_published(w, older)) for older in page.supersedes]
    languages: list[Inlines] = []
    if page.alternates:
        others = [
            (Hyperlink(link, (w.language_name(language),), language=language),) for language, link in page.alternates
        ]
        languages.append(tuple(joined([(w.language_name(page.language),), *others], w.comma)))
    meta = facts(
        (w.t("source"), [seed_line(w, article.source) for article in page.articles]),
        (w.t("supersedes"), older),
        (w.t("languages"), languages),
    )
    return Group("head", (Paragraph(tuple(byline), role="byline"), Group("meta", (meta,))))


def _contents(page: BriefPage, w: Interface) -> Block:
    def item(key: str, id: str, count: int = 0) -> Item:
        number = (SPACE, w.labels.number(count)) if count else ()
        return Item((w.to(key, w.here(id)), *number))

    items = [item("key_points", "key-points")] if page.key_points else []
    items.append(item(_article_key(page), "article"))
    sections = (("notes", page.notes), ("claims", page.claims), ("timeline", page.timeline))
    items += [item(id, id, len(held)) for id, held in sections if held]
    if page.glossary:
        items.append(item("who_is_who", "glossary"))
    if page.bibliography:
        items.append(item("bibliography", "bibliography", len(page.bibliography)))
    return Group("contents", (List(tuple(items)),), kind="navigation", name=w.t("contents"))


def _article_key(page: BriefPage) -> str:
    return "articles" if len(page.articles) > 1 else "article"


def _lead(page: BriefPage, w: Interface) -> Block:
    blocks: list[Block] = []
    if page.summary:
        blocks.append(Heading(2, "summary", (w.t("summary"),)))
        blocks.append(Group("summary", (Prose(page.summary, page.references),)))
    if page.key_points:
        blocks.append(Heading(2, "key-points", (w.t("key_points"),)))
        blocks.append(Group("keypoints", (Points(page.key_points, page.references),)))
    lead: list[Block] = [Group("lead__text", tuple(blocks))]
    if page.tally:
        lead.append(_tally(page, w))
    return Group("lead", tuple(lead))


def _tally(page: BriefPage, w: Interface) -> Block:
    """How many claims there are of each assessment, and which."""
    count = Hyperlink(w.here("claims"), (w.n("count_claims", len(page.claims)),))
    items = (
        Item(
            (
                w.judgement("assessment", assessment),
                SPACE,
                w.number(len(references)),
                SPACE,
                Span("signs", signs(references), (("assessment", assessment),)),
            )
        )
        for assessment, references in page.tally
    )
    return Group("tally", (Paragraph((Strong((count,)),)), List(tuple(items))))


def _reading(page: BriefPage, w: Interface) -> Block:
    """The article, and the notes beside it."""
    blocks: list[Block] = [Heading(2, "article", (w.t(_article_key(page)),))]
    for article in page.articles:
        if len(page.articles) > 1:
            id = f"article-{element_id(article.source.id)}"
            blocks.append(Heading(3, id, (Text(article.source.title),)))
        blocks += _article(article, w)
    text = Group("text", tuple(blocks))
    if not page.notes:
        return Group("reading", (text,))
    notes = (_note(page, note, w) for note in page.notes)
    return Group("reading", (text, Group("margin", (Heading(2, "notes", (w.t("notes"),)), *notes))))


def _article(article: Article, w: Interface) -> Iterator[Block]:
    translation = f"translation-{element_id(article.source.id)}"
    if not w.reads(article.language) and (article.paragraphs or article.passages):
        said = w.t("article_in", language=w.labels.language_name(article.language))
        way = (SPACE, w.to("translation", w.here(translation))) if article.translation else ()
        yield Paragraph((said, *way), role="refs")
    if article.paragraphs:
        blocks = tuple(article_block(block, article.language) for block in article.paragraphs)
        yield Group("article", blocks, language=article.language)
    elif article.passages:
        yield _instead(article.source, "passages_why", w)
        excerpts = tuple(Excerpt(passage(one, article.language)) for one in article.passages)
        yield Group("article excerpt", excerpts, language=article.language)
    else:
        yield _instead(article.source, "link_only", w)
    if article.translation:
        sentences = tuple(Paragraph((Text(sentence),)) for sentence in article.translation)
        yield Details("translation", (w.t("translation"),), sentences, id=translation)


def _instead(source: SourceSummary, key: str, w: Interface) -> Paragraph:
    """Why the article is not shown, and where it is to be read."""
    way = (SPACE, Outside(source.url, (w.t("original"),))) if source.url else ()
    return Paragraph((w.t(key), *way))


def _note(page: BriefPage, note: NoteItem, w: Interface) -> Block:
    id = element_id(note.id)
    blocks: list[Block] = [Heading(3, f"note-{id}", (Text(note.title),), sign=note.label)]
    blocks.append(Prose(note.body, page.references))
    if note.quote:
        words = (w.t("passage"), COLON, SPACE, Quotation(note.quote), SPACE, w.back(f"at-note-{id}"))
        blocks.append(Paragraph(words, role="refs passage"))
    if note.entities:
        blocks.append(Paragraph((w.t("about"), COLON, SPACE, *w.entities(note.entities)), role="refs"))
    if note.sources:
        blocks.append(Paragraph((w.t("rests_on"), COLON, SPACE, *signs(note.sources)), role="refs"))
    return Group("note", tuple(blocks), kind="section", meaning=(("at", f"at-note-{id}"),))


def _claims(page: BriefPage, w: Interface) -> Iterator[Block]:
    if not page.claims:
        return
    yield Heading(2, "claims", (w.t("claims"),))
    if len(page.claims) > 2:
        yield claims_overview(w, page.claims)
    for group in page.groups:
        yield from claim_group(w, group, page.references)


def _timeline(page: BriefPage, w: Interface) -> Iterator[Block]:
    if not page.timeline:
        return
    yield Heading(2, "timeline", (w.t("timeline"),))
    if page.strip:
        yield TimeStrip(page.strip, page.timeline)
    items = (Item((Anchor(element_id(event.id)), *event_line(w, event, of_brief=True))) for event in page.timeline)
    yield Group("timeline", (List(tuple(items), loose=True),))


def _map(page: BriefPage, w: Interface) -> Iterator[Block]:
    if not page.map:
        return
    yield Heading(2, "map", (w.t("map"),))
    yield Map(page.map)
    places = []
    for place in page.map.places:
        gloss = (SPACE, Span("", (Text(place.gloss),))) if place.gloss else ()
        places.append(Item((Name(place), *gloss)))
    yield Group("places", (List(tuple(places)),))


def _glossary(page: BriefPage, w: Interface) -> Iterator[Block]:
    if not page.glossary:
        return
    yield Heading(2, "glossary", (w.t("who_is_who"),))
    for section in page.glossary:
        id = f"glossary-{element_id(section.type)}"
        heading = Heading(3, id, (w.t(f"types_{section.type}"),), role="group")
        yield Group("glossary", (heading, Facts(tuple(glossary_entry(w, entry) for entry in section.entries))))


def _corrections(page: BriefPage, w: Interface) -> Iterator[Block]:
    if not page.corrections:
        return
    yield Heading(2, "corrections", (w.t("corrections"),))
    items = (
        Item((w.time(item.date), SPACE, Strong((w.t(f"severity_{item.severity}"),)), SPACE, Text(item.text)))
        for item in page.corrections
    )
    feed = Hyperlink(w.edition("corrections"), (w.t("feed_link"),), feed=True)
    yield Group("corrections", (List(tuple(items), loose=True), Paragraph((feed,))))


def _about(page: BriefPage, w: Interface) -> Facts:
    line = page.summary_line
    days = [
        (w.t(key), [(w.time(date),)])
        for key, date in (("review_by", page.review_by), ("publish_after", page.publish_after))
        if date
    ]
    return facts(
        (w.t("authors"), texts(w, page.authors)),
        (w.t("versions"), [(w.to("versions_link", page.versions),)] if page.versions else []),
        (w.t("tags"), texts(w, line.tags)),
        *days,
        (w.t("cite"), [(_citation_of_itself(page, w),)]),
    )


def _citation_of_itself(page: BriefPage, w: Interface) -> Span:
    """How to cite the brief; a script adds its address."""
    line = page.summary_line
    cited: list[Inline] = []
    if page.authors:
        cited += (*w.listed(page.authors), Signs(". "))
    cited += (Emphasis((Text(line.title),)), _STOP)
    for key, date in (("published", line.published), ("updated", line.updated)):
        if date:
            cited += (SPACE, w.t(key), SPACE, w.time(date), _STOP)
    return Span("citation", tuple(cited), (("self", ""), ("copy", w.t("copy")), ("copied", w.t("copied"))))
