"""Watches the files that a site is made from, wherever they are, and nothing that is made from them."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from msgspec import Struct
from watchdog.events import DirModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from mujaz.engine.pipeline import load_config
from mujaz.model import POLICY
from mujaz.settings.config import Config
from mujaz.settings.layout import TEXTS
from mujaz.text.patterns import lazy_re

_CONTENT = ("seeds", "briefs", TEXTS)
_MADE = ("site", "offline")
_SEEN = frozenset({"created", "deleted", "moved", "modified", "closed"})  # reading opens and closes, too
# What Vim, Emacs, the IDEs of JetBrains, and programs that write a file and then rename it leave for a moment.
_PASSING = lazy_re(r"\..*|.*~|#.*#|4913|.*\.(sw[a-z]|tmp|temp|bak|part|crswap)|.*___jb_(tmp|old)___", re.IGNORECASE)
_TOO_MANY = frozenset({errno.ENOSPC, errno.EMFILE})


class Sources(Struct, frozen=True):
    """What a site is made from.

    Attributes:
        folders: whole folders, whether they exist or not.
        files: single files.
        left_out: folders in those folders that are written, not read.
    """

    folders: frozenset[Path]
    files: frozenset[Path]
    left_out: frozenset[Path]

    def concern(self, path: Path) -> bool:
        """Whether a change of a file or folder may change the site."""
        if path in self.files or path in self.folders:
            return True
        for folder in self.folders:
            if path.is_relative_to(folder):
                below = path.relative_to(folder).parts
                made = any(path.is_relative_to(other) for other in self.left_out)
                if not made and not any(_PASSING.fullmatch(part) for part in below):
                    return True
        return False


def sources(root: Path, config: Config) -> Sources:
    """What the site in a folder is made from.

    Args:
        root: the folder that holds `mkdocs.yml`, absolute.
        config: its settings.
    """
    docs = _below(root, config.docs_dir)
    also = [_below(root, name) for name in config.also_watched]
    folders = [docs, *(root / name for name in _CONTENT), *(path for path in also if not path.is_file())]
    made = [*(docs / edition.language for edition in config.editions), *(root / name for name in _MADE)]
    files = [root / "mkdocs.yml", root / POLICY, *(path for path in also if path.is_file())]
    return Sources(frozenset(folders), frozenset(files), frozenset(made))


def _below(root: Path, name: str) -> Path:
    """A path as it comes in events: `resolve` would follow links, and nothing else takes `..` out."""
    path = root
    for part in Path(name).parts:
        path = path.parent if part == ".." else path / part
    return path


class Watcher(FileSystemEventHandler):
    """Calls a function, in a thread of its own, for each change of what a site is made from; a context manager."""

    def __init__(self, root: Path, changed: Callable[[], None]) -> None:
        """Prepare; `refresh` begins.

        Args:
            root: the folder that holds `mkdocs.yml`, absolute.
            changed: called for each change, often many times for one.
        """
        self._root = root
        self._changed = changed
        self._observer: BaseObserver = Observer()
        self._watches: dict[tuple[Path, bool], ObservedWatch] = {}
        self._replaced: set[Path] = set()  # folders that came or went: a watch follows the old one
        self._sources = Sources(frozenset(), frozenset(), frozenset())

    def __enter__(self) -> Watcher:
        self._observer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def refresh(self) -> None:
        """Follow the settings, and folders that were made or replaced since the last time.

        To be called before the files are read: what changes later is seen then.

        Raises:
            OSError: a folder cannot be watched.
        """
        self._sources = sources(self._root, load_config(self._root)[0])
        wanted = set(self._wanted())
        replaced, self._replaced = self._replaced, set()
        for key in [key for key in self._watches if key not in wanted or key[0] in replaced]:
            self._observer.unschedule(self._watches.pop(key))
        try:
            self._schedule(wanted)
        except OSError as problem:
            if problem.errno not in _TOO_MANY or isinstance(self._observer, PollingObserver):
                raise
            self._poll(wanted)

    def _wanted(self) -> Iterator[tuple[Path, bool]]:
        """Folders that there are, and whether they are watched with all below; files by the folders they are in."""
        for folder in self._sources.folders:
            if folder.is_dir():
                yield from self._tree(folder)
        for path in {self._root, *(file.parent for file in self._sources.files)}:
            yield path, False

    def _tree(self, folder: Path) -> Iterator[tuple[Path, bool]]:
        """A folder around those that are left out: thousands of pages are written there, and each would be an event."""
        if not any(made.is_relative_to(folder) for made in self._sources.left_out):
            yield folder, True
            return
        yield folder, False
        for child in folder.iterdir():
            if child.is_dir() and child not in self._sources.left_out and not _PASSING.fullmatch(child.name):
                yield from self._tree(child)

    def _schedule(self, wanted: set[tuple[Path, bool]]) -> None:
        for key in sorted(wanted - self._watches.keys()):
            folder, whole = key
            try:
                self._watches[key] = self._observer.schedule(self, str(folder), recursive=whole)
            except FileNotFoundError:  # gone meanwhile
                self._replaced.add(folder)

    def _poll(self, wanted: set[tuple[Path, bool]]) -> None:
        """Look at the files again and again, where the system has no more watches to give."""
        self._observer.stop()
        self._observer.join()
        self._observer = PollingObserver()
        self._observer.start()
        self._watches.clear()
        self._schedule(wanted)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """A file or a folder was changed, or only opened."""
        if event.event_type not in _SEEN or isinstance(event, DirModifiedEvent):
            return
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if event.is_directory:
            self._replaced.update(paths)
        if any(self._sources.concern(path) for path in paths):
            self._changed()
