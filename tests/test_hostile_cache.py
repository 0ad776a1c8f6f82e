"""`.cache/` may come from a stranger: nothing in it is followed, opened or deleted unless mujaz wrote it.

A row of the tables plants something there, as a branch or an archive would. Then every verb either refuses it by name,
or goes on as if nothing had been there; what the links lead to stays as it was, and no fault is an internal one.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mujaz.cli import main
from mujaz.engine.cache.place import CACHE, SIGNATURE
from mujaz.engine.cache.store import FILE, Store
from site_in_git import Site, environment
from thorough import of_these

CHECK = ("check",)
REVIEW = ("review", "HEAD~1..HEAD")
LINKS = {
    ".cache": "",
    CACHE: "",
    f"{CACHE}/{FILE}": "precious.db",
    f"{CACHE}/{FILE}-journal": "precious.txt",
    f"{CACHE}/{FILE}-wal": "precious.txt",
    f"{CACHE}/{SIGNATURE}": "precious.txt",
}
"""What is a link, and to what of the victim's folder."""
BELOW = {"": "", f"/{FILE}": "precious.db"}
REVIEWED = {f"{CACHE}/{side}{below}": to for side in ("base", "head") for below, to in BELOW.items()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with two commits."""
    (tmp_path / "site").mkdir()
    made = Site(tmp_path / "site")
    made.replace("briefs/opening.yml", "A station opens", "Another title")
    made.commit("A title")
    return made


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A folder of somebody's own."""
    folder = tmp_path / "victim"
    (folder / "below").mkdir(parents=True)
    (folder / "precious.txt").write_text("precious", encoding="utf-8")
    (folder / "below" / "deep.txt").write_text("deep", encoding="utf-8")
    with sqlite3.connect(folder / "precious.db") as database:
        database.execute("CREATE TABLE mine (a)")
    database.close()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """What hangs is ended, and fails."""
    signal.alarm(60)
    yield
    signal.alarm(0)


def run(site: Site, *arguments: str) -> Result:
    return CliRunner(env=environment()).invoke(main, [arguments[0], "-C", str(site.root), *arguments[1:]])


def stranger(site: Site, path: str) -> Path:
    place = site.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def ended_well(done: Result) -> None:
    """The verb did its work, or refused; it did not break down."""
    assert "internal error" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.exit_code in (0, 1), done.stderr


def refused(done: Result, name: str) -> None:
    assert done.exit_code == 2, done.stdout
    assert name in done.stderr
    assert "--no-cache" in done.stderr
    assert "internal error" not in done.stderr


@pytest.mark.parametrize(
    ("path", "to", "verb"),
    [*((path, to, CHECK) for path, to in LINKS.items()), *((path, to, REVIEW) for path, to in REVIEWED.items())],
    ids=lambda value: value[0] if isinstance(value, tuple) else value,
)
def test_a_link_is_refused_by_name_and_not_followed(
    path: str, to: str, verb: tuple[str, ...], site: Site, victim: Path
) -> None:
    before = contents(victim)
    stranger(site, path).symlink_to(os.path.relpath(victim / to, (site.root / path).parent))
    refused(run(site, *verb), path)
    assert contents(victim) == before


@pytest.mark.parametrize("side", ["base", "head"])
def test_where_a_work_folder_might_be_a_link_is_left_alone(side: str, site: Site, victim: Path) -> None:
    """Commits are checked out into folders of which nobody knows the name, and which are no other folder."""
    before = contents(victim)
    stranger(site, f"{CACHE}/{side}/site").symlink_to(victim)
    (site.root / f"{CACHE}/{side}/site.json").write_text("[]", encoding="utf-8")
    ended_well(run(site, *REVIEW))
    (own,) = (site.root / f"{CACHE}/{side}").glob("site-*")
    shutil.rmtree(own)
    own.symlink_to(victim)
    ended_well(run(site, *REVIEW))
    assert own.is_symlink()
    assert contents(victim) == before


@pytest.mark.parametrize("name", [FILE, SIGNATURE, f"{FILE}-wal"])
@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_plain_file_is_refused_by_name(name: str, kind: str, site: Site) -> None:
    place = stranger(site, f"{CACHE}/{name}")
    place.mkdir() if kind == "folder" else os.mkfifo(place)
    refused(run(site, *CHECK), name)
    assert os.path.lexists(place)


def _as_text(path: Path) -> None:
    path.write_text("no database", encoding="utf-8")


def _as_script(script: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with sqlite3.connect(path) as database:
            database.executescript(script)
        database.close()

    return make


TABLE = "CREATE TABLE kept (room TEXT, key TEXT, mac BLOB, content BLOB, PRIMARY KEY (room, key));"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"
DATABASES = {
    "text": _as_text,
    "empty": lambda path: path.write_bytes(b""),
    "other table": _as_script("CREATE TABLE kept (a)"),
    "trigger on insert": _as_script(
        f"{TABLE} CREATE TRIGGER t AFTER INSERT ON kept BEGIN DELETE FROM kept "
        f"WHERE key=({ENDLESS} max(i) FROM n); END;"
    ),
    "trigger on delete": _as_script(
        f"{TABLE} INSERT INTO kept VALUES ('', 'version', x'', 'x'); CREATE TRIGGER t BEFORE DELETE ON kept "
        f"BEGIN INSERT INTO kept {ENDLESS} i, i, i, i FROM n; END;"
    ),
    "view": _as_script(f"CREATE VIEW kept AS {ENDLESS} '' AS room, 'version' AS key, i AS mac, i AS content FROM n;"),
    "values of other types": _as_script(f"{TABLE} INSERT INTO kept VALUES ('', 'version', 1, 1);"),
    "write-ahead log": _as_script(f"PRAGMA journal_mode=WAL; {TABLE}"),
}


@pytest.mark.parametrize("kind", DATABASES)
def test_a_database_that_came_with_an_archive_is_not_opened(kind: str, site: Site) -> None:
    DATABASES[kind](stranger(site, f"{CACHE}/{FILE}"))
    ended_well(run(site, *CHECK))
    ended_well(run(site, *CHECK))


def test_a_cache_that_git_tracks_is_refused_by_name(site: Site) -> None:
    DATABASES["trigger on insert"](stranger(site, f"{CACHE}/{FILE}"))
    site.git("add", "--force", CACHE)
    site.git("commit", "--quiet", "--message=A cache")
    refused(run(site, *CHECK), CACHE)
    ended_well(run(site, *CHECK, "--no-cache"))


def test_a_signature_is_worth_nothing_for_another_file(site: Site, tmp_path: Path) -> None:
    """As when a user's own cache was committed once, and somebody put another database in its place."""
    ended_well(run(site, *CHECK))
    DATABASES["view"](tmp_path / "other.db")
    (tmp_path / "other.db").replace(site.root / CACHE / FILE)
    ended_well(run(site, *CHECK))


# The user's key.


def test_with_a_new_key_the_cache_is_made_anew(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    for verb in (CHECK, REVIEW, ("generate",)):
        ended_well(run(site, *verb))
        (tmp_path / "user/mujaz/key").unlink()
        ended_well(run(site, *verb))
        ended_well(run(site, *verb))


def test_a_key_that_cannot_be_kept_costs_the_cache_only(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    for _ in range(2):
        ended_well(run(site, *CHECK))


def test_a_key_is_not_taken_from_the_site(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "briefs")
    monkeypatch.setenv("HOME", str(tmp_path))
    ended_well(run(site, *CHECK))
    assert not (site.root / "briefs/mujaz").exists()
    assert (tmp_path / ".cache/mujaz/key").is_file()


# Damage.


ROOMS = of_these(["past", "fact", "memo", "stage", "site", "audited", "rights"], ["past"])


def _damaged(path: Path, room: str) -> None:
    """Spoil every row of a room, and leave the file signed as before, as a failing disk would."""
    store = Store(path.parent)
    assert store._database is not None
    store._database.execute("UPDATE kept SET mac = x'00' || substr(mac, 2) WHERE room = ?", (room,))
    store.commit()
    store.close()


@pytest.mark.parametrize("room", ["fact", "memo", "stage"])
def test_damage_is_made_good(room: str, site: Site) -> None:
    ended_well(run(site, "generate"))
    pages = contents(site.root / "docs")
    _damaged(site.root / CACHE / FILE, room)
    ended_well(run(site, "generate"))
    assert contents(site.root / "docs") == pages


@pytest.mark.parametrize("room", ROOMS)
def test_damage_in_any_room_ends_nothing(room: str, site: Site) -> None:
    ended_well(run(site, "build"))
    pages = contents(site.root / "docs")
    _damaged(site.root / CACHE / FILE, room)
    ended_well(run(site, "build"))
    assert contents(site.root / "docs") == pages


def test_a_disk_that_is_full_is_said(tmp_path: Path) -> None:
    store = Store(tmp_path, "1")
    assert store._database is not None
    store._database.execute("PRAGMA max_page_count=20")
    with pytest.raises(OSError, match="space"):
        store.put_all("room", ((str(number), b"x" * 9000) for number in range(100)))
    store.close()


def test_two_at_once_share_nothing_and_break_nothing(tmp_path: Path) -> None:
    first, second = Store(tmp_path, "1"), Store(tmp_path, "1")
    assert (first.is_kept, second.is_kept) == (True, False)
    first.put_all("room", [("key", b"kept")])
    first.commit()
    second.close()
    first.close()
    third = Store(tmp_path, "1")
    assert third.get("room", "key") == b"kept"
    third.close()


def test_what_was_committed_outlives_a_kill(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from mujaz.engine.cache.store import Store\n"
        "store = Store(Path(sys.argv[1]), '1'); store.put_all('room', [('key', b'kept')]); store.commit()\n"
        "store.put_all('room', [('more', b'x')]); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    store = Store(tmp_path, "1")
    assert (store.get("room", "key"), store.get("room", "more")) == (b"kept", None)
    store.close()


def test_the_folder_of_another_user_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.root / CACHE).mkdir(parents=True)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    ended_well(run(site, *CHECK))
    assert list((site.root / CACHE).iterdir()) == []


READING = [CHECK, REVIEW, ("due",), ("trace", "opening"), ("generate", "--check"), ("fmt", "--check")]


@pytest.mark.parametrize("verb", READING, ids=lambda verb: verb[0])
@pytest.mark.parametrize("used", [False, True], ids=["fresh", "with a cache"])
def test_verbs_that_read_need_nothing_to_write_to(
    verb: tuple[str, ...], used: bool, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a read-only file system, which tests cannot mount: whatever would write there fails."""
    expected = run(site, *verb).exit_code
    if not used:
        shutil.rmtree(site.root / ".cache", ignore_errors=True)
    below = str(site.root)
    real_open, real_mkdir = os.open, os.mkdir

    def open_only(path: str | Path, flags: int, *more: int, **named: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and str(path).startswith(below):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return real_open(path, flags, *more, **named)

    def no_folder(path: str | Path, *more: int, **named: int) -> None:
        if str(path).startswith(below) and not os.path.lexists(path):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        real_mkdir(path, *more, **named)

    monkeypatch.setattr(os, "open", open_only)
    monkeypatch.setattr(os, "mkdir", no_folder)
    done = run(site, *verb)
    ended_well(done)
    assert done.exit_code == expected
