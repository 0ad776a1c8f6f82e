"""Pages that list: home, briefs, glossary, sources, claims, timeline."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from mujaz.checks.rights import count_words
from mujaz.model import Date, EntityType, Publication, Status
from mujaz.model.values import base_language
from mujaz.pages.brief import BriefSigns, claim_groups, claim_item, event_item
from mujaz.pages.desk import Desk, publication_item
from mujaz.pages.index import latest_first
from mujaz.pages.objects import (
    BriefsPage,
    BriefSummary,
    ClaimsPage,
    EntityLink,
    EventItem,
    GlossaryGroup,
    GlossaryPage,
    HomePage,
    SourcePage,
    SourcesPage,
    TimelinePage,
)
from mujaz.resolved import SiteBrief
from mujaz.source import Span
from mujaz.text.fold import fold_text

_LATEST = 12
_MOST_MENTIONED = 16


def published_here(desk: Desk) -> list[SiteBrief]:
    """The briefs that this edition has, the latest first."""
    return [entry for entry in latest_first(desk.site) if desk.language in entry.languages]


def compose_home(desk: Desk) -> HomePage:
    """The edition's front page: the latest briefs, and who is named most."""
    entries = published_here(desk)
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
        corrected=_summaries(desk, [entry for entry in entries if entry.brief.status in corrected][:_LATEST]),
        entities=tuple((desk.entity(id), weight) for weight, id in weights[:_MOST_MENTIONED]),
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
    """All briefs of the edition."""
    return BriefsPage(
        kind="briefs",
        path=f"{desk.language}/briefs/index",
        language=desk.language,
        title=desk.labels.text("briefs"),
        description="",
        alternates=desk.alternates("briefs/index"),
        briefs=_summaries(desk, published_here(desk)),
    )


def compose_glossary(desk: Desk) -> GlossaryPage:
    """All entities, by type, then by the script and first letter of their names."""
    links = [desk.entity(id) for id in desk.site.entities]
    types = []
    for kind in EntityType:
        groups = _by_letter(desk, [link for link in links if link.type is kind])
        if groups:
            types.append((kind, groups))
    return GlossaryPage(
        kind="glossary",
        path=f"{desk.language}/glossary",
        language=desk.language,
        title=desk.labels.text("glossary"),
        description="",
        alternates=desk.alternates("glossary"),
        types=tuple(types),
    )


def sorting_form(name: str, language: str) -> str:
    """A name as it is sorted: folded, without case, and in Arabic without the article."""
    folded = fold_text(name).casefold()
    if base_language(language) == "ar" and folded.startswith("ال") and len(folded) > 4:
        folded = folded[2:]
    return folded


def _by_letter(desk: Desk, links: list[EntityLink]) -> tuple[GlossaryGroup, ...]:
    groups: dict[tuple[bool, str, str], list[EntityLink]] = {}
    for link in links:
        form = sorting_form(link.name.text, link.name.language)
        letter = next((c for c in form if c.isalnum()), "#").upper()
        script = unicodedata.name(letter, "OTHER").split()[0]
        own_script = link.name.language == desk.language
        groups.setdefault((not own_script, script, letter), []).append(link)
    return tuple(
        GlossaryGroup(
            letter,
            tuple(sorted(found, key=lambda link: sorting_form(link.name.text, link.name.language))),
        )
        for (_, _, letter), found in sorted(groups.items())
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
                claims.append(desk.claim_link(entry, claim, None))
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
    for entry in published_here(desk):
        for item in BriefSigns(desk, entry).bibliography:
            publication = desk.site.publication(entry, item.id)
            known = cited.setdefault(publication.span, (publication, []))
            known[1].append(entry)
    listed = sorted(cited.values(), key=lambda pair: sorting_form(pair[0].title, pair[0].language or "en"))
    return SourcesPage(
        kind="sources",
        path=f"{desk.language}/sources/index",
        language=desk.language,
        title=desk.labels.text("sources"),
        description="",
        alternates=desk.alternates("sources/index"),
        sources=tuple(desk.source(seed) for seed in seeds),
        publications=tuple(
            (publication_item(publication, number, desk.language), _summaries(desk, entries))
            for number, (publication, entries) in enumerate(listed, 1)
        ),
    )


def _day(date: Date | None) -> int:
    return date.sort_key[0].toordinal() if date else 0


def compose_claims(desk: Desk) -> ClaimsPage:
    """All claims of the edition's briefs."""
    groups = []
    for entry in published_here(desk):
        signs = BriefSigns(desk, entry)
        claims = tuple(claim_item(desk, entry, claim, signs) for claim in entry.brief.claims)
        if claims:
            groups.append((desk.summary(entry), claim_groups(claims)))
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
    """All events of the edition's briefs, by year."""
    events: list[EventItem] = []
    for entry in published_here(desk):
        signs = BriefSigns(desk, entry)
        events += [event_item(desk, entry, n, event, signs) for n, event in enumerate(entry.brief.timeline, 1)]
    events.sort(key=lambda event: event.date.sort_key)
    years: dict[str, list[EventItem]] = {}
    for event in events:
        moment = event.date.extent.start or event.date.extent.end
        years.setdefault(str(moment.year) if moment else "", []).append(event)
    return TimelinePage(
        kind="timeline",
        path=f"{desk.language}/timeline",
        language=desk.language,
        title=desk.labels.text("timeline"),
        description="",
        alternates=desk.alternates("timeline"),
        years=tuple((year, tuple(found)) for year, found in years.items()),
    )
