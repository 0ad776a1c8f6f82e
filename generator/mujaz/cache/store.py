"""What is kept between runs: named contents in one file, each of which comes back as it was put there, or not at all.

The file is SQLite, so that a run's changes take effect together or not at all. Every content carries a keyed digest
(BLAKE2b) whose key lies in the user's own cache folder: what was damaged, or written by anybody else, is not read.
That matters beyond errors, since contents are pickles, and to read a foreign one is to run it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CACHE = ".cache/mujaz"
"""The folder of a site's store, below its root."""
FILE = "mujaz.db"
_MAC_SIZE = 16
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (room TEXT, key TEXT, mac BLOB, content BLOB, PRIMARY KEY (room, key))"


class DamagedError(Exception):
    """A content that was kept is not what was put there; the store is to be emptied and filled anew."""


class Store:
    """Named contents, in rooms.

    Nothing is changed on the disk before `commit`.

    Args:
        folder: where the file is; None for a store that keeps nothing.
        version: of the code that writes the contents; those of another version are not read.
    """

    def __init__(self, folder: Path | None, version: str = "") -> None:
        self._path = (folder or Path()).absolute() / FILE
        self._database = None if folder is None else _open(folder, version)
        self._version = version
        self._inherited: sqlite3.Connection | None = None
        self._key = _secret() if self._database is not None else b""

    def get(self, room: str, key: str) -> bytes | None:
        """A content, or None where none is kept.

        Raises:
            DamagedError: it is not what was put there.
        """
        if self._database is None:
            return None
        rows = self._rows("SELECT mac, content FROM kept WHERE room=? AND key=?", (room, key))
        if not rows:
            return None
        mac, content = rows[0]
        if not isinstance(content, bytes) or not secrets.compare_digest(mac, self._mac(room, key, content)):
            raise DamagedError(f"{room}/{key}")
        return content

    def put(self, room: str, key: str, content: bytes) -> None:
        """Keep a content in the place of the one that was kept under this name."""
        self.put_all(room, [(key, content)])

    def put_all(self, room: str, contents: Iterable[tuple[str, bytes]]) -> None:
        """Keep several contents of one room."""
        if self._database is not None and self._inherited is None:
            rows = ((room, key, self._mac(room, key, content), content) for key, content in contents)
            self._database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def delete(self, room: str, key: str) -> None:
        """Forget a content, if there is one."""
        if self._database is not None:
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

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        return self._database is None or not self._rows("SELECT 1 FROM kept WHERE room<>'' LIMIT 1", ())

    def clear(self) -> None:
        """Forget everything, also what cannot be read."""
        if self._database is not None:
            self._database.close()
            self._path.unlink(missing_ok=True)
            self._database = _open(self._path.parent, self._version)

    def commit(self) -> None:
        """Let all changes since the last commit take effect together."""
        if self._database is not None:
            self._database.commit()

    def in_child(self) -> None:
        """Go on in a forked process, which reads what was committed and writes nothing."""
        if self._database is not None:
            self._inherited = self._database  # closing it would end the locks of the other process
            self._database = sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)

    def close(self) -> None:
        """Let go of the file; what was not committed is as it was."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _rows(self, query: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
        assert self._database is not None
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.DatabaseError as problem:
            raise DamagedError(str(problem)) from None

    def _mac(self, room: str, key: str, content: bytes) -> bytes:
        mac = hashlib.blake2b(f"{len(room)}/{room}/{len(key)}/{key}/".encode(), key=self._key, digest_size=_MAC_SIZE)
        mac.update(content)
        return mac.digest()


def begin_with(folder: Path, other: Path) -> None:
    """Begin a store that is not there with what another one keeps: contents are told by what they were made from.

    A copy that is taken while somebody writes is found to be damaged when it is opened, and the store begins empty.
    """
    if not (folder / FILE).exists() and (other / FILE).is_file():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(other / FILE, folder / FILE)


@contextmanager
def opened(folder: Path | None, version: str) -> Iterator[Store]:
    """A store that is closed at the end."""
    store = Store(folder, version)
    try:
        yield store
    finally:
        store.close()


def _open(folder: Path, version: str) -> sqlite3.Connection | None:
    """The file, made anew where it cannot be read or is of another version; None where another process has it."""
    path = folder / FILE
    for _ in range(2):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / ".gitignore").exists():
                # Like the caches of other tools: of no use to anybody else, and not to be kept with the content.
                (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            database = sqlite3.connect(path, timeout=0, isolation_level="DEFERRED")
        except OSError:
            return None
        try:
            # One process at a time; another one works without a store rather than wait.
            database.execute("PRAGMA locking_mode=EXCLUSIVE")
            database.execute("PRAGMA journal_mode=MEMORY")
            database.execute("PRAGMA synchronous=OFF")
            database.execute("BEGIN EXCLUSIVE")
            database.execute(_SCHEMA)
            known = database.execute("SELECT content FROM kept WHERE room='' AND key='version'").fetchone()
            if known != (version.encode(),):
                database.execute("DELETE FROM kept")
                database.execute("INSERT INTO kept VALUES ('', 'version', x'', ?)", (version.encode(),))
            database.commit()
            return database
        except sqlite3.OperationalError as problem:
            database.close()
            if problem.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return None
            path.unlink(missing_ok=True)
        except sqlite3.DatabaseError:
            database.close()
            path.unlink(missing_ok=True)
    return None


def _secret() -> bytes:
    """The user's key, made when it is first needed; one for this run only where it cannot be kept."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    path = base / "mujaz" / "key"
    try:
        key = path.read_bytes()
    except OSError:
        key = b""
    if len(key) == hashlib.blake2b.MAX_KEY_SIZE:
        return key
    key = secrets.token_bytes(hashlib.blake2b.MAX_KEY_SIZE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(key)
    except OSError:
        return key
    return key
