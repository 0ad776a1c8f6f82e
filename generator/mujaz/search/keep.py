"""An index kept up to date: what a change of pages asks for, and no more, with the bytes of one that is made anew.

Kept are the pages, each by itself, and what they are together (`gather`). As long as no page has come, gone or changed
the number of its sections, only the posting lists of words that changed are written anew, and only files whose text is
another are packed. Otherwise all pages are taken together again.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Collection, Iterable
from dataclasses import astuple
from typing import Any, Protocol

from mujaz.search.analyse import AnalysedPage
from mujaz.search.gather import Gathered, PageFacts, can_follow, facts_of, follow, gather
from mujaz.search.index import code, digests, in_order, manifest_of, packed, text_cuts, text_part, word_parts
from mujaz.search.known import Group, groups
from mujaz.search.vocabulary import Traits

_PAGES = "search-pages"
"""Of the store: the analysed pages by their address."""
_INDEX = "search-index"
"""Of the store: what they are together."""


class Shelf(Protocol):
    """Keeps bytes by room and key; gives back what it was given, or nothing, and never what somebody else wrote."""

    def get(self, room: str, key: str) -> bytes | None: ...

    def put(self, room: str, key: str, content: bytes) -> None: ...

    def delete(self, room: str, key: str) -> None: ...

    def keys(self, room: str) -> list[str]: ...


def update(
    shelf: Shelf,
    changed: Iterable[AnalysedPage],
    gone: Collection[str],
    known: Callable[[], Iterable[Collection[str]]],
    *,
    anew: bool = False,
) -> dict[str, bytes | None]:
    """Bring an index up to date.

    Args:
        shelf: what is kept.
        changed: the pages that are new, or other than they were.
        gone: the addresses of pages that are there no longer; others may be among them.
        known: gives names of the same thing in several languages, always the same; asked once.
        anew: whether the changed pages are all there are, whatever is kept.

    Returns:
        the files that are new or changed, by their path below the folder of the index; None for one that is there no
        longer.

    Raises:
        KeyError: something that should be kept is not.
    """
    if anew:
        for room in (_PAGES, _INDEX):
            for key in shelf.keys(room):
                shelf.delete(room, key)
    pages = {page.page.location: page for page in changed}
    gathered, before = _kept(shelf)
    there = {page.location for page in gathered.pages}
    left = there.intersection(gone) - pages.keys()
    olds = {location: _page(shelf, location) for location in pages if location in there}
    for location in left:
        shelf.delete(_PAGES, location)
    for location, page in pages.items():
        shelf.put(_PAGES, location, pickle.dumps(page))

    def current(location: str) -> AnalysedPage:
        return pages.get(location) or _page(shelf, location)

    facts = {location: facts_of(page) for location, page in pages.items()}
    changes = [(olds[location], page) for location, page in pages.items() if location in olds]
    if not can_follow(gathered, facts, left) or not follow(gathered, changes):
        gathered = gather(in_order(map(current, (there - left) | pages.keys())))
    parts, after, manifest = _files(gathered, before, pages.keys(), current, _groups(shelf, known), shelf)
    shelf.put(_INDEX, "gathered", marshal.dumps(_as_data(gathered)))
    shelf.put(_INDEX, "digests", marshal.dumps(after))
    files: dict[str, bytes | None] = {f"{name}.js": None for name in before if name not in after}
    files.update(packed(parts))
    files["index.js"] = manifest
    return files | (code() if not before else {})


def _files(
    gathered: Gathered,
    before: dict[str, str],
    changed: Collection[str],
    current: Callable[[str], AnalysedPage],
    known: list[Group],
    shelf: Shelf,
) -> tuple[dict[str, str], dict[str, str], bytes]:
    """The parts whose text is another, the digests of all, and the file that says what there is."""
    content = shelf.get(_INDEX, "traits")
    kept = {word: Traits(*own) for word, own in (marshal.loads(content) if content else {}).items()}  # noqa: S302
    size = len(kept)
    words, boundaries = word_parts(gathered, known, kept)
    if len(kept) > size:
        shelf.put(_INDEX, "traits", marshal.dumps({word: tuple(own) for word, own in kept.items()}))
    after = digests(words)
    parts = {name: text for name, text in words.items() if before.get(name) != after[name]}
    cuts = text_cuts(page.size for page in gathered.pages)
    locations = [page.location for page in gathered.pages]
    content = shelf.get(_INDEX, "texts")
    last: dict[str, tuple[int, list[str]]] = marshal.loads(content) if content else {}  # noqa: S302  (our own)
    texts: dict[str, tuple[int, list[str]]] = {}
    for first, end in cuts:
        name, held = f"t/{first}", locations[first:end]
        texts[name] = (first, held)
        if name in before and last.get(name) == texts[name] and not any(one in changed for one in held):
            after[name] = before[name]
            continue
        text = text_part(map(current, held))
        after.update(digests({name: text}))
        if before.get(name) != after[name]:
            parts[name] = text
    shelf.put(_INDEX, "texts", marshal.dumps(texts))
    return parts, after, manifest_of(gathered, boundaries, [first for first, _ in cuts], after)


def _page(shelf: Shelf, location: str) -> AnalysedPage:
    content = shelf.get(_PAGES, location)
    if content is None:
        raise KeyError(location)
    page: AnalysedPage = pickle.loads(content)  # noqa: S301  (a shelf gives what was put there only)
    return page


def _groups(shelf: Shelf, known: Callable[[], Iterable[Collection[str]]]) -> list[Group]:
    content = shelf.get(_INDEX, "known")
    if content is None:
        content = marshal.dumps(groups(known()))
        shelf.put(_INDEX, "known", content)
    found: list[Group] = marshal.loads(content)  # noqa: S302  (our own)
    return found


def _kept(shelf: Shelf) -> tuple[Gathered, dict[str, str]]:
    """The pages taken together, and the digests of all parts; empty where nothing is kept."""
    gathered, found = shelf.get(_INDEX, "gathered"), shelf.get(_INDEX, "digests")
    if gathered is None or found is None:
        return Gathered([], {}, {}, {}), {}
    pages, lists, names, small = marshal.loads(gathered)  # noqa: S302  (our own)
    return Gathered([PageFacts(*page) for page in pages], lists, names, small), marshal.loads(found)  # noqa: S302


def _as_data(gathered: Gathered) -> Any:
    return [astuple(page) for page in gathered.pages], gathered.lists, gathered.names, gathered.small
