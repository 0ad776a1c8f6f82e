"""Page objects: what a page of each kind shows."""

from __future__ import annotations

from msgspec import Struct, field

from mujaz.document.pages.items import (
    Article,
    BriefSummary,
    ClaimGroup,
    ClaimItem,
    ClaimLink,
    CorrectionItem,
    EntityFact,
    EntityLink,
    EventItem,
    GlossarySection,
    Link,
    LocatorMap,
    NoteItem,
    ProseWords,
    PublicationItem,
    Reference,
    RelationGraph,
    RelationItem,
    SourceSummary,
    WithdrawalItem,
    Words,
)
from mujaz.model import Assessment, Date, EntityType
from mujaz.pictures.strip import Strip
from mujaz.text.worddiff import Piece


class Page(Struct, frozen=True):
    """What every page has.

    Attributes:
        kind: which layout it has: one of `mujaz.document.layout.LAYOUTS`.
        path: below the documentation folder, without ending.
        language: of the page.
        title: plain words.
        description: plain words, for lists of search engines; may be empty.
        alternates: the same page in other languages: language and link.
    """

    kind: str
    path: str
    language: str
    title: str
    description: str
    alternates: tuple[tuple[str, Link], ...]


PageHead = tuple[str, str, str, str, str, tuple[tuple[str, Link], ...]]
"""The values of the fields of `Page`, in their order."""


class BriefPage(Page, frozen=True):
    """A brief in one language.

    Attributes:
        title: of the page; that of a withdrawn brief says so.
        due: whether the day for its review has come.
        embargoed: whether the day on which it may be published has not.
        superseded_by: the brief that takes its place.
        supersedes: those that it takes the place of.
        minutes: to read the summary with the key points, and the whole page.
        tally: how many of its claims have each assessment, the surest first.
        claims: in the order in which a reader of the articles meets them.
        groups: the same claims as they are laid out, each once.
        dispute: the sides of the contradiction that its first words speak of most, without claims that were replaced.
        earlier: how many of its events, which come first, are background to what the articles tell.
        strip: the timeline as a picture; its marks bear the positions of the events.
    """

    summary_line: BriefSummary
    authors: tuple[Words, ...]
    review_by: Date | None
    publish_after: Date | None
    due: bool
    embargoed: bool
    superseded_by: BriefSummary | None
    supersedes: tuple[BriefSummary, ...]
    summary: ProseWords | None
    key_points: tuple[ProseWords, ...]
    unknowns: tuple[ProseWords, ...]
    articles: tuple[Article, ...]
    notes: tuple[NoteItem, ...]
    minutes: tuple[int, int]
    tally: tuple[tuple[Assessment, int], ...]
    claims: tuple[ClaimItem, ...]
    groups: tuple[ClaimGroup, ...]
    dispute: ClaimGroup | None
    timeline: tuple[EventItem, ...]
    earlier: int
    strip: Strip | None
    map: LocatorMap | None
    relations: tuple[RelationItem, ...]
    graph: RelationGraph | None
    glossary: tuple[GlossarySection, ...]
    bibliography: tuple[PublicationItem, ...]
    corrections: tuple[CorrectionItem, ...]
    versions: Link | None
    references: dict[str, Reference]


class MentionLine(Struct, frozen=True):
    """A sentence that names an entity: every second of its pieces, the first being plain, is a form that names it."""

    pieces: tuple[str, ...]
    language: str
    link: Link


class MentionGroup(Struct, frozen=True):
    """The mentions of an entity in one brief.

    Attributes:
        brief: the brief.
        lines: the sentences, as many as an entity's page shows of one brief.
        count: how many mentions there are.
        more: those in further sentences of the article.
        unquoted: those in text that may not be shown.
    """

    brief: BriefSummary
    lines: tuple[MentionLine, ...]
    count: int
    more: int
    unquoted: int


class MentionYear(Struct, frozen=True):
    """The briefs of one year that mention an entity, the latest first; no year for those without a day."""

    year: int | None
    groups: tuple[MentionGroup, ...]
    count: int


class ClaimRow(Struct, frozen=True):
    """A claim in a list: who says what, who passed it on, and what the analyst makes of it."""

    claim: ClaimLink
    speaker: EntityLink | None
    via: tuple[EntityLink, ...]
    assessment: Assessment


class EventRow(Struct, frozen=True):
    """An event in a list, and the brief whose timeline it is of."""

    date: Date
    text: Words
    brief: Words
    link: Link


class EntityPage(Page, frozen=True):
    """An entity: who or what it is, and where the site speaks of it; `folded` where each year is to be opened."""

    entity: EntityLink
    names: tuple[Words, ...]
    aliases: tuple[Words, ...]
    body: ProseWords | None
    facts: tuple[EntityFact, ...]
    map: LocatorMap | None
    relations: tuple[RelationItem, ...]
    graph: RelationGraph | None
    mentions: tuple[MentionYear, ...]
    folded: bool
    claims_by: tuple[ClaimRow, ...]
    claims_via: tuple[ClaimRow, ...]
    claims_about: tuple[ClaimRow, ...]
    events: tuple[EventRow, ...]
    notes: tuple[ClaimLink, ...]
    bibliography: tuple[PublicationItem, ...]
    references: dict[str, Reference]
    withdrawn: WithdrawalItem | None = None


class EntityRow(Struct, frozen=True):
    """An entity in an index, with how many briefs name it and how often."""

    entity: EntityLink
    briefs: int
    mentions: int


class LetterGroup(Struct, frozen=True):
    """The entities of one type whose names stand under one letter; `id` is that of the group on its page."""

    letter: str
    id: str
    entities: tuple[EntityRow, ...]


class TypeGroup(Struct, frozen=True):
    """The entities of one type, and the page that lists them."""

    type: EntityType
    count: int
    letters: tuple[LetterGroup, ...]
    link: Link


class TagCount(Struct, frozen=True):
    """A subject and how many briefs of the edition bear it."""

    name: Words
    briefs: int
    link: Link


class MonthCount(Struct, frozen=True):
    """How many briefs a month has; `share` is that of the month with the most, in hundredths. No month: a year only."""

    year: int
    month: int | None
    briefs: int
    share: int
    link: Link


class GlossaryPage(Page, frozen=True):
    """All entities by type, then by script and letter; a `long` one has the letters only."""

    types: tuple[TypeGroup, ...]
    long: bool


class EntitiesPage(Page, frozen=True):
    """The entities of one type by script and letter."""

    group: TypeGroup


class BrowsePage(Page, frozen=True):
    """The ways into the site: by who and what is named, by subject, by date, by source."""

    types: tuple[TypeGroup, ...]
    tags: tuple[TagCount, ...]
    years: tuple[MonthCount, ...]
    sources: tuple[tuple[Words, int], ...]


class TagsPage(Page, frozen=True):
    """All subjects."""

    tags: tuple[TagCount, ...]


class VersionChange(Struct, frozen=True):
    """What changed in a version.

    Attributes:
        field: the name of the value in words of the interface.
        id: of the claim, note or other item that it belongs to; may be empty.
        language: of the words.
        pieces: the words before and after; none where they are not shown.
        references: whether only what the words rest on is another.
    """

    field: str
    id: str
    language: str
    pieces: tuple[Piece, ...]
    references: bool


class VersionItem(Struct, frozen=True):
    """A published version: its number, its day, how much of the words changed in per cent, and what changed."""

    number: int
    date: Date
    share: int
    changes: tuple[VersionChange, ...]
    corrections: tuple[CorrectionItem, ...]


class KeyPage(Page, frozen=True):
    """What judgements, grades and signs mean.

    Attributes:
        unsigned: whether the policy of the desk lets briefs be published that no second person approved.
    """

    unsigned: bool


class VersionsPage(Page, frozen=True):
    """The published versions of a brief, the latest first."""

    brief: Words
    link: Link
    versions: tuple[VersionItem, ...]


class OpenPoints(Struct, frozen=True):
    """What a brief says is still not known, and the signs that it refers to."""

    points: tuple[ProseWords, ...]
    references: dict[str, Reference]


class TagPage(Page, frozen=True):
    """A subject: its briefs, and what they say together.

    Attributes:
        briefs: the latest first, as many as one page bears.
        count: of the briefs in all.
        latest: of them, those whose events and open questions are shown.
        names: who and what they name most.
        unknowns: what each of the latest says is still not known.
        events: of the latest, in the order of time.
        dates: the way to the briefs that are not listed.
        timeline: the way to the events of the others.
    """

    briefs: tuple[BriefSummary, ...]
    count: int
    latest: int
    names: tuple[EntityLink, ...]
    unknowns: tuple[tuple[BriefSummary, OpenPoints], ...]
    events: tuple[EventItem, ...]
    dates: Link
    timeline: Link


class MovedPage(Page, frozen=True):
    """Where something was that has another id now, and so another address.

    Attributes:
        name: what it is called.
        link: where it is now.
    """

    name: Words
    link: Link


class DatesPage(Page, frozen=True):
    """How many briefs each month has, by year, and the briefs without a date."""

    years: tuple[tuple[MonthCount, tuple[MonthCount, ...]], ...]
    undated: tuple[BriefSummary, ...]


class YearPage(Page, frozen=True):
    """The briefs of a year by month, the latest first; of a month with a page of its own there is the count only."""

    year: MonthCount
    months: tuple[tuple[MonthCount, tuple[BriefSummary, ...]], ...]
    others: tuple[MonthCount, ...]


class SourcePage(Page, frozen=True):
    """A seed: where it came from and what was made of it."""

    source: SourceSummary
    source_language: str
    sha256: str
    words: int
    quoted: int
    briefs: tuple[BriefSummary, ...]
    claims: tuple[ClaimRow, ...]
    withdrawn: WithdrawalItem | None = None


class SourcesPage(Page, frozen=True):
    """The newest seeds, and the publications that most briefs cite: as many as one page bears, of the counts in all."""

    sources: tuple[SourceSummary, ...]
    publications: tuple[tuple[PublicationItem, tuple[BriefSummary, ...]], ...]
    source_count: int
    publication_count: int


class ClaimsPage(Page, frozen=True):
    """The claims of the latest briefs, by brief, with the signs that their rationales refer to.

    Attributes:
        groups: of each brief: its claims as they are laid out, and the signs.
        count: how many claims there are in all.
        more: whether those of older briefs are left to the briefs themselves.
        dates: the way to older briefs.
    """

    groups: tuple[tuple[BriefSummary, tuple[ClaimGroup, ...], dict[str, Reference]], ...]
    count: int
    more: bool
    dates: Link


class TimelineYear(Struct, frozen=True):
    """A year of a timeline.

    Attributes:
        year: the year.
        count: how many events it has.
        share: the height of its column in per cent of the highest.
        link: where its events stand, on this page or another.
        events: its events where they stand on this page.
    """

    year: int
    count: int
    share: int
    link: Link
    events: tuple[EventItem, ...]


class TimelineDecade(Struct, frozen=True):
    """Ten years of a timeline.

    Attributes:
        start: the first of them.
        count: how many events they have.
        share: the height of their column in per cent of the highest.
        link: where they stand.
        years: all ten.
    """

    start: int
    count: int
    share: int
    link: Link
    years: tuple[TimelineYear, ...]


class TimelinePage(Page, frozen=True):
    """All events, by decade and year.

    Attributes:
        folded: whether they are so many that a reader opens a year to see its events.
        up: on the page of one year: the timeline that it is a part of.
    """

    decades: tuple[TimelineDecade, ...]
    folded: bool
    up: Link | None = None


class BriefsPage(Page, frozen=True):
    """The briefs, the latest first: as many as one page bears, of `count` in all."""

    briefs: tuple[BriefSummary, ...]
    count: int
    dates: Link


class HomePage(Page, frozen=True):
    """The edition's front page."""

    latest: tuple[BriefSummary, ...]
    corrected: tuple[BriefSummary, ...]
    entities: tuple[EntityRow, ...]
    months: tuple[MonthCount, ...]
    types: tuple[TypeGroup, ...]
    tags: tuple[TagCount, ...]
    counts: dict[str, int] = field(default_factory=dict)
