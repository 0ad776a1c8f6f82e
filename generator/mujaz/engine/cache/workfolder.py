"""A folder that stays from one run to the next: made under a name that nobody can know."""

from __future__ import annotations

import shutil
import stat
import tempfile
from pathlib import Path

from mujaz.engine.cache.packing import pack_plain, unpack_plain
from mujaz.engine.cache.store import Store

_ROOM = "work"
_PREFIX = "site-"


def work_folder(store: Store) -> Path:
    """The folder that belongs to a store, which has one of its own: as it was left, or new and empty.

    What came with a branch has neither its name, which the store keeps, nor its inode.

    Raises:
        DamagedError: the store is damaged.
        OSError: the folder cannot be made.
    """
    assert store.folder is not None
    kept = store.get(_ROOM, "folder")
    if kept is not None:
        name, inode = unpack_plain(kept)
        folder = store.folder / str(name)
        if _inode(folder) == inode:
            return folder
    for path in store.folder.glob(f"{_PREFIX}*"):
        if _inode(path):
            shutil.rmtree(path)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=store.folder))
    store.put(_ROOM, "folder", pack_plain([folder.name, _inode(folder)]))
    store.delete(_ROOM, "files")
    return folder


def kept_files(store: Store) -> dict[str, list[str | int]]:
    """What `keep_files` was given; nothing for a new folder."""
    kept = store.get(_ROOM, "files")
    files: dict[str, list[str | int]] = unpack_plain(kept) if kept is not None else {}
    return files


def keep_files(store: Store, files: dict[str, list[str | int]]) -> None:
    """Remember how the files of the folder are, by path."""
    store.put(_ROOM, "files", pack_plain(files))


def _inode(folder: Path) -> int:
    """That of a folder that is no link; 0 where there is none."""
    try:
        status = folder.lstat()
    except OSError:
        return 0
    return status.st_ino if stat.S_ISDIR(status.st_mode) else 0
