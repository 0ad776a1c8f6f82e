"""Ways into the site: the glossary, the entities of one type, and the page that leads to them all.

The glossary has every entity with its gloss on one page as long as that page stays light: an entry takes some 500
bytes of HTML, so that 1,000 are half a megabyte. Beyond that it has the letters only, each a link into the page of
its type, which exists at any size.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Final

from mujaz.document.pages.dates import year_counts
from mujaz.document.pages.desk import Desk, SinglePage
from mujaz.document.pages.items import Words
from mujaz.document.pages.objects import (
    BrowsePage,
    EntitiesPage,
    EntityRow,
    GlossaryPage,
    LetterGroup,
    TypeGroup,
)
from mujaz.document.pages.subjects import tag_counts
from mujaz.model import EntityType
from mujaz.resolve.site import Site
from mujaz.text.collation import OTHER, index_letter

LONG_GLOSSARY = 1000
"""With more entities than this the glossary has the letters only."""


def types_of(site: Site) -> list[EntityType]:
    """The types that the site has entities of."""
    present = {entity.type for entity in site.entities.values()}
    return [kind for kind in EntityType if kind in present]


def type_groups(desk: Desk) -> tuple[TypeGroup, ...]:
    """All entities by type and letter."""
    return tuple(type_group(desk, kind) for kind in types_of(desk.site))


def type_group(desk: Desk, kind: EntityType) -> TypeGroup:
    """The entities of one type by letter."""
    rows = [desk.entity_row(id) for id, entity in desk.site.entities.items() if entity.type is kind]
    rows.sort(key=lambda row: desk.sort_key(row.entity.name))
    letters = tuple(
        LetterGroup(letter, _group_id(kind, letter), tuple(found)) for letter, found in groupby(rows, key=_letter)
    )
    return TypeGroup(kind, len(rows), letters, desk.link(f"browse/{kind}"))


def _letter(row: EntityRow) -> str:
    return index_letter(row.entity.name.text, row.entity.name.language)


def _group_id(kind: EntityType, letter: str) -> str:
    """An id that stays when other letters come in: the letter's code point."""
    return f"{kind}-other" if letter == OTHER else f"{kind}-" + "-".join(f"u{ord(char):04x}" for char in letter)


def compose_browse(desk: Desk) -> BrowsePage:
    """The page that leads to all lists."""
    return BrowsePage(
        *desk.head("browse", "browse/index", desk.labels.text("browse"), desk.labels.text("browse_description")),
        types=type_groups(desk),
        tags=tag_counts(desk),
        years=year_counts(desk),
        sources=_publishers(desk),
    )


def _publishers(desk: Desk) -> tuple[tuple[Words, int], ...]:
    """Who published the articles, and how many of them."""
    counts = Counter(desk.source(id).publisher for id in desk.site.records)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], desk.sort_key(item[0]))))


def compose_entities(desk: Desk, kind: EntityType) -> EntitiesPage:
    """The entities of one type, with how many briefs name each."""
    path = f"browse/{kind}"
    return EntitiesPage(
        *desk.head("entities", path, desk.labels.text(f"types_{kind}")),
        group=type_group(desk, kind),
    )


def compose_glossary(desk: Desk, long: int = LONG_GLOSSARY) -> GlossaryPage:
    """All entities, by type, then by the script and first letter of their names."""
    return GlossaryPage(
        *desk.head("glossary", "glossary", desk.labels.text("glossary")),
        types=type_groups(desk),
        long=len(desk.site.entities) > long,
    )


SINGLE: Final = (
    SinglePage("glossary", "glossary", compose_glossary),
    SinglePage("browse", "browse/index", compose_browse),
)
