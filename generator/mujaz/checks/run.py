"""Which checks there are, and all of them on a whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mujaz.checks.calendars import check_calendar, check_entity_calendar, check_seed_calendar
from mujaz.checks.claims import check_circles, check_claims, check_contradictions
from mujaz.checks.dates import check_dates, check_entity_dates, check_seed_dates
from mujaz.checks.doubles import check_doubles, check_entity_doubles
from mujaz.checks.languages import check_entity_languages, check_languages
from mujaz.checks.prose import check_entity_prose, check_prose
from mujaz.checks.rights import check_citation, check_rights, check_twin, twins
from mujaz.checks.unused import find_unused
from mujaz.diagnostics import Diagnostic
from mujaz.index import SiteIndex, index_site
from mujaz.resolve.seeds import fold_digest
from mujaz.resolved import Site, SiteBrief

BRIEF_CHECKS: tuple[Callable[[SiteBrief, Site], Iterable[Diagnostic]], ...] = (
    check_claims,
    check_dates,
    check_doubles,
    check_calendar,
    check_languages,
    check_prose,
)
"""What can be said of a brief by itself; of the site they look at its publications and at the records of its seeds."""

ACROSS_CHECKS: tuple[Callable[[SiteBrief, Site], Iterable[Diagnostic]], ...] = (check_circles, check_contradictions)
"""What is said of a brief with the claims of others that it refers to."""


def run_checks(site: Site, *, unused: bool = False) -> list[Diagnostic]:
    """All findings of all checks; those on what nothing uses only on request."""
    index = index_site(site)
    findings: list[Diagnostic] = []
    for entry in site.briefs.values():
        for check in (*BRIEF_CHECKS, *ACROSS_CHECKS):
            findings += check(entry, site)
    for id in site.entities:
        findings += check_entity(id, site, index)
    twin_of = twins({id: fold_digest(seed.folded) for id, seed in site.seeds.items()})
    for id, seed in site.seeds.items():
        findings += check_twin(seed, twin_of.get(id))
        findings += check_seed_dates(seed.record)
        findings += check_seed_calendar(seed.record)
        findings += check_citation(seed)
        findings += check_rights(seed, index.quoted.get(id, ()), site.briefs.values)
    if unused:
        findings += find_unused(site)
    return findings


def check_entity(id: str, site: Site, index: SiteIndex) -> Iterator[Diagnostic]:
    """Findings on an entity: dates, doubles, prose, and what it lacks in a language in which briefs name it."""
    entity = site.entities[id]
    yield from check_entity_dates(entity)
    yield from check_entity_doubles(entity)
    yield from check_entity_calendar(entity)
    home = index.defined_in.get(id)
    own = site.briefs[home].brief.sources if home is not None else {}
    yield from check_entity_prose(entity, own, site.publications)
    yield from check_entity_languages(entity, index.shown.get(id, ()))
