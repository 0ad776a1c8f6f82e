"""The words of an index in parts, each of which holds the lines of a run of keys.

Where a part begins follows from the key that it begins with and how much is said of it, so that a change moves no
boundary but its own. A part is named by a digest of its first key; the first one of all begins with the empty key.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping

from mujaz.search.bloom import key_filter
from mujaz.search.lists import ELSEWHERE, LongLists
from mujaz.search.packing import packed, unpacked, utf16

_SIZE = 2_500  # characters before packing, on average; a query loads one part for each form that it looks for
_LEVEL = 2  # 9 packs lists hardly better, and takes four times as long

Lines = dict[str, str]
"""What stands behind a key: the beginning of each line, and its posting list; empty where it has none."""


class WordParts:
    """The parts of the words, of which only those are loaded that change.

    Args:
        load: gives the packed text of the part that begins with a key; nothing where there is no part yet.
        key_filters: of each part, by its first key and in their order, which keys it holds.
        lists: the posting lists that are too long for a part.
    """

    def __init__(self, load: Callable[[str], bytes], key_filters: Mapping[str, str], lists: LongLists) -> None:
        self._load = load
        self._lists = lists
        self._key_filters = dict(key_filters)
        self._boundaries = list(key_filters)
        self._order = [utf16(key) for key in self._boundaries]
        self._was_first = frozenset(self._boundaries)
        self._touched: set[str] = set()
        self._loaded: dict[str, dict[str, Lines]] = {}
        self._packed: dict[str, bytes] = {}
        self._texts: dict[str, str] = {}

    @property
    def boundaries(self) -> list[str]:
        """The first keys of all parts, in their order."""
        return self._boundaries

    @property
    def key_filters(self) -> dict[str, str]:
        """Of each part, by its first key and in their order, which keys it holds."""
        return {boundary: self._key_filters[boundary] for boundary in self._boundaries}

    def edit(self, key: str, word: str, changes: Mapping[int, str] | str) -> bool | None:
        """Change the posting list of a word.

        Args:
            key: what the word is looked up by.
            word: the word, or entity.
            changes: the postings of pages by their number, empty where a page holds the word no longer; or the list.

        Returns:
            whether the word came (true) or went (false); None where it was and is there, or never was.
        """
        lines = self._lines(key)
        begin = f"{word} 2"
        before = lines.get(begin, "")
        after = self._lists.edit(word, before, changes)
        if after:
            lines[begin] = after
        else:
            lines.pop(begin, None)
        return bool(after) if bool(before) != bool(after) else None

    def write(self, key: str, line: str, came: bool) -> None:
        """Add a line without a posting list, or take it away."""
        lines = self._lines(key)
        if came:
            lines[line] = ""
        else:
            del lines[line]

    def changed(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Cut the parts that were touched anew.

        Returns:
            the packed parts that are new or other than before, by their first key; and those that were there instead.
        """
        now: dict[str, bytes] = {}
        first_keys = set(self._boundaries)
        waiting = sorted(self._loaded, key=utf16)
        while waiting:
            boundary = waiting.pop()
            runs = self._cut(boundary)
            if runs[0][0] != boundary:  # it begins no part any more
                before = self._boundaries[bisect_right(self._order, utf16(boundary)) - 2]
                self._open(before).update(dict(runs.pop(0)[1]))
                first_keys.discard(boundary)
                if not waiting or waiting[-1] != before:
                    waiting.append(before)
                # Unless it is cut again, this part is gone; later ones may go into the one before it.
                at = self._boundaries.index(boundary)
                del self._boundaries[at], self._order[at]
            for key, lines in runs:
                first_keys.add(key)
                text = _text(lines)
                if text != self._texts.get(key):
                    now[key] = packed(text, _LEVEL)
                    self._key_filters[key] = key_filter(held for held, _ in lines)
        was = {key: self._packed[key] for key in self._packed if key in now or key not in first_keys}
        self._boundaries = sorted(first_keys, key=utf16)
        self._order = [utf16(key) for key in self._boundaries]
        return now, was

    def _cut(self, boundary: str) -> list[tuple[str, list[tuple[str, Lines]]]]:
        """The lines of a part in runs that each begin a part; the first one may belong to the part before."""
        lines = self._loaded[boundary]
        keys = sorted((key for key, behind in lines.items() if behind), key=utf16)
        runs: list[tuple[str, list[tuple[str, Lines]]]] = [("", [])]
        for key in keys:
            if _begins(key, lines[key]) if key in self._touched else key in self._was_first:
                runs.append((key, []))
            runs[-1][1].append((key, lines[key]))
        if boundary and not runs[0][1] and len(runs) > 1 and runs[1][0] == boundary:
            del runs[0]
        return runs

    def _lines(self, key: str) -> Lines:
        """The lines of a key, which are going to change."""
        self._touched.add(key)
        return self._open(self._boundaries[bisect_right(self._order, utf16(key)) - 1]).setdefault(key, {})

    def _open(self, boundary: str) -> dict[str, Lines]:
        if boundary not in self._loaded:
            text = ""
            if kept := self._load(boundary):
                text = unpacked(kept)
                self._packed[boundary], self._texts[boundary] = kept, text
            self._loaded[boundary] = _read(text)
        return self._loaded[boundary]


def _begins(key: str, lines: Lines) -> bool:
    """Whether a key begins a part: the likelier, the more is said of it."""
    size = sum(len(key) + len(begin) + len(postings) + 3 for begin, postings in lines.items())
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) * _SIZE < size << 32


def _text(lines: Iterable[tuple[str, Lines]]) -> str:
    return "\n".join(
        [
            f"{key} {begin} {postings}" if postings else f"{key} {begin}"
            for key, behind in lines
            for begin, postings in sorted(behind.items())
        ]
    )


def _read(text: str) -> dict[str, Lines]:
    found: dict[str, Lines] = {}
    for line in text.split("\n") if text else ():
        key, _, behind = line.partition(" ")
        lines = found.get(key)
        if lines is None:
            lines = found[key] = {}
        begin, _, postings = behind.rpartition(" ")
        if postings.startswith(".") or postings == ELSEWHERE:  # which no word is
            lines[begin] = postings
        else:
            lines[behind] = ""
    return found
