"""The index: all pages in one, as small scripts that a page loads as it needs them.

An index is a folder. `index.js` says what there is; the scripts of `browser` beside this file are the code that reads
queries as the pages were read; `w/*.js` hold the words in the order of their keys, with their posting lists, of which
the long ones are in `l/*.js`; `t/*.js` hold the texts of results. Each script calls `mujazSearch.part` with its name
and content, which works from `file://` as well, where pages may not fetch. The same pages give the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mujaz.search.analyse import AnalysedPage
from mujaz.search.update import create


def merge(pages: Iterable[AnalysedPage], known: Iterable[Collection[str]] = ()) -> dict[str, bytes]:
    """The index of a collection: its files by their path below the folder of the index.

    Args:
        pages: the pages, analysed, in any order.
        known: names of the same thing in several languages; pages are found by each of them that hold another.
    """
    return {name: content for name, content in create(None, pages, known).items() if content is not None}
