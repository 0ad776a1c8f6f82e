"""What has another id than before, as a change of its document."""

from __future__ import annotations

from collections.abc import Container, Iterator

from mujaz.model import Brief
from mujaz.resolve.uses import Address, local_kinds
from mujaz.resolve.uses import Kind as Of
from mujaz.review.objects import Change, Kind
from mujaz.review.state import State
from mujaz.syntax.source import Span


def renamed(base: State, kind: Of, id: str, was_there: Container[str], span: Span | None) -> Iterator[Change]:
    """The change of the id of a document; none where it has the one that it had.

    Args:
        base: the state before, as `State.as_called_in` gives it.
        kind: what the document is.
        id: what it is called after.
        was_there: the ids of its kind before.
        span: where it is after.
    """
    own = base.own_id(kind, id, was_there)
    if own != id and own in was_there:
        yield Change(Kind.CHANGED, ("id",), f"the {kind} `{own}` is called `{id}`", own, id, span)


def renamed_parts(base: State, id: str, before: Brief, after: Brief) -> Iterator[Change]:
    """The changes of the ids of a brief's notes, claims, sources and entities.

    Args:
        base: the state before, as `State.as_called_in` gives it.
        id: what the brief is called after.
        before: the brief as it was, in the ids that it had.
        after: as it is.
    """
    refs = [part.id for parts in (after.notes, after.claims) for part in parts]
    refs += [part.id for parts in (after.sources, after.entities) for part in parts.values()]
    places = {ref.id: ref.span for ref in refs}
    was = {**local_kinds(before), **dict.fromkeys(before.entities, Of.ENTITY)}
    for former, kind in was.items():
        home = "" if kind is Of.ENTITY else id
        now = base.called.present.get(str(Address(kind, former, home)))
        if now is not None and now in places:
            yield Change(Kind.CHANGED, ("id",), f"the {kind} `{former}` is called `{now}`", former, now, places[now])
