"""Where the store of a site is: folders that are no links, plain files, and nothing that came with the content.

A folder below a site may come from a stranger: a branch may hold links, pipes, or a database that takes for ever. So
each folder is looked at before it is entered, and a file is opened only if this user's key has signed it as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import subprocess
import sys
from pathlib import Path

from mujaz.engine.cache.faults import RefusedCacheError

CACHE = ".cache/mujaz"
"""The folder of a site's store, below its root."""
SIGNATURE = "signature"
"""The file beside a store that says how the store was left."""
_MOST = 1000
"""Bytes of a signature that are read; it has fewer."""
MOVES = "MUJAZ_CACHE_MOVES"
"""The environment variable that says, where it is not empty, that stores and the user's key are carried from machine to
machine, as pipelines of code hosts do. A store is then known by its bytes, too, which are read whole when it is closed
and when it is opened elsewhere."""


def cache_folder(root: Path, side: str = "") -> Path | None:
    """The folder of a site's store, made if need be; None where this user has no folder of their own there.

    Args:
        root: the site's root.
        side: the name of a store of its own below it.

    Raises:
        RefusedCacheError: a link or a file stands there, or git tracks it.
    """
    folder, found = root, True
    for part in (*CACHE.split("/"), *([side] if side else [])):
        folder /= part
        try:
            folder.mkdir()
            found = False
        except FileExistsError:
            if not stat.S_ISDIR(folder.lstat().st_mode):
                wrong = "is a symbolic link" if folder.is_symlink() else "is not a folder"
                raise RefusedCacheError(folder, wrong) from None
        except OSError:
            return None
        if part == Path(CACHE).name and not found:
            _have_ignored(folder)
    if found and is_tracked(root):
        raise RefusedCacheError(root / CACHE, "is tracked by git, and a cache is nobody else's")
    return folder if _is_own(folder.lstat()) else None


def _have_ignored(folder: Path) -> None:
    """Like the caches of other tools: of no use to anybody else, and not to be kept with the content."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    # It is there already, or nothing can be written here, as opening the store tells.
    with contextlib.suppress(OSError), os.fdopen(os.open(folder / ".gitignore", flags, 0o644), "w") as file:
        file.write("*\n")


# A commit can bring what git takes for a bare repository, with settings of its own that name programs.
_NO_PROGRAMS = ("-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false")


def is_tracked(root: Path) -> bool:
    """Whether git keeps a file of the cache with the content."""
    if not any((folder / ".git").exists() for folder in (root, *root.absolute().parents)):
        return False
    try:
        told = subprocess.run(  # noqa: S603  (a fixed program)
            ["git", *_NO_PROGRAMS, "ls-files", "-z", "--", CACHE],  # noqa: S607  (git as the user has it)
            cwd=root,
            env={**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"},
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return bool(told.stdout)


def _is_own(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


class Lock:
    """The right of one process to a store, and the signature under how it is left.

    The signature is a keyed digest of the inode, the size and the time of change of the file: one that came with a
    commit or an archive, or that was changed by anybody else, is known without being opened. Where `MOVES` is set, a
    second line is a keyed digest of its bytes.

    Args:
        folder: that of the store, which exists.
        key: the user's own.

    Raises:
        BlockingIOError: another process has it.
        OSError: the folder cannot be written.
        RefusedCacheError: what stands there is no plain file.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path, self._key = folder / SIGNATURE, key
        _refuse_odd(self._path)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        self._file = os.open(self._path, flags, 0o600)
        try:
            if sys.platform != "win32":  # elsewhere SQLite's own lock has to do
                import fcntl

                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(self._file)
            raise

    def is_signed(self, file: Path) -> bool:
        """Whether a file is as it was left by this user's mujaz.

        Raises:
            RefusedCacheError: it is no plain file.
        """
        _refuse_odd(file)
        try:
            status = file.lstat()
        except FileNotFoundError:
            return False
        kept = os.pread(self._file, _MOST, 0) if hasattr(os, "pread") else b""
        by_place, _, by_bytes = kept.partition(b"\n")
        if not _is_own(status):
            return False
        if secrets.compare_digest(by_place, self._signature(status)):
            return True
        return bool(by_bytes and os.environ.get(MOVES)) and secrets.compare_digest(by_bytes, self._digest(file))

    def sign(self, file: Path) -> None:
        """Say that a file is as it is to be; a fault on the disk only leaves it unsigned."""
        with contextlib.suppress(OSError):  # the next run makes anew what is not signed
            signature = self._signature(file.lstat())
            if os.environ.get(MOVES):
                signature += b"\n" + self._digest(file)
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, signature)

    def release(self) -> None:
        """Let other processes have the store; in a forked process: take no part in the lock."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _signature(self, status: os.stat_result) -> bytes:
        told = f"{status.st_ino} {status.st_size} {status.st_mtime_ns}".encode()
        return hashlib.blake2b(told, key=self._key, person=b"mujaz store").hexdigest().encode()

    def _digest(self, file: Path) -> bytes:
        """The keyed digest of a file's bytes."""
        digest = hashlib.blake2b(key=self._key, person=b"mujaz bytes")
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
        return digest.hexdigest().encode()


def remove(file: Path) -> None:
    """Remove a store that is not signed, and what SQLite would read with it.

    Raises:
        OSError: a file cannot be removed.
        RefusedCacheError: one of them is no plain file.
    """
    for path in (file, *(file.with_name(file.name + ending) for ending in ("-journal", "-wal", "-shm"))):
        _refuse_odd(path)
        path.unlink(missing_ok=True)


def _refuse_odd(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return
    if not stat.S_ISREG(mode):
        raise RefusedCacheError(path, "is a symbolic link" if stat.S_ISLNK(mode) else "is not a plain file")


def user_key() -> bytes:
    """The user's key, made when it is first needed; one for this run only where it cannot be kept."""
    size = hashlib.blake2b.MAX_KEY_SIZE
    named = os.environ.get("XDG_CACHE_HOME", "")
    # A relative path is to be ignored, says the XDG Base Directory Specification: it would lie in the site.
    base = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
    path = base / "mujaz" / "key"
    try:
        key = path.read_bytes()
    except OSError:
        key = b""
    if len(key) == size:
        return key
    key = secrets.token_bytes(size)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(key)
    except OSError:
        return key
    return key
