"""The journal of a brief, a seed or an entity: who changed it in meaning, signed, asked, answered, settled what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mujaz.history.commits import Commit, FileChange, Person
from mujaz.model import Brief, Glossary, Question, SeedRecord, SignOff
from mujaz.model.decode import decode, decode_signoffs
from mujaz.model.signoff import FOLDER, QUESTION, Verdict, name_and_address
from mujaz.review.changes import changes_between
from mujaz.review.objects import Change
from mujaz.syntax.source import Source

Read = Callable[[str], str]
"""Gives the content of git's object of a name; of the empty name the empty text."""


class Event(Struct, frozen=True):
    """Something that happened to what the journal is of.

    Attributes:
        kind: `changed`, `new`, `gone`, `text`, `unread`, `signed`, `requested-changes`, `asked`, `answered` or
            `resolved`.
        who: who did it, where the file itself tells; else those of the commit did.
        role: in which, of a sign-off or a question.
        said: what was asked, answered or remarked.
        changes: of meaning, of what changed.
    """

    kind: str
    who: Person | None = None
    role: str = ""
    said: str = ""
    changes: tuple[Change, ...] = ()


class Entry(Struct, frozen=True):
    """What one commit made of it."""

    commit: Commit
    events: tuple[Event, ...]


def journal(
    history: Sequence[tuple[Commit, tuple[FileChange, ...]]], read: Read, entity: tuple[str, ...] = ()
) -> Iterator[Entry]:
    """The journal that a history tells, the latest first; commits that changed no meaning are left out.

    Args:
        history: the commits that touched the files concerned, the latest first.
        read: gives contents.
        entity: of a part of the glossary: all ids that it has had; the journal is of it alone.
    """
    for commit, files in history:
        events = [event for file in files for event in _events(file, read, entity)]
        if events:
            yield Entry(commit, tuple(events))


def _events(file: FileChange, read: Read, entity: tuple[str, ...]) -> Iterator[Event]:
    """What a commit made of one file; of a merge it is told where it differs from each of its parents."""
    after = read(file.after)
    if file.path.startswith(f"{FOLDER}/"):
        if entity and not file.path.startswith(tuple(f"{FOLDER}/glossary/entity/{id}/" for id in entity)):
            return
        before = read(next(filter(None, file.before), ""))
        yield from (_asked if file.path.endswith(QUESTION) else _signed)(file.path, before, after)
    elif file.path.endswith(".txt"):
        yield Event("text" if file.after and any(file.before) else "new" if file.after else "gone")
    else:
        told = [tuple(_meant(file.path, read(each), after, entity)) for each in file.before]
        yield from min(told, key=len, default=())


def _meant(path: str, before: str, after: str, entity: tuple[str, ...]) -> Iterator[Event]:
    kind = SeedRecord if path.startswith("seeds/") else Glossary if path.startswith("briefs/glossary/") else Brief
    was, now = (_part(_read(path, text, kind), entity) for text in (before, after))
    if was is _UNREAD or now is _UNREAD:
        yield Event("unread")
    elif was is None or now is None:
        if was is not now:
            yield Event("new" if was is None else "gone")
    elif changes := changes_between(was, now):
        yield Event("changed", changes=changes)


_UNREAD = object()


def _read(path: str, text: str, kind: type) -> Any:
    if not text:
        return None
    found, _ = decode(Source(path, text), kind)
    return _UNREAD if found is None else found


def _part(document: Any, entity: tuple[str, ...]) -> Any:
    """The entity of a document that the journal is of; the document itself where it is of that."""
    if not entity or document is None or document is _UNREAD:
        return document
    entities: Mapping[str, Any] = document.entities
    return next((entities[id] for id in entity if id in entities), None)


def _signed(path: str, before: str, after: str) -> Iterator[Event]:
    known = {_key(each) for each in _signoffs(path, before)}
    for each in _signoffs(path, after):
        if _key(each) not in known:
            kind = "requested-changes" if each.verdict is Verdict.REQUEST_CHANGES else "signed"
            yield Event(kind, Person(*each.signer), each.role.id, each.note or "")
    if not after:
        yield Event("gone")


def _signoffs(path: str, text: str) -> Iterable[SignOff]:
    return decode_signoffs(Source(path, text))[0] if text else ()


def _key(signoff: SignOff) -> tuple[object, ...]:
    return (signoff.signer, signoff.role.id, signoff.verdict, tuple(sorted(signoff.covers.items())))


def _asked(path: str, before: str, after: str) -> Iterator[Event]:
    was, now = (_read(path, text, Question) for text in (before, after))
    if now is None or now is _UNREAD:
        yield Event("gone" if now is None else "unread")
        return
    if was is None or was is _UNREAD:
        yield Event("asked", Person(*now.asker), now.role.id if now.role else "", now.text)
    known = len(was.answers) if isinstance(was, Question) else 0
    for answer in now.answers[known:]:
        yield Event("answered", Person(*name_and_address(answer.by)), "", answer.text)
    if now.resolved is not None and not (isinstance(was, Question) and was.resolved):
        role = now.resolved.role.id if now.resolved.role else ""
        yield Event("resolved", Person(*name_and_address(now.resolved.by)), role)
