"""The page of a brief's versions: what changed in each that was published."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mujaz.document.pages.desk import Desk
from mujaz.document.pages.items import CorrectionItem
from mujaz.document.pages.objects import VersionChange, VersionItem, VersionsPage
from mujaz.history.versions import Difference
from mujaz.keynames import key_name
from mujaz.model import Date, EntityType, Rights
from mujaz.model.keys import model_keys
from mujaz.resolve.site import SiteBrief
from mujaz.rights.leaks import GuardedText, leaks
from mujaz.rights.runs import Shingles, common_runs, placed_words, words_of
from mujaz.syntax.source import Source, Span
from mujaz.text.worddiff import Piece

VERSIONS = ".versions"
"""Behind the id of a brief, which holds no full stop, this is the name of its page of versions."""

FIELDS = (
    "assessment",
    "at",
    "authors",
    "body",
    "claims",
    "confidence",
    "contradicts",
    "corrections",
    "date",
    "entities",
    "key_points",
    "language",
    "mentions",
    "name",
    "notes",
    "rationale",
    "seeds",
    "sources",
    "speaker",
    "statement",
    "status",
    "summary",
    "supersedes",
    "tags",
    "text",
    "timeline",
    "title",
    "translations",
    "unknowns",
    "via",
)
"""The keys of a brief that have a name in the interface: `field_<key>` among its words."""


def compose_versions(desk: Desk, entry: SiteBrief) -> VersionsPage:
    """The page of a brief's versions in the desk's language."""
    versions = desk.versions(entry.id)
    path = f"briefs/{entry.id}{VERSIONS}"
    title = desk.best(entry.brief.title)
    hidden = _Hidden(desk, entry)
    corrections = entry.brief.corrections
    items = []
    for version in reversed(versions):
        corrected = tuple(
            CorrectionItem(item.date, item.severity, desk.best(item.text))
            for number, item in enumerate(corrections)
            if number in version.corrected
        )
        date = Date(version.day, Span(Source("", ""), 0, 0))
        told = (each for each in version.differences if each.path[-1] != "id")  # the name that comes with it says it
        changes = tuple(_change(desk, difference, hidden) for difference in told)
        items.append(VersionItem(version.number, date, version.share, changes, corrected))
    return VersionsPage(
        *desk.head("versions", path, f"{desk.labels.text('versions')}: {title.text}", languages=entry.languages),
        brief=title,
        link=desk.brief_link(entry),
        versions=tuple(items),
    )


def _change(desk: Desk, difference: Difference, hidden: _Hidden) -> VersionChange:
    path = difference.path
    known = [_is_key(step) and not (number == 1 and path[0] in _WITH_IDS) for number, step in enumerate(path)]
    named = [step for step, is_key in zip(path, known, strict=True) if is_key]
    shown = " · ".join(_named(desk, key) for key in dict.fromkeys((*named[:1], *named[-1:])))
    ids = [step for number, step in enumerate(path) if not known[number] and number and path[number - 1] not in _LISTED]
    pieces = difference.pieces
    key = path[-1] if known[-1] or len(path) == 1 else path[-2]
    if said := _SAID.get(key):
        pieces = tuple(Piece(piece.sign, said(desk, key, piece.text.strip())) for piece in pieces)
    if any(hidden.leaks("".join(p.text for p in pieces if p.sign != sign)) for sign in ("deleted", "inserted")):
        pieces = ()
    return VersionChange(
        shown or path[0], " ".join(ids), difference.language or desk.language, pieces, difference.references
    )


def _is_key(step: str) -> bool:
    return step in FIELDS or step in model_keys()


def _named(desk: Desk, key: str) -> str:
    """What a key is called: in words of the interface, or else as in reviews."""
    if key in FIELDS:
        return desk.labels.text(f"field_{key}")
    name = key_name(key, desk.labels.language)
    return name[:1].upper() + name[1:]


def _judged(desk: Desk, key: str, value: str) -> str:
    return desk.labels.text(f"{key}_{value}")


def _entity(desk: Desk, _: str, id: str) -> str:
    return desk.best(desk.site.entities[id].name).text if id in desk.site.entities else id


def _subject(desk: Desk, _: str, id: str) -> str:
    return desk.best(desk.site.tags[id]).text if id in desk.site.tags else id


def _article(desk: Desk, _: str, id: str) -> str:
    record = desk.site.records.get(id)
    return desk.of_work(record.title, record.language).text if record is not None else id


def _day(desk: Desk, _: str, edtf: str) -> str:
    return desk.labels.date(Date(edtf, Span(Source("", ""), 0, 0)))


def _type(desk: Desk, _: str, value: str) -> str:
    return desk.labels.text(f"type_{value}") if value in _TYPES else value


_WITH_IDS = ("claims", "entities", "notes", "sources")
"""Keys below which an id stands, which may be spelt like a key."""
_TYPES = frozenset(each.value for each in EntityType)
_LISTED = ("authors", "tags", "seeds", "via")
"""Lists whose items say by themselves which they are; of those of others the page names the id or the number."""
_SAID: Mapping[str, Callable[[Desk, str, str], str]] = {
    **dict.fromkeys(("assessment", "confidence", "status"), _judged),
    **dict.fromkeys(("speaker", "via", "to", "entity"), _entity),
    **dict.fromkeys(("seeds", "seed", "default_seed"), _article),
    **dict.fromkeys(("date", "born", "died", "founded", "dissolved", "issued", "accessed", "from", "until"), _day),
    "tags": _subject,
    "type": _type,
}
"""What says values that are no words, by their keys."""


class _Hidden:
    """Knows what may not be shown of the seeds of a brief: an old version may have quoted more than is quoted now."""

    def __init__(self, desk: Desk, entry: SiteBrief) -> None:
        self._texts: list[GuardedText] = []
        self._allowed: list[frozenset[int]] = []
        for ref in entry.brief.seeds:
            record = desk.site.records[ref.id]
            if record.rights is Rights.FULL:
                continue
            words, starts = placed_words(desk.site.seeds[ref.id].source.text)
            text = GuardedText(record.rights, words, starts, words_of(record.title.lines))
            quoted = desk.index.quoted.get(ref.id, ()) if record.rights is Rights.EXCERPT else ()
            self._texts.append(text)
            self._allowed.append(frozenset(n for start, end in text.ranges(quoted) for n in range(start, end)))
        self._index = Shingles.of(text.words for text in self._texts)

    def leaks(self, text: str) -> bool:
        """Whether a text shows words of a seed that no page may show."""
        runs = common_runs(words_of(text), self._index, lambda number: self._texts[number].words)
        return any(True for _ in leaks(runs, self._allowed.__getitem__))
