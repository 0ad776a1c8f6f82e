"""What earlier runs kept of a site, for the length of one act."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mujaz.engine.cache.faults import MADE_ANEW
from mujaz.engine.cache.place import CACHE, cache_folder
from mujaz.engine.cache.store import Store, opened
from mujaz.engine.cache.version import code_version


def in_silence(_: str) -> None:
    """Say nothing, where nobody would read it."""


@contextmanager
def kept(root: Path, cache: bool, note: Callable[[str], None] = in_silence) -> Iterator[Store]:
    """What earlier runs kept for a site; nothing, where the cache is not to be used.

    Args:
        root: the site's root.
        cache: whether it is to be used.
        note: is told when nothing is kept, or all is made anew, a line each.
    """
    # Nothing is kept that could go round in circles, and to look for it costs as much as the work of a small site.
    gc.disable()
    folder = cache_folder(root) if cache else None
    with opened(folder, code_version()) as store:
        if store.is_anew:
            note(f"mujaz: {MADE_ANEW}")
        if cache and not store.is_kept:  # or every run would take as long as the first, and nobody knew why
            note(f"mujaz: nothing is kept of this run: {_why_not(store.unkept)}")
        yield store


def _why_not(fault: OSError | None) -> str:
    if isinstance(fault, BlockingIOError):
        return f"another one is working with {CACHE}"
    return f"{CACHE} cannot be written" + (f", {(fault.strerror or str(fault)).lower()}" if fault is not None else "")
