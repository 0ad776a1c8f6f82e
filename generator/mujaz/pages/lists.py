"""Pages that list: home, briefs, sources, claims, timeline."""

from __future__ import annotations

from collections.abc import Iterable

from mujaz.checks.rights import count_words
from mujaz.model import Date, Publication, Status
from mujaz.pages.brief import BriefSigns, claim_groups, claim_item, event_item
from mujaz.pages.browse import tag_counts, type_groups
from mujaz.pages.dates import month_counts
from mujaz.pages.desk import Desk, publication_item
from mujaz.pages.moments import by_decade
from mujaz.pages.objects import (
    BriefsPage,
    BriefSummary,
    ClaimsPage,
    EventItem,
    HomePage,
    SourcePage,
    SourcesPage,
    TimelinePage,
    Words,
)
from mujaz.resolved import SiteBrief
from mujaz.source import Span

_LATEST = 12
_CORRECTED = 5
_MOST_MENTIONED = 10
_MONTHS = 12
_TAGS = 12
_BRIEFS = 200  # of which a list with summaries has some 150 kB; the others stand under their dates
_EVENTS = 150  # of which a timeline is short enough to be read as a whole


def compose_home(desk: Desk) -> HomePage:
    """The edition's front page: the latest briefs, and who is named most."""
    entries = desk.entries
    corrected = (Status.CORRECTED, Status.WITHDRAWN)
    weights = sorted(
        ((sum(len(found) for _, found in groups), id) for id, groups in desk.index.mentions.items()),
        key=lambda weight: (-weight[0], weight[1]),
    )
    return HomePage(
        kind="home",
        path=f"{desk.language}/index",
        language=desk.language,
        title=desk.labels.text("home_title"),
        description=desk.labels.text("home_description"),
        alternates=desk.alternates("index"),
        latest=_summaries(desk, entries[:_LATEST]),
        corrected=_summaries(desk, [entry for entry in entries if entry.brief.status in corrected][:_CORRECTED]),
        entities=tuple(desk.entity_row(id) for _, id in weights[:_MOST_MENTIONED]),
        months=month_counts(desk)[:_MONTHS],
        types=type_groups(desk),
        tags=tag_counts(desk)[:_TAGS],
        counts={
            "briefs": len(entries),
            "entities": len(desk.site.entities),
            "claims": sum(len(entry.brief.claims) for entry in entries),
            "sources": len(desk.site.seeds),
        },
    )


def _summaries(desk: Desk, entries: Iterable[SiteBrief]) -> tuple[BriefSummary, ...]:
    return tuple(desk.summary(entry) for entry in entries)


def compose_briefs(desk: Desk) -> BriefsPage:
    """The latest briefs of the edition, and how many there are."""
    return BriefsPage(
        kind="briefs",
        path=f"{desk.language}/briefs/index",
        language=desk.language,
        title=desk.labels.text("briefs"),
        description="",
        alternates=desk.alternates("briefs/index"),
        briefs=_summaries(desk, desk.entries[:_BRIEFS]),
        count=len(desk.entries),
        dates=desk.link("dates/index"),
    )


def compose_source(desk: Desk, id: str) -> SourcePage:
    """The page of a seed: where it came from, how far it is trusted, what was made of it."""
    seed = desk.site.seeds[id]
    entries = desk.index.briefs_of.get(id, [])
    claims = []
    for entry in entries:
        for claim in entry.brief.claims:
            target = entry.target(claim.at)
            if target is not None and target.seed == id:
                claims.append(desk.claim_row(entry, claim))
    path = f"sources/{id}"
    return SourcePage(
        kind="source",
        path=f"{desk.language}/{path}",
        language=desk.language,
        title=seed.record.title,
        description=seed.record.publisher,
        alternates=desk.alternates(path),
        source=desk.source(seed),
        source_language=seed.record.language,
        sha256=seed.record.sha256,
        words=desk.index.words[id],
        quoted=sum(count_words(span.text) for span in desk.index.quoted.get(id, [])),
        briefs=_summaries(desk, entries),
        claims=tuple(claims),
    )


def compose_sources(desk: Desk) -> SourcesPage:
    """All seeds, and all publications that briefs cite."""
    seeds = sorted(desk.site.seeds.values(), key=lambda seed: (_day(seed.record.published), seed.id), reverse=True)
    cited: dict[Span, tuple[Publication, list[SiteBrief]]] = {}
    for entry in desk.entries:
        for item in BriefSigns(desk, entry).bibliography:
            publication = desk.site.publication(entry, item.id)
            known = cited.setdefault(publication.span, (publication, []))
            known[1].append(entry)
    listed = sorted(cited.values(), key=lambda pair: desk.sort_key(Words(pair[0].title, pair[0].language or "en")))
    return SourcesPage(
        kind="sources",
        path=f"{desk.language}/sources/index",
        language=desk.language,
        title=desk.labels.text("sources"),
        description="",
        alternates=desk.alternates("sources/index"),
        sources=tuple(desk.source(seed) for seed in seeds),
        publications=tuple(
            (publication_item(publication, number, desk), _summaries(desk, entries))
            for number, (publication, entries) in enumerate(listed, 1)
        ),
    )


def _day(date: Date | None) -> int:
    return date.sort_key[0].toordinal() if date else 0


def compose_claims(desk: Desk) -> ClaimsPage:
    """All claims of the edition's briefs."""
    groups = []
    for entry in desk.entries:
        signs = BriefSigns(desk, entry)
        claims = tuple(claim_item(desk, entry, claim, signs) for claim in entry.brief.claims)
        if claims:
            groups.append((desk.summary(entry), claim_groups(claims), signs.table))
    return ClaimsPage(
        kind="claims",
        path=f"{desk.language}/claims",
        language=desk.language,
        title=desk.labels.text("claims"),
        description="",
        alternates=desk.alternates("claims"),
        groups=tuple(groups),
    )


def compose_timeline(desk: Desk) -> TimelinePage:
    """All events of the edition's briefs, by decade and year."""
    events: list[EventItem] = []
    for entry in desk.entries:
        signs = BriefSigns(desk, entry)
        events += [event_item(desk, entry, n, event, signs) for n, event in enumerate(entry.brief.timeline, 1)]
    return TimelinePage(
        kind="timeline",
        path=f"{desk.language}/timeline",
        language=desk.language,
        title=desk.labels.text("timeline"),
        description="",
        alternates=desk.alternates("timeline"),
        decades=by_decade(events),
        folded=len(events) > _EVENTS,
    )
