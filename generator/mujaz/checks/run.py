"""Which checks there are: of a brief, of an entity, of a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from mujaz.checks.amounts import check_amounts
from mujaz.checks.calendars import check_calendar, check_entity_calendar, check_seed_calendar
from mujaz.checks.claims import check_circles, check_claims, check_contradictions
from mujaz.checks.dates import check_dates, check_entity_dates, check_seed_dates
from mujaz.checks.doubles import check_doubles, check_entity_doubles
from mujaz.checks.languages import check_entity_languages, check_languages
from mujaz.checks.prose import check_entity_prose, check_prose
from mujaz.resolve.index import SiteIndex
from mujaz.resolve.site import Seed, Site, SiteBrief
from mujaz.rights.budget import check_citation, check_rights, check_twin
from mujaz.syntax.diagnostics import Diagnostic

BRIEF_CHECKS: tuple[Callable[[SiteBrief, Site], Iterable[Diagnostic]], ...] = (
    check_claims,
    check_amounts,
    check_dates,
    check_doubles,
    check_calendar,
    check_languages,
    check_prose,
)
"""What can be said of a brief by itself; of the site they look at its publications and at the records of its seeds."""

ACROSS_CHECKS: tuple[Callable[[SiteBrief, Site], Iterable[Diagnostic]], ...] = (check_circles, check_contradictions)
"""What is said of a brief with the claims of others that it refers to."""


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


def check_seed(
    seed: Seed, twin: str | None, quoted: Sequence[tuple[int, int]], quoting: Callable[[], Iterable[SiteBrief]]
) -> Iterator[Diagnostic]:
    """Findings on a seed.

    Args:
        seed: the seed.
        twin: an earlier one with the same text, if there is one.
        quoted: the ranges of it that briefs quote.
        quoting: gives those briefs.
    """
    yield from check_seed_dates(seed.record)
    yield from check_seed_calendar(seed.record)
    yield from check_citation(seed)
    yield from check_rights(seed, quoted, quoting)
    yield from check_twin(seed, twin)
