"""What of all that waits a proposal touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from mujaz.editors.past import terms_of
from mujaz.editors.states import two_states
from mujaz.editors.waiting import Waiting
from mujaz.engine.clock import today
from mujaz.review.compare import compare_wholly


def touched(root: Path, base: str, found: Iterable[Waiting], *, cache: bool) -> Iterator[Waiting]:
    """Those that say something else than a revision, or show what does, with how many changes there are.

    Args:
        root: the site's root.
        base: the revision; what counts is where the working tree parted from it.
        found: what waits.
        cache: whether what earlier runs kept is used.

    Raises:
        HistoryError: git cannot tell.
        RefusedError: a file is changed meanwhile.
    """
    with two_states(root, base, cache=cache) as (before, after):
        review = compare_wholly(before, after, terms_of(root, after, today()))
    counted = {
        ("file" if each.kind == "policy" else each.kind, each.id): len(each.changes) for each in review.documents
    }
    shows = {id for each in review.documents for id in each.shown_by}
    said = {each.id for each in review.documents if each.kind in ("sign-offs", "questions")}
    for waiting in found:
        changes = counted.get((waiting.kind, waiting.id))
        if changes is not None or waiting.id in shows | said:
            yield replace(waiting, changes=changes or 0)
