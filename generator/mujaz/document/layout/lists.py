"""How pages that list things are laid out: briefs, claims, sources, subjects, names, days, the front page."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.document.layout.interface import Interface, element_id, joined, linked
from mujaz.document.layout.pieces import (
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
    seed_line,
    tag_list,
    title_of,
)
from mujaz.document.pages.objects import (
    BriefsPage,
    BrowsePage,
    ClaimsPage,
    DatesPage,
    EntitiesPage,
    GlossaryPage,
    HomePage,
    LetterGroup,
    SourcePage,
    SourcesPage,
    TagPage,
    TagsPage,
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
    Small,
    Span,
    Strong,
    Text,
)


def home(page: HomePage, w: Interface) -> Iterator[Block]:
    """The edition's front page: the latest briefs, what is corrected, whom they name, the ways into the site."""
    yield title_of(w)
    yield Group("home", (_home_main(page, w), _home_side(page, w), _home_foot(page, w)))


def _home_main(page: HomePage, w: Interface) -> Block:
    count = w.counted("count_briefs", page.counts["briefs"])
    blocks: list[Block] = [
        Heading(2, "latest", (w.t("home_latest"),)),
        brief_list(w, page.latest),
        more(w, w.edition("dates/index"), "older_briefs", SPACE, count),
    ]
    if page.corrected:
        items = []
        for brief in page.corrected:
            day = brief.updated or brief.published
            dated = (SPACE, Small((w.time(day),))) if day else ()
            items.append(Item((linked(brief.title, brief.link), SPACE, w.judgement("status", brief.status), *dated)))
        blocks.append(Heading(2, "corrected", (w.t("home_corrected"),)))
        blocks.append(Group("rows", (List(tuple(items), loose=True),)))
    return Group("home-main", tuple(blocks))


def _home_side(page: HomePage, w: Interface) -> Block:
    blocks: list[Block] = []
    if page.months:
        blocks += (Heading(2, "coverage", (w.t("coverage"),)), month_bars(w, page.months))
    if page.entities:
        items = (Item((Name(row.entity), SPACE, w.counted("count_mentions", row.mentions))) for row in page.entities)
        blocks += (Heading(2, "names", (w.t("home_names"),)), Group("names", (List(tuple(items)),)))
    return Group("home-side", tuple(blocks))


def _home_foot(page: HomePage, w: Interface) -> Block:
    doors = [Item((w.to(f"types_{group.type}", group.link), SPACE, w.number(group.count))) for group in page.types]
    doors += [
        Item((w.to(key, w.edition(path)), SPACE, w.number(page.counts[count])))
        for key, path, count in (
            ("sources", "sources/index", "sources"),
            ("claims", "claims", "claims"),
            ("all_names", "glossary", "entities"),
        )
    ]
    blocks: list[Block] = [Heading(2, "browse", (w.t("browse"),)), Group("doors", (List(tuple(doors)),))]
    if page.tags:
        blocks += (Heading(2, "subjects", (w.t("subjects"),)), tag_list(w, page.tags))
        blocks.append(more(w, w.edition("tags/index"), "all_subjects"))
    return Group("home-foot", tuple(blocks))


def briefs(page: BriefsPage, w: Interface) -> Iterator[Block]:
    """The latest briefs."""
    yield title_of(w)
    ways = (w.to("older_briefs", page.dates), w.comma, w.to("browse", w.edition("browse/index")))
    yield Paragraph((w.n("count_briefs", page.count), w.comma, *ways), role="refs")
    yield brief_list(w, page.briefs)
    if len(page.briefs) < page.count:
        yield more(w, page.dates, "older_briefs")


def tag(page: TagPage, w: Interface) -> Iterator[Block]:
    """The briefs on a subject."""
    yield title_of(w)
    way = w.to("all_subjects", w.edition("tags/index"))
    yield Paragraph((w.n("count_briefs", page.count), w.comma, way), role="refs")
    yield brief_list(w, page.briefs)
    if len(page.briefs) < page.count:
        yield more(w, page.dates, "older_briefs")


def tags(page: TagsPage, w: Interface) -> Iterator[Block]:
    """All subjects."""
    yield title_of(w)
    way = w.to("browse", w.edition("browse/index"))
    yield Paragraph((w.n("count_subjects", len(page.tags)), w.comma, way), role="refs")
    yield tag_list(w, page.tags) if page.tags else nothing_yet(w)


def dates(page: DatesPage, w: Interface) -> Iterator[Block]:
    """How many briefs each month has."""
    yield title_of(w)
    for year, months in page.years:
        name = w.labels.year(year.year)
        link = Hyperlink(year.link, (name,))
        yield Heading(2, f"year-{year.year}", (link,), count=w.n("count_briefs", year.briefs), label=name)
        yield month_bars(w, months)
    if not page.years:
        yield nothing_yet(w)
    if page.undated:
        yield counted_heading(w, "undated", "undated", "count_briefs", len(page.undated))
        yield brief_list(w, page.undated)


def year(page: YearPage, w: Interface) -> Iterator[Block]:
    """The briefs of a year by month."""
    yield title_of(w)
    way = w.to("dates", w.edition("dates/index"))
    yield Paragraph((w.n("count_briefs", page.year.briefs), w.comma, way), role="refs")
    years = []
    for other in page.others:
        name = w.labels.year(other.year)
        years.append(Item((Strong((name,)) if other.year == page.year.year else Hyperlink(other.link, (name,)),)))
    yield Group("letters", (List(tuple(years)),))
    for month, held in page.months:
        name = w.labels.month(month.year, month.month) if month.month else w.t("month_unknown")
        id = f"month-{month.month:02}" if month.month else "no-month"
        count = w.n("count_briefs", month.briefs)
        yield Heading(2, id, (name,), count=count, label=name)
        yield brief_list(w, held) if held else Paragraph((Hyperlink(month.link, (count,)),))


def browse(page: BrowsePage, w: Interface) -> Iterator[Block]:
    """The ways into the site."""
    yield title_of(w)
    if page.types:
        yield Heading(2, "names", (w.t("browse_names"),))
        for group in page.types:
            link, count = w.to(f"types_{group.type}", group.link), w.n("count_entities", group.count)
            yield Heading(3, element_id(group.type), (link,), count=count)
            yield letter_bar(w, group)
        yield more(w, w.edition("glossary"), "all_names")
    if page.tags:
        yield Heading(2, "subjects", (w.t("subjects"),))
        yield tag_list(w, page.tags)
    if page.years:
        yield Heading(2, "dates", (w.t("browse_dates"),))
        yield month_bars(w, page.years, years=True)
        yield more(w, w.edition("dates/index"), "coverage")
    if page.sources:
        yield Heading(2, "sources", (w.t("by_publisher"),))
        items = (Item((Text(publisher), SPACE, w.counted("count_sources", count))) for publisher, count in page.sources)
        yield Group("index", (List(tuple(items)),))
        yield more(w, w.edition("sources/index"), "all_sources")


def entities(page: EntitiesPage, w: Interface) -> Iterator[Block]:
    """The entities of one type."""
    yield title_of(w)
    ways = (
        w.to("glossary", w.edition("glossary", element_id(page.group.type))),
        w.comma,
        w.to("browse", w.edition("browse/index")),
    )
    yield Paragraph((w.n("count_entities", page.group.count), w.comma, *ways), role="refs")
    yield letter_bar(w, page.group)
    for letter in page.group.letters:
        yield _letter(w, 2, letter)
        items = []
        for row in letter.entities:
            counts: tuple[Inline, ...] = (w.n("count_briefs", row.briefs), w.comma, w.n("count_mentions", row.mentions))
            items.append(Item((Name(row.entity), SPACE, Span("count", counts))))
        yield Group("index", (List(tuple(items)),))


def glossary(page: GlossaryPage, w: Interface) -> Iterator[Block]:
    """All entities by type and letter."""
    yield title_of(w)
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


def claims(page: ClaimsPage, w: Interface) -> Iterator[Block]:
    """The claims of the latest briefs, by brief."""
    yield title_of(w)
    for brief, groups, references in page.groups:
        yield Heading(2, element_id(brief.id), (linked(brief.title, brief.link),))
        for group in groups:
            yield from claim_group(w, group, references, brief.id)
    if not page.groups:
        yield nothing_yet(w)
    if page.more:
        yield more(w, page.dates, "older_briefs", SPACE, w.counted("count_claims", page.count))


def source(page: SourcePage, w: Interface) -> Iterator[Block]:
    """A seed: where it came from and what was made of it."""
    source = page.source
    yield Heading(1, "top", (Text(source.title),))
    days = [
        (w.t(key), [(w.time(date),)])
        for key, date in (("published", source.published), ("retrieved", source.retrieved))
        if date
    ]
    meta = facts(
        (w.t("publisher"), [(Text(source.publisher),)]),
        (w.t("author"), [(Text(source.author),)] if source.author else []),
        *days,
        (w.t("original"), [(Outside(source.url, (source.url,)),)] if source.url else []),
        (w.t("language"), [(w.labels.language_name(page.source_language),)]),
        (w.t("source_grade"), [(w.grade_words(source.grade),)] if source.grade else []),
        (w.t("rights"), [(w.t(f"rights_{source.rights}"),)]),
        (w.t("length"), [(w.n("words", page.words), w.comma, w.n("words_quoted", page.quoted))]),
        (w.t("digest"), [(Code(page.sha256),)]),
    )
    yield Group("head", (Group("meta", (meta,)),))
    yield counted_heading(w, "briefs", "briefs_on", "count_briefs", len(page.briefs))
    yield brief_list(w, page.briefs)
    if page.claims:
        yield counted_heading(w, "claims", "claims_from", "count_claims", len(page.claims))
        yield claim_rows(w, page.claims)


def sources(page: SourcesPage, w: Interface) -> Iterator[Block]:
    """The newest seeds, and the publications that most briefs cite."""
    yield title_of(w)
    yield counted_heading(w, "articles", "collected", "count_sources", page.source_count)
    seeds = tuple(Item(seed_line(w, source)) for source in page.sources)
    yield Group("rows", (List(seeds) if seeds else nothing_yet(w),))
    if len(page.sources) < page.source_count:
        yield Paragraph((w.t("more_sources"),), role="more")
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
