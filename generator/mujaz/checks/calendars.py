"""Dates of an Islamic calendar that were written as Gregorian ones: `1445-03-01` for 16 September 2023."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mujaz.dates.edtf import Day, Moment, parse_edtf
from mujaz.dates.edtf.islamic import HIJRI_YEARS, gregorian_of
from mujaz.model import Date, Entity, Publication, SeedRecord
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.text.numerals import with_european_digits

_LONGEST_LIFE = 130
_NEAR = 400
"""So many days from an article an event of its news lies at most."""
_SOLAR_YEARS = range(1300, 1412)
_HISTORY = range(500, 1900)


def check_seed_calendar(record: SeedRecord) -> Iterator[Diagnostic]:
    """Findings on when an article was published and retrieved."""
    yield from _of_today(published=record.published, retrieved=record.retrieved)


def check_entity_calendar(entity: Entity) -> Iterator[Diagnostic]:
    """Findings on a life that only another calendar makes so long."""
    born, died = entity.born, entity.died
    if born is None or died is None or _hijri(born) is None:
        return
    if died.year - born.year > _LONGEST_LIFE and _hijri(died) is None:
        yield _finding(
            born,
            f"`born` {born.edtf} lies more than {_LONGEST_LIFE} years before `died` {died.edtf}: it can only be Hijri",
        )


def check_calendar(entry: SiteBrief, site: Site) -> Iterator[Diagnostic]:
    """Findings on the dates of a brief, of its sources, and of its events."""
    brief = entry.brief
    yield from _of_today(
        published=brief.published,
        updated=brief.updated,
        publish_after=brief.publish_after,
        review_by=brief.review_by,
    )
    for correction in brief.corrections:
        yield from _of_today(date=correction.date)
    for source in brief.sources.values():
        yield from _of_source(source)
    for event, words in _events(entry):
        if reason := _why_not_gregorian(event, words, entry, site):
            yield _finding(event, reason)


def _hijri(date: Date) -> Moment | None:
    """The moment of a date whose year may be one of an Islamic calendar; None for any other."""
    moment = date.extent.first
    return moment if moment.year in HIJRI_YEARS and moment.significant is None else None


def _of_today(**dates: Date | None) -> Iterator[Diagnostic]:
    """Findings on dates of what was done in this age, by their keys."""
    for key, date in dates.items():
        if date is not None and _hijri(date) is not None:
            yield _finding(
                date, f"`{key}` {date.edtf} is of the {date.year // 100 + 1}th century: its year can only be Hijri"
            )


def _of_source(source: Publication) -> Iterator[Diagnostic]:
    yield from _of_today(accessed=source.accessed)
    if source.publisher or source.DOI or source.ISBN or source.URL:
        yield from _of_today(issued=source.issued)


def _events(entry: SiteBrief) -> Iterator[tuple[Date, list[str]]]:
    """The events whose year may be of an Islamic calendar, each with the words on it."""
    for event in entry.brief.timeline:
        if _hijri(event.date) is not None:
            target = entry.target(event.at)
            words = [phrase.text for phrase in event.text.phrases]
            yield event.date, [*words, *([target.span.text] if target is not None else [])]


def _why_not_gregorian(date: Date, words: Iterable[str], entry: SiteBrief, site: Site) -> str:
    moment = date.extent.first
    if any(_names_era(text, moment.year) for text in words):
        return f"the words on the event call {moment.year} a Hijri year"
    others = [event.date.year for event in entry.brief.timeline if _hijri(event.date) is None]
    if moment.day is None or any(year in _HISTORY for year in others):
        return ""
    meant = _gregorian(moment)
    published = [site.records[ref.id].published for ref in entry.brief.seeds]
    news = [day.extent.first.earliest for day in (*published, entry.brief.published) if day is not None]
    if meant is not None and any(abs(meant.toordinal() - day.toordinal()) <= _NEAR for day in news):
        return f"{date.edtf} is {meant} in the Islamic calendar, when the article was news"
    return ""


def _names_era(text: str, year: int) -> bool:
    return re.search(rf"(?<!\d){year}\s*(?:هـ|ه\b|للهجرة|هجري|A\.?H\b)", with_european_digits(text)) is not None


def _gregorian(moment: Moment) -> Day | None:
    found = gregorian_of(moment.year, moment.month, moment.day)
    return parse_edtf(found).first.earliest if found else None


def _finding(date: Date, reason: str) -> Diagnostic:
    moment = date.extent.first
    found = gregorian_of(moment.year, moment.month, moment.day)
    help = f"write {found}" if found else "write the date of the Gregorian calendar"
    if moment.year in _SOLAR_YEARS:
        help += f", or where the solar calendar of Iran is meant, in {moment.year + 621} or {moment.year + 622}"
    return rules.HIJRI_YEAR.at(date.span, reason, help)
