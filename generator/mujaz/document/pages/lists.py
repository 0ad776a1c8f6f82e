"""Pages that list: home, briefs, sources, claims, timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from mujaz.document.pages.browse import type_groups
from mujaz.document.pages.dates import month_counts
from mujaz.document.pages.desk import Desk, SinglePage
from mujaz.document.pages.items import BriefSummary, EventItem, Link, PublicationItem
from mujaz.document.pages.moments import by_decade
from mujaz.document.pages.objects import (
    BriefsPage,
    ClaimsPage,
    HomePage,
    KeyPage,
    SourcePage,
    SourcesPage,
    TimelinePage,
)
from mujaz.document.pages.subjects import tag_counts
from mujaz.model import Date, Status
from mujaz.model.values import shown_in
from mujaz.resolve.index import BriefFacts
from mujaz.rights.budget import count_words

_LATEST = 12
_CORRECTED = 5
_MOST_MENTIONED = 10
_MONTHS = 12
_TAGS = 12
_BRIEFS = 200  # of which a list with summaries has some 150 kB; the others stand under their dates
_EVENTS = 150  # of which a timeline is short enough to be read as a whole
_EVENTS_TOGETHER = 1000  # of which a page has some megabyte; beyond that each year has its own
_CLAIMING = 60  # briefs whose claims fill half a megabyte; those of older ones stand in the briefs
_SOURCES = 400
_PUBLICATIONS = 400


def compose_home(desk: Desk) -> HomePage:
    """The edition's front page: the latest briefs, and who is named most."""
    entries = desk.entries
    corrected = (Status.CORRECTED, Status.WITHDRAWN)
    mentions = desk.index.mentions
    most = sorted(mentions, key=lambda entity: (-mentions[entity][1], entity))[:_MOST_MENTIONED]
    return HomePage(
        *desk.head("home", "index", desk.labels.text("home_title"), desk.labels.text("home_description")),
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
        *desk.head("briefs", "briefs/index", desk.labels.text("briefs")),
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
        *desk.head("source", path, desk.source(id).title.text, desk.source(id).publisher.text),
        source=desk.source(id),
        source_language=seed.record.language,
        sha256=seed.record.sha256,
        words=count_words(seed.source.text),
        quoted=sum(count_words(seed.source.text[start:end]) for start, end in desk.index.quoted.get(id, ())),
        briefs=tuple(parts.summary for parts in briefs),
        claims=tuple(row for parts in briefs for row in parts.sources[id]),
        withdrawn=desk.withdrawal(seed.record.withdrawn),
    )


def compose_sources(desk: Desk) -> SourcesPage:
    """All seeds, and all publications that briefs cite."""
    records = desk.site.records
    seeds = sorted(records, key=lambda seed: (_day(records[seed].published), seed), reverse=True)
    cited: dict[tuple[str, str], tuple[PublicationItem, list[BriefSummary]]] = {}
    for entry in desk.entries:
        parts = desk.parts(entry.id)
        for found in parts.cited:
            _, briefs = cited.setdefault((found.owner, found.item.id), (found.item, []))
            briefs.append(parts.summary)
    most = sorted(cited.values(), key=lambda pair: -len(pair[1]))[:_PUBLICATIONS]
    listed = sorted(most, key=lambda pair: desk.sort_key(pair[0].title))
    return SourcesPage(
        *desk.head("sources", "sources/index", desk.labels.text("sources")),
        sources=tuple(desk.source(seed) for seed in seeds[:_SOURCES]),
        source_count=len(seeds),
        publication_count=len(cited),
        publications=tuple(
            (replace(item, label=desk.labels.digits(str(number))), tuple(briefs))
            for number, (item, briefs) in enumerate(listed, 1)
        ),
    )


def _day(date: Date | None) -> int:
    return date.extent.first.earliest.toordinal() if date else 0


def compose_claims(desk: Desk) -> ClaimsPage:
    """The claims of the edition's latest briefs."""
    groups = []
    claiming = [entry for entry in desk.entries if entry.claims]
    for parts in (desk.parts(entry.id) for entry in claiming[:_CLAIMING]):
        claims = parts.claims
        groups.append((parts.summary, claims.groups, claims.references))
    return ClaimsPage(
        *desk.head("claims", "claims", desk.labels.text("claims")),
        groups=tuple(groups),
        count=sum(entry.claims for entry in claiming),
        more=len(claiming) > len(groups),
        dates=desk.link("dates/index"),
    )


def timeline_pages(event_years: Iterable[int]) -> list[int]:
    """The years that have a timeline of their own: all of them where the events are too many for one page.

    Args:
        event_years: of each event of the edition: its year.
    """
    years = list(event_years)
    return sorted(set(years)) if len(years) > _EVENTS_TOGETHER else []


def year_path(year: int) -> str:
    """The path of a year's own timeline; it stands with the pages of dates, which are out of the navigation."""
    return f"dates/events-{year}"


def compose_key(desk: Desk) -> KeyPage:
    """What the judgements and signs in briefs mean, in the desk's language."""
    return KeyPage(
        kind="key",
        path=f"{desk.language}/browse/key",
        language=desk.language,
        title=desk.labels.text("how_to_read"),
        description=desk.labels.text("key_description"),
        alternates=desk.alternates("browse/key"),
        unsigned=desk.unsigned(),
    )


def compose_timeline(desk: Desk, only: int | None = None) -> TimelinePage:
    """All events of the edition's briefs, by decade and year.

    Args:
        desk: the site in one language.
        only: the year whose events are shown, on a page of their own.
    """
    years = Counter(year for entry in desk.entries for year in entry.event_years)
    apart = bool(timeline_pages(years.elements()))
    events: list[EventItem] = []
    for entry in desk.entries:
        if entry.event_years and (not apart or only in entry.event_years):
            events += desk.parts(entry.id).events
    path = "timeline" if only is None else year_path(only)
    here = f"{desk.language}/{path}"

    def link(year: int) -> Link:
        return desk.link(year_path(year)) if apart else Link(here, f"year-{year}")

    if only is None:
        title, languages = desk.labels.text("timeline"), None
    else:
        events = [event for event in events if event.date.year == only]
        years = Counter({only: years[only]})
        title = f"{desk.labels.text('timeline')}: {desk.labels.year(only)}"
        languages = [tag for tag in desk.languages if only in timeline_pages(_event_years(desk, tag))]
    return TimelinePage(
        *desk.head("timeline", path, title, languages=languages),
        decades=by_decade(here, years, events, link),
        folded=only is None and sum(years.values()) > _EVENTS,
        up=None if only is None else desk.link("timeline"),
    )


def _event_years(desk: Desk, language: str) -> list[int]:
    facts = (facts for facts in desk.index.facts.values() if shown_in(language, facts.languages))
    return [year for brief in facts for year in brief.event_years]


SINGLE: Final = (
    SinglePage("home", "index", compose_home),
    SinglePage("briefs", "briefs/index", compose_briefs),
    SinglePage("sources", "sources/index", compose_sources),
    SinglePage("claims", "claims", compose_claims),
    SinglePage("timeline", "timeline", compose_timeline),
    SinglePage("key", "browse/key", compose_key),
)
