"""Publications as CSL-JSON, for reference managers."""

from __future__ import annotations

import json

from mujaz.model import Contributor, Date, Publication


def csl_json(publication: Publication) -> str:
    """One item of CSL-JSON 1.0, as a list that reference managers import."""
    item: dict[str, object] = {"id": publication.id.id, "type": publication.type, "title": publication.title}
    if publication.author:
        item["author"] = [_name(author) for author in publication.author]
    fields = {
        "container-title": publication.container_title,
        "publisher": publication.publisher,
        "URL": publication.URL,
        "DOI": publication.DOI,
        "ISBN": publication.ISBN,
        "language": publication.language,
        "page": publication.page,
        "volume": publication.volume,
        "issue": publication.issue,
        "number": publication.number,
        "note": publication.note,
    }
    item |= {key: value for key, value in fields.items() if value is not None}
    dates = {"issued": publication.issued, "accessed": publication.accessed}
    item |= {key: _date(date) for key, date in dates.items() if date is not None}
    return json.dumps([item], ensure_ascii=False)


def _name(author: Contributor) -> dict[str, str]:
    parts = {"family": author.family, "given": author.given, "literal": author.literal}
    return {key: part for key, part in parts.items() if part is not None}


def _date(date: Date) -> dict[str, object]:
    moments = [moment for moment in (date.extent.start, date.extent.end) if moment is not None]
    if not date.extent.interval:
        moments = moments[:1]
    parts = [[part for part in (moment.year, moment.month, moment.day) if part is not None] for moment in moments]
    return {"date-parts": parts}
