"""How the page of a brief is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from mujaz.document.layout.article import article_block, foreign_article, passage, translated_sentence
from mujaz.document.layout.days import first_day
from mujaz.document.layout.interface import Interface, element_id, joined, linked, signs
from mujaz.document.layout.pieces import (
    RECORD,
    bibliography,
    claim_group,
    event_line,
    facts,
    fold,
    glossary_entry,
    relations,
    seed_line,
    status_unless_published,
    texts,
)
from mujaz.document.layout.sections import Layout, Run, Section
from mujaz.document.pages.items import Article, ClaimItem, NoteItem, SourceSummary
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


def _first(page: BriefPage, w: Interface) -> Iterator[Block]:
    """The title, how the brief stands and since when, and what a reader must know of it before its words."""
    yield Heading(1, "top", (Text(page.summary_line.title),))
    yield Paragraph(tuple(_byline(page, w)), role="byline")
    yield from _banners(page, w)


def _byline(page: BriefPage, w: Interface) -> Iterator[Inline]:
    line = page.summary_line
    parts: list[tuple[Inline, ...]] = []
    if line.status != "published" or not line.published:  # the day says that it is
        parts.append((w.judgement("status", line.status),))
    if line.published:
        parts.append((w.t("published"), SPACE, w.time(line.published)))
    if line.updated and not (line.published and line.updated.edtf == line.published.edtf):
        parts.append((w.t("updated"), SPACE, w.time(line.updated)))
    if page.corrections and line.status == "corrected":
        parts.append((w.to("banner_corrections", w.here("corrections")),))
    yield from joined(parts, _DOT)


def _banner(level: str, title: str, *words: Inline, due: str = "", hidden: bool = False) -> Group:
    meaning = (("level", level), ("due", due)) if due else (("level", level),)
    return Group("banner", (Paragraph((Strong((title,)), SPACE, *words)),), meaning=meaning, hidden=hidden)


def _banners(page: BriefPage, w: Interface) -> Iterator[Block]:
    status = page.summary_line.status
    if status not in ("published", "corrected"):
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


def _head(page: BriefPage, w: Interface) -> Iterator[Block]:
    """The articles that it is on, the briefs that it replaces, its other languages, how long it takes to read."""
    lead, whole = (w.n("minutes", minutes) for minutes in page.minutes)
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
        (w.t("languages"), languages, RECORD),
        (w.t("reading_time"), [(w.t("reading", lead=lead, all=whole),)], RECORD),
    )
    yield Group("head", (Group("meta", (meta,)),))


def _contents(page: BriefPage, w: Interface) -> Iterator[Block]:
    """The ways to the sections below."""
    ways: dict[str, tuple[str, object, int]] = {
        "article": (_article_key(page), True, 0),
        "notes": ("notes", page.notes, len(page.notes)),
        "claims": ("claims", page.claims, len(page.claims)),
        "timeline": ("timeline", page.timeline, len(page.timeline)),
        "glossary": ("who_is_who", page.glossary, 0),
        "bibliography": ("bibliography", page.bibliography, len(page.bibliography)),
    }
    items = []
    for name in w.shown:
        key, held, count = ways.get(name, ("", None, 0))
        if held:
            number = (SPACE, w.labels.number(count)) if count else ()
            items.append(Item((w.to(key, w.here(name)), *number)))
    yield Group("contents", (List(tuple(items)),), kind="navigation", name=w.t("contents"))


def _article_key(page: BriefPage) -> str:
    return "articles" if len(page.articles) > 1 else "article"


def _lead(run: Run) -> Iterator[Block]:
    """The brief in short: what it says, and beside it how sure its claims are."""
    texts = [blocks for name, blocks in run if name != "tally"]
    text = (Group("lead__text", tuple(chain.from_iterable(texts))),) if texts else ()
    yield Group("lead", (*text, *chain.from_iterable(blocks for name, blocks in run if name == "tally")))


def _summary(page: BriefPage, w: Interface) -> Iterator[Block]:
    """The brief in a few sentences."""
    if page.summary:
        yield Heading(2, "summary", (w.t("summary"),))
        yield Group("summary", (Prose(page.summary, page.references),))


def _key_points(page: BriefPage, w: Interface) -> Iterator[Block]:
    """What to keep in mind, point by point."""
    if page.key_points:
        yield Heading(2, "key-points", (w.t("key_points"),))
        yield Group("keypoints", (Points(page.key_points, page.references),))


def _dispute(page: BriefPage, w: Interface) -> Iterator[Block]:
    """The contradiction that matters most, side by side in a line a claim."""
    if page.dispute is None:
        return
    yield Heading(2, "dispute", (w.t("dispute"),))
    sides = (Group("side", tuple(_view(claim, w) for claim in side)) for side in page.dispute.sides)
    number = len(page.dispute.sides)
    meaning = (("sides", str(number)),)
    yield Group("dispute", tuple(sides), kind="set", meaning=meaning, name=w.t("contrary"), searched=False)
    if others := sum(len(group.sides) > 1 for group in page.groups) - 1:
        yield Paragraph((Hyperlink(w.here("claims"), (w.n("more_disputes", others),)),), role="more")


def _view(claim: ClaimItem, w: Interface) -> Block:
    """Who says what, and what the analyst makes of it."""
    who = Text(claim.speaker.name) if claim.speaker else w.t("no_speaker")
    said = linked(claim.statement, claim.link)
    line = (Strong((who, COLON)), SPACE, said, SPACE, w.judgement("assessment", claim.assessment))
    return Paragraph(line, role="view")


def _unknowns(page: BriefPage, w: Interface) -> Iterator[Block]:
    """What is still not known, point by point."""
    if page.unknowns:
        yield Heading(2, "unknowns", (w.t("unknowns"),))
        yield Group("unknowns", (Points(page.unknowns, page.references),))


def _tally(page: BriefPage, w: Interface) -> Iterator[Block]:
    """How many claims there are of each assessment."""
    if not page.tally:
        return
    count = Hyperlink(w.here("claims"), (w.n("count_claims", len(page.claims)),))
    items = (Item((w.judgement("assessment", level), SPACE, w.number(number))) for level, number in page.tally)
    way = Paragraph((w.to("how_to_read", w.edition("browse/key")),), role="more")
    yield Group("tally", (Paragraph((Strong((count,)),)), List(tuple(items)), way))


def _reading(run: Run) -> Iterator[Block]:
    """The article with the notes beside it, where they come right after it."""
    named = dict(run)
    if tuple(named) != ("article", "notes"):
        for name, blocks in run:
            yield from (Group("reading", blocks),) if name == "article" else blocks
    elif notes := named["notes"]:
        yield Group("reading", (*named["article"], Group("margin", notes)))
    else:
        yield Group("reading", named["article"])


def _articles(page: BriefPage, w: Interface) -> Iterator[Block]:
    """The article or articles that the brief is on, as far as their rights allow, with what is annotated on them."""
    blocks: list[Block] = [Heading(2, "article", (w.t(_article_key(page)),))]
    for article in page.articles:
        if len(page.articles) > 1:
            id = f"article-{element_id(article.source.id)}"
            blocks.append(Heading(3, id, (Text(article.source.title),)))
        blocks += _article(article, w)
    yield Group("text", tuple(blocks))


def _notes(page: BriefPage, w: Interface) -> Iterator[Block]:
    """Background to passages of the article; beside it on wide screens, if they come right after it."""
    if page.notes:
        yield Heading(2, "notes", (w.t("notes"),))
        yield from (_note(page, note, w) for note in page.notes)


def _article(article: Article, w: Interface) -> Iterator[Block]:
    foreign = not w.reads(article.language)
    translated = any(w.reads(sentence.words.language) for sentence in article.translation)
    if foreign and (article.paragraphs or article.passages):
        key = "article_translated" if translated else "article_in"
        yield Paragraph((w.t(key, language=w.labels.language_name(article.language)),), role="refs")
    if foreign and article.paragraphs:
        yield Group("foreign", tuple(foreign_article(article, w)))
    elif article.paragraphs:
        blocks = tuple(article_block(block, article.language) for block in article.paragraphs)
        yield Group("article", blocks, meaning=(("show", w.t("all_marks")),), language=article.language)
    elif article.passages:
        yield _instead(article.source, "passages_why", w)
        excerpts = tuple(Excerpt(passage(one, article.language)) for one in article.passages)
        yield Group("article excerpt", excerpts, language=article.language)
    else:
        yield _instead(article.source, "link_only", w)
    if article.translation and not (foreign and translated):
        sentences = tuple(translated_sentence(sentence, w) for sentence in article.translation)
        id = f"translation-{element_id(article.source.id)}"
        yield Details("translation", (w.t("translation"),), sentences, id=id)


def _instead(source: SourceSummary, key: str, w: Interface) -> Paragraph:
    """Why the article is not shown, and where it is to be read."""
    way = (SPACE, Outside(source.url, (w.t("original"),))) if source.url else ()
    return Paragraph((w.t(key), *way))


def _note(page: BriefPage, note: NoteItem, w: Interface) -> Block:
    id = element_id(note.id)
    former = (Anchor(f"note-{element_id(other)}") for other in note.former)
    heading = Heading(3, f"note-{id}", (*former, Text(note.title)), sign=note.label)
    blocks: list[Block] = [Prose(note.body, page.references)]
    if note.quote:
        words = (w.t("passage"), COLON, SPACE, Quotation(note.quote), SPACE, w.back(f"at-note-{id}"))
        blocks.append(Paragraph(words, role="refs passage"))
    if note.entities:
        blocks.append(Paragraph((w.t("about"), COLON, SPACE, *w.entities(note.entities)), role="refs"))
    if note.sources:
        blocks.append(Paragraph((w.t("rests_on"), COLON, SPACE, *signs(note.sources)), role="refs"))
    return Details("note", (), tuple(blocks), heading=heading, meaning=(("at", f"at-note-{id}"),))


def _claims(page: BriefPage, w: Interface) -> Iterator[Block]:
    """Who says what, with what the analyst makes of it; claims that contradict each other side by side."""
    if page.claims:
        groups = chain.from_iterable(claim_group(w, group, page.references) for group in page.groups)
        yield fold(w, "claims", "claims", w.n("count_claims", len(page.claims)), groups)


def _timeline(page: BriefPage, w: Interface) -> Iterator[Block]:
    """What happened when, as a strip and as a list."""
    if page.timeline:
        strip = (TimeStrip(page.strip, page.timeline),) if page.strip else ()
        items = [Item((Anchor(element_id(event.id)), *event_line(w, event, of_brief=True))) for event in page.timeline]
        parts = (items[: page.earlier], items[page.earlier :])
        earlier, events = (Group("timeline", (List(tuple(part), loose=True),)) for part in parts)
        line = (w.t("earlier"), SPACE, w.counted("count_events", page.earlier))
        before = (Details("earlier", line, (earlier,)),) if page.earlier else ()
        yield fold(w, "timeline", "timeline", w.n("count_events", len(page.timeline)), (*strip, *before, events))


def _map(page: BriefPage, w: Interface) -> Iterator[Block]:
    """The places that the brief names on a map."""
    if not page.map:
        return
    places = []
    for place in page.map.places:
        gloss = (SPACE, Span("", (Text(place.gloss),))) if place.gloss else ()
        places.append(Item((Name(place), *gloss)))
    inside = w.n("count_places", len(places))
    yield fold(w, "map", "map", inside, (Map(page.map), Group("places", (List(tuple(places)),))))


def _glossary(page: BriefPage, w: Interface) -> Iterator[Block]:
    """Who and what the brief names, by type."""
    if not page.glossary:
        return
    sections = []
    for section in page.glossary:
        id = f"glossary-{element_id(section.type)}"
        heading = Heading(3, id, (w.t(f"types_{section.type}"),), role="group")
        entries = Facts(tuple(glossary_entry(w, entry) for entry in section.entries))
        sections.append(Group("glossary", (heading, entries)))
    names = sum(len(section.entries) for section in page.glossary)
    yield fold(w, "glossary", "who_is_who", w.n("count_entities", names), sections)


def _corrections(page: BriefPage, w: Interface) -> Iterator[Block]:
    """What was corrected, and when."""
    if not page.corrections:
        return
    yield Heading(2, "corrections", (w.t("corrections"),))
    items = (
        Item((w.time(item.date), SPACE, Strong((w.t(f"severity_{item.severity}"),)), SPACE, Text(item.text)))
        for item in page.corrections
    )
    feed = Hyperlink(w.edition("corrections"), (w.t("feed_link"),), feed=True)
    yield Group("corrections", (List(tuple(items), loose=True), Paragraph((feed,))))


def _relations(page: BriefPage, w: Interface) -> Iterator[Block]:
    """How those that the brief names stand to each other, as a graph and a table."""
    if page.relations:
        inside = w.n("count_relations", len(page.relations))
        yield fold(w, "relations", "relations", inside, relations(w, page.relations, page.graph))


def _bibliography(page: BriefPage, w: Interface) -> Iterator[Block]:
    """What the brief cites."""
    if page.bibliography:
        inside = w.n("count_references", len(page.bibliography))
        yield fold(w, "bibliography", "bibliography", inside, (bibliography(w, page.bibliography),))


def _about(page: BriefPage, w: Interface) -> Iterator[Block]:
    """Who wrote the brief, its versions, subjects and days, and how to cite it."""
    yield fold(w, "about", "about_brief", "", (Group("meta", (_about_facts(page, w),)),))


def _about_facts(page: BriefPage, w: Interface) -> Facts:
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
    return Span("citation", tuple(cited), (("self", ""), ("copy-label", w.t("copy")), ("copied", w.t("copied"))))


_SIGNS = "signs and other pages lead to it"
BRIEF: Final = Layout(
    "brief",
    _first,
    {
        "summary": Section(_summary, _lead),
        "key-points": Section(_key_points, _lead),
        "dispute": Section(_dispute, _lead),
        "unknowns": Section(_unknowns, _lead),
        "tally": Section(_tally, _lead),
        "head": Section(_head, needed="it names the articles that the brief is on"),
        "contents": Section(_contents),
        "article": Section(_articles, _reading, "what the brief says rests on it, and other pages lead to it"),
        "notes": Section(_notes, _reading, _SIGNS),
        "claims": Section(_claims, needed=_SIGNS),
        "timeline": Section(_timeline, needed=_SIGNS),
        "map": Section(_map),
        "relations": Section(_relations),
        "glossary": Section(_glossary),
        "bibliography": Section(_bibliography, needed="the signs of sources lead to it"),
        "corrections": Section(_corrections, needed="what was corrected is told, and signs of it lead here"),
        "about": Section(_about),
    },
)
"""A brief: what it says in short, the article with its notes, then all that it rests on, folded."""
