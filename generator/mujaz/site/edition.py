"""What an offline edition holds, and what changed since the one before: the manifest `edition.json`."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from typing import Any

import msgspec
from msgspec import Struct

from mujaz.model import Anchor, Brief, Date, Phrase, Ref, Text
from mujaz.model.base import fields_of
from mujaz.model.values import shown_in
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax.source import Span

SCHEMA = 1
"""The version of the manifest's form; a change that older readers would misread gets the next number."""

PREVIEW = "-preview"
"""How the name of an edition ends that did not pass the gate of publication; no other edition is called so."""

MAX_BYTES = 64_000_000
"""The longest manifest that is read: an archive from elsewhere may hold anything."""


class BriefState(Struct, frozen=True):
    """A brief in one language, as an edition holds it.

    Attributes:
        id: of the brief.
        language: BCP 47 tag.
        title: plain words.
        status: where the brief stands in its life.
        published: EDTF; None where the brief does not say.
        updated: the same.
        corrections: how many it lists.
        sha256: of what it says in this language, whatever a page makes of it.
    """

    id: str
    language: str
    title: str
    status: str
    published: str | None
    updated: str | None
    corrections: int
    sha256: str


class Contents(Struct, frozen=True):
    """What an edition holds, as the next one compares itself with it.

    Attributes:
        name: of the edition.
        date: the day it is dated.
        briefs: by id and language.
    """

    name: str
    date: datetime.date
    briefs: tuple[BriefState, ...]

    @property
    def is_preview(self) -> bool:
        """Whether the edition may hold what is not to be published."""
        return self.name.endswith(PREVIEW)

    def in_language(self, language: str) -> dict[str, BriefState]:
        """The briefs that it has in a language, by id."""
        return {state.id: state for state in self.briefs if state.language == language}


class Manifest(Struct, frozen=True):
    """The file `edition.json`.

    Attributes:
        contents: what the edition holds.
        before: what the one before held; None for the first.
        files: SHA-256 of each file by its path in the edition, this one apart.
        schema: version of this form.
    """

    contents: Contents
    before: Contents | None
    files: Mapping[str, str]
    schema: int = SCHEMA


class Change(StrEnum):
    """What happened to a brief since the edition before, the gravest first."""

    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


def contents_of(site: Site, languages: Iterable[str], name: str, day: datetime.date) -> Contents:
    """What an edition of a site holds."""
    states = [
        _state(site, entry, language)
        for entry in site.briefs.values()
        for language in languages
        if shown_in(language, entry.languages)
    ]
    return Contents(name, day, tuple(sorted(states, key=lambda state: (state.id, state.language))))


def change_list(now: Contents, before: Contents, language: str) -> tuple[tuple[Change, BriefState], ...]:
    """What changed in one language: the gravest changes first, then by id; removed briefs as they were."""
    old, new = before.in_language(language), now.in_language(language)
    found = [(change, state) for id, state in new.items() if (change := _change(state, old.get(id)))]
    found += [(Change.REMOVED, state) for id, state in old.items() if id not in new]
    gravity = list(Change)
    return tuple(sorted(found, key=lambda item: (gravity.index(item[0]), item[1].id)))


def before_by_default(now: Contents, known: Iterable[Manifest]) -> Contents | None:
    """The edition to compare with, of those that lie where this one is going to.

    One that is there already and is built once more is compared with what it was compared with, so that two builds of
    the same content are the same. Any other is compared with the newest that is not newer than itself; a published one
    with published ones only, since readers know no others.
    """
    known = tuple(known)
    for manifest in known:
        if manifest.contents == now:
            return manifest.before
    others = (manifest.contents for manifest in known)
    older = [other for other in others if other.date <= now.date and (now.is_preview or not other.is_preview)]
    return max(older, key=lambda contents: (contents.date, contents.name), default=None)


def newest_day(site: Site) -> datetime.date | None:
    """The newest day on which a brief says that it was published, updated or corrected; None where none does."""
    briefs = [entry.brief for entry in site.briefs.values()]
    written = (
        day for brief in briefs for day in (brief.published, brief.updated, *(item.date for item in brief.corrections))
    )
    return max((day.extent.last.earliest.date for day in written if day), default=None)


def write_manifest(manifest: Manifest) -> str:
    """The text of `edition.json`: the same for the same manifest."""
    data = msgspec.to_builtins(manifest)
    return json.dumps({"schema": data.pop("schema"), **data}, ensure_ascii=False, indent=1) + "\n"


def read_manifest(data: bytes) -> Manifest:
    """Read an `edition.json`.

    Raises:
        ValueError: it is none, or one of a later form; the message says which, for people.
    """
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, RecursionError) as problem:
        raise ValueError(f"not the manifest of an edition: {problem}") from None
    if manifest.schema != SCHEMA:
        raise ValueError(f"a manifest of form {manifest.schema}; this program knows form {SCHEMA}")
    return manifest


def _change(now: BriefState, before: BriefState | None) -> Change | None:
    was_withdrawn = before is not None and before.status == "withdrawn"
    if now.status == "withdrawn" and not was_withdrawn:
        return Change.WITHDRAWN
    if before is None:
        return Change.NEW
    if now.corrections > before.corrections:
        return Change.CORRECTED
    same = (now.sha256, now.status, now.updated) == (before.sha256, before.status, before.updated)
    return None if same else Change.CHANGED


def _state(site: Site, entry: SiteBrief, language: str) -> BriefState:
    brief = entry.brief
    said = _meaning([brief, [site.seeds[ref.id].record for ref in brief.seeds]], language)
    texts = [site.seeds[ref.id].source.text for ref in brief.seeds]
    canonical = json.dumps([said, texts], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return BriefState(
        entry.id,
        language,
        brief.title.best(language).text,
        brief.status.value,
        brief.published.edtf if brief.published else None,
        brief.updated.edtf if brief.updated else None,
        len(brief.corrections),
        hashlib.sha256(canonical.encode()).hexdigest(),
    )


# Places in files mean nothing to a reader, and dates of editing are told by themselves.
_MEANINGLESS = frozenset(
    {"span", "keys", "translations", "status", "published", "updated", "publish_after", "review_by"}
)


def _meaning(value: Any, language: str) -> Any:
    """A part of the model as plain data of what it says in one language.

    Empty values are left out, so that a key which a later version of the format adds changes no brief that lacks it.
    """
    match value:
        case Text():
            return value.best(language).text
        case Phrase():
            return value.text
        case Ref():
            return value.id
        case Date():
            return value.edtf
        case Anchor():
            return [value.seed.id if value.seed else None, value.exact]
        case Enum():
            return value.value
        case Span():
            return None
        case Mapping():
            return {str(key): _meaning(inner, language) for key, inner in value.items()}
        case list() | tuple():
            return [_meaning(inner, language) for inner in value]
    if names := fields_of(type(value)):
        skipped = _MEANINGLESS if isinstance(value, Brief) else {"span", "keys"}
        named = {name: getattr(value, name) for name in names if name not in skipped}
        return {name: _meaning(inner, language) for name, inner in named.items() if inner not in (None, (), {})}
    return value
