"""The page of a brief's versions: what changed in each that was published."""

from __future__ import annotations

from mujaz.document.pages.desk import Desk
from mujaz.document.pages.items import CorrectionItem
from mujaz.document.pages.objects import VersionChange, VersionItem, VersionsPage
from mujaz.history.versions import Difference
from mujaz.model import Date, Rights
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

_JUDGED = ("assessment", "confidence", "status")
"""Keys whose values have words in the interface."""


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
        changes = tuple(_change(desk, difference, hidden) for difference in version.differences)
        items.append(VersionItem(version.number, date, version.share, changes, corrected))
    return VersionsPage(
        *desk.head("versions", path, f"{desk.labels.text('versions')}: {title.text}", languages=entry.languages),
        brief=title,
        link=desk.brief_link(entry),
        versions=tuple(items),
    )


def _change(desk: Desk, difference: Difference, hidden: _Hidden) -> VersionChange:
    path = difference.path
    names = [key for key in path if key in FIELDS]
    shown = " · ".join(desk.labels.text(f"field_{key}") for key in dict.fromkeys((*names[:1], *names[-1:])))
    ids = [key for number, key in enumerate(path) if key not in FIELDS and number]
    pieces = difference.pieces
    if path[-1] in _JUDGED:
        pieces = tuple(Piece(piece.sign, desk.labels.text(f"{path[-1]}_{piece.text.strip()}")) for piece in pieces)
    if any(hidden.leaks("".join(p.text for p in pieces if p.sign != sign)) for sign in ("deleted", "inserted")):
        pieces = ()
    return VersionChange(
        shown or path[0], " ".join(ids), difference.language or desk.language, pieces, difference.references
    )


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
