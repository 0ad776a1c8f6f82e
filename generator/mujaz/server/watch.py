"""Watches the files that a site is made from, wherever they are, and nothing that is made from them."""

from __future__ import annotations

import os
import re
from collections.abc import Generator
from pathlib import Path
from types import TracebackType

from msgspec import Struct
from watchfiles import Change, watch
from watchfiles.main import FileChange

from mujaz.engine.pipeline import load_config
from mujaz.model import POLICY
from mujaz.server.polling import is_needed, look
from mujaz.settings.config import Config
from mujaz.settings.layout import TEXTS
from mujaz.text.patterns import lazy_re

QUIET = 25
"""Milliseconds without a further change after which a burst counts as over."""

LATEST = 500
"""Milliseconds after the first change of a burst at which it is answered, over or not."""

_ATTEMPTS = 3
_CONTENT = ("seeds", "briefs", TEXTS)
_MADE = ("site", "offline")
# What Vim, Emacs, the IDEs of JetBrains, and programs that write a file and then rename it leave for a moment.
_PASSING = lazy_re(r"\..*|.*~|#.*#|4913|.*\.(sw[a-z]|tmp|temp|bak|part|crswap)|.*___jb_(tmp|old)___", re.IGNORECASE)


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


class Watcher:
    """Waits for changes of what a site is made from; a context manager.

    The folders are listed here and watched one by one: what is written into the others would be thousands of changes,
    and watchfiles follows links in folders that it watches as a whole.
    """

    def __init__(self, root: Path) -> None:
        """Prepare; `refresh` begins.

        Args:
            root: the folder that holds `mkdocs.yml`, absolute.
        """
        self._root = root.resolve()  # as some systems name it in what they tell
        self._sources = Sources(frozenset(), frozenset(), frozenset())
        self._folders: frozenset[Path] = frozenset()
        self._stale = False  # a folder came or went: what is watched may be one that is gone
        self._bursts: Generator[set[FileChange], None, None] | None = None
        self._polling = is_needed(self._root)

    def __enter__(self) -> Watcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def refresh(self) -> None:
        """Follow the settings, and folders that were made or replaced since the last time.

        To be called before the files are read: what changes later is seen then.
        """
        now = sources(self._root, load_config(self._root)[0])
        if now == self._sources and not self._stale:
            return
        self._end()
        self._sources, self._stale = now, False
        for _ in range(_ATTEMPTS):  # folders may come and go while they are listed, in /proc without end
            wanted = self._wanted()
            if self._bursts is not None and wanted == self._folders:
                return
            self._begin(wanted)
        if self._bursts is None:
            self._polling = True
            self._begin(wanted)

    def wait(self) -> None:
        """Wait for a burst of changes, and until it is over; those since `refresh` count."""
        assert self._bursts is not None, "refresh begins"
        try:
            for burst in self._bursts:
                concerned = [self._concerns(change, Path(name)) for change, name in burst]  # each may be a folder's
                if any(concerned):
                    return
        except RuntimeError:  # of a name that is not UTF-8, watchfiles says nothing else, and ends
            self._stale = True

    def _wanted(self) -> frozenset[Path]:
        """The folders that there are, each by itself; files by the folders they are in."""
        found = {path for path in (self._root, *(file.parent for file in self._sources.files)) if path.is_dir()}
        for top in self._sources.folders:
            for name, below, _ in os.walk(top):
                folder = Path(name)
                found.add(folder)
                kept = [child for child in below if not _PASSING.fullmatch(child) and _is_utf8(child)]
                below[:] = [child for child in kept if folder / child not in self._sources.left_out]
        return frozenset(found)

    def _begin(self, folders: frozenset[Path]) -> None:
        """Watch these folders; where the system has no more watches to give, by looking at them from then on."""
        self._end()
        self._folders = folders
        if not self._polling:
            bursts = watch(
                *folders,
                watch_filter=None,
                debounce=LATEST,
                step=QUIET,
                rust_timeout=1,
                yield_on_timeout=True,
                force_polling=False,
                recursive=False,
                ignore_permission_denied=False,  # it would keep silent of limits, too
            )
            try:
                next(bursts)  # begins to watch, and comes back after one step
            except FileNotFoundError:  # gone meanwhile
                return
            except (OSError, RuntimeError):
                self._polling = True
        if self._polling:
            bursts = look(folders, QUIET / 1000, LATEST / 1000)
            next(bursts)
        self._bursts = bursts

    def _end(self) -> None:
        if self._bursts is not None:
            self._bursts.close()
        self._bursts = None

    def _concerns(self, change: Change, path: Path) -> bool:
        folder = path in self._folders or (change is Change.added and path.is_dir())
        if folder and change is Change.modified:
            return False  # what changed in it comes by itself
        concerned = self._sources.concern(path)
        self._stale |= folder and concerned
        return concerned


def _is_utf8(name: str) -> bool:
    return os.fsencode(name).decode("utf-8", "replace") == name
