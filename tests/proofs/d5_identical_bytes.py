"""D5: the same content gives the same bytes, wherever, whenever and on whatever machine it is built."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import theme_code
from desk import DAY, SECOND, quick_desk
from faulty import copy_site, run, tree
from mujaz.engine.cache import executors
from mujaz.engine.cache.place import CACHE, Lock, user_key
from mujaz.engine.cache.store import FILE
from mujaz.review.formats import FORMATS
from people import environment
from proof import Proof, Run

_SCANDIR, _LISTDIR = os.scandir, os.listdir


class _Case(NamedTuple):
    """How the site is built once more.

    Attributes:
        name: what is other than at first.
        env: of the process.
        first: called in the process before all else.
        prepare: changes the site's folder without changing what it says.
        folder: where it is, below that of the run.
        options: of `build`.
        fork: whether a fork of this process will do, and no new interpreter is needed.
    """

    name: str
    env: Mapping[str, str] = {}
    first: Callable[[], None] = lambda: None
    prepare: Callable[[Path], None] = lambda root: None
    folder: str = "a/site"
    options: tuple[str, ...] = ()
    fork: bool = True


class _Shuffled:
    """The entries of a folder in another order."""

    def __init__(self, *given: Any) -> None:
        self._found = _SCANDIR(*given)
        entries = sorted(self._found, key=lambda entry: entry.name[::-1], reverse=True)
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> _Shuffled:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._found.close()


def _in_another_order() -> None:
    setattr(os, "scandir", _Shuffled)  # noqa: B010  (a function, for whom checks the types)
    setattr(os, "listdir", lambda *given: sorted(_LISTDIR(*given), key=lambda name: name[::-1], reverse=True))  # noqa: B010


def _at_another_time() -> None:
    """Years later: the moment of the run is given, and no clock counts."""
    now, now_ns = time.time, time.time_ns
    time.time = lambda: now() + 1e8
    time.time_ns = lambda: now_ns() + 10**17


def _with_processes(count: int) -> Callable[[], None]:
    def first() -> None:
        setattr(os, "sched_getaffinity", lambda process: set(range(count)))  # noqa: B010  (as above)
        executors._FEWEST = 2

    return first


def _with_umask(mask: int) -> Callable[[], None]:
    def first() -> None:
        os.umask(mask)

    return first


def _touch(root: Path) -> None:
    chosen = random.Random(1)
    for path in sorted(root.rglob("*")):
        if path.is_file() and ".git" not in path.parts:
            moment = chosen.randrange(10**9, 2 * 10**9)
            os.utime(path, (moment, moment))


def _warm(options: tuple[str, ...] = ()) -> Callable[[Path], None]:
    """The cache and the site of a state before: other words, another brief, a page that is gone."""

    def prepare(root: Path) -> None:
        brief, extra = root / "briefs/opening.yml", root / "briefs/extra.yml"
        text = brief.read_text(encoding="utf-8")
        brief.write_text(text.replace("A station", "Some station"), encoding="utf-8")
        extra.write_text(SECOND, encoding="utf-8")
        _runs(root, ("build", *options), {})
        brief.write_text(text, encoding="utf-8")
        extra.unlink()

    return prepare


def _damaged(root: Path) -> None:
    """A cache in which a byte of an entry is another, under a signature that fits."""
    _warm()(root)
    file = root / CACHE / FILE
    with sqlite3.connect(file) as database:
        [(room, key, content)] = database.execute(
            "SELECT room, key, content FROM kept WHERE length(content) > 200 ORDER BY room, key LIMIT 1"
        ).fetchall()
        changed = bytes([content[0] ^ 1]) + content[1:]
        database.execute("UPDATE kept SET content=? WHERE room=? AND key=?", (changed, room, key))
    database.close()
    lock = Lock(root / CACHE, user_key())
    lock.sign(file)
    lock.release()


def _all_at_once() -> None:
    _in_another_order()
    _at_another_time()
    _with_processes(3)()
    os.umask(0o077)


_TOGETHER = _Case("all at once", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"}, _all_at_once, _touch, "b/other place/x")
_CASES = (
    _TOGETHER,
    _Case("the same once more"),
    _Case("another folder", folder="another folder/مكان/site"),
    *(_Case(f"the time zone {zone}", {"TZ": zone}) for zone in ("Pacific/Kiritimati", "America/Adak", "UTC")),
    _Case("years later", first=_at_another_time),
    *(_Case(f"the hash seed {seed}", {"PYTHONHASHSEED": seed}, fork=False) for seed in ("1", "4242")),
    *(_Case(f"the locale {name}", {"LC_ALL": name, "LANG": name}, fork=False) for name in ("C", "C.UTF-8")),
    _Case("files in another order", first=_in_another_order),
    *(_Case(f"{count} processes", first=_with_processes(count)) for count in (1, 2, 5)),
    *(_Case(f"the umask {mask:03o}", first=_with_umask(mask)) for mask in (0, 0o077)),
    _Case("files of other times", prepare=_touch),
    _Case("no cache", options=("--no-cache",)),
    _Case("a warm cache", prepare=_warm()),
    _Case("the site of a run without a cache", prepare=_warm(("--no-cache",))),
    _Case("a cache with a damaged entry", prepare=_damaged),
)


def _runs(root: Path, arguments: tuple[str, ...], env: Mapping[str, str], case: _Case | None = None) -> str:
    good = (0, 1) if arguments[0] == "review" else (0,)  # a review has findings
    own = {name: value for name, value in environment("Analyst").items() if name.startswith("GIT_")}
    env = {**own, "SOURCE_DATE_EPOCH": DAY, **env}
    if case is not None and not case.fork:
        done = subprocess.run(
            [sys.executable, "-m", "mujaz", *arguments], cwd=root, env={**os.environ, **env}, capture_output=True
        )
        assert done.returncode in good, done.stderr
        return done.stdout.decode()
    ended = run(root, arguments, env=env, first=case.first if case is not None else None)
    assert ended.code in good, ended.output
    return ended.output


def _made(case: _Case, origin: Path, root: Path) -> dict[str, bytes | None]:
    """The bytes of the site, of the edition with its archive, and of the review in every format."""
    root.parent.mkdir(parents=True, exist_ok=True)
    copy_site(origin, root)
    case.prepare(root)
    _runs(root, ("build", *case.options), case.env, case)
    _runs(root, ("build", "--offline", *case.options), case.env, case)
    made = {name: content for name, content in tree(root).items() if name.startswith(("site", "offline", "docs"))}
    for format in FORMATS:
        _runs(root, ("review", "HEAD", "--format", format, "--output", f"review.{format}"), case.env, case)
        made[format] = (root / f"review.{format}").read_bytes()
    return made


def _prove(run_: Run) -> None:
    os.environ["XDG_CACHE_HOME"] = str(run_.folder / "home")
    origin = run_.folder / "origin"
    desk = quick_desk(origin)
    with theme_code.kept_in(run_.folder / "theme"):
        # In this process, so that each fork has what was imported and compiled.
        desk.mujaz("build", "--no-cache")
        desk.git("clean", "-dffxq")
        desk.edit("briefs/opening.yml", "A station opens", "A station has opened")
        expected = _made(_Case("the first"), origin, run_.folder / "a/site")
        assert len(expected) > len(FORMATS)
        for case in _CASES if run_.whole else _CASES[:1]:
            made: dict[str, bytes | None] = {}
            with run_.attempt(case.name):
                made = _made(case, origin, run_.folder / case.folder)
                odd = sorted(name for name in {*made, *expected} if made.get(name, b"-") != expected.get(name, b"-"))
                assert not odd, f"{len(odd)} of {len(expected)} files are other, such as {odd[:4]}"


PROOF = Proof(
    "D5",
    "The same content gives the same bytes",
    "site, pages, edition with its archive, and the review in each format: in other folders, time zones and locales, "
    "years later, under other hash seeds, umasks and orders of files, with other times of files, by one process or "
    "several, without a cache, over one of another state, over a damaged one",
    _prove,
)
