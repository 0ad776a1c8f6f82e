"""Pages that list: home, briefs, sources, claims, timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mujaz.checks.rights import count_words
from mujaz.model import Date, Status
from mujaz.pages.browse import tag_counts, type_groups
from mujaz.pages.dates import month_counts
from mujaz.pages.desk import Desk
from mujaz.index import BriefFacts
from mujaz.pages.moments import by_decade
from mujaz.pages.objects import (
    BriefsPage,
    BriefSummary,
    ClaimsPage,
    EventItem,
    HomePage,
    PublicationItem,
    SourcePage,
    SourcesPage,
    TimelinePage,
)

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
    most = sorted(desk.index.mentions, key=lambda id: (-desk.index.mentions[id][1], id))[:_MOST_MENTIONED]
    return HomePage(
        kind="home",
        path=f"{desk.language}/index",
        language=desk.language,
        title=desk.labels.text("home_title"),
        description=desk.labels.text("home_description"),
        alternates=desk.alternates("index"),
        latest=_summaries(desk, entries[:_LATEST]),
        corrected=_summaries(desk, [entry for entry in entries if entry.status in corrected][:_CORRECTED]),
        entities=tuple(desk.entity_row(id) for id in most),
        months=month_counts(desk)[:_MONTHS],
        types=type_groups(desk),
        tags=tag_counts(desk)[:_TAGS],
        counts={
            "briefs": len(entries),
            "entities": len(desk.site.entities),
            "claims": sum(entry.claims for entry in entries),
            "sources": len(desk.site.seeds),
        },
    )


def _summaries(desk: Desk, entries: Iterable[BriefFacts]) -> tuple[BriefSummary, ...]:
    return tuple(desk.parts(entry.id).summary for entry in entries)


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
    briefs = [desk.parts(brief) for brief in desk.index.briefs_of.get(id, ())]
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
        words=count_words(seed.source.text),
        quoted=sum(count_words(seed.source.text[start:end]) for start, end in desk.index.quoted.get(id, ())),
        briefs=tuple(parts.summary for parts in briefs),
        claims=tuple(row for parts in briefs for row in parts.source(id)),
    )


def compose_sources(desk: Desk) -> SourcesPage:
    """All seeds, and all publications that briefs cite."""
    seeds = sorted(desk.site.seeds.values(), key=lambda seed: (_day(seed.record.published), seed.id), reverse=True)
    cited: dict[tuple[str, str], tuple[PublicationItem, list[BriefSummary]]] = {}
    for entry in desk.entries:
        parts = desk.parts(entry.id)
        for found in parts.cited:
            _, briefs = cited.setdefault((found.owner, found.item.id), (found.item, []))
            briefs.append(parts.summary)
    listed = sorted(cited.values(), key=lambda pair: desk.sort_key(pair[0].title))
    return SourcesPage(
        kind="sources",
        path=f"{desk.language}/sources/index",
        language=desk.language,
        title=desk.labels.text("sources"),
        description="",
        alternates=desk.alternates("sources/index"),
        sources=tuple(desk.source(seed) for seed in seeds),
        publications=tuple(
            (replace(item, label=desk.labels.digits(str(number))), tuple(briefs))
            for number, (item, briefs) in enumerate(listed, 1)
        ),
    )


def _day(date: Date | None) -> int:
    return date.sort_key[0].toordinal() if date else 0


def compose_claims(desk: Desk) -> ClaimsPage:
    """All claims of the edition's briefs."""
    groups = []
    for parts in (desk.parts(entry.id) for entry in desk.entries if entry.claims):
        claims = parts.claims
        groups.append((parts.summary, claims.groups, claims.references))
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
        if entry.events:
            events += desk.parts(entry.id).events
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
