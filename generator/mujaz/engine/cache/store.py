"""What is kept between runs: named contents in one file, each of which comes back as it was put there, or not at all.

The file is SQLite, so that a run's changes take effect together or not at all. Every content carries a keyed digest
(BLAKE2b) whose key lies in the user's own cache folder: what was damaged, or written by anybody else, is not read.
That matters beyond errors, since contents are pickles, and to read a foreign one is to run it. The file itself is not
opened unless it is signed as it is (`mujaz.engine.cache.place`).
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from mujaz.engine.cache.faults import MADE_ANEW, DamagedError, RefusedCacheError
from mujaz.engine.cache.place import Lock, remove, user_key

T = TypeVar("T")
FILE = "mujaz.db"
_MAC_SIZE = 16
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (room TEXT, key TEXT, mac BLOB, content BLOB, PRIMARY KEY (room, key))"


class Store:
    """Named contents, in rooms; a `mujaz.engine.cache.rooms.Storage`.

    Nothing is changed on the disk before `commit`.

    Args:
        folder: where the file is; None for a store that keeps nothing.
        version: of the code that writes the contents; those of another version are not read.

    Attributes:
        unkept: why nothing is kept in the folder: another process has the file, or it cannot be written.
        is_anew: whether a file was there that is not as this user's mujaz left it, and was removed.
    """

    def __init__(self, folder: Path | None, version: str = "") -> None:
        self._path = (folder or Path()).absolute() / FILE
        self._version = version
        self._inherited: sqlite3.Connection | None = None
        self._damaged = False
        self.unkept: OSError | None = None
        self.is_anew = False
        self._key = user_key() if folder is not None else b""
        self._lock: Lock | None = None
        self._database = None if folder is None else self._open()

    def get(self, room: str, key: str) -> bytes | None:
        """A content, or None where none is kept.

        Raises:
            DamagedError: it is not what was put there.
        """
        if self._database is None:
            return None
        try:
            rows = self._rows("SELECT mac, content FROM kept WHERE room=? AND key=?", (room, key))
        except UnicodeEncodeError:  # such as the name of a file long gone: nothing is kept under what is no text
            return None
        if not rows:
            return None
        mac, content = rows[0]
        sound = isinstance(mac, bytes) and isinstance(content, bytes)
        if not sound or not secrets.compare_digest(mac, self._mac(room, key, content)):
            self._damaged = True
            raise DamagedError(f"{room}/{key}")
        kept: bytes = content
        return kept

    def put_all(self, room: str, contents: Iterable[tuple[str, bytes]]) -> None:
        """Keep several contents of one room, each in the place of the one that was kept under its name."""
        if self._database is not None and self._inherited is None:
            rows = ((room, key, self._mac(room, key, content), content) for key, content in contents)
            with self._heard():
                self._database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def delete(self, room: str, key: str) -> None:
        """Forget a content, if there is one."""
        if self._database is not None:
            with self._heard():
                self._database.execute("DELETE FROM kept WHERE room=? AND key=?", (room, key))

    def keys(self, room: str) -> list[str]:
        """The names of a room's contents, in order."""
        if self._database is None:
            return []
        return [str(key) for (key,) in self._rows("SELECT key FROM kept WHERE room=? ORDER BY key", (room,))]

    @property
    def folder(self) -> Path | None:
        """Where the file is; None for a store that keeps nothing."""
        return self._path.parent if self._database is not None else None

    @property
    def is_kept(self) -> bool:
        """Whether contents outlive this process: not without a folder, nor where another process has the file."""
        return self._database is not None

    def distrust(self) -> None:
        """Have the file removed when it is closed: something in it is damaged."""
        self._damaged = True

    def roll_back(self) -> None:
        """Take back all changes since the last commit."""
        if self._database is not None and self._inherited is None:
            with self._heard():
                self._database.rollback()

    def commit(self) -> None:
        """Let all changes since the last commit take effect together."""
        if self._database is not None and self._inherited is None:
            with self._heard():
                self._database.commit()
            if self._lock is not None:
                self._lock.sign(self._path)

    def copy_to(self, folder: Path | None) -> None:
        """Begin a store that is not there with what this one keeps; a fault on the disk only leaves it empty.

        Args:
            folder: where the store is to be; None for one that keeps nothing.

        Raises:
            RefusedCacheError: what stands there is no plain file.
        """
        if self._database is None or folder is None or os.path.lexists(folder / FILE):
            return
        self.commit()
        with contextlib.suppress(OSError), _locked(folder, self._key) as own:  # the copy saves time, no more
            shutil.copyfile(self._path, folder / FILE, follow_symlinks=False)
            own.sign(folder / FILE)

    def in_child(self) -> None:
        """Go on in a forked process, which reads what was committed and writes nothing."""
        if self._database is not None and self._inherited is None:
            if self._lock is not None:
                self._lock.release()
            self._inherited = self._database  # closing it would end the locks of the other process
            self._database = self._reading()

    def __reduce__(self) -> tuple[Any, ...]:
        """For a process that is no copy of this one: it does the same."""
        return _in_other, (self._path if self._database is not None else None, self._version)

    def _reading(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)

    def close(self) -> None:
        """Let go of the file; what was not committed is as it was, and a damaged file is removed."""
        if self._database is None:
            return
        with contextlib.suppress(sqlite3.Error):  # what counts is committed; the next run looks at what is there
            self._database.close()
        self._database = None
        if self._inherited is not None or self._lock is None:
            return
        try:
            if self._damaged:
                with contextlib.suppress(OSError, RefusedCacheError):  # then it is left unsigned
                    remove(self._path)
            else:
                self._lock.sign(self._path)
        finally:
            self._lock.release()
            self._lock = None

    def _open(self) -> sqlite3.Connection | None:
        """The file, made anew where it is not signed or of another version.

        None where another process has it or nothing can be written.

        Raises:
            RefusedCacheError: what stands there is no plain file.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock = Lock(self._path.parent, self._key)
        except OSError as problem:
            self.unkept = problem
            return None
        try:
            if not lock.is_signed(self._path):
                self.is_anew = self._path.exists()
                remove(self._path)
            try:
                database = _connected(self._path, self._version)
            except DamagedError:
                self.is_anew = True
                remove(self._path)
                database = _connected(self._path, self._version)
        except OSError as problem:
            self.unkept = problem
            lock.release()
            return None
        except BaseException:
            lock.release()
            raise
        self._lock = lock
        return database

    def _rows(self, query: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
        assert self._database is not None
        with self._heard():
            return self._database.execute(query, values).fetchall()

    @contextmanager
    def _heard(self) -> Iterator[None]:
        """Tell a damaged file from a disk that is full or fails, and both from a fault of the code."""
        try:
            yield
        except sqlite3.DatabaseError as problem:
            if (fault := _of_the_disk(problem, self._path)) is not None:
                raise fault from None
            if _code(problem) not in _OF_THE_FILE:
                raise
            self._damaged = True
            raise DamagedError(str(problem)) from None

    def _mac(self, room: str, key: str, content: bytes) -> bytes:
        mac = hashlib.blake2b(f"{len(room)}/{room}/{len(key)}/{key}/".encode(), key=self._key, digest_size=_MAC_SIZE)
        mac.update(content)
        return mac.digest()


def _in_other(path: Path | None, version: str) -> Store:
    """A store in another process, as it was pickled."""
    store = Store(None, version)
    if path is not None:
        store._path, store._key = path, user_key()
        store._database = store._inherited = store._reading()
    return store


def begin_with(folder: Path | None, other: Path | None) -> None:
    """Begin a store that is not there with what another one keeps: contents are told by what they were made from.

    Args:
        folder: where the store is to be; None for one that keeps nothing.
        other: where the other one is.

    Raises:
        RefusedCacheError: what stands there is no plain file.
    """
    if folder is None or other is None or os.path.lexists(folder / FILE) or not os.path.lexists(other / FILE):
        return
    key = user_key()
    with contextlib.suppress(OSError), _locked(other, key) as lock, _locked(folder, key) as own:  # it saves time
        if lock.is_signed(other / FILE):
            shutil.copyfile(other / FILE, folder / FILE, follow_symlinks=False)
            own.sign(folder / FILE)


@contextmanager
def _locked(folder: Path, key: bytes) -> Iterator[Lock]:
    lock = Lock(folder, key)
    try:
        yield lock
    finally:
        lock.release()


@contextmanager
def opened(folder: Path | None, version: str) -> Iterator[Store]:
    """A store that is closed at the end, and removed where it turned out to be damaged."""
    store = Store(folder, version)
    try:
        yield store
    except DamagedError:
        store.distrust()
        raise
    finally:
        store.close()


def with_store(folder: Path | None, version: str, work: Callable[[Store], T], say: Callable[[str], None]) -> T:
    """Do work over a store, and once more over an empty one where the store turns out to be damaged.

    Args:
        folder: as for `Store`.
        version: as for `Store`.
        work: what is done.
        say: told, in a line, that what was kept is made anew.

    Raises:
        DamagedError: what was kept by this very run cannot be read.
        RefusedCacheError: what stands there is no plain file.
    """
    try:
        with opened(folder, version) as store:
            if store.is_anew:
                say(MADE_ANEW)
            return work(store)
    except DamagedError:
        say(MADE_ANEW)
    with opened(folder, version) as store:
        return work(store)


_OF_THE_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
"""What SQLite says of a disk, and not of a file."""

_OF_THE_FILE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_ERROR,  # a table or a column is not there: our statements are right, a test sees
}
"""What it says of a damaged file."""


def _code(problem: sqlite3.DatabaseError) -> int:
    """The primary result code, see https://www.sqlite.org/rescode.html; what Python itself finds has none."""
    return getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF


def _of_the_disk(problem: sqlite3.DatabaseError, path: Path) -> OSError | None:
    """The fault of the disk that SQLite met, if it is one."""
    number = _OF_THE_DISK.get(_code(problem))
    return OSError(number, os.strerror(number), str(path)) if number is not None else None


def _connected(path: Path, version: str) -> sqlite3.Connection:
    """The database.

    Raises:
        BlockingIOError: another process has it.
        DamagedError: it cannot be read.
        OSError: the disk fails.
    """
    try:
        database = sqlite3.connect(path, timeout=0, isolation_level="DEFERRED")
    except sqlite3.DatabaseError as problem:
        raise _of_the_disk(problem, path) or problem from None
    try:
        # One process at a time; another one works without a store rather than wait.
        database.execute("PRAGMA locking_mode=EXCLUSIVE")
        database.execute("PRAGMA journal_mode=MEMORY")
        database.execute("PRAGMA synchronous=OFF")
        database.execute("PRAGMA trusted_schema=OFF")
        database.execute("BEGIN EXCLUSIVE")
        database.execute(_SCHEMA)
        known = database.execute("SELECT content FROM kept WHERE room='' AND key='version'").fetchone()
        if known != (version.encode(),):
            database.execute("DELETE FROM kept")
            database.execute("INSERT INTO kept VALUES ('', 'version', x'', ?)", (version.encode(),))
        database.commit()
    except sqlite3.DatabaseError as problem:
        database.close()
        if _code(problem) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BlockingIOError(errno.EAGAIN, "another process has it", str(path)) from None
        if (fault := _of_the_disk(problem, path)) is not None:
            raise fault from None
        if _code(problem) not in _OF_THE_FILE:
            raise
        raise DamagedError(str(problem)) from None
    return database
