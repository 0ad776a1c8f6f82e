"""The past of a site's briefs as its git repository tells it; kept as long as HEAD is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from mujaz.engine.cache.rooms import Room, Storage
from mujaz.history.git import HistoryError, Repository
from mujaz.review.versions import ReadHistory, State

_PAST: Room[dict[str, tuple[tuple[str, str], ...]]] = Room("past")
"""By the name of a commit: the states of each file that it tells of."""
_BRIEFS, _ENDING = "briefs/", ".yml"
_NO_BRIEFS = ("briefs/glossary/", "briefs/reviews/")


def past_of(root: Path, store: Storage) -> ReadHistory | None:
    """The past of a site; None where no git repository tells all of it.

    Args:
        root: the folder that holds `mkdocs.yml`.
        store: what earlier runs kept.
    """
    try:
        repository = Repository(root)
        head = repository.commit("HEAD")
        states = _PAST.get(store, head)
        if states is None:
            if repository.is_shallow:
                return None
            states = repository.states([_BRIEFS])
            for old in _PAST.keys(store):
                _PAST.delete(store, old)
            _PAST.put(store, head, states)
    except HistoryError:
        return None

    return ReadHistory(
        {
            path.removeprefix(_BRIEFS).removesuffix(_ENDING): tuple(State(*state) for state in told)
            for path, told in states.items()
            if path.endswith(_ENDING) and not path.startswith(_NO_BRIEFS)
        },
        partial(_contents, repository),
    )


def _contents(repository: Repository, names: Iterable[str]) -> Mapping[str, bytes]:
    return dict(repository.contents(dict.fromkeys(names)))
