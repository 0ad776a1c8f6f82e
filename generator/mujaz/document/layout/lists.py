"""How pages that list things are laid out: briefs, claims, sources, names, days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mujaz.document.layout.interface import Interface, element_id, joined, linked
from mujaz.document.layout.pieces import (
    RECORD,
    brief_list,
    citation,
    claim_group,
    claim_rows,
    counted_heading,
    facts,
    letter_bar,
    month_bars,
    more,
    nothing_yet,
    page_title,
    seed_line,
    tag_list,
    withdrawal,
)
from mujaz.document.layout.sections import Layout, Section
from mujaz.document.pages.objects import (
    BriefsPage,
    BrowsePage,
    ClaimsPage,
    DatesPage,
    EntitiesPage,
    GlossaryPage,
    LetterGroup,
    SourcePage,
    SourcesPage,
    YearPage,
)
from mujaz.document.tree import (
    SPACE,
    Block,
    Code,
    Description,
    Fact,
    Facts,
    Group,
    Heading,
    Hyperlink,
    Inline,
    Item,
    List,
    Name,
    Outside,
    Paragraph,
    Span,
    Strong,
    Text,
)


def _count_of_briefs(page: BriefsPage, w: Interface) -> Iterator[Block]:
    """How many briefs there are, and other ways to them."""
    ways = (w.to("older_briefs", page.dates), w.comma, w.to("browse", w.edition("browse/index")))
    yield Paragraph((w.n("count_briefs", page.count), w.comma, *ways), role="refs")


def _briefs(page: BriefsPage, w: Interface) -> Iterator[Block]:
    """The latest of the briefs, and the way to the others."""
    yield brief_list(w, page.briefs)
    if len(page.briefs) < page.count:
        yield more(w, page.dates, "older_briefs")


def _years(page: DatesPage, w: Interface) -> Iterator[Block]:
    """How many briefs each month has, by year."""
    for year, months in page.years:
        name = w.labels.year(year.year)
        link = Hyperlink(year.link, (name,))
        yield Heading(2, f"year-{year.year}", (link,), count=w.n("count_briefs", year.briefs), label=name)
        yield month_bars(w, months)
    if not page.years:
        yield nothing_yet(w)


def _undated(page: DatesPage, w: Interface) -> Iterator[Block]:
    """The briefs without a day."""
    if page.undated:
        yield counted_heading(w, "undated", "undated", "count_briefs", len(page.undated))
        yield brief_list(w, page.undated)


def _count_of_year(page: YearPage, w: Interface) -> Iterator[Block]:
    """How many briefs the year has, and the way to all years."""
    way = w.to("dates", w.edition("dates/index"))
    yield Paragraph((w.n("count_briefs", page.year.briefs), w.comma, way), role="refs")


def _other_years(page: YearPage, w: Interface) -> Iterator[Block]:
    """The ways to the other years."""
    years = []
    for other in page.others:
        name = w.labels.year(other.year)
        years.append(Item((Strong((name,)) if other.year == page.year.year else Hyperlink(other.link, (name,)),)))
    yield Group("letters", (List(tuple(years)),))


def _months(page: YearPage, w: Interface) -> Iterator[Block]:
    """The briefs by month."""
    for month, held in page.months:
        name = w.labels.month(month.year, month.month) if month.month else w.t("month_unknown")
        id = f"month-{month.month:02}" if month.month else "no-month"
        count = w.n("count_briefs", month.briefs)
        yield Heading(2, id, (name,), count=count, label=name)
        yield brief_list(w, held) if held else Paragraph((Hyperlink(month.link, (count,)),))


def _browse_names(page: BrowsePage, w: Interface) -> Iterator[Block]:
    """The types of entities, each with its letters."""
    if page.types:
        yield Heading(2, "names", (w.t("browse_names"),))
        for group in page.types:
            link, count = w.to(f"types_{group.type}", group.link), w.n("count_entities", group.count)
            yield Heading(3, element_id(group.type), (link,), count=count)
            yield letter_bar(w, group)
        yield more(w, w.edition("glossary"), "all_names")


def _browse_subjects(page: BrowsePage, w: Interface) -> Iterator[Block]:
    """The subjects."""
    if page.tags:
        yield Heading(2, "subjects", (w.t("subjects"),))
        yield tag_list(w, page.tags)


def _browse_dates(page: BrowsePage, w: Interface) -> Iterator[Block]:
    """How many briefs each year has."""
    if page.years:
        yield Heading(2, "dates", (w.t("browse_dates"),))
        yield month_bars(w, page.years, years=True)
        yield more(w, w.edition("dates/index"), "coverage")


def _browse_sources(page: BrowsePage, w: Interface) -> Iterator[Block]:
    """The publishers of articles."""
    if page.sources:
        yield Heading(2, "sources", (w.t("by_publisher"),))
        items = (Item((Text(publisher), SPACE, w.counted("count_sources", count))) for publisher, count in page.sources)
        yield Group("index", (List(tuple(items)),))
        yield more(w, w.edition("sources/index"), "all_sources")


def _count_of_entities(page: EntitiesPage, w: Interface) -> Iterator[Block]:
    """How many entities of the type there are, and other ways to them."""
    ways = (
        w.to("glossary", w.edition("glossary", element_id(page.group.type))),
        w.comma,
        w.to("browse", w.edition("browse/index")),
    )
    yield Paragraph((w.n("count_entities", page.group.count), w.comma, *ways), role="refs")


def _letters(page: EntitiesPage, w: Interface) -> Iterator[Block]:
    """The letters of the index."""
    yield letter_bar(w, page.group)


def _entities(page: EntitiesPage, w: Interface) -> Iterator[Block]:
    """The entities of the type by letter, with how often each is named."""
    for letter in page.group.letters:
        yield _letter(w, 2, letter)
        items = []
        for row in letter.entities:
            counts: tuple[Inline, ...] = (w.n("count_briefs", row.briefs), w.comma, w.n("count_mentions", row.mentions))
            items.append(Item((Name(row.entity), SPACE, Span("count", counts))))
        yield Group("index", (List(tuple(items)),))


def _glossary(page: GlossaryPage, w: Interface) -> Iterator[Block]:
    """All entities by type and letter; of very many the letters only."""
    if page.long:
        yield Paragraph((w.t("glossary_long"),))
    for group in page.types:
        yield Heading(2, element_id(group.type), (w.to(f"types_{group.type}", group.link),))
        yield Paragraph((w.n("count_entities", group.count),), role="refs")
        yield letter_bar(w, group)
        for letter in () if page.long else group.letters:
            yield _letter(w, 3, letter)
            facts = []
            for row in letter.entities:
                gloss = Text(row.entity.gloss) if row.entity.gloss else w.t(f"type_{row.entity.type}")
                facts.append(Fact((Name(row.entity),), (Description((gloss,)),)))
            yield Group("glossary", (Facts(tuple(facts)),))
    if not page.types:
        yield nothing_yet(w)


def _letter(w: Interface, level: int, letter: LetterGroup) -> Heading:
    return Heading(level, element_id(letter.id), (w.letter_name(letter.letter),), role="letter")


def _claims(page: ClaimsPage, w: Interface) -> Iterator[Block]:
    """The claims of the latest briefs, by brief."""
    for brief, groups, references in page.groups:
        yield Heading(2, element_id(brief.id), (linked(brief.title, brief.link),))
        for group in groups:
            yield from claim_group(w, group, references, brief.id)
    if not page.groups:
        yield nothing_yet(w)
    if page.more:
        yield more(w, page.dates, "older_briefs", SPACE, w.counted("count_claims", page.count))


def _source_title(page: SourcePage, w: Interface) -> Iterator[Block]:
    """Its title, and that it was withdrawn."""
    yield Heading(1, "top", (Text(page.source.title),))
    yield from withdrawal(w, page.withdrawn)


def _source_facts(page: SourcePage, w: Interface) -> Iterator[Block]:
    """Where the article came from, and what of it may be shown."""
    source = page.source
    published, retrieved = ([(w.time(date),)] if date else [] for date in (source.published, source.retrieved))
    meta = facts(
        (w.t("publisher"), [(Text(source.publisher),)]),
        (w.t("author"), [(Text(source.author),)] if source.author else []),
        (w.t("published"), published),
        (w.t("retrieved"), retrieved, RECORD),
        (w.t("original"), [(Outside(source.url, (source.url,)),)] if source.url else []),
        (w.t("language"), [(w.labels.language_name(page.source_language),)], RECORD),
        (w.t("source_grade"), [(w.grade_words(source.grade),)] if source.grade else [], RECORD),
        (w.t("rights"), [(w.t(f"rights_{source.rights}"),)], RECORD),
        (w.t("length"), [(w.n("words", page.words), w.comma, w.n("words_quoted", page.quoted))], RECORD),
        (w.t("digest"), [(Code(page.sha256),)], RECORD),
    )
    yield Group("head", (Group("meta", (meta,)),))


def _source_briefs(page: SourcePage, w: Interface) -> Iterator[Block]:
    """The briefs on the article."""
    yield counted_heading(w, "briefs", "briefs_on", "count_briefs", len(page.briefs))
    yield brief_list(w, page.briefs)


def _source_claims(page: SourcePage, w: Interface) -> Iterator[Block]:
    """The claims in it."""
    if page.claims:
        yield counted_heading(w, "claims", "claims_from", "count_claims", len(page.claims))
        yield claim_rows(w, page.claims)


def _articles(page: SourcesPage, w: Interface) -> Iterator[Block]:
    """The newest articles."""
    yield counted_heading(w, "articles", "collected", "count_sources", page.source_count)
    seeds = tuple(Item(seed_line(w, source)) for source in page.sources)
    yield Group("rows", (List(seeds) if seeds else nothing_yet(w),))
    if len(page.sources) < page.source_count:
        yield Paragraph((w.t("more_sources"),), role="more")


def _publications(page: SourcesPage, w: Interface) -> Iterator[Block]:
    """The publications that most briefs cite."""
    if not page.publications:
        return
    yield counted_heading(w, "publications", "publications", "count_sources", page.publication_count)
    items = []
    for item, briefs in page.publications:
        citing = joined(((linked(brief.title, brief.link),) for brief in briefs), w.comma)
        items.append(Item((*citation(w, item), SPACE, w.t("cited_in"), SPACE, *citing)))
    yield Group("bibliography", (List(tuple(items), ordered=True, loose=True),))
    if len(page.publications) < page.publication_count:
        yield Paragraph((w.t("more_publications"),), role="more")


BRIEFS: Final = Layout("briefs", page_title, {"count": Section(_count_of_briefs), "briefs": Section(_briefs)})
"""The latest briefs."""
DATES: Final = Layout("dates", page_title, {"years": Section(_years), "undated": Section(_undated)})
"""How many briefs each month has."""
YEAR: Final = Layout(
    "year",
    page_title,
    {
        "count": Section(_count_of_year),
        "years": Section(_other_years),
        "months": Section(_months, needed="the months of other pages lead to it"),
    },
)
"""The briefs of a year by month."""
BROWSE: Final = Layout(
    "browse",
    page_title,
    {
        "names": Section(_browse_names),
        "subjects": Section(_browse_subjects),
        "dates": Section(_browse_dates),
        "sources": Section(_browse_sources),
    },
)
"""The ways into the site."""
ENTITIES: Final = Layout(
    "entities",
    page_title,
    {
        "count": Section(_count_of_entities),
        "letters": Section(_letters),
        "entities": Section(_entities, needed="letters, of other pages too, lead to it"),
    },
)
"""The entities of one type."""
GLOSSARY: Final = Layout(
    "glossary", page_title, {"entities": Section(_glossary, needed="other pages lead to its types and letters")}
)
"""All entities."""
CLAIMS: Final = Layout("claims", page_title, {"claims": Section(_claims)})
"""The claims of the latest briefs."""
SOURCE: Final = Layout(
    "source",
    _source_title,
    {
        "facts": Section(_source_facts, needed="it says where the article came from, and what of it may be shown"),
        "briefs": Section(_source_briefs),
        "claims": Section(_source_claims),
    },
)
"""A seed: where it came from and what was made of it."""
SOURCES: Final = Layout("sources", page_title, {"articles": Section(_articles), "publications": Section(_publications)})
"""The newest seeds, and the publications that most briefs cite."""
