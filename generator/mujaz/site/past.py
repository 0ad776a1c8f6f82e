"""The past of a site's briefs as its git repository tells it; kept as long as HEAD is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from mujaz.engine.cache.packing import pack_plain, unpack_plain
from mujaz.history.git import HistoryError, Repository
from mujaz.review.versions import ReadHistory, State
from mujaz.site.state import Store

_ROOM = "past"
_BRIEFS, _ENDING = "briefs/", ".yml"
_NO_BRIEFS = ("briefs/glossary/", "briefs/reviews/")


def past_of(root: Path, store: Store) -> ReadHistory | None:
    """The past of a site; None where no git repository tells all of it.

    Args:
        root: the folder that holds `mkdocs.yml`.
        store: what earlier runs kept.
    """
    try:
        repository = Repository(root)
        head = repository.commit("HEAD")
        kept = store.get(_ROOM, head)
        if kept is None:
            if repository.is_shallow:
                return None
            kept = pack_plain(repository.states([_BRIEFS]))
            for old in store.keys(_ROOM):
                store.delete(_ROOM, old)
            store.put(_ROOM, head, kept)
    except HistoryError:
        return None
    states: dict[str, tuple[tuple[str, str], ...]] = unpack_plain(kept)

    def read(contents: Iterable[str]) -> Mapping[str, bytes]:
        return dict(repository.contents(dict.fromkeys(contents)))

    return ReadHistory(
        {
            path.removeprefix(_BRIEFS).removesuffix(_ENDING): tuple(State(*state) for state in told)
            for path, told in states.items()
            if path.endswith(_ENDING) and not path.startswith(_NO_BRIEFS)
        },
        read,
    )
