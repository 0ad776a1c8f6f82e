"""Subjects: the page of all, and of each a dossier of what its briefs say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from mujaz.document.pages.desk import Desk, SinglePage
from mujaz.document.pages.items import EntityLink
from mujaz.document.pages.objects import TagCount, TagPage, TagsPage
from mujaz.model.values import shown_in

_BRIEFS = 200  # of which a list with summaries has some 150 kB; the others stand under their dates
_LATEST = 20  # briefs of some ten events each make a timeline that one page bears
_NAMES = 24


def tag_counts(desk: Desk) -> tuple[TagCount, ...]:
    """All subjects, those of most briefs first, then in the order of their names."""
    counts = Counter(tag for entry in desk.entries for tag in entry.tags)
    tags = [TagCount(desk.best(name), counts[id], desk.link(f"tags/{id}")) for id, name in desk.site.tags.items()]
    return tuple(sorted(tags, key=lambda tag: (-tag.briefs, desk.sort_key(tag.name))))


def compose_tags(desk: Desk) -> TagsPage:
    """All subjects."""
    return TagsPage(
        *desk.head("tags", "tags/index", desk.labels.text("subjects")),
        tags=tag_counts(desk),
    )


def compose_tag(desk: Desk, id: str) -> TagPage:
    """What the briefs on a subject say together."""
    tagged = desk.index.tagged.get(id, ())
    briefs = [brief for brief in tagged if shown_in(desk.language, desk.index.facts[brief].languages)]
    latest = [desk.parts(brief) for brief in briefs[:_LATEST]]
    return TagPage(
        *desk.head("tag", f"tags/{id}", desk.best(desk.site.tags[id]).text),
        briefs=tuple(desk.parts(brief).summary for brief in briefs[:_BRIEFS]),
        count=len(briefs),
        latest=len(latest),
        names=_names(desk, briefs),
        unknowns=tuple((part.summary, part.unknowns) for part in latest if part.unknowns.points),
        events=tuple(sorted((item for part in latest for item in part.events), key=lambda item: item.date.sort_key)),
        dates=desk.link("dates/index"),
        timeline=desk.link("timeline"),
    )


def _names(desk: Desk, briefs: Iterable[str]) -> tuple[EntityLink, ...]:
    """The entities that most of the briefs name, then those that they name most often."""
    named, mentions = Counter[str](), Counter[str]()
    for brief in briefs:
        named.update(desk.index.facts[brief].mentions.keys())
        mentions.update(desk.index.facts[brief].mentions)
    first = sorted(named, key=lambda entity: (-named[entity], -mentions[entity], entity))[:_NAMES]
    return tuple(map(desk.entity, first))


SINGLE: Final = (SinglePage("tags", "tags/index", compose_tags),)
