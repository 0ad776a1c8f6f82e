"""Silent edits: what readers of a published brief were not told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from mujaz.model import Brief, SeedRecord, Status
from mujaz.resolve.site import Site
from mujaz.resolve.uses import Kind
from mujaz.review.meaning import Tree, meaning
from mujaz.review.names import AS_CALLED, Names
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span

PUBLIC = (Status.PUBLISHED, Status.CORRECTED, Status.WITHDRAWN)
"""Where a brief stands that readers see."""

_NOW = {Status.DRAFT: "a draft", Status.IN_REVIEW: "in review"}
_TOLD_ELSEWHERE = frozenset(
    {"status", "updated", "review_by", "publish_after", "corrections", "superseded_by", "translations"}
)
"""Keys of a brief that say what became of it, and its translations, whose words are merged into the other keys."""


class Told(Struct, frozen=True):
    """What readers are told by a brief.

    Attributes:
        id: of the brief.
        brief: its translations merged.
        seeds: by id, their texts and records.
    """

    id: str
    brief: Brief
    seeds: Mapping[str, tuple[str, SeedRecord]]

    @classmethod
    def of(cls, id: str, site: Site, names: Names = AS_CALLED) -> Told | None:
        """What a brief of a site tells, in the ids that all had first; None where the site has none of that id."""
        entry = site.briefs.get(id)
        if entry is None:
            return None
        seeds = {names.first_id(Kind.SEED, ref.id): site.seeds[ref.id] for ref in entry.brief.seeds}
        return cls(
            id,
            names.called_first(entry.brief, id),
            {name: (seed.source.text, seed.record) for name, seed in seeds.items()},
        )

    def differs(self, before: Told) -> list[str]:
        """What says something else to a reader who knew the brief in the languages that it had."""
        languages = before.brief.title.languages
        old, new = before._words(languages), self._words(languages)
        return [key for key in {**old, **new} if old.get(key) != new.get(key)]

    def _words(self, languages: Collection[str]) -> dict[str, Tree]:
        told = {key: tree for key, tree in meaning(self.brief, languages).items() if key not in _TOLD_ELSEWHERE}
        return told | {f"the seed {id}": [text, meaning(record)] for id, (text, record) in self.seeds.items()}


def silent_edits(
    base: Site, head: Site, briefs: Iterable[str] | None = None, names: Names = AS_CALLED
) -> list[Diagnostic]:
    """Findings on published briefs that say something else than they did, without a word on it.

    Args:
        base: the site as readers know it.
        head: the site as it would be published.
        briefs: those that may have changed, as they are called in the head; all of the base without it.
        names: of the head.
    """
    found = []
    for id in base.briefs if briefs is None else briefs:
        own = next((each for each in names.all_ids(Kind.BRIEF, id) if each in base.briefs), id)
        before = Told.of(own, base, names)
        if before is not None:
            found += silent_edit(before, Told.of(id, head, names))
    return found


def silent_edit(before: Told, after: Told | None, *, editorial: bool = False) -> list[Diagnostic]:
    """A finding where a published brief says something else than it did, without a word on it.

    Args:
        before: as readers know it; of a draft they know nothing.
        after: as it would be published; None where it is gone.
        editorial: whether somebody signed that the change needs no correction.
    """
    if before.brief.status not in PUBLIC:
        return []
    if after is None:
        place = Span(Source(before.brief.span.source.name, ""), 0, 0)
        help = "keep the file, with `status: withdrawn` and a correction of severity `retraction` that says why"
        return [rules.SILENT_EDIT.at(place, f"the published brief `{before.id}` is gone", help)]
    brief = after.brief
    if brief.status not in PUBLIC:
        help = "withdraw it: `status: withdrawn`, and a correction of severity `retraction` that says why"
        message = f"the brief `{after.id}` was published, and is {_NOW[brief.status]} now"
        return [rules.SILENT_EDIT.at(brief.place("status", "title"), message, help)]
    old, new = (meaning(told.brief.corrections) for told in (before, after))
    place = brief.place("corrections", "updated", "status")
    if any(correction not in new for correction in old):
        help = "keep what readers were told; add a further entry if it was wrong"
        return [rules.SILENT_EDIT.at(place, f"a correction of the brief `{after.id}` is gone, or another", help)]
    changed = after.differs(before)
    if changed and len(new) <= len(old) and not editorial:
        help = (
            "add an entry to `corrections` that says what was wrong and what is right; if it is wording alone, let the "
            "second person sign it with `mujaz approve --editorial`"
        )
        message = f"the published brief `{after.id}` says something else, and no correction tells: {', '.join(changed)}"
        return [rules.SILENT_EDIT.at(place, message, help)]
    return []
