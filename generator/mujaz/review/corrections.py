"""Silent edits: what readers of a published brief were not told."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mujaz import rules
from mujaz.diagnostics import Diagnostic
from mujaz.model import Status
from mujaz.resolved import Site, SiteBrief
from mujaz.review.meaning import Tree, meaning
from mujaz.source import Span

_PUBLIC = (Status.PUBLISHED, Status.CORRECTED, Status.WITHDRAWN)
_NOW = {Status.DRAFT: "a draft", Status.IN_REVIEW: "in review"}
_TOLD_ELSEWHERE = frozenset(
    {"status", "updated", "review_by", "publish_after", "corrections", "superseded_by", "translations"}
)
"""Keys of a brief that say what became of it, and its translations, whose words are merged into the other keys."""


def silent_edits(base: Site, head: Site, briefs: Iterable[str] | None = None) -> list[Diagnostic]:
    """Findings on published briefs that say something else than they did, without a word on it.

    Args:
        base: the site as readers know it.
        head: the site as it would be published.
        briefs: those that may have changed; all of the base without it.
    """
    found = []
    for id in base.briefs if briefs is None else briefs:
        if id in base.briefs and base.briefs[id].brief.status in _PUBLIC:
            found += _silent(base.briefs[id], head.briefs.get(id), base, head)
    return found


def _silent(before: SiteBrief, after: SiteBrief | None, base: Site, head: Site) -> list[Diagnostic]:
    if after is None:
        place = Span(before.source, 0, 0)
        help = "keep the file, with `status: withdrawn` and a correction of severity `retraction` that says why"
        return [rules.SILENT_EDIT.at(place, f"the published brief `{before.id}` is gone", help)]
    brief = after.brief
    if brief.status not in _PUBLIC:
        help = "withdraw it: `status: withdrawn`, and a correction of severity `retraction` that says why"
        message = f"the brief `{after.id}` was published, and is {_NOW[brief.status]} now"
        return [rules.SILENT_EDIT.at(brief.place("status", "title"), message, help)]
    old, new = (meaning(entry.brief.corrections) for entry in (before, after))
    place = brief.place("corrections", "updated", "status")
    if any(correction not in new for correction in old):
        help = "keep what readers were told; add a further entry if it was wrong"
        return [rules.SILENT_EDIT.at(place, f"a correction of the brief `{after.id}` is gone, or another", help)]
    changed = _changed(before, after, base, head)
    if changed and len(new) <= len(old):
        help = "add an entry to `corrections` that says what was wrong and what is right"
        message = f"the published brief `{after.id}` says something else, and no correction tells: {', '.join(changed)}"
        return [rules.SILENT_EDIT.at(place, message, help)]
    return []


def _changed(before: SiteBrief, after: SiteBrief, base: Site, head: Site) -> list[str]:
    """What says something else to a reader who knew the brief in the languages that it had."""
    old, new = _told(before, base, before.languages), _told(after, head, before.languages)
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def _told(entry: SiteBrief, site: Site, languages: Collection[str]) -> dict[str, Tree]:
    told = {key: tree for key, tree in meaning(entry.brief, languages).items() if key not in _TOLD_ELSEWHERE}
    seeds = {f"the seed {ref.id}": site.seeds[ref.id] for ref in entry.brief.seeds}
    return told | {name: [seed.source.text, meaning(seed.record)] for name, seed in seeds.items()}
