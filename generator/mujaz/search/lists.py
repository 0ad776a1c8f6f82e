"""The long posting lists, each in a part of its own, so that a query loads those of the words that it stands for only.

A line of the words holds `ELSEWHERE` in the place of such a list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mujaz.search.packing import packed, unpacked
from mujaz.search.postings import edit_list

ELSEWHERE = "*"
"""Stands in a line for a list that is a part of its own; no list and no word is like it."""

_LONGEST = 2_000  # characters of a list that stands with its word
_LEVEL = 6  # of packing


class LongLists:
    """The long lists, of which only those are loaded that change.

    Args:
        load: gives the packed list of a word; nothing where it is in no part of its own.
    """

    def __init__(self, load: Callable[[str], bytes]) -> None:
        self._load = load
        self._was: dict[str, bytes] = {}
        self._now: dict[str, str] = {}

    def edit(self, word: str, before: str, changes: Mapping[int, str] | str) -> str:
        """Change the posting list of a word.

        Args:
            word: the word, or entity.
            before: what stands in its line; empty where it has none.
            changes: the postings of pages by their number, empty where a page holds the word no longer; or the list.

        Returns:
            what is to stand in its line; empty where no page holds it.
        """
        if before == ELSEWHERE:
            if word not in self._now:
                self._was[word] = self._load(word)
                self._now[word] = unpacked(self._was[word])
            before = self._now[word]
        after = changes if isinstance(changes, str) else edit_list(before, changes)
        if len(after) > _LONGEST:
            self._now[word] = after
            return ELSEWHERE
        self._now.pop(word, None)
        return after

    def changed(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """The packed lists that are new or other than before, by word; and those that were there instead."""
        now = {word: packed(text, _LEVEL) for word, text in self._now.items()}
        same = {word for word, content in now.items() if self._was.get(word) == content}
        return (
            {word: content for word, content in now.items() if word not in same},
            {word: content for word, content in self._was.items() if word not in same},
        )
