"""A folder that stays from one run to the next: made under a name that nobody can know."""

from __future__ import annotations

import shutil
import stat
import tempfile
from pathlib import Path

from mujaz.engine.cache.rooms import Entry, Storage
from mujaz.engine.cache.store import Store

_FOLDER: Entry[tuple[str, int]] = Entry("work", "folder")
"""Its name and its inode."""
_FILES: Entry[dict[str, list[str | int]]] = Entry("work", "files")
_PREFIX = "site-"


def work_folder(store: Store) -> Path:
    """The folder that belongs to a store, which has one of its own: as it was left, or new and empty.

    What came with a branch has neither its name, which the store keeps, nor its inode.

    Raises:
        DamagedError: the store is damaged.
        OSError: the folder cannot be made.
    """
    assert store.folder is not None
    kept = _FOLDER.get(store)
    if kept is not None:
        name, inode = kept
        folder = store.folder / str(name)
        if _inode(folder) == inode:
            return folder
    for path in store.folder.glob(f"{_PREFIX}*"):
        if _inode(path):
            shutil.rmtree(path)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=store.folder))
    _FOLDER.put(store, (folder.name, _inode(folder)))
    _FILES.delete(store)
    return folder


def kept_files(store: Storage) -> dict[str, list[str | int]]:
    """What `keep_files` was given; nothing for a new folder."""
    return _FILES.get(store) or {}


def keep_files(store: Storage, files: dict[str, list[str | int]]) -> None:
    """Remember how the files of the folder are, by path."""
    _FILES.put(store, files)


def _inode(folder: Path) -> int:
    """That of a folder that is no link; 0 where there is none."""
    try:
        status = folder.lstat()
    except OSError:
        return 0
    return status.st_ino if stat.S_ISDIR(status.st_mode) else 0
