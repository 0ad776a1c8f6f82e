"""What is proposed of an article."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mujaz.resolve.anchor import Range
from mujaz.scaffold.days import dates_in
from mujaz.scaffold.names import propose_names
from mujaz.scaffold.reading import said_in
from mujaz.text.fold import fold


class Found(Struct, frozen=True):
    """What is proposed of a text that is no seed of a site, with an empty glossary.

    Attributes:
        names: places, each with the type of the entity, or `nationality`.
        claims: places, each with what its speaker is called; empty where nobody is proposed.
        dates: places, each with the date as EDTF.
    """

    names: tuple[tuple[Range, str], ...]
    claims: tuple[tuple[Range, str], ...]
    dates: tuple[tuple[Range, str], ...]


def read_text(text: str, language: str, published: str) -> Found:
    """Read a text as a seed is read.

    Args:
        text: the article.
        language: its BCP 47 tag.
        published: its day, ISO 8601.
    """
    folded = fold(text)
    names = propose_names(folded, ())
    shown = {
        each.draft.id: each.draft.names.get(language, next(iter(each.draft.names.values()))) for each in names.proposals
    }
    found = [(place, each.draft.type.value) for each in names.proposals for place in each.places]
    found += [(place, "nationality") for place, _ in names.nationalities]
    claims = [
        (said.statement.said, " / ".join(shown[id] for id in said.speakers) or said.words)
        for said in said_in(folded, (), names)
    ]
    dates = [(each.place, each.date) for each in dates_in(folded, date.fromisoformat(published))]
    return Found(tuple(sorted(found)), tuple(claims), tuple(dates))
